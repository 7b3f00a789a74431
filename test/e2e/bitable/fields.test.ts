import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.js';
import { ServerFixture } from '../../support/server-fixture.js';
import {
  fieldIdsAt,
  newTable,
  type TableRef,
  tableAt,
  title,
} from '../../support/table-fixture.js';

let fixture: ServerFixture;

beforeAll(async () => {
  fixture = await ServerFixture.start();
});

afterEach(() => {
  expect(fixture.sandbox.faults.pending()).toBe(0);
});

afterAll(() => fixture.end());

const columns = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ field_name: `列${index}`, type: 1 }));

function namesAt(tableRef: TableRef): string[] {
  return tableAt(fixture.sandbox, tableRef).fields.map(({ name }) => name);
}

const plain: readonly JsonObject[] = [
  { field_name: '邮箱', type: 1, ui_type: 'Email' },
  {
    field_name: '金额',
    type: 2,
    ui_type: 'Currency',
    property: { currency_code: 'EUR', formatter: '0.00' },
  },
  {
    field_name: '状态',
    type: 3,
    property: { options: [{ name: '开', color: 3 }, { name: '关' }] },
  },
  {
    field_name: '日期',
    type: 5,
    property: { date_formatter: 'yyyy-MM-dd HH:mm', auto_fill: true },
  },
  { field_name: '完成', type: 7 },
  { field_name: '人员', type: 11, property: { multiple: false } },
  { field_name: '地点', type: 22, property: { location: { input_type: 'not_limit' } } },
  { field_name: '编号', type: 1005, property: { auto_serial: { type: 'auto_increment_number' } } },
];

describe('fields, end to end', () => {
  it.each(plain.map((field) => [String(field['field_name']), field] as const))(
    'of a kind such as %s are created, and listed as they were asked for',
    async (name, field) => {
      const tableRef = newTable(fixture.sandbox);
      const { field: created } = await fixture.call('bitable_fields_create', {
        ...tableRef,
        ...field,
      });
      expect(created).toMatchObject(field);
      const { items } = await fixture.call('bitable_fields_list', tableRef);
      expect(items.at(-1)).toMatchObject({ field_name: name, field_id: created.field_id });
    },
  );

  it('keep the options that a replacement names by id, and lose the others with their cells', async () => {
    const options = [{ name: '甲' }, { name: '乙' }];
    const fields = [
      { field_name: title, type: 1 },
      { field_name: '级', type: 3, property: { options } },
    ];
    const tableRef = newTable(fixture.sandbox, [{ 级: '甲' }, { 级: '乙' }], fields);
    const listed = await fixture.call('bitable_fields_list', tableRef);
    const { field_id, property } = listed.items[1];
    const kept = { ...property.options[0], name: '一' };
    await fixture.call('bitable_fields_update', {
      ...tableRef,
      field_id,
      field_name: '级别',
      type: 3,
      property: { options: [kept] },
      replace: true,
    });
    const { rows } = await fixture.call('bitable_records_search', {
      ...tableRef,
      field_names: ['级别'],
    });
    expect(rows.map(([, cell]: unknown[]) => cell)).toEqual(['一', null]);
  });

  it('are deleted with their column', async () => {
    const tableRef = newTable(fixture.sandbox);
    const [, field_id] = fieldIdsAt(fixture.sandbox, tableRef);
    const deletion = await fixture.call('bitable_fields_delete', { ...tableRef, field_id });
    expect(deletion).toMatchObject({ deleted: true, field_id });
    expect(namesAt(tableRef)).toEqual([title]);
  });

  it.each([
    [100, [100]],
    [101, [100, 1]],
  ])('come a hundred at a time: %i of them as %j', async (count, pages) => {
    const tableRef = newTable(fixture.sandbox, [], columns(count));
    const sizes: number[] = [];
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await fixture.call('bitable_fields_list', {
        ...tableRef,
        ...(cursor && { cursor }),
      });
      sizes.push(page.items.length);
      seen.push(...page.items.map((item: { field_name: string }) => item.field_name));
      cursor = page.next_cursor;
    } while (cursor);
    expect(sizes).toEqual(pages);
    expect(seen).toEqual(columns(count).map((column) => column.field_name));
  });

  it('beyond a hundred come in one answer when the limit says so', async () => {
    const tableRef = newTable(fixture.sandbox, [], columns(101));
    const tool = 'bitable_fields_list';
    const before = fixture.sent(tool);
    const { items, has_more } = await fixture.call(tool, { ...tableRef, limit: 101 });
    expect(items).toHaveLength(101);
    expect(has_more).toBe(false);
    expect(fixture.sent(tool)).toBe(before + 2);
  });

  it.each([
    ['a name that is taken', 'bitable_fields_create', { field_name: title, type: 1 }, /1254014/],
    [
      'settings that do not fit the type',
      'bitable_fields_create',
      { field_name: '数', type: 2, property: { formatter: 'yyyy/MM/dd' } },
      /field "数": property\.formatter was "yyyy\/MM\/dd"\. Allowed: one of "0", "0\.0"/,
    ],
    [
      'a field that is not there',
      'bitable_fields_delete',
      { field_id: 'fldNobody0' },
      /1254044.*\n.*list its fields/,
    ],
  ])('refuse %s, and say how to go on', async (_, tool, args, words) => {
    const tableRef = newTable(fixture.sandbox);
    expect(await fixture.failure(tool, { ...tableRef, ...args })).toMatch(words);
    expect(namesAt(tableRef)).toEqual([title, '数量']);
  });

  it('keep the primary one', async () => {
    const tableRef = newTable(fixture.sandbox);
    const [field_id] = fieldIdsAt(fixture.sandbox, tableRef);
    expect(await fixture.failure('bitable_fields_delete', { ...tableRef, field_id })).toContain(
      '1254046',
    );
  });

  it.each([
    ['before it was applied', false],
    ['after it was applied', true],
  ])('are created once when the connection breaks %s', async (_, applied) => {
    const tableRef = newTable(fixture.sandbox);
    fixture.sandbox.faults.add({ kind: 'reset', applied, endpoint: 'bitable_fields_create' });
    const args = { ...tableRef, field_name: '新', type: 1 };
    const { field, notes } = await fixture.call('bitable_fields_create', args);
    expect(notes[0]).toMatch(/^sent again after the connection was closed/);
    expect(namesAt(tableRef)).toEqual([title, '数量', '新']);
    expect(field.field_id).toBe(fieldIdsAt(fixture.sandbox, tableRef)[2]);
  });

  it('are gone after a deletion whose answer was lost', async () => {
    const tableRef = newTable(fixture.sandbox);
    const [, field_id] = fieldIdsAt(fixture.sandbox, tableRef);
    const endpoint = 'bitable_fields_delete';
    fixture.sandbox.faults.add({ kind: 'reset', applied: true, endpoint });
    const deletion = await fixture.call(endpoint, { ...tableRef, field_id });
    expect(deletion).toMatchObject({ deleted: true, field_id });
    expect(namesAt(tableRef)).toEqual([title]);
  });

  it('are created once under the client_token that the caller gave, however often it is sent', async () => {
    const tableRef = newTable(fixture.sandbox);
    const client_token = 'c3b4ab1c-5b8d-4a44-9a38-6f1f2a3b4c5d';
    const args = { ...tableRef, field_name: '新', type: 1, client_token };
    const first = await fixture.call('bitable_fields_create', args);
    const second = await fixture.call('bitable_fields_create', args);
    expect(second.field.field_id).toBe(first.field.field_id);
    expect(namesAt(tableRef)).toEqual([title, '数量', '新']);
  });

  it('are replaced in spite of a service that failed for a moment', async () => {
    const tableRef = newTable(fixture.sandbox);
    const [, field_id] = fieldIdsAt(fixture.sandbox, tableRef);
    fixture.sandbox.faults.add({ kind: 'html', endpoint: 'bitable_fields_update', status: 503 });
    const args = { ...tableRef, field_id, field_name: '件数', type: 2 };
    const { notes } = await fixture.call('bitable_fields_update', args);
    expect(notes[0]).toContain('sent again after HTTP 503');
    expect(namesAt(tableRef)).toEqual([title, '件数']);
  });
});
