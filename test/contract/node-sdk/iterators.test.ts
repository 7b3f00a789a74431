import { beforeEach, describe, expect, it } from 'vitest';
import { dataOf, type Sdk, startSdk } from './fixtures/sdk-client.js';

const count = 1_200;

let sdk: Sdk;
let path: { app_token: string; table_id: string };

/** What the SDK's iterators give: pages, and for an error nothing. */
type Pages<Item> = AsyncIterable<{ items?: Item[] | undefined; total?: number | undefined } | null>;

beforeEach(async () => {
  sdk = await startSdk();
  const { v1 } = sdk.client.bitable;
  const { app } = await dataOf(v1.app.create({ data: { name: '大表' } }));
  const app_token = app!.app_token!;
  const fields = [
    { field_name: '序号', type: 2 },
    { field_name: '标题', type: 1 },
  ];
  const data = { table: { name: '数据', fields } };
  const { table_id } = await dataOf(v1.appTable.create({ path: { app_token }, data }));
  path = { app_token, table_id: table_id! };
});

describe('the iterators of the SDK', () => {
  it('find each of 1,200 records once, in a list and in a search', async () => {
    await fill(count);
    const { appTableRecord } = sdk.client.bitable.v1;
    const params = { page_size: 500 };
    const walks = [
      await itemsOf(await appTableRecord.listWithIterator({ path, params })),
      await itemsOf(await appTableRecord.searchWithIterator({ path, params, data: {} })),
    ];
    for (const { items, totals } of walks) {
      expect(items).toHaveLength(count);
      expect(new Set(items.map(({ record_id }) => record_id)).size).toBe(count);
      expect(totals).toEqual([count, count, count]);
    }
    const [listed, searched] = walks.map(({ items }) => items.map(({ record_id }) => record_id));
    expect(searched).toEqual(listed);
  });

  it('keep a filter and an order over all pages', async () => {
    await fill(count);
    const data = {
      sort: [{ field_name: '序号', desc: true }],
      filter: {
        conjunction: 'and' as const,
        conditions: [{ field_name: '序号', operator: 'isGreaterEqual' as const, value: ['100'] }],
      },
    };
    const { searchWithIterator } = sdk.client.bitable.v1.appTableRecord;
    const params = { page_size: 300 };
    const { items } = await itemsOf(await searchWithIterator({ path, params, data }));
    const expected = Array.from({ length: count - 100 }, (_, index) => count - 1 - index);
    expect(items.map(({ fields }) => fields['序号'])).toEqual(expected);
  });

  it('find each of the tables of a base once', async () => {
    const { appTable } = sdk.client.bitable.v1;
    const names = Array.from({ length: 48 }, (_, index) => ({ name: `表 ${index}` }));
    await dataOf(appTable.batchCreate({ path, data: { tables: names } }));
    const { items, totals } = await itemsOf(await appTable.listWithIterator({ path }));
    expect(new Set(items.map(({ table_id }) => table_id)).size).toBe(50);
    expect(items).toHaveLength(50);
    expect(totals).toEqual([50, 50, 50]);
  });

  it('find each of the fields of a table once', async () => {
    const { appTableField } = sdk.client.bitable.v1;
    for (let index = 2; index < 45; index += 1) {
      const data = { field_name: `字段 ${index}`, type: 1 };
      await dataOf(appTableField.create({ path, data }));
    }
    const { items, totals } = await itemsOf(await appTableField.listWithIterator({ path }));
    expect(new Set(items.map(({ field_id }) => field_id)).size).toBe(45);
    expect(items).toHaveLength(45);
    expect(totals).toEqual([45, 45, 45]);
  });

  it('give one empty page of an empty table', async () => {
    const { listWithIterator } = sdk.client.bitable.v1.appTableRecord;
    expect(await itemsOf(await listWithIterator({ path }))).toEqual({ items: [], totals: [0] });
  });
});

async function fill(rows: number): Promise<void> {
  for (let start = 0; start < rows; start += 1_000) {
    const length = Math.min(1_000, rows - start);
    const records = Array.from({ length }, (_, index) => ({ fields: { 序号: start + index } }));
    await dataOf(sdk.client.bitable.v1.appTableRecord.batchCreate({ path, data: { records } }));
  }
}

async function itemsOf<Item>(pages: Pages<Item>) {
  const items: Item[] = [];
  const totals: (number | undefined)[] = [];
  for await (const page of pages) {
    items.push(...(page?.items ?? []));
    totals.push(page?.total);
  }
  return { items, totals };
}
