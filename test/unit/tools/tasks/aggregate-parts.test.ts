import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Field, TableSchema } from '../../../../src/cells/field.js';
import { InputError } from '../../../../src/core/errors.js';
import type { Json } from '../../../../src/core/json.js';
import { DecimalSum } from '../../../../src/tools/bitable/tasks/records-aggregate/accumulators.js';
import {
  spanOf,
  type Unit,
} from '../../../../src/tools/bitable/tasks/records-aggregate/group-keys.js';
import { RecordGroups } from '../../../../src/tools/bitable/tasks/records-aggregate/groups.js';
import {
  buildAggregateQuery,
  sortRows,
} from '../../../../src/tools/bitable/tasks/records-aggregate/query.js';
import { wordedIssue } from '../../../support/worded-issue.js';

function field(name: string, type: number): Field {
  return { id: `fld${name}`, name, type, uiType: '', isPrimary: false, property: {} };
}

const schema: TableSchema = {
  tableId: 'tbl1',
  timeZone: 'Asia/Shanghai',
  fields: [
    field('名称', 1),
    field('金额', 2),
    field('状态', 3),
    field('标签', 4),
    field('日期', 5),
    field('单价(元)', 2),
    field('比:例', 2),
    field('结果', 20),
    field('附件', 17),
  ],
};

function sumOf(...values: readonly (number | string)[]): Json {
  const sum = new DecimalSum();
  for (const value of values) {
    sum.add(value);
  }
  return sum.result();
}

describe('a sum', () => {
  it.each<[readonly (number | string)[], Json]>([
    [[], 0],
    [[0.1, 0.2], 0.3],
    [Array(10).fill(0.1), 1],
    [[1e16, 1, -1e16], 1],
    [[1e9, 0.1, -1e9], 0.1],
    [[1e308, 5e-324, -1e308], 5e-324],
    [[1.5e-7, 2], 2.00000015],
    [[-0.5, 0.25], -0.25],
    [[Number.MAX_SAFE_INTEGER, 2], '9007199254740993'],
    [['9007199254740993', '1'], '9007199254740994'],
    [[1e308, 1e308], `2${'0'.repeat(308)}`],
  ])('of %j has no noise', (values, total) => {
    expect(sumOf(...values)).toBe(total);
  });

  it('of cents is exact, however many', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 })), (cents) => {
        const total = cents.reduce((sum, cent) => sum + cent, 0);
        expect(sumOf(...cents.map((cent) => cent / 100))).toBe(total === 0 ? 0 : total / 100);
      }),
    );
  });

  it('averages without what division rounds', () => {
    const sum = new DecimalSum();
    for (const value of [0.1, 0.1, 0.1]) {
      sum.add(value);
    }
    expect(sum.average(3)).toBe(0.1);
    expect(new DecimalSum().average(0)).toBeNull();
  });
});

describe('the calendar', () => {
  it.each<[string, Unit, string]>([
    ['2026-11-20T16:00:00Z', 'day', '2026-11-21'],
    ['2026-11-20T15:59:59Z', 'day', '2026-11-20'],
    ['2026-12-31T16:00:00Z', 'month', '2027-01'],
    ['2026-12-31T16:00:00Z', 'year', '2027'],
    ['2026-09-30T16:00:00Z', 'quarter', '2026-Q4'],
    ['2027-01-03T12:00:00Z', 'week', '2026-W53'],
    ['2027-01-03T16:00:00Z', 'week', '2027-W01'],
    ['2024-12-30T12:00:00Z', 'week', '2025-W01'],
    ['2021-01-01T12:00:00Z', 'week', '2020-W53'],
    ['1969-12-31T16:00:00Z', 'day', '1970-01-01'],
  ])('puts %s into the %s %s of Shanghai', (instant, unit, span) => {
    expect(spanOf(Date.parse(instant), unit, 'Asia/Shanghai')).toBe(span);
  });

  it('follows the clock of the zone where it changes', () => {
    expect(spanOf(Date.parse('2026-03-08T04:30:00Z'), 'day', 'America/New_York')).toBe(
      '2026-03-07',
    );
    expect(spanOf(Date.parse('2026-03-09T03:30:00Z'), 'day', 'America/New_York')).toBe(
      '2026-03-08',
    );
    expect(spanOf(Date.parse('2026-03-09T04:30:00Z'), 'day', 'America/New_York')).toBe(
      '2026-03-09',
    );
  });
});

describe('what is asked', () => {
  it.each([
    ['count', 'count'],
    ['COUNT(*)', 'count'],
    [' Sum ( 金额 ) ', 'sum(金额)'],
    ['sum（金额）', 'sum(金额)'],
    ['average(单价(元))', 'avg(单价(元))'],
    ['sum("金额")', 'sum(金额)'],
    ['sum(fld金额)', 'sum(金额)'],
    ['max(日期)', 'max(日期)'],
    ['distinct(标签)', 'distinct(标签)'],
    ['count(附件)', 'count(附件)'],
  ])('is read from %j', (written, name) => {
    expect(buildAggregateQuery({ measures: [written] }, schema).columns).toEqual([name]);
  });

  it.each([
    ['日期:month', '日期:month'],
    ['日期：Month', '日期:month'],
    ['结果:day', '结果:day'],
    ['比:例', '比:例'],
    ['fld状态', '状态'],
  ])('is grouped by %j', (written, name) => {
    expect(buildAggregateQuery({ group_by: [written] }, schema).columns).toEqual([name, 'count']);
  });

  function issues(args: Parameters<typeof buildAggregateQuery>[0]) {
    try {
      buildAggregateQuery(args, schema);
    } catch (error) {
      return error instanceof InputError ? error.issues.map(wordedIssue) : [];
    }
    return [];
  }

  it('is refused with all that is wrong, and with what is near', () => {
    const found = issues({
      group_by: ['状太', '日期:mnth', '金额:day', '附件'],
      measures: ['summ(金额)', 'sum(名称)', 'sum', 'sum(金颔)', 'min(状态)', 'distinct(附件)'],
    });
    expect(found.map(({ path }) => path)).toEqual([
      'group_by[0]',
      'group_by[1]',
      'group_by[2]',
      'group_by[3]',
      'measures[0]',
      'measures[1]',
      'measures[2]',
      'measures[3]',
      'measures[4]',
      'measures[5]',
    ]);
    const texts = found.map(({ problem, allowed = '' }) => `${problem}. ${allowed}`);
    expect(texts[0]).toContain('did you mean 状态');
    expect(texts[1]).toContain('did you mean month');
    expect(texts[2]).toContain('or a date field: 日期');
    expect(texts[4]).toContain('did you mean sum(field)');
    expect(texts[5]).toContain('a number field: 金额, 单价(元), 比:例, 结果');
    expect(texts[7]).toContain('did you mean 金额');
  });

  it('is refused where a column is asked for twice, or sorted by what is not there', () => {
    expect(issues({ measures: ['sum(金额)', 'sum(fld金额)'] })[0]?.problem).toContain('twice');
    expect(issues({ measures: ['sum(金额)'], sort: 'count desc' })[0]).toEqual({
      path: 'sort',
      problem: 'is by "count", which is no column of the answer',
      allowed: 'one of sum(金额)',
    });
  });

  it('answers a hostile text at once', () => {
    const texts = [`sum(${' '.repeat(400)}`, `${'('.repeat(400)}`, `${' :'.repeat(200)}`];
    for (const text of texts) {
      expect(issues({ measures: [text], group_by: [text], sort: text }).length).toBeGreaterThan(0);
    }
  });
});

type Cells = Readonly<Record<string, Json>>;

function aggregated(rows: readonly Cells[], args: Parameters<typeof buildAggregateQuery>[0]) {
  const asked = buildAggregateQuery(args, schema);
  const groups = new RecordGroups(schema, asked.keys, asked.measures);
  for (const row of rows) {
    groups.add(row);
  }
  return {
    rows: sortRows(groups.rows(), asked.order, asked.keys.length),
    notes: groups.notes(),
  };
}

describe('groups', () => {
  const day = (n: number) => Date.parse(`2026-11-0${n}T00:00:00+08:00`);

  it('equal what a simple computation finds, for any records', () => {
    const record = fc.record(
      {
        名称: fc.constantFrom('a', 'b', 'c'),
        金额: fc.integer({ min: -500, max: 500 }).map((cents) => cents / 100),
        状态: fc.constantFrom('开', '关'),
        日期: fc.integer({ min: 1, max: 9 }).map(day),
      },
      { requiredKeys: [] },
    );
    const measures = [
      'count',
      'count(金额)',
      'sum(金额)',
      'avg(金额)',
      'min(金额)',
      'max(日期)',
      'distinct(名称)',
    ];
    fc.assert(
      fc.property(fc.array(record, { maxLength: 40 }), (rows) => {
        const { rows: found } = aggregated(rows, { group_by: ['状态'], measures });
        expect(found).toEqual(naive(rows));
      }),
    );
  });

  function naive(rows: readonly Cells[]) {
    return ['关', '开', undefined].flatMap((state) => {
      const own = rows.filter((row) => row['状态'] === state);
      const cents = own.flatMap(({ 金额 }) =>
        typeof 金额 === 'number' ? [Math.round(金额 * 100)] : [],
      );
      const days = own.flatMap(({ 日期 }) => (typeof 日期 === 'number' ? [日期] : []));
      const total = cents.reduce((sum, cent) => sum + cent, 0) / 100 || 0;
      const names = new Set(own.flatMap(({ 名称 }) => (名称 === undefined ? [] : [名称])));
      const last = new Date(Math.max(...days) + 8 * 3_600_000);
      return own.length === 0
        ? []
        : [
            [
              state ?? null,
              own.length,
              cents.length,
              total,
              cents.length === 0 ? null : Number((total / cents.length).toPrecision(15)) || 0,
              cents.length === 0 ? null : Math.min(...cents) / 100 || 0,
              days.length === 0 ? null : last.toISOString().slice(0, 10),
              names.size,
            ],
          ];
    });
  }

  it('count a record in each of its groups, and say so', () => {
    const rows = [{ 标签: ['新', '热'], 金额: 2 }, { 标签: ['热'], 金额: 3 }, { 金额: 4 }];
    const { rows: found, notes } = aggregated(rows, {
      group_by: ['标签'],
      measures: ['count', 'sum(金额)'],
    });
    expect(found).toEqual([
      ['新', 1, 2],
      ['热', 2, 5],
      [null, 1, 4],
    ]);
    expect(notes).toEqual([expect.stringContaining('标签 holds several values in 1 records')]);
  });

  it('say how many values of a formula were no numbers', () => {
    const formula = (type: number, value: Json) => ({ 结果: { type, value: [value] } });
    const rows = [formula(2, 3), formula(2, 4), formula(1, { type: 'text', text: 'n/a' })];
    const { rows: found, notes } = aggregated(rows, { measures: ['sum(结果)', 'max(结果)'] });
    expect(found).toEqual([[7, 4]]);
    expect(notes.join()).toContain('sum(结果): 1 values of another kind were left out');
  });

  it('are there without any record only where there is nothing to group by', () => {
    expect(
      aggregated([], { measures: ['count', 'sum(金额)', 'avg(金额)', 'max(日期)'] }).rows,
    ).toEqual([[0, 0, null, null]]);
    expect(aggregated([], { group_by: ['状态'] }).rows).toEqual([]);
  });

  it('come in the order that is asked for, empty ones last', () => {
    const rows = [...'aabbbc'].map((名称) => ({ 名称, 金额: 1 })).concat([{ 名称: '', 金额: 9 }]);
    const orders = (sort?: string) =>
      aggregated(rows, {
        group_by: ['名称'],
        measures: ['sum(金额)'],
        ...(sort && { sort }),
      }).rows.map(([name]) => name);
    expect(orders()).toEqual(['a', 'b', 'c', null]);
    expect(orders('名称 desc')).toEqual(['c', 'b', 'a', null]);
    expect(orders('sum(金额)')).toEqual([null, 'b', 'a', 'c']);
    expect(orders('SUM( fld金额 ) ASC')).toEqual(['c', 'a', 'b', null]);
  });

  it('are refused beyond 10,000, with advice', () => {
    const rows = Array.from({ length: 10_001 }, (_, n) => ({ 名称: `n${n}` }));
    expect(() => aggregated(rows, { group_by: ['名称'] })).toThrow('more than 10000 groups');
    expect(aggregated(rows.slice(1), { group_by: ['名称'] }).rows).toHaveLength(10_000);
  });

  it('count at most 100,000 different values each', () => {
    const rows = Array.from({ length: 100_001 }, (_, n) => ({ 名称: `n${n}` }));
    const args = { measures: ['distinct(名称)'] };
    expect(aggregated(rows.slice(1), args).rows).toEqual([[100_000]]);
    expect(() => aggregated(rows, args)).toThrow('more than 100000 values');
  });

  it('do not grow without end where a record is in very many of them', () => {
    const many = Array.from({ length: 200 }, (_, n) => `o${n}`);
    const wide = { ...schema, fields: [...schema.fields, field('又', 4)] };
    const asked = buildAggregateQuery({ group_by: ['标签', '又'] }, wide);
    const groups = new RecordGroups(wide, asked.keys, asked.measures);
    expect(() => groups.add({ 标签: many, 又: many })).toThrow('more than 10000 groups');
  });
});
