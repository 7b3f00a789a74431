import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../../src/core/json.js';
import {
  codeOf,
  directory,
  person,
  refusalOf,
  TestBase,
} from '../../../../support/bitable-fixture.js';

const chat = directory.chats[0]!;

function fixture() {
  const base = new TestBase();
  const other = base.table('Other', { field_name: 'Title', type: 1 });
  const linked = other.add({ Title: 'first' });
  const property = { table_id: other.id };
  const table = base.table(
    'Main',
    { field_name: 'Text', type: 1 },
    { field_name: 'Email', type: 1, ui_type: 'Email' },
    { field_name: 'Number', type: 2 },
    { field_name: 'Rating', type: 2, ui_type: 'Rating' },
    { field_name: 'Select', type: 3, property: { options: [{ name: 'a' }] } },
    { field_name: 'Multi', type: 4 },
    { field_name: 'Date', type: 5 },
    { field_name: 'Checkbox', type: 7 },
    { field_name: 'User', type: 11 },
    { field_name: 'Phone', type: 13 },
    { field_name: 'Url', type: 15 },
    { field_name: 'Files', type: 17 },
    { field_name: 'Link', type: 18, property },
    { field_name: 'Duplex', type: 21, property },
    { field_name: 'Place', type: 22 },
    { field_name: 'Group', type: 23 },
    { field_name: 'Formula', type: 20, property: { formula_expression: '1+1' } },
    { field_name: 'Created', type: 1001 },
    { field_name: 'Modified', type: 1002 },
    { field_name: 'Creator', type: 1003 },
    { field_name: 'Modifier', type: 1004 },
    { field_name: 'No', type: 1005 },
  );
  return { base, other, linked, table, file: base.file() };
}

const refused: readonly (readonly [field: string, value: Json, code: number])[] = [
  ['Text', 1, 1254060],
  ['Text', [{ text: 'a', type: 'text' }], 1254060],
  ['Text', 'x'.repeat(100_001), 1254130],
  ['Email', { text: 'a' }, 1254060],
  ['Number', '1', 1254061],
  ['Rating', true, 1254061],
  ['Number', Number.POSITIVE_INFINITY, 1254061],
  ['Select', ['a'], 1254062],
  ['Select', 1, 1254062],
  ['Multi', 'a', 1254063],
  ['Multi', [1], 1254063],
  ['Multi', [''], 1254026],
  ['Multi', Array.from({ length: 1_001 }, (_, index) => `o${index}`), 1254130],
  ['Date', '2026-01-01', 1254064],
  ['Date', 1.5, 1254064],
  ['Checkbox', 'true', 1254065],
  ['Checkbox', 1, 1254065],
  ['User', person.open_id, 1254066],
  ['User', [person.open_id], 1254066],
  ['User', [{ id: 'ou_nobody' }], 1254066],
  ['User', [{ id: person.union_id }], 1254066],
  ['User', [{ id: person.open_id, name: person.name }], 1254066],
  ['Phone', 13800000000, 1254072],
  ['Phone', '138-0000', 1254072],
  ['Phone', '1'.repeat(65), 1254072],
  ['Url', 'https://a.example', 1254068],
  ['Url', { text: 'a' }, 1254068],
  ['Files', 'boxcn', 1254069],
  ['Files', [{ token: 'x' }], 1254069],
  ['Files', [{ file_token: 'unknown' }], 1254303],
  ['Files', Array.from({ length: 101 }, () => ({ file_token: 'x' })), 1254106],
  ['Link', 'rec1', 1254067],
  ['Link', ['recNobody1'], 1254067],
  ['Link', Array.from({ length: 501 }, () => 'rec'), 1254130],
  ['Duplex', [{ record_ids: ['rec1'] }], 1254074],
  ['Place', { location: '1,2' }, 1254015],
  ['Place', '200,10', 1254015],
  ['Group', [{ id: 'oc_none' }], 1254015],
  ['Group', Array.from({ length: 11 }, () => ({ id: chat.id })), 1254130],
  ['Formula', 'x', 1254015],
  ['Created', 1, 1254015],
  ['Modified', null, 1254015],
  ['Creator', [{ id: person.open_id }], 1254015],
  ['Modifier', [{ id: person.open_id }], 1254015],
  ['No', '1', 1254015],
];

describe('written cells', () => {
  it.each(refused)('%s refuses %j with %i and writes nothing', (field, value, code) => {
    const { table } = fixture();
    expect(codeOf(() => table.add({ Text: 'kept out', [field]: value }))).toBe(code);
    expect(table.table.rows.size).toBe(0);
  });

  it('say in the measured words what was expected of a date', () => {
    const { table } = fixture();
    const { detail } = refusalOf(() => table.add({ Date: 'soon' }));
    expect(detail?.message).toBe(
      "Invalid request parameter: 'fields.Date.fieldValue.soon.fieldName.Date'. Correct format : the value of 'Date' must be a unix timestamp. Please check and modify accordingly.",
    );
  });

  it('say in the measured words that a field name is unknown', () => {
    const { table } = fixture();
    const { code, detail } = refusalOf(() => table.add({ X: 1 }));
    expect(code).toBe(1254045);
    expect(detail?.message).toBe(
      "Invalid request parameter: 'fields.X'. Correct format : field_name not found. Please check and modify accordingly.",
    );
  });

  it('take every documented shape and echo exactly what was sent', () => {
    const { table, linked, file } = fixture();
    const fields = {
      Text: 'line 1\nline 2',
      Email: 'a@b.example',
      Number: 0.66,
      Rating: 3,
      Select: 'a',
      Multi: ['x', 'y'],
      Date: 1_767_322_800_000,
      Checkbox: true,
      User: [{ id: person.open_id }],
      Phone: '+8613800000000',
      Url: { text: 'A', link: 'https://a.example' },
      Files: [{ file_token: file }],
      Link: [linked],
      Duplex: { link_record_ids: [linked] },
      Place: '116.397755,39.903179',
      Group: [{ id: chat.id }],
    };
    const { record } = table.call('bitable_records_create', { body: { fields } });
    expect(record.fields).toEqual(fields);
    expect(record.id).toBe(record.record_id);
    expect(Object.keys(record).sort()).toEqual(['fields', 'id', 'record_id']);
  });

  it('are emptied by null, by an empty text and by an empty list', () => {
    const { table, linked } = fixture();
    const id = table.add({ Text: 'a', Number: 1, Select: 'a', Multi: ['x'], Link: [linked] });
    table.update(id, { Text: '', Number: null, Select: '', Multi: [], Link: [] });
    expect(Object.keys(table.legacy(id)).sort()).toEqual(
      ['Created', 'Creator', 'Formula', 'Modified', 'Modifier', 'No'].sort(),
    );
  });

  it('name people by the user_id_type of the call', () => {
    const { table } = fixture();
    const id = table.add({ User: [{ id: person.union_id }] }, { user_id_type: 'union_id' });
    expect(table.modern(id).User[0].id).toBe(person.open_id);
    expect(table.modern(id, { user_id_type: 'user_id' }).User[0].id).toBe(person.user_id);
  });

  it('refuse a file that was uploaded to another base', () => {
    const { base, table } = fixture();
    const foreign = base.file('b.png', 'ZzZzZzZzZzZzZzZzZzZzZzZzZzZ');
    expect(codeOf(() => table.add({ Files: [{ file_token: foreign }] }))).toBe(1254303);
  });

  it('survive field names that mean something to JavaScript', () => {
    const base = new TestBase();
    const table = base.table(
      'Hostile',
      { field_name: '__proto__', type: 1 },
      { field_name: 'constructor', type: 2 },
    );
    const fields = JSON.parse('{"__proto__":"a","constructor":1}');
    const shown = table.legacy(table.add(fields));
    expect(JSON.stringify(shown)).toBe('{"__proto__":"a","constructor":"1"}');
  });

  it('refuse a second entry where the field takes one', () => {
    const { base, other, linked } = fixture();
    const second = other.add({ Title: 'second' });
    const table = base.table(
      'Single',
      { field_name: 'Text', type: 1 },
      { field_name: 'One', type: 18, property: { table_id: other.id, multiple: false } },
    );
    expect(codeOf(() => table.add({ One: [linked, second] }))).toBe(1254067);
    table.add({ One: [second] });
  });
});

describe('options that a write makes up', () => {
  it('get the colour after the last one and serve later records', () => {
    const { table } = fixture();
    table.add({ Select: 'b' });
    table.add({ Select: 'b' });
    const options = table.field('Select').property?.options;
    expect(options?.map(({ name, color }) => [name, color])).toEqual([
      ['a', 0],
      ['b', 1],
    ]);
  });

  it('are made twice when one multi-select value names a new one twice', () => {
    const { table } = fixture();
    const id = table.add({ Multi: ['new', 'new', 'other'] });
    expect(table.field('Multi').property?.options?.map(({ name }) => name)).toEqual([
      'new',
      'new',
      'other',
    ]);
    expect(table.modern(id).Multi).toEqual(['new', 'new', 'other']);
  });

  it('are not made when another value of the batch is refused', () => {
    const { table } = fixture();
    const records = [{ fields: { Select: 'made up' } }, { fields: { Number: 'x' } }];
    expect(codeOf(() => table.call('bitable_records_batch_create', { body: { records } }))).toBe(
      1254061,
    );
    expect(table.field('Select').property?.options).toHaveLength(1);
  });
});

describe('duplex links', () => {
  it('show on the other side, and leave it again', () => {
    const { table, other, linked } = fixture();
    const id = table.add({ Duplex: [linked] });
    expect(other.modern(linked)).toMatchObject({ 'Other-Duplex': { link_record_ids: [id] } });
    table.update(id, { Duplex: null });
    expect(other.modern(linked)['Other-Duplex']).toEqual({});
  });

  it('can be written from the back field', () => {
    const { table, other, linked } = fixture();
    const id = table.add({ Text: 'x' });
    other.update(linked, { 'Other-Duplex': [id] });
    expect(table.modern(id).Duplex).toEqual({ link_record_ids: [linked] });
  });

  it('lose the records that are deleted, on both sides and in one-way links', () => {
    const { table, other, linked } = fixture();
    const id = table.add({ Duplex: [linked], Link: [linked] });
    other.call('bitable_records_delete', { path: { record_id: linked } });
    expect(table.modern(id)).toMatchObject({ Duplex: {}, Link: {} });
  });

  it('of a table to itself show in both columns', () => {
    const { table } = fixture();
    const property = { table_id: table.id, back_field_name: 'Parent' };
    const body = { field_name: 'Children', type: 21, property };
    table.call('bitable_fields_create', { body });
    const child = table.add({ Text: 'child' });
    const parent = table.add({ Children: [child] });
    expect(table.modern(child).Parent).toEqual({ link_record_ids: [parent] });
    table.call('bitable_records_delete', { path: { record_id: child } });
    expect(table.modern(parent).Children).toEqual({});
  });
});
