import { beforeEach, describe, expect, it } from 'vitest';
import { Gateway } from '../../support/sandbox-client.js';

/** The requests of the pages A31, A32, A34 and A35, word for word but for the ids of people and records. */

let gateway: Gateway;
let records: string;
let linked: string[];

beforeEach(async () => {
  gateway = await Gateway.start();
  const { app } = await gateway.data('POST', '/apps', { name: 'OKR' });
  const base = `/apps/${app.app_token}`;
  const okr = await createTable(base, '对应 OKR', [{ field_name: '名称', type: 1 }]);
  const rows = { records: Array(2).fill({ fields: {} }) };
  const made = await gateway.data('POST', `${base}/tables/${okr}/records/batch_create`, rows);
  linked = made.records.map(({ record_id }: { record_id: string }) => record_id);
  const tasks = await createTable(base, '任务', [
    { field_name: '任务描述', type: 1 },
    { field_name: '人力评估', type: 2 },
    { field_name: '任务执行人', type: 11 },
    { field_name: '链接 URL', type: 15 },
    { field_name: '对应 OKR', type: 18, property: { table_id: okr } },
    { field_name: '截止日期', type: 5 },
    { field_name: '是否完成', type: 7 },
    { field_name: '状态', type: 3 },
    { field_name: '相关部门', type: 4 },
  ]);
  records = `${base}/tables/${tasks}/records`;
});

describe('the example', () => {
  it('of a new record runs (A31)', async () => {
    const fields = { ...feedback(), 截止日期: 1609516800000, 相关部门: ['销售', '客服'] };
    const { record } = await gateway.data('POST', `${records}?user_id_type=open_id`, { fields });
    expect(record).toEqual(replied(fields));
    expect(await read()).toEqual([legacy(fields)]);
  });

  it('of a changed record runs (A32)', async () => {
    const { record: made } = await gateway.data('POST', records, { fields: development() });
    const { '链接 URL': _link, ...fields } = { ...feedback(), 截止日期: 1609516800000 };
    const { record } = await gateway.data('PUT', `${records}/${made.record_id}`, { fields });
    expect(record).toEqual({ fields, id: made.record_id, record_id: made.record_id });
    expect(await read()).toEqual([legacy({ ...development(), ...fields })]);
  });

  it('of several new records runs (A34)', async () => {
    const body = { records: [{ fields: feedback() }, { fields: development() }] };
    const made = await gateway.data('POST', `${records}/batch_create`, body);
    expect(made.records).toEqual([replied(feedback()), replied(development())]);
    expect(await read()).toEqual([legacy(feedback()), legacy(development())]);
  });

  it('of several changed records runs (A35)', async () => {
    const empty = { records: Array(2).fill({ fields: {} }) };
    const made = await gateway.data('POST', `${records}/batch_create`, empty);
    const contents = [feedback(), development()];
    const changes = contents.map((fields, index) => ({
      record_id: made.records[index].record_id,
      fields,
    }));
    const changed = await gateway.data('POST', `${records}/batch_update`, { records: changes });
    expect(changed.records).toEqual(changes.map((change) => ({ ...change, id: change.record_id })));
    expect(await read()).toEqual(contents.map(legacy));
  });

  it('of deleted records runs (A36)', async () => {
    const body = { records: [{ fields: feedback() }, { fields: development() }] };
    const made = await gateway.data('POST', `${records}/batch_create`, body);
    const ids: string[] = made.records.map(({ record_id }: { record_id: string }) => record_id);
    const deleted = await gateway.data('POST', `${records}/batch_delete`, { records: ids });
    expect(deleted).toEqual({ records: ids.map((record_id) => ({ deleted: true, record_id })) });
    expect(await read()).toEqual([]);
  });
});

type Fields = ReturnType<typeof development> & Partial<ReturnType<typeof feedback>>;

function feedback() {
  return {
    人力评估: 2,
    任务执行人: [{ id: personId(0) }],
    任务描述: '多渠道收集用户反馈',
    '链接 URL': { text: ' 多渠道反馈收集表格 ', link: 'http://bitable.feishu.cn' },
    '对应 OKR': linked,
    截止日期: 1580486400000,
    是否完成: true,
    状态: '已结束',
    相关部门: ['销售', '客服'],
  };
}

function development() {
  return {
    人力评估: 8,
    任务执行人: [{ id: personId(1) }],
    任务描述: '功能开发',
    '对应 OKR': linked,
    截止日期: 1580486400000,
    状态: '开发中',
    相关部门: ['研发'],
  };
}

function personId(index: number): string {
  return gateway.sandbox.world.bitable.directory.people[index]!.open_id;
}

function replied(fields: object) {
  const id = expect.stringMatching(/^rec[A-Za-z0-9]{7,11}$/);
  return { fields, id, record_id: id };
}

/** What a list shows of it: the number as text, and of people and links more than their ids. */
function legacy(fields: Fields) {
  return {
    ...fields,
    人力评估: String(fields['人力评估']),
    任务执行人: fields['任务执行人'].map((person) => expect.objectContaining(person)),
    '对应 OKR': [expect.objectContaining({ record_ids: linked, type: 'text' })],
  };
}

async function read() {
  const { items } = await gateway.data('GET', records);
  return items.map(({ fields }: { fields: object }) => fields);
}

async function createTable(base: string, name: string, fields: object[]): Promise<string> {
  return (await gateway.data('POST', `${base}/tables`, { table: { name, fields } })).table_id;
}
