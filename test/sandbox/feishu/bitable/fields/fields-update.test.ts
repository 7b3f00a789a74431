import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../../src/core/json.js';
import { codeOf, TestBase, type TestTable } from '../../../../support/bitable-fixture.js';

function fixture(...fields: readonly JsonObject[]) {
  const base = new TestBase();
  const other = base.table('Other', { field_name: 'Title', type: 1 });
  const table = base.table('Main', { field_name: 'Text', type: 1 }, ...fields);
  return { base, other, table };
}

function update(table: TestTable, name: string, body: JsonObject, query = {}) {
  const path = { field_id: table.field(name).fieldId };
  return table.call('bitable_fields_update', { path, body, query }).field;
}

const select = { field_name: 'S', type: 3, property: { options: [{ name: 'a' }, { name: 'b' }] } };

function optionsOf(table: TestTable) {
  return table.field('S').property?.options ?? [];
}

describe('replacing a field', () => {
  it('keeps options by id, adds those without, and clears the ones left out', () => {
    const { table } = fixture(select);
    const [a, b] = [table.add({ S: 'a' }), table.add({ S: 'b' })];
    const [first] = optionsOf(table);
    const options = [
      { id: first!.id, name: 'a++', color: 0 },
      { name: 'z', color: 6 },
    ];
    const field = update(table, 'S', { field_name: 'S', type: 3, property: { options } });
    expect(field.property.options).toMatchObject(options);
    expect(table.modern(a).S).toBe('a++');
    expect(table.modern(b)).not.toHaveProperty('S');
  });

  it('refuses an option id that the field does not have', () => {
    const { table } = fixture(select);
    const property = { options: [{ id: 'optNobody', name: 'a' }] };
    expect(codeOf(() => update(table, 'S', { field_name: 'S', type: 3, property }))).toBe(1254082);
  });

  it('deletes the options when the property is left out: the replacement is whole', () => {
    const { table } = fixture(select);
    update(table, 'S', { field_name: 'S', type: 3 });
    expect(optionsOf(table)).toEqual([]);
  });

  it('refuses a request that changes nothing', () => {
    const { table } = fixture(select);
    const property = { options: optionsOf(table).map((option) => ({ ...option })) };
    expect(codeOf(() => update(table, 'S', { field_name: 'S', type: 3, property }))).toBe(1254606);
    expect(codeOf(() => update(table, 'Text', { field_name: ' Text ', type: 1 }))).toBe(1254606);
  });

  it('renames, and records answer to the new name', () => {
    const { table } = fixture(select);
    const id = table.add({ Text: 'x' });
    update(table, 'Text', { field_name: 'Title', type: 1 });
    expect(table.legacy(id)).toEqual({ Title: 'x' });
    expect(codeOf(() => table.add({ Text: 'x' }))).toBe(1254045);
    expect(codeOf(() => update(table, 'Title', { field_name: 'S', type: 1 }))).toBe(1254014);
  });

  it('refuses a type that the primary field cannot have, and types that cannot be made', () => {
    const { table } = fixture(select);
    expect(codeOf(() => update(table, 'Text', { field_name: 'Text', type: 3 }))).toBe(1254012);
    expect(codeOf(() => update(table, 'S', { field_name: 'S', type: 19 }))).toBe(1254012);
    expect(codeOf(() => update(table, 'S', { field_name: 'S' }))).toBe(99992402);
  });

  it('happens once per client_token', () => {
    const { table } = fixture();
    const query = { client_token: 'fe599b60-450f-46ff-b2ef-9f6675625b97' };
    const body = { field_name: 'Renamed', type: 1 };
    const path = { field_id: table.field('Text').fieldId };
    const call = () => table.call('bitable_fields_update', { path, body, query });
    expect(call()).toEqual(call());
  });
});

const day = Date.UTC(2026, 0, 1, 16);

const conversions: readonly (readonly [
  from: JsonObject,
  value: Json,
  to: JsonObject,
  shown: Json | undefined,
])[] = [
  [{ type: 1 }, '12.5', { type: 2 }, '12.5'],
  [{ type: 1 }, 'twelve', { type: 2 }, undefined],
  [{ type: 2 }, 12.5, { type: 1 }, '12.5'],
  [{ type: 1 }, 'x', { type: 3 }, 'x'],
  [{ type: 1 }, 'x,y', { type: 4 }, ['x', 'y']],
  [{ type: 1 }, 'x', { type: 3, property: { options: [{ name: 'y' }] } }, undefined],
  [{ type: 3 }, 'x', { type: 1 }, 'x'],
  [{ type: 3 }, 'x', { type: 4 }, ['x']],
  [{ type: 4 }, ['x', 'y'], { type: 3 }, 'x'],
  [{ type: 4 }, ['x', 'y'], { type: 1 }, 'x,y'],
  [{ type: 5 }, day, { type: 1 }, '2026/01/02'],
  [{ type: 1 }, '2026-01-02', { type: 5 }, day],
  [{ type: 1 }, '2026-99-99', { type: 5 }, undefined],
  [{ type: 1 }, '+86138', { type: 13 }, '+86138'],
  [{ type: 1 }, 'call me', { type: 13 }, undefined],
  [{ type: 1 }, 'https://a', { type: 15 }, { text: 'https://a', link: 'https://a' }],
  [{ type: 1 }, 'true', { type: 7 }, true],
  [{ type: 2 }, 1, { type: 17 }, undefined],
  [{ type: 1 }, 'x', { type: 11 }, undefined],
  [{ type: 2 }, 3, { type: 2, ui_type: 'Rating' }, '3'],
];

describe('changing the type of a field', () => {
  it.each(conversions)('turns %j holding %j into %j showing %j', (from, value, to, shown) => {
    const { table } = fixture({ field_name: 'F', ...from });
    const id = table.add({ F: value });
    const empty = table.add({});
    update(table, 'F', { field_name: 'F', ...to });
    expect(table.legacy(id).F).toEqual(shown);
    expect(table.legacy(empty)).not.toHaveProperty('F');
  });

  it('takes the conditions of the views about it away', () => {
    const { table } = fixture({ field_name: 'F', type: 2 });
    const [view] = table.table.views;
    const field_id = table.field('F').fieldId;
    const condition = { condition_id: 'con1', field_id, field_type: 2, operator: 'is', value: '' };
    const filter = {
      conjunction: 'and' as const,
      conditions: [condition],
      condition_omitted: false,
    };
    view!.property.filter_info = filter;
    update(table, 'F', { field_name: 'F', type: 1 });
    expect(view!.property.filter_info.conditions).toEqual([]);
  });
});

describe('changing a link', () => {
  it('to duplex makes the back field and fills it', () => {
    const { base, table, other } = fixture();
    const property = { table_id: other.id };
    const linking = base.table(
      'Linking',
      { field_name: 'Text', type: 1 },
      { field_name: 'L', type: 18, property },
    );
    const linked = other.add({ Title: 'x' });
    const id = linking.add({ L: [linked] });
    update(linking, 'L', { field_name: 'L', type: 21, property });
    expect(linking.modern(id).L).toEqual({ link_record_ids: [linked] });
    expect(other.modern(linked)['Other-L']).toEqual({ link_record_ids: [id] });
    expect(table.table.fields).toHaveLength(1);
  });

  it('from duplex leaves two one-way links', () => {
    const { table, other } = fixture();
    const property = { table_id: other.id, back_field_name: 'Back' };
    table.call('bitable_fields_create', { body: { field_name: 'L', type: 21, property } });
    const linked = other.add({ Title: 'x' });
    const id = table.add({ L: [linked] });
    update(table, 'L', { field_name: 'L', type: 18, property: { table_id: other.id } });
    expect(other.field('Back').type).toBe(18);
    expect(table.modern(id).L).toEqual({ link_record_ids: [linked] });
    table.update(id, { L: null });
    expect(other.modern(linked).Back).toEqual({ link_record_ids: [id] });
  });

  it('that stays duplex keeps its back field, and can rename it', () => {
    const { table, other } = fixture();
    const property = { table_id: other.id, back_field_name: 'Back' };
    table.call('bitable_fields_create', { body: { field_name: 'L', type: 21, property } });
    const back = other.field('Back').fieldId;
    const renamed = { ...property, back_field_name: 'Behind' };
    const field = update(table, 'L', { field_name: 'L', type: 21, property: renamed });
    expect(field.property).toMatchObject({ back_field_id: back, back_field_name: 'Behind' });
    expect(codeOf(() => update(table, 'L', { field_name: 'L', type: 21, property: renamed }))).toBe(
      1254606,
    );
  });

  it('to another table empties its cells', () => {
    const { base, table, other } = fixture();
    const third = base.table('Third', { field_name: 'Title', type: 1 });
    const property = { table_id: other.id };
    table.call('bitable_fields_create', { body: { field_name: 'L', type: 18, property } });
    const id = table.add({ L: [other.add({ Title: 'x' })] });
    update(table, 'L', { field_name: 'L', type: 18, property: { table_id: third.id } });
    expect(table.modern(id).L).toEqual({});
  });
});

describe('changing the rule of an auto number', () => {
  const rule = (reformat: boolean) => ({
    auto_serial: {
      type: 'custom',
      reformat_existing_records: reformat,
      options: [
        { type: 'fixed_text', value: 'A-' },
        { type: 'system_number', value: '2' },
      ],
    },
  });

  it('leaves the numbers there are, unless it is told to renumber', () => {
    const { table } = fixture({ field_name: 'No', type: 1005 });
    const id = table.add({});
    update(table, 'No', { field_name: 'No', type: 1005, property: rule(false) });
    const later = table.add({});
    expect([table.legacy(id).No, table.legacy(later).No]).toEqual(['1', 'A-02']);
    update(table, 'No', { field_name: 'No', type: 1005, property: rule(true) });
    expect([table.legacy(id).No, table.legacy(later).No]).toEqual(['A-01', 'A-02']);
  });
});
