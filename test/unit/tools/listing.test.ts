import { expect, test } from 'vitest';
import type { ListingSpec } from '../../../src/core/endpoint.js';
import { listingFacts, toListing } from '../../../src/tools/answer/listing.js';
import { listedCell } from '../../../src/tools/bitable/read/listed-cell.js';

const plain = { cell: (value: string | number | boolean | null | object) => value as never };

const hours: ListingSpec = {
  in: 'data',
  columns: {
    id: 'id',
    hours: { at: 'work.time', sum: true },
    note: 'note',
    by: { at: 'by', onRequest: true },
  },
  omit: ['noise'],
};

const items = [
  { id: 'a', work: { time: 1.1 }, note: '', by: 'u1', noise: 1 },
  { id: 'b', work: { time: '2.2' }, note: null, by: 'u2', fresh: ['x'] },
];

test('A listing has columns and rows, sums what has a total, and shows keys that nobody declared', () => {
  expect(listingFacts(toListing(hours, items, plain))).toEqual({
    columns: ['id', 'hours', 'fresh'],
    rows: [
      ['a', 1.1, null],
      ['b', '2.2', ['x']],
    ],
    empty_columns: ['note'],
    totals: { hours: 3.3 },
  });
});

test('Columns that were asked for are shown in their order, also where they are empty', () => {
  const { columns, rows } = toListing(hours, items, { ...plain, chosen: ['by', 'note'] });
  expect(columns).toEqual(['by', 'note']);
  expect(rows).toEqual([
    ['u1', null],
    ['u2', null],
  ]);
});

test('Members of an inner list are the rows, with what their item says beside them', () => {
  const listing: ListingSpec = {
    in: 'data',
    each: 'tasks',
    columns: { id: 'id', node: '..name' },
  };
  const nodes = [
    { name: '开发', tasks: [{ id: 1 }, { id: 2 }] },
    { name: '验收', tasks: [] },
  ];
  expect(toListing(listing, nodes, plain).rows).toEqual([
    [1, '开发'],
    [2, '开发'],
  ]);
});

test.each([
  ['1764604800', 'seconds', '2025-12-01T16:00:00Z'],
  ['0', 'seconds', null],
  ['soon', 'seconds', 'soon'],
  [970003, 'meta_failure', 'the caller has no right to it (970003)'],
  [7, 'meta_failure', 7],
  ['1764604800', undefined, '1764604800'],
])('%j of a document, as %s, is shown as %j', (value, as, shown) => {
  expect(listedCell(value, as)).toBe(shown);
});
