import { describe, expect, it } from 'vitest';
import { dataOf, type Sdk, startSdk } from './fixtures/sdk-client.js';

const tableId = expect.stringMatching(/^tbl[A-Za-z0-9]{13,14}$/);

describe('tables, through the SDK', () => {
  it('are listed with id, revision and name (A13)', async () => {
    const { client, sample } = await startSdk();
    const list = await dataOf(client.bitable.v1.appTable.list({ path: sample }));
    expect(list).toEqual({
      has_more: false,
      page_token: expect.stringMatching(/^tbl/),
      total: 2,
      items: [
        { table_id: sample.table_id, revision: expect.any(Number), name: '任务' },
        { table_id: tableId, revision: expect.any(Number), name: '客户' },
      ],
    });
  });

  it('are listed page by page', async () => {
    const { client, sample } = await startSdk();
    const page = async (params: { page_size: number; page_token?: string }) =>
      dataOf(client.bitable.v1.appTable.list({ path: sample, params }));
    const first = await page({ page_size: 1 });
    expect(first).toMatchObject({ has_more: true, total: 2, items: [{ name: '任务' }] });
    const last = await page({ page_size: 1, page_token: first.page_token! });
    expect(last).toMatchObject({ has_more: false, total: 2, items: [{ name: '客户' }] });
  });

  it('are created by name, with default fields (A14)', async () => {
    const { client, sample } = await startSdk();
    const data = { table: { name: 'table1' } };
    const reply = await dataOf(client.bitable.v1.appTable.create({ path: sample, data }));
    expect(reply).toEqual({ table_id: tableId });
    const path = { ...sample, table_id: reply.table_id! };
    const { items } = await dataOf(client.bitable.v1.appTableField.list({ path }));
    expect(items![0]).toMatchObject({ type: 1, is_primary: true });
    expect(items!.length).toBeGreaterThan(1);
  });

  it('are created with fields, which are replied with the first view', async () => {
    const { client, sample } = await startSdk();
    const fields = [
      { field_name: '多行文本', type: 1 },
      { field_name: '数字', type: 2, property: { formatter: '0.00' } },
    ];
    const data = { table: { name: 'table2', default_view_name: '表格视图', fields } };
    const reply = await dataOf(client.bitable.v1.appTable.create({ path: sample, data }));
    expect(reply).toEqual({
      table_id: tableId,
      default_view_id: expect.stringMatching(/^vew[A-Za-z0-9]{7,}$/),
      field_id_list: Array(2).fill(expect.stringMatching(/^fld[A-Za-z0-9]{7,}$/)),
    });
    const path = { ...sample, table_id: reply.table_id! };
    const list = await dataOf(client.bitable.v1.appTableField.list({ path }));
    expect(list.items!.map(({ field_name }) => field_name)).toEqual(['多行文本', '数字']);
    expect(list.items!.map(({ field_id }) => field_id)).toEqual(reply.field_id_list);
  });

  it('are created several at a time, or none of them (A15)', async () => {
    const sdk = await startSdk();
    const { client, sample } = sdk;
    const create = (...names: string[]) =>
      client.bitable.v1.appTable.batchCreate({
        path: sample,
        data: { tables: names.map((name) => ({ name })) },
      });
    const { table_ids } = await dataOf(create('table1', 'table2'));
    expect(table_ids).toEqual([tableId, tableId]);
    expect(await create('table3', '任务')).toMatchObject({ code: 1254013 });
    expect(await tableNames(sdk)).toEqual(['任务', '客户', 'table1', 'table2']);
  });

  it('are renamed, without the blanks around the name (A12)', async () => {
    const { client, sample } = await startSdk();
    const rename = (name: string) =>
      client.bitable.v1.appTable.patch({ path: sample, data: { name } });
    expect(await dataOf(rename(' 数据表的新名称 '))).toEqual({ name: '数据表的新名称' });
    expect(await rename('客户')).toMatchObject({ code: 1254013, msg: 'TableNameDuplicated' });
  });

  it('keep their name when the new one is empty or the same (A12)', async () => {
    const { client, sample } = await startSdk();
    for (const name of ['', '  ', '任务']) {
      const call = client.bitable.v1.appTable.patch({ path: sample, data: { name } });
      expect(await dataOf(call)).toEqual({ name: '任务' });
    }
  });

  it('are deleted, but for the last one (A16)', async () => {
    const sdk = await startSdk();
    const { client, sample } = sdk;
    expect(await dataOf(client.bitable.v1.appTable.delete({ path: sample }))).toEqual({});
    expect(await tableNames(sdk)).toEqual(['客户']);
    const { items } = await dataOf(client.bitable.v1.appTable.list({ path: sample }));
    const path = { ...sample, table_id: items![0]!.table_id! };
    expect(await client.bitable.v1.appTable.delete({ path })).toMatchObject({
      code: 1254034,
      msg: 'The last table cannot be deleted.',
    });
  });

  it('are deleted several at a time, or none of them (A17)', async () => {
    const sdk = await startSdk();
    const { client, sample } = sdk;
    const data = { tables: [{ name: 'table1' }, { name: 'table2' }] };
    const created = await dataOf(client.bitable.v1.appTable.batchCreate({ path: sample, data }));
    const table_ids = created.table_ids!;
    const remove = (ids: string[]) =>
      client.bitable.v1.appTable.batchDelete({ path: sample, data: { table_ids: ids } });
    expect(await remove([...table_ids, 'tblNotThere00000'])).toMatchObject({ code: 1254041 });
    expect(await tableNames(sdk)).toHaveLength(4);
    expect(await dataOf(remove(table_ids))).toEqual({});
    expect(await tableNames(sdk)).toEqual(['任务', '客户']);
  });
});

async function tableNames({ client, sample }: Sdk) {
  const { items } = await dataOf(client.bitable.v1.appTable.list({ path: sample }));
  return items!.map(({ name }) => name);
}
