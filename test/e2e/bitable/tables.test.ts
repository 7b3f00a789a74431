import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ServerFixture } from '../../support/server-fixture.js';
import { addTables, newTable, type TableRef } from '../../support/table-fixture.js';

let fixture: ServerFixture;

beforeAll(async () => {
  fixture = await ServerFixture.start();
});

afterEach(() => {
  expect(fixture.sandbox.faults.pending()).toBe(0);
});

afterAll(() => fixture.end());

const names = (count: number) => Array.from({ length: count }, (_, index) => `第${index}张`);

function tablesAt({ app_token }: TableRef): string[] {
  return [...fixture.sandbox.world.bitable.bases.get(app_token)!.tables.values()].map(
    ({ name }) => name,
  );
}

describe('tables, end to end', () => {
  it('are created with fields and a view, listed in order, renamed and deleted', async () => {
    const { app_token, table_id } = newTable(fixture.sandbox);
    const created = await fixture.call('bitable_tables_create', {
      app_token,
      table: {
        name: '订单',
        default_view_name: '全部',
        fields: [
          { field_name: '单号', type: 1 },
          { field_name: '金额', type: 2, property: { formatter: '0.00' } },
        ],
      },
    });
    expect(created.field_id_list).toHaveLength(2);
    const order = { app_token, table_id: created.table_id };
    await fixture.call('bitable_tables_update', { ...order, name: '订单 2026' });
    const { items } = await fixture.call('bitable_tables_list', { app_token });
    expect(items).toMatchObject([{ table_id }, { name: '订单 2026', table_id: order.table_id }]);
    await fixture.call('bitable_tables_delete', order);
    expect(tablesAt(order)).toEqual(['表']);
  });

  it('are made several at once, all or none', async () => {
    const tableRef = newTable(fixture.sandbox);
    const { app_token } = tableRef;
    const tables = [{ name: '甲' }, { name: '乙' }];
    const { table_ids } = await fixture.call('bitable_tables_batch_create', { app_token, tables });
    expect(new Set(table_ids).size).toBe(2);
    const again = [{ name: '丙' }, { name: '甲' }];
    const text = await fixture.failure('bitable_tables_batch_create', { app_token, tables: again });
    expect(text).toContain('1254013');
    expect(tablesAt(tableRef)).toEqual(['表', '甲', '乙']);
  });

  it('come on one page when the page is exactly full, without a cursor', async () => {
    const tableRef = newTable(fixture.sandbox);
    addTables(fixture.sandbox, tableRef, names(99));
    const before = fixture.sent('bitable_tables_list');
    const page = await fixture.call('bitable_tables_list', { app_token: tableRef.app_token });
    expect(page.items).toHaveLength(100);
    expect(page).toMatchObject({ total: 100, has_more: false });
    expect(page).not.toHaveProperty('next_cursor');
    expect(fixture.sent('bitable_tables_list')).toBe(before + 1);
  });

  it.each([1, 33, 99])('are all there, once each and in order, %i at a time', async (limit) => {
    const tableRef = newTable(fixture.sandbox);
    addTables(fixture.sandbox, tableRef, names(limit === 1 ? 3 : 99));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const args = { app_token: tableRef.app_token, limit, ...(cursor && { cursor }) };
      const page = await fixture.call('bitable_tables_list', args);
      expect(page.items.length).toBeLessThanOrEqual(limit);
      expect(page.has_more).toBe('next_cursor' in page);
      seen.push(...page.items.map(({ name }: { name: string }) => name));
      cursor = page.next_cursor;
    } while (cursor);
    expect(seen).toEqual(tablesAt(tableRef));
  });

  it.each([
    ['a name that is taken', 'bitable_tables_create', { table: { name: '表' } }, /1254013/],
    ['the last table', 'bitable_tables_delete', {}, /1254034.*\n.*make another one first/],
    [
      'a table that is not there',
      'bitable_tables_update',
      { table_id: 'tblNobody0000000', name: '新' },
      /1254041.*\n.*list its tables/,
    ],
  ])('refuse %s, and say how to go on', async (_, tool, args, words) => {
    const { app_token, table_id } = newTable(fixture.sandbox);
    const whose = tool === 'bitable_tables_create' ? { app_token } : { app_token, table_id };
    expect(await fixture.failure(tool, { ...whose, ...args })).toMatch(words);
  });

  it('do not fit a base that has a hundred', async () => {
    const tableRef = newTable(fixture.sandbox);
    addTables(fixture.sandbox, tableRef, names(99));
    const { app_token } = tableRef;
    const text = await fixture.failure('bitable_tables_create', {
      app_token,
      table: { name: '多' },
    });
    expect(text).toContain('1254100');
  });

  it('are deleted 50 at a time', async () => {
    const tableRef = newTable(fixture.sandbox);
    const table_ids = addTables(fixture.sandbox, tableRef, names(51));
    const before = fixture.sent('bitable_tables_batch_delete');
    const { app_token } = tableRef;
    const { deleted } = await fixture.call('bitable_tables_batch_delete', { app_token, table_ids });
    expect(deleted).toBe(51);
    expect(fixture.sent('bitable_tables_batch_delete')).toBe(before + 2);
    expect(tablesAt(tableRef)).toEqual(['表']);
  });

  it('are counted when a deletion stops half way', async () => {
    const tableRef = newTable(fixture.sandbox);
    const table_ids = [tableRef.table_id, ...addTables(fixture.sandbox, tableRef, names(59))];
    const { app_token } = tableRef;
    const text = await fixture.failure('bitable_tables_batch_delete', { app_token, table_ids });
    expect(text).toContain('Applied: positions 0 to 49 of 60. Not applied: positions 50 to 59.');
    expect(text).toContain('1254034');
    expect(text).toContain('from position 50 on');
    expect(tablesAt(tableRef)).toEqual(names(59).slice(49));
  });

  it.each([1254290, 1254291])('are created in spite of %i in an HTTP 200', async (code) => {
    const tableRef = newTable(fixture.sandbox);
    const { app_token } = tableRef;
    fixture.sandbox.faults.add({ kind: 'code', code, endpoint: 'bitable_tables_create' });
    const args = { app_token, table: { name: '新' } };
    const { notes } = await fixture.call('bitable_tables_create', args);
    expect(notes[0]).toContain(`sent again after ${code}`);
    expect(tablesAt(tableRef)).toEqual(['表', '新']);
  });

  it('are not created twice when the answer is lost; the failure says to look', async () => {
    const tableRef = newTable(fixture.sandbox);
    const { app_token } = tableRef;
    fixture.sandbox.faults.add({
      kind: 'reset',
      applied: true,
      endpoint: 'bitable_tables_create',
    });
    const args = { app_token, table: { name: '新' } };
    expect(await fixture.failure('bitable_tables_create', args)).toContain(
      'It may have been applied',
    );
    expect(tablesAt(tableRef)).toEqual(['表', '新']);
  });

  it('are gone after a deletion whose answer was lost, and the result says so', async () => {
    const tableRef = newTable(fixture.sandbox);
    const [table_id] = addTables(fixture.sandbox, tableRef, ['旧']);
    const { app_token } = tableRef;
    const endpoint = 'bitable_tables_delete';
    fixture.sandbox.faults.add({ kind: 'reset', applied: true, endpoint });
    const { notes } = await fixture.call(endpoint, { app_token, table_id });
    expect(notes.join()).toContain('nothing left to delete');
    expect(tablesAt(tableRef)).toEqual(['表']);
  });

  it('are not said to be still there when the answer to the deletion of several was lost', async () => {
    const tableRef = newTable(fixture.sandbox);
    const table_ids = addTables(fixture.sandbox, tableRef, ['旧', '更旧']);
    const { app_token } = tableRef;
    const endpoint = 'bitable_tables_batch_delete';
    fixture.sandbox.faults.add({ kind: 'reset', applied: true, endpoint });
    const text = await fixture.failure(endpoint, { app_token, table_ids });
    expect(text).toContain('Unknown: positions 0 to 1.');
    expect(text).not.toContain('Not applied');
    expect(tablesAt(tableRef)).toEqual(['表']);
  });
});
