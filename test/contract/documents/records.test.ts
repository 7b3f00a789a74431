import { beforeEach, describe, expect, it } from 'vitest';
import type { SandboxSettings } from '../../../src/sandbox/server.js';
import { Gateway } from '../../support/sandbox-client.js';
import { createDocumentsTable, type DocumentsTable } from './fixtures/table.js';

/** What the pages of the record calls say beside shapes and codes (A31-A36). */

const token = 'fe599b60-450f-46ff-b2ef-9f6675625b97';

let gateway: Gateway;
let fixture: DocumentsTable;
let records: string;

async function start(settings: SandboxSettings = {}): Promise<void> {
  gateway = await Gateway.start(settings);
  fixture = await createDocumentsTable(gateway.sandbox, (...call) => gateway.data(...call));
  records = `${fixture.table}/records`;
}

beforeEach(() => start());

describe('a client_token', () => {
  it('repeated gives the same record, and there is one', async () => {
    const path = `${records}?client_token=${token}`;
    const first = await gateway.data('POST', path, rowOf('一'));
    expect(await gateway.data('POST', path, rowOf('一'))).toEqual(first);
    expect(await total()).toBe(1);
  });

  it('repeated gives the same records of a batch', async () => {
    const path = `${records}/batch_create?client_token=${token}`;
    const body = { records: [rowOf('一'), rowOf('二')] };
    const first = await gateway.data('POST', path, body);
    expect(await gateway.data('POST', path, body)).toEqual(first);
    expect(await total()).toBe(2);
  });

  it('for something else is refused, and nothing is written', async () => {
    const path = `${records}/batch_create?client_token=${token}`;
    await gateway.data('POST', path, { records: [rowOf('一')] });
    expect(await gateway.code('POST', path, { records: [rowOf('二')] })).toBe(1255006);
    expect(await total()).toBe(1);
  });

  it('that is empty asks for a new record each time (A34)', async () => {
    await start();
    const path = `${records}?client_token=`;
    await gateway.data('POST', path, rowOf('一'));
    await gateway.data('POST', path, rowOf('一'));
    expect(await total()).toBe(2);
  });
});

describe('options that a write makes up', () => {
  it('join the field, coloured after the last one', async () => {
    await write([{ 状态: '开发中' }, { 状态: '已结束' }, { 状态: '开发中' }]);
    expect(await optionsOf('状态')).toEqual([
      ['开发中', 0],
      ['已结束', 1],
    ]);
  });

  it('come twice when one call names a new one twice in a cell', async () => {
    await write([{ 相关部门: ['研发', '研发'] }]);
    expect(await optionsOf('相关部门')).toEqual([
      ['研发', 0],
      ['研发', 1],
    ]);
    await write([{ 相关部门: ['研发'] }]);
    expect(await optionsOf('相关部门')).toHaveLength(2);
  });

  it('are not made by a call that is refused', async () => {
    const body = { records: [{ fields: { 状态: '新的' } }, { fields: { 人力耗时: '8' } }] };
    expect(await gateway.code('POST', `${records}/batch_create`, body)).toBe(1254061);
    expect(await optionsOf('状态')).toEqual([]);
  });
});

describe('a batch is applied whole or not at all', () => {
  it('when one of its new records is wrong, which the reply does not name', async () => {
    const body = { records: [rowOf('一'), { fields: { 人力耗时: '8' } }] };
    const reply = await gateway.api('POST', `${records}/batch_create`, body);
    expect(reply).toMatchObject({
      status: 200,
      body: { code: 1254061, msg: 'NumberFieldConvFail' },
    });
    expect(await total()).toBe(0);
  });

  it('when one of the records to change is not there, which the reply names', async () => {
    const [id] = await write([{ 任务描述: '旧' }]);
    const body = {
      records: [
        { record_id: id, ...rowOf('新') },
        { record_id: 'recqwIwhc6', ...rowOf('新') },
      ],
    };
    const reply = await gateway.api('POST', `${records}/batch_update`, body);
    expect(reply).toMatchObject({
      status: 200,
      body: { code: 1254043, msg: 'record not found,id = recqwIwhc6' },
    });
    expect(await texts()).toEqual(['旧']);
  });

  it('when one of the records to delete is not there', async () => {
    const ids = await write([{ 任务描述: '一' }, { 任务描述: '二' }]);
    const body = { records: [...ids, 'recqwIwhc6'] };
    expect(await gateway.code('POST', `${records}/batch_delete`, body)).toBe(1254043);
    expect(await total()).toBe(2);
  });

  it('but takes one record twice, and the last value wins', async () => {
    const [id] = await write([{ 任务描述: '旧' }]);
    const changes = ['先', '后'].map((text) => ({ record_id: id, ...rowOf(text) }));
    const { records: echoes } = await gateway.data('POST', `${records}/batch_update`, {
      records: changes,
    });
    expect(echoes).toEqual(changes.map((change) => ({ ...change, id })));
    expect(await texts()).toEqual(['后']);
  });
});

describe('the size of a batch', () => {
  it('is at most 1,000 creates and updates, and 500 deletes', async () => {
    const ids = await write(Array(1_000).fill({}));
    const [update, remove] = [`${records}/batch_update`, `${records}/batch_delete`];
    const changes = ids.map((record_id) => ({ record_id, fields: { 人力耗时: 1 } }));
    await gateway.data('POST', update, { records: changes });
    const [again] = changes;
    expect(await gateway.code('POST', update, { records: [...changes, again] })).toBe(1254104);
    expect(await gateway.code('POST', remove, { records: ids.slice(0, 501) })).toBe(1254104);
    await gateway.data('POST', remove, { records: ids.slice(0, 500) });
    expect(await total()).toBe(500);
  });

  it('is at most 500 by the older pages (A34, A35)', async () => {
    await start({ options: { recordsPerBatch: 500 } });
    const body = (count: number) => ({ records: Array(count).fill({ fields: {} }) });
    expect(await gateway.code('POST', `${records}/batch_create`, body(501))).toBe(1254104);
    expect(await gateway.code('POST', `${records}/batch_create`, body(500))).toBe(0);
  });

  it('is at most 100 ids to get, whatever ids they are', async () => {
    const body = (count: number) => ({ record_ids: Array(count).fill('recqwIwhc6') });
    const path = `${records}/batch_get`;
    const { absent_record_ids } = await gateway.data('POST', path, body(100));
    expect(absent_record_ids).toEqual(expect.arrayContaining(['recqwIwhc6']));
    const { status, body: refusal } = await gateway.api('POST', path, body(101));
    expect(status).toBe(400);
    expect(refusal).toMatchObject({ code: 99992402 });
  });

  it('counts whole against the room of the table', async () => {
    await start({ options: { recordsPerTable: 100 } });
    await write(Array(99).fill({}));
    const body = { records: Array(2).fill({ fields: {} }) };
    expect(await gateway.code('POST', `${records}/batch_create`, body)).toBe(1254103);
    expect(await total()).toBe(99);
    await write([{}]);
    expect(await gateway.code('POST', records, { fields: {} })).toBe(1254103);
  });
});

describe('what was read', () => {
  it.each([
    ['search', '任务描述', 1254060],
    ['search', '任务执行人', 1254066],
    ['search', '地理位置', 1254015],
    ['list', '人力耗时', 1254061],
    ['list', '单向关联', 1254067],
    ['list', '双向关联', 1254074],
  ])('by %s cannot be written back as it is: %s', async (call, name, code) => {
    const [id] = await write([fixture.row]);
    const { items } = await (call === 'search'
      ? gateway.data('POST', `${records}/search`, {})
      : gateway.data('GET', records));
    const fields = { [name]: items[0].fields[name] };
    expect(await gateway.code('PUT', `${records}/${id}`, { fields })).toBe(code);
  });
});

function rowOf(text: string) {
  return { fields: { 任务描述: text } };
}

async function write(rows: readonly object[]): Promise<string[]> {
  const body = { records: rows.map((fields) => ({ fields })) };
  const { records: made } = await gateway.data('POST', `${records}/batch_create`, body);
  return made.map(({ record_id }: { record_id: string }) => record_id);
}

async function total(): Promise<number> {
  return (await gateway.data('GET', records)).total;
}

async function texts(): Promise<string[]> {
  const { items } = await gateway.data('GET', records);
  return items.map(({ fields }: { fields: Record<string, string> }) => fields['任务描述']);
}

async function optionsOf(name: string): Promise<[string, number][]> {
  const { items } = await gateway.data('GET', `${fixture.table}/fields?page_size=100`);
  const field = items.find(({ field_name }: { field_name: string }) => field_name === name);
  return field.property.options.map((option: { name: string; color: number }) => [
    option.name,
    option.color,
  ]);
}
