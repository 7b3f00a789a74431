import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../../src/core/json.js';
import {
  addBlankRows,
  addDefaultFields,
} from '../../../../../src/sandbox/feishu/bitable/fields/field-store.js';
import { codeOf, identity, TestBase, type TestTable } from '../../../../support/bitable-fixture.js';

function fixture() {
  const base = new TestBase();
  const other = base.table('Other', { field_name: 'Title', type: 1 });
  const table = base.table('Main', { field_name: 'Text', type: 1 });
  return { base, other, table };
}

function create(table: TestTable, body: JsonObject, query = {}) {
  return table.call('bitable_fields_create', { body, query }).field;
}

function list(table: TestTable, query = {}) {
  return table.call('bitable_fields_list', { query });
}

describe('creating a field', () => {
  it('colours options one after the other, and wraps after 54', () => {
    const { table } = fixture();
    const named = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ name }));
    const options = named.map((option, index) =>
      index === 2 ? { ...option, color: 5 } : index === 4 ? { ...option, color: 54 } : option,
    );
    const field = create(table, { field_name: 'S', type: 3, property: { options } });
    const colors = field.property.options.map(({ color }: { color: number }) => color);
    expect(colors).toEqual([0, 1, 5, 6, 54, 0]);
  });

  it('trims the name and refuses one that is empty, wrong or taken', () => {
    const { table } = fixture();
    expect(create(table, { field_name: '  New ', type: 1 }).field_name).toBe('New');
    const codes = ['  ', 'a\nb', 'New'].map((name) =>
      codeOf(() => create(table, { field_name: name, type: 1 })),
    );
    expect(codes).toEqual([1254028, 1254029, 1254014]);
    expect(codeOf(() => create(table, { type: 1 }))).toBe(99992402);
  });

  it('answers with the description as an object', () => {
    const { table } = fixture();
    const field = create(table, { field_name: 'N', type: 1, description: { text: 'note' } });
    expect(field.description).toEqual({ text: 'note', disable_sync: true });
    expect(list(table).items[1].description).toBe('note');
    expect(list(table, { text_field_as_array: 'true' }).items[1].description).toEqual([
      { text: 'note', type: 'text' },
    ]);
  });

  it('makes the back field of a duplex link, named after table and field', () => {
    const { table, other } = fixture();
    const property = { table_id: other.id };
    const field = create(table, { field_name: 'Twin', type: 21, property });
    const back = list(other).items[1];
    expect(back).toMatchObject({
      field_name: 'Other-Twin',
      type: 21,
      property: { back_field_id: field.field_id, back_field_name: 'Twin', table_name: 'Main' },
    });
    expect(field.property).toEqual({
      multiple: true,
      table_id: other.id,
      table_name: 'Other',
      back_field_id: back.field_id,
      back_field_name: 'Other-Twin',
    });
  });

  it('refuses a duplex link whose back field cannot have its name', () => {
    const { table, other } = fixture();
    const property = { table_id: other.id, back_field_name: 'Title' };
    expect(codeOf(() => create(table, { field_name: 'Twin', type: 21, property }))).toBe(1254014);
    expect(table.table.fields).toHaveLength(1);
  });

  it('stops at 300 fields', () => {
    const { table } = fixture();
    for (let index = 1; index < 300; index += 1)
      create(table, { field_name: `f${index}`, type: 2 });
    expect(codeOf(() => create(table, { field_name: 'more', type: 2 }))).toBe(1254105);
  });

  it('takes as first field only what can be primary', () => {
    const { base } = fixture();
    expect(codeOf(() => base.table('T', { field_name: 'a', type: 3 }))).toBe(1254012);
    expect(base.table('U', { field_name: 'a', type: 22 }).field('a').isPrimary).toBe(true);
  });

  it('happens once per client_token', () => {
    const { table } = fixture();
    const query = { client_token: 'fe599b60-450f-46ff-b2ef-9f6675625b97' };
    const first = create(table, { field_name: 'A', type: 1 }, query);
    expect(create(table, { field_name: 'A', type: 1 }, query)).toEqual(first);
    expect(codeOf(() => create(table, { field_name: 'B', type: 1 }, query))).toBe(1255006);
    expect(codeOf(() => create(table, { field_name: 'B', type: 1 }, { client_token: 'x' }))).toBe(
      1254037,
    );
  });
});

describe('listing fields', () => {
  it('pages by 20 and by at most 100', () => {
    const { table } = fixture();
    for (let index = 0; index < 24; index += 1) create(table, { field_name: `f${index}`, type: 1 });
    const first = list(table);
    expect([first.items.length, first.has_more, first.total]).toEqual([20, true, 25]);
    const next = list(table, { page_token: first.page_token });
    expect([next.items.length, next.has_more]).toEqual([5, false]);
    expect(codeOf(() => list(table, { page_size: '101' }))).toBe(99992402);
  });

  it('marks the primary field and what a view hides', () => {
    const { table } = fixture();
    const { field_id } = create(table, { field_name: 'Hidden', type: 1 });
    const [view] = table.table.views;
    view!.property.hidden_fields = [field_id];
    const marks = ({ items }: { items: JsonObject[] }) =>
      items.map(({ is_primary, is_hidden, ui_type }) => [is_primary, is_hidden, ui_type]);
    expect(marks(list(table, { view_id: view!.viewId }))).toEqual([
      [true, false, 'Text'],
      [false, true, 'Text'],
    ]);
    expect(marks(list(table))[1]).toEqual([false, false, 'Text']);
    expect(codeOf(() => list(table, { view_id: 'vewNowhere' }))).toBe(1254042);
  });
});

describe('deleting a field', () => {
  function remove(table: TestTable, fieldId: string) {
    return table.call('bitable_fields_delete', { path: { field_id: fieldId } });
  }

  it('takes its cells and its place in the views along', () => {
    const { table } = fixture();
    const { field_id } = create(table, { field_name: 'N', type: 2 });
    const id = table.add({ N: 1 });
    table.table.views[0]!.property.hidden_fields = [field_id];
    expect(remove(table, field_id)).toEqual({ field_id, deleted: true });
    expect(table.legacy(id)).toEqual({});
    expect(table.table.views[0]!.property.hidden_fields).toEqual([]);
    expect(codeOf(() => remove(table, field_id))).toBe(1254044);
  });

  it('is refused for the primary field', () => {
    const { table } = fixture();
    expect(codeOf(() => remove(table, table.field('Text').fieldId))).toBe(1254046);
  });

  it('leaves a one-way link on the other side of a duplex link', () => {
    const { table, other } = fixture();
    const property = { table_id: other.id, back_field_name: 'Back' };
    const { field_id } = create(table, { field_name: 'Twin', type: 21, property });
    const linked = other.add({ Title: 'x' });
    const id = table.add({ Twin: [linked] });
    remove(table, field_id);
    expect(list(other).items[1]).toMatchObject({ type: 18, ui_type: 'SingleLink' });
    expect(other.modern(linked).Back).toEqual({ link_record_ids: [id] });
  });
});

describe('a table without fields of its own', () => {
  it('gets default fields and blank rows', () => {
    const { base } = fixture();
    const table = base.table('Blank');
    addDefaultFields(table.scope);
    addBlankRows(table.scope, 3, identity);
    expect(table.table.fields.map(({ name, type }) => [name, type])).toEqual([
      ['文本', 1],
      ['单选', 3],
      ['日期', 5],
      ['附件', 17],
    ]);
    const { items } = table.call('bitable_records_search');
    expect(items.map(({ fields }: { fields: JsonObject }) => fields)).toEqual([{}, {}, {}]);
  });
});
