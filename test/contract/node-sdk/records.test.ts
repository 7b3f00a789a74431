import { beforeEach, describe, expect, it } from 'vitest';
import { createDocumentsTable, type DocumentsTable } from '../documents/fixtures/table.js';
import { dataOf, type Sdk, startSdk } from './fixtures/sdk-client.js';

const recordId = expect.stringMatching(/^rec[A-Za-z0-9]{7,11}$/);
const token = 'fe599b60-450f-46ff-b2ef-9f6675625b97';

let sdk: Sdk;
let fixture: DocumentsTable;
let records: Sdk['client']['bitable']['v1']['appTableRecord'];

beforeEach(async () => {
  sdk = await startSdk();
  const { client, sandbox } = sdk;
  fixture = await createDocumentsTable(sandbox, (method, path, data) =>
    dataOf(client.request({ method, url: `/open-apis/bitable/v1${path}`, data })),
  );
  records = client.bitable.v1.appTableRecord;
});

describe('one record, through the SDK', () => {
  it('is created and echoed as it was sent (A31)', async () => {
    const data = { fields: fixture.row };
    const { record } = await dataOf(records.create({ path: fixture.path, data }));
    expect(record).toEqual({ fields: fixture.row, id: record!.record_id, record_id: recordId });
  });

  it('is created once per client_token', async () => {
    const data = { fields: { 任务描述: '一次' } };
    const params = { client_token: token, ignore_consistency_check: true };
    const first = await dataOf(records.create({ path: fixture.path, params, data }));
    expect(await dataOf(records.create({ path: fixture.path, params, data }))).toEqual(first);
    expect((await dataOf(records.list({ path: fixture.path }))).total).toBe(1);
  });

  it('reads in the legacy encoding from get and list (A29, A30)', async () => {
    const id = await create();
    const { record } = await dataOf(records.get({ path: { ...fixture.path, record_id: id } }));
    expect(record).toEqual({ fields: shown('legacy'), id, record_id: id });
    const list = await dataOf(records.list({ path: fixture.path }));
    const last = { has_more: false, page_token: record!.record_id };
    expect(list).toEqual({ ...last, total: 1, items: [record] });
  });

  it('reads in the modern encoding from search and batch_get', async () => {
    const id = await create();
    const found = await dataOf(records.search({ path: fixture.path, data: {} }));
    const expected = { fields: shown('modern'), record_id: id };
    expect(found).toEqual({ has_more: false, total: 1, items: [expected] });
    const data = { record_ids: [id, 'recNotThere'] };
    expect(await dataOf(records.batchGet({ path: fixture.path, data }))).toEqual({
      records: [expected],
      forbidden_record_ids: [],
      absent_record_ids: ['recNotThere'],
    });
  });

  it('is updated in the cells that are named, which alone are echoed (A32)', async () => {
    const id = await create();
    const path = { ...fixture.path, record_id: id };
    const fields = { 任务描述: '多渠道收集用户反馈', 人力耗时: 2 };
    const { record } = await dataOf(records.update({ path, data: { fields } }));
    expect(record).toEqual({ fields, id, record_id: id });
    const read = await dataOf(records.get({ path }));
    const changed = { 任务描述: '多渠道收集用户反馈', 人力耗时: '2' };
    expect(read.record!.fields).toMatchObject({ ...shown('legacy'), ...changed });
  });

  it('is deleted, and is not found any more (A33)', async () => {
    const id = await create();
    const path = { ...fixture.path, record_id: id };
    expect(await dataOf(records.delete({ path }))).toEqual({ deleted: true, record_id: id });
    expect(await records.delete({ path })).toMatchObject({ code: 1254043 });
  });

  it('tells who made it and where it is shared when asked to', async () => {
    const [, person] = sdk.sandbox.world.bitable.directory.people;
    const id = await create();
    const path = { ...fixture.path, record_id: id };
    const flags = {
      automatic_fields: true,
      with_shared_url: true,
      user_id_type: 'user_id',
    } as const;
    const automatic = {
      created_by: { id: expect.any(String), name: expect.any(String) },
      created_time: expect.any(Number),
      last_modified_by: { id: expect.any(String), name: expect.any(String) },
      last_modified_time: expect.any(Number),
    };
    const people = [{ id: person!.user_id, name: person!.name }];
    const { record } = await dataOf(records.get({ path, params: flags }));
    expect(record).toMatchObject({ ...automatic, fields: { 任务执行人: people } });
    expect(record).toHaveProperty('record_url', expect.stringMatching(/^http/));
    const data = { record_ids: [id], ...flags };
    const { records: found } = await dataOf(records.batchGet({ path: fixture.path, data }));
    expect(found![0]).toMatchObject({ ...automatic, fields: { 任务执行人: people } });
    expect(found![0]).toHaveProperty('shared_url', record!.record_url);
  });
});

describe('many records, through the SDK', () => {
  it('are created, updated and deleted in the order of the request (A34-A36)', async () => {
    const { path } = fixture;
    const rows = ['一', '二', '三'].map((text) => ({ fields: { 任务描述: text } }));
    const created = await dataOf(records.batchCreate({ path, data: { records: rows } }));
    expect(created.records).toEqual(rows.map((row) => echo(row, recordId)));
    const ids = created.records!.map(({ record_id }) => record_id!).reverse();
    const changes = ids.map((record_id, index) => ({ record_id, fields: { 人力耗时: index } }));
    const updated = await dataOf(records.batchUpdate({ path, data: { records: changes } }));
    expect(updated.records).toEqual(changes.map((row) => echo(row, row.record_id)));
    const deleted = await dataOf(records.batchDelete({ path, data: { records: ids } }));
    expect(deleted.records).toEqual(ids.map((record_id) => ({ deleted: true, record_id })));
    expect((await dataOf(records.list({ path }))).total).toBe(0);
  });

  it('are created by a person whose id is of the named kind', async () => {
    const [person] = sdk.sandbox.world.bitable.directory.people;
    const { path } = fixture;
    const fields = { 任务执行人: [{ id: person!.union_id }] };
    const params = { user_id_type: 'union_id' } as const;
    await dataOf(records.batchCreate({ path, params, data: { records: [{ fields }] } }));
    const { items } = await dataOf(records.search({ path }));
    expect(items![0]!.fields).toMatchObject({ 任务执行人: [{ id: person!.open_id }] });
  });
});

describe('a listing, through the SDK', () => {
  let path: Sdk['sample'];

  beforeEach(async () => {
    // The legacy list sorts no table that has links or formulas (A30).
    const fields = [
      { field_name: '任务描述', type: 1 },
      { field_name: '人力耗时', type: 2 },
    ];
    const table = { table: { name: '身高', fields } };
    const { table_id } = await dataOf(
      sdk.client.bitable.v1.appTable.create({ path: fixture.path, data: table }),
    );
    path = { ...fixture.path, table_id: table_id! };
    const rows = [170, 181, 190, 200].map((height) => ({
      fields: { 任务描述: `身高 ${height}`, 人力耗时: height },
    }));
    await dataOf(records.batchCreate({ path, data: { records: rows } }));
  });

  it('takes a formula, an order and names as text in the query (A30)', async () => {
    const params = {
      filter: 'AND(CurrentValue.[人力耗时]>170+10,CurrentValue.[任务描述].contains("身高"))',
      sort: '["人力耗时 DESC"]',
      field_names: '["人力耗时"]',
      page_size: 2,
    };
    const page = await dataOf(records.list({ path, params }));
    expect(page).toMatchObject({ has_more: true, total: 3 });
    expect(page.items!.map(({ fields }) => fields)).toEqual([
      { 人力耗时: '200' },
      { 人力耗时: '190' },
    ]);
  });

  it('takes conditions, an order and names in the body of a search', async () => {
    const data = {
      field_names: ['人力耗时'],
      sort: [{ field_name: '人力耗时', desc: true }],
      filter: {
        conjunction: 'and' as const,
        conditions: [
          { field_name: '人力耗时', operator: 'isGreater' as const, value: ['180'] },
          { field_name: '任务描述', operator: 'contains' as const, value: ['身高'] },
        ],
      },
      automatic_fields: true,
    };
    const params = { page_size: 2 };
    const first = await dataOf(records.search({ path, params, data }));
    expect(first).toMatchObject({ has_more: true, total: 3 });
    expect(first.items!.map(({ fields }) => fields)).toEqual([
      { 人力耗时: 200 },
      { 人力耗时: 190 },
    ]);
    const next = { ...params, page_token: first.page_token! };
    const last = await dataOf(records.search({ path, params: next, data }));
    expect(last).toMatchObject({ has_more: false, total: 3 });
    expect(last.items!.map(({ fields }) => fields)).toEqual([{ 人力耗时: 181 }]);
    expect(last.items![0]).toHaveProperty('created_time', expect.any(Number));
  });
});

async function create(): Promise<string> {
  const data = { fields: fixture.row };
  const { record } = await dataOf(records.create({ path: fixture.path, data }));
  return record!.record_id!;
}

function shown(encoding: 'modern' | 'legacy') {
  return Object.fromEntries(
    fixture.values.map((value) => [value.field.field_name, value[encoding]]),
  );
}

function echo({ fields }: { fields: unknown }, id: unknown) {
  return { fields, id, record_id: id };
}
