import { beforeEach, describe, expect, it } from 'vitest';
import { Gateway } from '../../support/sandbox-client.js';
import { createDocumentsTable } from './fixtures/table.js';

/** The parameters of list, get, search and batch_get that choose what a reply shows (A29, A30). */

let gateway: Gateway;
let records: string;

beforeEach(async () => {
  gateway = await Gateway.start();
  records = `${gateway.table}/records`;
});

interface Item {
  readonly record_id: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

describe('a view', () => {
  const running = [{ field_name: '状态', operator: 'is', value: ['已完成'] }];
  const filter = { conjunction: 'and', conditions: running };

  it('narrows a listing in both languages', async () => {
    const all = await statesOf({});
    const inView = await statesOf({ view_id: viewId() });
    expect(new Set(inView)).toEqual(new Set(['进行中']));
    expect(inView).toHaveLength(all.filter((state) => state === '进行中').length);
    const { items } = await gateway.data('GET', `${records}?page_size=500&view_id=${viewId()}`);
    expect(items.map(({ fields }: Item) => fields['状态'])).toEqual(inView);
  });

  it.each([
    ['a filter', { filter }],
    ['an order', { sort: [{ field_name: '工时', desc: true }] }],
  ])('is ignored beside %s, whatever it is', async (_name, body) => {
    const expected = await statesOf(body);
    expect(await statesOf({ ...body, view_id: viewId() })).toEqual(expected);
    expect(await statesOf({ ...body, view_id: 'vewOVMEXPF' })).toEqual(expected);
  });

  it('is ignored by a list beside a filter', async () => {
    const list = (query: string) =>
      gateway.data('GET', `${records}?filter=CurrentValue.[状态]="已完成"&page_size=500${query}`);
    expect(await list(`&view_id=${viewId()}`)).toEqual(await list(''));
    expect(await list('&view_id=vewOVMEXPF')).toEqual(await list(''));
  });

  it('is ignored by a list beside an order, in a table without links and formulas', async () => {
    const { app } = await gateway.data('POST', '/apps', { name: '无关联' });
    const path = `/apps/${app.app_token}/tables/${app.default_table_id}/records`;
    const sort = encodeURIComponent('["文本 DESC"]');
    expect(await gateway.code('GET', `${path}?view_id=vewOVMEXPF`)).toBe(1254042);
    expect(await gateway.code('GET', `${path}?view_id=vewOVMEXPF&sort=${sort}`)).toBe(0);
  });

  it('still counts beside a filter without conditions', async () => {
    const none = { filter: { conjunction: 'and', conditions: [] } };
    const view_id = viewId();
    expect(await statesOf({ ...none, view_id })).toEqual(await statesOf({ view_id }));
  });
});

describe('field_names', () => {
  it('chooses the cells of a search, and none means all', async () => {
    const search = async (field_names: string[]) =>
      (await gateway.data('POST', `${records}/search`, { field_names })).items[0].fields;
    expect(Object.keys(await search(['工时', '任务名称'])).sort()).toEqual(['任务名称', '工时']);
    expect(Object.keys(await search([])).length).toBeGreaterThan(5);
  });

  it('is JSON text in the query of a list', async () => {
    const names = encodeURIComponent('["任务名称"]');
    const { items } = await gateway.data('GET', `${records}?field_names=${names}`);
    expect(items.every(({ fields }: Item) => Object.keys(fields).length === 1)).toBe(true);
  });
});

describe('automatic_fields', () => {
  const automatic = ['created_by', 'created_time', 'last_modified_by', 'last_modified_time'];

  it.each([
    ['list', () => gateway.data('GET', `${records}?automatic_fields=true`)],
    ['search', () => gateway.data('POST', `${records}/search`, { automatic_fields: true })],
  ])('stand beside the cells of a %s', async (_name, call) => {
    const { items } = await call();
    expect(Object.keys(items[0])).toEqual(expect.arrayContaining(automatic));
    expect(items[0].created_by).toMatchObject({ id: expect.stringMatching(/^ou_/), name: '张三' });
    expect(items[0].created_time).toBe(gateway.clock.now());
  });

  it('are absent unless they are asked for', async () => {
    const { items } = await gateway.data('POST', `${records}/search`, {});
    expect(Object.keys(items[0]).filter((key) => automatic.includes(key))).toEqual([]);
  });
});

describe('user_id_type', () => {
  it.each([
    ['open_id', /^ou_/],
    ['union_id', /^on_/],
    ['user_id', /^[0-9a-z]+$/],
  ])('%s names people so in every reply', async (type, form) => {
    const query = `user_id_type=${type}`;
    const search = await gateway.data('POST', `${records}/search?${query}`, {
      automatic_fields: true,
    });
    const [{ record_id }] = search.items;
    const list = await gateway.data('GET', `${records}?${query}&automatic_fields=true`);
    const one = await gateway.data('GET', `${records}/${record_id}?${query}&automatic_fields=true`);
    const byId = await gateway.data('POST', `${records}/batch_get`, {
      record_ids: [record_id],
      user_id_type: type,
      automatic_fields: true,
    });
    for (const record of [search.items[0], list.items[0], one.record, byId.records[0]]) {
      expect(record.fields['负责人'][0].id).toMatch(form);
      expect(record.created_by.id).toMatch(form);
    }
  });

  it('of another kind is refused', async () => {
    const { status, body } = await gateway.api('GET', `${records}?user_id_type=email`);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      code: 99992402,
      error: { field_violations: [{ field: 'user_id_type', value: 'email' }] },
    });
  });

  it('of a write says whose ids these are', async () => {
    const fixture = await createDocumentsTable(gateway.sandbox, (...call) => gateway.data(...call));
    const [person] = gateway.sandbox.world.bitable.directory.people;
    const path = `${fixture.table}/records`;
    const body = { fields: { 任务执行人: [{ id: person!.user_id }] } };
    expect(await gateway.code('POST', path, body)).toBe(1254066);
    expect(await gateway.code('POST', `${path}?user_id_type=user_id`, body)).toBe(0);
  });
});

function viewId(): string {
  const [, app = '', , table = ''] = gateway.table.split('/').slice(1);
  const { views } = gateway.sandbox.world.bitable.bases.get(app)!.tables.get(table)!;
  return views.find(({ name }) => name === '进行中的任务')!.viewId;
}

async function statesOf(body: object): Promise<unknown[]> {
  const { items } = await gateway.data('POST', `${records}/search?page_size=500`, body);
  return items.map(({ fields }: Item) => fields['状态']);
}
