import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldOf, type TableSchema } from '../../../../src/cells/field.js';
import { prepareFilter } from '../../../../src/cells/filter/prepare.js';
import { readCell } from '../../../../src/cells/read/reading.js';
import { InputError } from '../../../../src/core/errors.js';
import type { Json, JsonObject } from '../../../../src/core/json.js';
import type { FeishuOptions } from '../../../../src/sandbox/feishu/options.js';
import { person, startMs, TestBase, type TestTable } from '../../../support/bitable-fixture.js';

/**
 * Whatever the filter, the rows that the sandbox finds for what is sent, less those that `keep` drops, are the rows
 * that it describes. What it describes is said here once more, over the values that were inserted.
 */

const hour = 3_600_000;
const day = 24 * hour;
/** Midnight in Shanghai, where the base is, which has no summer time. */
const today = Math.floor((startMs + 8 * hour) / day) * day - 8 * hour;

interface Row {
  readonly text?: string;
  readonly number?: number;
  readonly option?: string;
  readonly options?: readonly string[];
  readonly date?: number;
  readonly ticked?: boolean;
  readonly people?: readonly string[];
}

interface Filter {
  readonly written: string;
  readonly holds: (row: Row) => boolean;
}

const letters = ['a', 'b', 'ab', 'A', '10', '9', 'a b'];
const numbers = [-1.5, 0, 2, 10, 1e6];
const names = ['甲', '乙', '丙'];
const times = [-2, -1, 0, 1, 2, 7].flatMap((days) =>
  [0, 1, 9.5 * hour, day - 1].map((ms) => today + days * day + ms),
);

const someRow: fc.Arbitrary<Row> = fc.record(
  {
    text: fc.constantFrom(...letters),
    number: fc.constantFrom(...numbers),
    option: fc.constantFrom(...names),
    options: fc.subarray(names, { minLength: 1 }),
    date: fc.constantFrom(...times),
    ticked: fc.boolean(),
    people: fc.constant([person.open_id]),
  },
  { requiredKeys: [] },
);

const orders: Readonly<Record<string, (order: number) => boolean>> = {
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
};

function anyOrder() {
  return fc.constantFrom(...Object.keys(orders));
}

/** A field and its value in a row, nothing being true of an empty cell but that it is empty; the ways to write a value, and how cells stand to it. */
function scalar<T>(
  field: string,
  cellOf: (row: Row) => T | undefined,
  values: fc.Arbitrary<{ written: string; order: (cell: T) => number }>,
): fc.Arbitrary<Filter> {
  const compared = fc.tuple(anyOrder(), values).map(([operator, { written, order }]) => ({
    written: `${field} ${operator} ${written}`,
    holds: (row: Row) => {
      const cell = cellOf(row);
      return cell !== undefined && orders[operator]!(order(cell));
    },
  }));
  const same = (row: Row, order: (cell: T) => number) => {
    const cell = cellOf(row);
    return cell !== undefined && order(cell) === 0;
  };
  const equal = values.map(({ written, order }) => ({
    written: `${field} = ${written}`,
    holds: (row: Row) => same(row, order),
  }));
  const among = fc.array(values, { minLength: 1, maxLength: 3 }).map((list) => ({
    written: `${field} in (${list.map(({ written }) => written).join(', ')})`,
    holds: (row: Row) => list.some(({ order }) => same(row, order)),
  }));
  const between = fc.tuple(values, values).map(([first, last]) => ({
    written: `${field} between ${first.written} and ${last.written}`,
    holds: (row: Row) => {
      const cell = cellOf(row);
      return cell !== undefined && first.order(cell) >= 0 && last.order(cell) <= 0;
    },
  }));
  return fc.oneof(
    compared,
    equal,
    among,
    between,
    emptiness(field, (row) => cellOf(row) === undefined),
  );
}

function emptiness(field: string, isEmpty: (row: Row) => boolean): fc.Arbitrary<Filter> {
  return fc.constant({ written: `${field} is empty`, holds: isEmpty });
}

const texts = scalar(
  '文本',
  (row) => row.text,
  fc.constantFrom(...letters).map((text) => ({
    written: JSON.stringify(text),
    order: (cell: string) => (cell === text ? 0 : cell < text ? -1 : 1),
  })),
);

const finding: fc.Arbitrary<Filter> = fc.constantFrom(...letters).map((part) => ({
  written: `文本 contains ${JSON.stringify(part)}`,
  holds: (row) => row.text?.includes(part) ?? false,
}));

function numeric(field: string, cellOf: (row: Row) => number | undefined) {
  const values = fc.constantFrom(...numbers).map((number) => ({
    written: String(number),
    order: (cell: number) => cell - number,
  }));
  return scalar(field, cellOf, values);
}

/** From and up to, counted from the midnight of today. */
function span(written: string, from: number, to: number) {
  const order = (cell: number) => (cell < today + from ? -1 : cell >= today + to ? 1 : 0);
  return { written, order };
}

/** 2026-01-02 is a Friday. */
const spans = [
  span('2026-01-02', 0, day),
  span('2026-01-03', day, 2 * day),
  span('today', 0, day),
  span('yesterday', -day, 0),
  span('today - 2', -2 * day, -day),
  span('this week', -4 * day, 3 * day),
  span('this month', -day, 30 * day),
  span('last 7 days', -6 * day, day),
  span('next 3 days', 0, 3 * day),
  span('2026-01-02T09:30', 9.5 * hour, 9.5 * hour + 60_000),
  span('2026-01-03T00:00', day, day + 60_000),
];

const dates = scalar('日期', (row) => row.date, fc.constantFrom(...spans));

const chosen: fc.Arbitrary<Filter> = fc.subarray(names, { minLength: 1 }).map((list) => ({
  written: `状态 in (${list.join(',')})`,
  holds: (row) => row.option !== undefined && list.includes(row.option),
}));

const labelled: fc.Arbitrary<Filter> = fc.oneof(
  fc.subarray(names, { minLength: 1 }).map((list) => ({
    written: `标签 contains (${list.join(',')})`,
    holds: (row: Row) => list.some((name) => row.options?.includes(name)),
  })),
  fc.constantFrom(...names).map((name) => ({
    written: `标签 = ${name}`,
    holds: (row: Row) => row.options?.length === 1 && row.options[0] === name,
  })),
  emptiness('标签', (row) => row.options === undefined),
);

const ticked: fc.Arbitrary<Filter> = fc.boolean().map((wanted) => ({
  written: `完成 = ${wanted}`,
  holds: (row) => (row.ticked ?? false) === wanted,
}));

const manned: fc.Arbitrary<Filter> = fc.constantFrom(person.open_id, person.name).map((who) => ({
  written: `人员 = ${who}`,
  holds: (row) => row.people !== undefined,
}));

const condition = fc.oneof(
  texts,
  finding,
  numeric('数字', (row) => row.number),
  // An empty cell counts as 0 in a sum.
  numeric('公式', (row) => (row.number ?? 0) + 1),
  { arbitrary: dates, weight: 3 },
  chosen,
  labelled,
  ticked,
  manned,
);

const { tree } = fc.letrec<{ tree: Filter }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    condition,
    tie('tree').map(({ written, holds }) => ({
      written: `not (${written})`,
      holds: (row: Row) => !holds(row),
    })),
    grouped(tie('tree'), 'and', false),
    grouped(tie('tree'), 'or', true),
  ),
}));

/** One part that is `decisive` decides. */
function grouped(
  parts: fc.Arbitrary<Filter>,
  join: string,
  decisive: boolean,
): fc.Arbitrary<Filter> {
  return fc.array(parts, { minLength: 2, maxLength: 3 }).map((list) => ({
    written: list.map(({ written }) => `(${written})`).join(` ${join} `),
    holds: (row) => list.some(({ holds }) => holds(row) === decisive) === decisive,
  }));
}

function tableOf(rows: readonly Row[], options: Partial<FeishuOptions>): TestTable {
  const base = new TestBase(options);
  const choices = { options: names.map((name) => ({ name })) };
  const table = base.table(
    '表',
    { field_name: '行', type: 1 },
    { field_name: '文本', type: 1 },
    { field_name: '数字', type: 2 },
    { field_name: '状态', type: 3, property: choices },
    { field_name: '标签', type: 4, property: choices },
    { field_name: '日期', type: 5, property: { date_formatter: 'yyyy-MM-dd HH:mm' } },
    { field_name: '完成', type: 7 },
    { field_name: '人员', type: 11 },
  );
  const expression = `bitable::$table[${table.id}].$field[${table.field('数字').fieldId}]+1`;
  const formula = { formatter: '0.0', formula_expression: expression };
  table.call('bitable_fields_create', {
    body: { field_name: '公式', type: 20, property: formula },
  });
  for (const [index, row] of rows.entries()) {
    const cells: Readonly<Record<string, Json | undefined>> = {
      行: String(index),
      文本: row.text,
      数字: row.number,
      状态: row.option,
      标签: row.options,
      日期: row.date,
      完成: row.ticked,
      人员: row.people?.map((id) => ({ id })),
    };
    const filled = Object.entries(cells).filter(([, cell]) => cell !== undefined);
    table.add(Object.fromEntries(filled));
  }
  return table;
}

function schemaOf(table: TestTable): TableSchema {
  const { items } = table.call('bitable_fields_list');
  return { tableId: table.id, timeZone: 'Asia/Shanghai', fields: items.map(fieldOf) };
}

/** The numbers of the rows that a filter finds, by way of a search. */
function found(written: string, table: TestTable, schema: TableSchema): number[] {
  const { filter, keep } = prepareFilter(written, schema, { now: startMs }).finish(new Map());
  const { items } = table.call('bitable_records_search', {
    body: filter === undefined ? {} : { filter },
    query: { page_size: '500' },
  });
  const plain = (cells: JsonObject): JsonObject =>
    Object.fromEntries(
      schema.fields.map((field) => [field.name, readCell(cells[field.name], field, schema)]),
    );
  return items
    .map(({ fields }: { fields: JsonObject }) => plain(fields))
    .filter((cells: JsonObject) => keep?.(cells) ?? true)
    .map((cells: JsonObject) => Number(cells['行']));
}

describe.each(['midnight', 'day'] as const)('where isGreater passes over the %s', (dateGreater) => {
  it('any filter finds the rows that it describes', () => {
    let asked = 0;
    const rows = fc.array(someRow, { minLength: 8, maxLength: 16 });
    fc.assert(
      fc.property(rows, fc.array(tree, { minLength: 12, maxLength: 12 }), (table, filters) => {
        const sandbox = tableOf(table, { dateGreater });
        const schema = schemaOf(sandbox);
        for (const { written, holds } of filters) {
          const expected = [...table.keys()].filter((index) => holds(table[index]!));
          if (written.length <= 2_000 && !isRefused(written, schema)) {
            asked += 1;
            expect(found(written, sandbox, schema), written).toEqual(expected);
          }
        }
      }),
      { numRuns: 60, seed: 20_261_121 },
    );
    expect(asked).toBeGreaterThan(500);
  });

  it('any filter and its not find every row once, the empty ones too', () => {
    let asked = 0;
    const filters = fc.array(tree, { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(someRow, { minLength: 8, maxLength: 16 }), filters, (rows, trees) => {
        const table = [...rows, {}];
        const sandbox = tableOf(table, { dateGreater });
        const schema = schemaOf(sandbox);
        for (const { written } of trees) {
          const both = [written, `not (${written})`];
          if (both.every((each) => each.length <= 2_000 && !isRefused(each, schema))) {
            asked += 1;
            const rowsOfBoth = both.flatMap((each) => found(each, sandbox, schema));
            expect(
              rowsOfBoth.sort((a, b) => a - b),
              written,
            ).toEqual([...table.keys()]);
          }
        }
      }),
      { numRuns: 30, seed: 20_261_122 },
    );
    expect(asked).toBeGreaterThan(250);
  });

  it.each([
    ['数字 > 0', [2]],
    ['not 数字 > 0', [0, 1, 3]],
    ['not 数字 <= 0', [0, 2, 3]],
    ['数字 not between 0 and 1', [0, 2, 3]],
    ['not (数字 > 0 or 日期 > today)', [0, 1]],
    ['not 日期 > today', [0, 1, 2]],
    ['not 日期 >= this week', [0, 2]],
    ['not 日期 > 2026-01-02T09:30', [0, 1, 2]],
    ['not 日期 between yesterday and today', [0, 2, 3]],
    ['not 文本 > a', [0, 1, 3]],
    ['not 公式 > 1', [0, 1, 3]],
  ])('%s', (written, expected) => {
    const rows = [
      {},
      { number: 0, date: today + 9.5 * hour, text: 'a' },
      { number: 2, text: 'b' },
      { date: today + day },
    ];
    const sandbox = tableOf(rows, { dateGreater });
    expect(found(written, sandbox, schemaOf(sandbox))).toEqual(expected);
  });
});

/** Few filters of this depth have a range that ends before it begins; that is tested elsewhere. */
function isRefused(written: string, schema: TableSchema): boolean {
  try {
    prepareFilter(written, schema, { now: startMs });
    return false;
  } catch (error) {
    const known = /which is (?:earlier|less)/;
    if (error instanceof InputError && known.test(error.message)) return true;
    throw error;
  }
}
