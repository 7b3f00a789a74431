import { describe, expect, it } from 'vitest';
import type { Field } from '../../../../src/cells/field.js';
import { isJsonObject, type Json } from '../../../../src/core/json.js';
import { membersOf } from '../../../../src/tools/bitable/read/record-cells.js';
import { rowSpans } from '../../../../src/tools/bitable/tasks/records-upsert/apply-plan.js';
import { keySearches } from '../../../../src/tools/bitable/tasks/records-upsert/find-matches.js';
import {
  keyIdentity,
  type UpsertRow,
} from '../../../../src/tools/bitable/tasks/records-upsert/key-fields.js';

function field(name: string, type: number): Field {
  return { id: `fld${name}`, name, type, uiType: '', isPrimary: false, property: {} };
}

function key(name: string, type: number) {
  return { field: field(name, type), isReadOnly: [19, 20, 1001, 1005].includes(type) };
}

function rowsOf(...rows: readonly Readonly<Record<string, Json>>[]): readonly UpsertRow[] {
  return rows.map((cells, position) => ({ position, key: `${position}`, keyCells: cells, cells }));
}

describe('searches for keys', () => {
  const conditions = (filters: ReturnType<typeof keySearches> = []) =>
    filters.map((filter) => (Array.isArray(filter['conditions']) ? filter['conditions'] : []));

  it('hold at most 50 conditions and 2,000 characters, and ask for each value once', () => {
    const short = rowsOf(...Array.from({ length: 240 }, (_, n) => ({ n: n % 120 })));
    const long = rowsOf(
      ...Array.from({ length: 60 }, (_, n) => ({ n: `${n}`.padStart(190, 'x') })),
    );
    for (const [rows, type] of [
      [short, 2],
      [long, 1],
    ] as const) {
      const filters = keySearches(rows, [key('n', type)]) ?? [];
      const values = conditions(filters)
        .flat()
        .map((it) => isJsonObject(it) && String(it['value']));
      expect(new Set(values)).toEqual(new Set(rows.map(({ cells }) => String(cells['n']))));
      expect(values.length).toBe(new Set(values).size);
      expect(Math.max(...filters.map((filter) => JSON.stringify(filter).length))).toBeLessThan(
        2_001,
      );
      expect(Math.max(...conditions(filters).map(({ length }) => length))).toBeLessThan(51);
    }
  });

  it('ask for the field that tells most records apart', () => {
    const rows = rowsOf({ a: 'x', b: 1 }, { a: 'x', b: 2 });
    expect(keySearches(rows, [key('a', 1), key('b', 2)])).toEqual([
      {
        conjunction: 'or',
        conditions: [
          { field_name: 'b', operator: 'is', value: ['1'] },
          { field_name: 'b', operator: 'is', value: ['2'] },
        ],
      },
    ]);
  });

  it.each([
    ['a text of several lines', 1, 'a\nb'],
    ['a text with a blank at its end', 1, 'a '],
    ['a number that is written with an exponent', 2, 1e21],
    ['a date', 5, 1_700_000_000_000],
    ['people', 11, [{ id: 'ou_1' }]],
  ])('are not made for %s, which might not be found', (_, type, value) => {
    expect(keySearches(rowsOf({ k: value }), [key('k', type)])).toBeUndefined();
  });
});

describe('the identity of a key', () => {
  const schema = { tableId: 'tbl1', timeZone: 'Asia/Shanghai', fields: [] };
  const same = (type: number, a: Json, b: Json) =>
    keyIdentity(key('k', type), a, schema) === keyIdentity(key('k', type), b, schema);

  it.each<[string, number, Json, Json]>([
    [
      'people in another order',
      11,
      [{ id: 'ou_1', name: 'A' }, { id: 'ou_2' }],
      [{ id: 'ou_2' }, { id: 'ou_1' }],
    ],
    ['a URL with another text', 15, 'https://x.cn', { text: 'X', link: 'https://x.cn' }],
    ['a place with other zeros', 22, { location: '116.30,39.9', full_address: 'Y' }, '116.3,39.90'],
    ['the number that a formula gives, as text', 20, 7, '7'],
    ['the date that a formula gives, with its offset', 20, '2026-11-21', '2026-11-20T16:00:00Z'],
    ['a box that was never ticked', 7, null, false],
  ])('is the same for %s', (_, type, a, b) => {
    expect(same(type, a, b)).toBe(true);
  });

  it.each<[string, number, Json, Json]>([
    ['texts that differ in case', 1, 'a', 'A'],
    ['a text of digits that begin with zero', 20, '007', 7],
    ['one person and two', 11, [{ id: 'ou_1' }], [{ id: 'ou_1' }, { id: 'ou_2' }]],
    ['a number and its text in a text field', 1, '1', '1.0'],
  ])('differs for %s', (_, type, a, b) => {
    expect(same(type, a, b)).toBe(false);
  });

  it('is none for an empty cell', () => {
    expect(keyIdentity(key('k', 4), [], schema)).toBeUndefined();
    expect(keyIdentity(key('k', 1), '', schema)).toBeUndefined();
  });
});

describe('the members of a cell', () => {
  it('tell long texts apart without keeping them', () => {
    const [a, b] = ['a', 'b'].map((end) => membersOf(field('t', 1), 'x'.repeat(50_000) + end));
    expect(a![0]!.id).not.toBe(b![0]!.id);
    expect(a![0]!.id.length).toBeLessThan(100);
  });
});

describe('row positions', () => {
  it.each([
    [[], ''],
    [[4], '4'],
    [[3, 1, 2, 7, 9, 8], '1 to 3, 7 to 9'],
    [Array.from({ length: 100 }, (_, n) => n * 2), /^0, 2, .*, 78, and 60 more$/],
  ])('%j are put into few words', (positions, words) => {
    expect(rowSpans(positions)).toMatch(words);
  });
});
