import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../../src/core/json.js';
import type { View } from '../../../../../src/sandbox/feishu/bitable/views/view-model.js';
import type { FeishuOptions } from '../../../../../src/sandbox/feishu/options.js';
import { codeOf, TestBase, type TestTable } from '../../../../support/bitable-fixture.js';

function fixture(count = 3, options: Partial<FeishuOptions> = {}) {
  const base = new TestBase(options);
  const table = base.table(
    'Main',
    { field_name: 'Text', type: 1 },
    { field_name: 'Number', type: 2 },
  );
  const ids = Array.from({ length: count }, (_, n) => table.add({ Text: `row ${n}`, Number: n }));
  return { base, table, ids };
}

type Query = Readonly<Record<string, string>>;

function search(table: TestTable, body: JsonObject = {}, query: Query = {}) {
  return table.call('bitable_records_search', { body, query });
}

function list(table: TestTable, query: Query = {}) {
  return table.call('bitable_records_list', { query });
}

function idsOf({ items }: { items: { record_id: string }[] }) {
  return items.map(({ record_id }) => record_id);
}

const overOne = {
  conjunction: 'and',
  conditions: [{ field_name: 'Number', operator: 'isGreater', value: ['1'] }],
};
const nothing = { conjunction: 'and', conditions: [] };
const downwards = [{ field_name: 'Number', desc: true }];

/** A view that shows only row 0. */
function narrow({ table }: TestTable): View {
  const [view] = table.views;
  const condition = {
    condition_id: 'con1',
    field_id: table.fields[1]!.fieldId,
    field_type: 2,
    operator: 'is',
    value: '["0"]',
  };
  view!.property.filter_info = { conjunction: 'and', conditions: [condition] };
  return view!;
}

describe('a listing of records', () => {
  it('gives 20 by page, at most 500, and counts all matches', () => {
    const { table, ids } = fixture(25);
    for (const read of [search, list]) {
      const first = read(table);
      expect([first.items.length, first.has_more, first.total]).toEqual([20, true, 25]);
    }
    const { page_token } = search(table);
    const rest = search(table, {}, { page_token });
    expect([idsOf(rest), rest.has_more]).toEqual([ids.slice(20), false]);
    expect(codeOf(() => list(table, { page_size: '501' }))).toBe(99992402);
    expect(codeOf(() => search(table, {}, { page_token: 'made up' }))).toBe(1254030);
  });

  it('sees what was written since the last page', () => {
    const { table, ids } = fixture(3);
    expect(search(table, { filter: overOne }).total).toBe(1);
    table.update(ids[0]!, { Number: 9 });
    expect(idsOf(search(table, { filter: overOne }))).toEqual([ids[0], ids[2]]);
  });

  it('sorts, the last key first to break ties', () => {
    const { table, ids } = fixture(3);
    expect(idsOf(search(table, { sort: downwards }))).toEqual([...ids].reverse());
    expect(idsOf(list(table, { sort: '["Number DESC"]' }))).toEqual([...ids].reverse());
    const unknown = [{ field_name: 'X' }];
    expect(codeOf(() => search(table, { sort: unknown }))).toBe(1254016);
    expect(codeOf(() => list(table, { sort: '["X DESC"]' }))).toBe(1254016);
  });

  it('filters in each language', () => {
    const { table, ids } = fixture(3);
    expect(idsOf(search(table, { filter: overOne }))).toEqual([ids[2]]);
    expect(idsOf(list(table, { filter: 'CurrentValue.[Number]>1' }))).toEqual([ids[2]]);
  });

  it('refuses filters and orders that are too long', () => {
    const { table } = fixture(1);
    const value = ['x'.repeat(2_000)];
    const condition = { field_name: 'Text', operator: 'is', value };
    const filter = { conjunction: 'and', conditions: [condition] };
    expect(codeOf(() => search(table, { filter }))).toBe(1254107);
    const sort = Array.from({ length: 60 }, () => ({ field_name: 'Number' }));
    expect(codeOf(() => search(table, { sort }))).toBe(1254108);
    const long = `CurrentValue.[Text]="${'x'.repeat(2_000)}"`;
    expect(codeOf(() => list(table, { filter: long }))).toBe(1254107);
    expect(codeOf(() => list(table, { sort: `["${'x'.repeat(1_000)}"]` }))).toBe(1254108);
  });

  it('leaves the length of a search uncounted where it is switched so', () => {
    const { table } = fixture(1, { searchLengths: 'free' });
    const sort = Array.from({ length: 60 }, () => ({ field_name: 'Number' }));
    expect(search(table, { sort }).items).toHaveLength(1);
  });

  it('shows only the named fields; no name shows all', () => {
    const { table } = fixture(1);
    const shown = (page: { items: { fields: JsonObject }[] }) => Object.keys(page.items[0]!.fields);
    expect(shown(search(table, { field_names: ['Number'] }))).toEqual(['Number']);
    expect(shown(list(table, { field_names: '["Number"]' }))).toEqual(['Number']);
    expect(shown(search(table, { field_names: [] }))).toEqual(['Text', 'Number']);
    expect(codeOf(() => search(table, { field_names: ['X'] }))).toBe(1254024);
    expect(codeOf(() => list(table, { field_names: 'Number' }))).toBe(1254024);
    const many = Array.from({ length: 201 }, (_, index) => `f${index}`);
    expect(codeOf(() => search(table, { field_names: many }))).toBe(99992402);
    const other = fixture(1, { unknownFieldNameCode: 1254045 }).table;
    expect(codeOf(() => search(other, { field_names: ['X'] }))).toBe(1254045);
  });

  it('refuses a body of the wrong shape', () => {
    const { table } = fixture(1);
    const wrong = [{ filter: [] }, { sort: {} }, { field_names: 'a' }, { automatic_fields: 'yes' }];
    expect(wrong.map((body) => codeOf(() => search(table, body)))).toEqual([
      1254001, 1254001, 1254001, 1254001,
    ]);
    expect(codeOf(() => search(table, {}, { user_id_type: 'email' }))).toBe(99992402);
  });
});

describe('a view', () => {
  it('narrows a listing that has no filter and no sort', () => {
    const { table, ids } = fixture(3);
    const { viewId } = narrow(table);
    expect(idsOf(search(table, { view_id: viewId }))).toEqual([ids[0]]);
    expect(idsOf(search(table, { view_id: viewId, filter: nothing, sort: [] }))).toEqual([ids[0]]);
    expect(idsOf(list(table, { view_id: viewId }))).toEqual([ids[0]]);
    expect(codeOf(() => search(table, { view_id: 'vewNobody1' }))).toBe(1254042);
    expect(codeOf(() => search(table, { view_id: 'v'.repeat(51) }))).toBe(99992402);
  });

  it('is ignored beside a filter or a sort', () => {
    const { table, ids } = fixture(3);
    const { viewId } = narrow(table);
    expect(idsOf(search(table, { view_id: viewId, filter: overOne }))).toEqual([ids[2]]);
    expect(search(table, { view_id: viewId, sort: downwards }).total).toBe(3);
    expect(list(table, { view_id: viewId, filter: 'CurrentValue.[Number]>0' }).total).toBe(2);
    expect(search(table, { view_id: 'vewNobody1', sort: downwards }).total).toBe(3);
  });

  it('hides no field of the records', () => {
    const { table } = fixture(1);
    const view = narrow(table);
    view.property.hidden_fields = [table.field('Number').fieldId];
    expect(search(table, { view_id: view.viewId }).items[0].fields.Number).toBe(0);
  });
});

describe('getting records by id', () => {
  it('names absent ids and gives each record once, in the order asked', () => {
    const { table, ids } = fixture(2);
    const [a, b] = ids;
    const body = { record_ids: [b!, 'recNobody1', a!, b!] };
    const reply = table.call('bitable_records_batch_get', { body });
    expect(idsOf({ items: reply.records })).toEqual([b, a]);
    expect(reply.absent_record_ids).toEqual(['recNobody1']);
    expect(reply.forbidden_record_ids).toEqual([]);
  });

  it('takes 1 to 100 ids', () => {
    const { table } = fixture(1);
    const get = (record_ids: string[]) => () =>
      table.call('bitable_records_batch_get', { body: { record_ids } });
    expect(codeOf(get([]))).toBe(99992402);
    expect(codeOf(get(Array.from({ length: 101 }, (_, n) => `rec${n}`)))).toBe(99992402);
    expect(codeOf(() => table.call('bitable_records_batch_get'))).toBe(99992402);
  });
});
