import { describe, expect, test } from 'vitest';
import { legacyOrder, searchOrder } from '../../../../../src/sandbox/feishu/bitable/filter/sort.js';
import type { Row, Scope } from '../../../../../src/sandbox/feishu/bitable/model.js';
import { ordersScope } from '../fixtures/orders.js';
import {
  addField,
  addFormula,
  addRow,
  checkbox,
  date,
  makeScope,
  matching,
  number,
  options,
  refusalOf,
  text,
} from '../fixtures/scope.js';

function itemsScope(): Scope {
  const scope = makeScope();
  const { table } = scope;
  addField(table, '名', 1);
  addField(table, '数', 2);
  addField(table, '日', 5);
  addField(table, '框', 7);
  const choices = ['急', '中', '缓'].map((name, color) => ({ id: `opt${name}`, name, color }));
  addField(table, '级', 3, { options: choices });
  addField(table, '签', 4, { options: choices });
  addField(table, '号', 1005);
  addFormula(table, '式', 'bitable::$table[tblMain].$field[fld数]*2');
  addRow(table, {
    名: text('b'),
    数: number(10),
    日: date('2021-06-17'),
    框: checkbox(true),
    级: options('opt缓'),
    签: options('opt中'),
  });
  addRow(table, {
    名: text('B'),
    数: number(9),
    日: date('2021-06-16'),
    级: options('opt急'),
    签: options('opt急', 'opt缓'),
  });
  addRow(table, { 名: text('é') });
  addRow(table, { 名: text('a'), 数: number(9), 级: options('opt中'), 签: options('opt急') });
  return scope;
}

function sorted(scope: Scope, order: (a: Row, b: Row) => number): string[] {
  const rows = [...scope.table.rows.values()].sort(order);
  const table = { ...scope.table, rows: new Map(rows.map((row) => [row.recordId, row])) };
  return matching({ ...scope, table }, () => true);
}

function bySearch(...keys: [name: string, desc?: boolean][]): string[] {
  const scope = itemsScope();
  const sort = keys.map(([field_name, desc]) => ({
    field_name,
    ...(desc === undefined ? {} : { desc }),
  }));
  return sorted(scope, searchOrder(sort, scope));
}

describe('the sort of a search', () => {
  test.each([
    ['名', false, ['B', 'a', 'b', 'é']],
    ['名', true, ['é', 'b', 'a', 'B']],
    ['数', false, ['B', 'a', 'b', 'é']],
    ['数', true, ['b', 'B', 'a', 'é']],
    ['日', false, ['B', 'b', 'é', 'a']],
    ['框', true, ['b', 'B', 'é', 'a']],
    ['级', false, ['B', 'a', 'b', 'é']],
    ['级', true, ['b', 'a', 'B', 'é']],
    ['签', false, ['a', 'B', 'b', 'é']],
    ['号', true, ['a', 'é', 'B', 'b']],
    ['式', false, ['é', 'B', 'a', 'b']],
  ])('by %s, descending: %s', (name, desc, expected) => {
    expect(bySearch([name, desc])).toEqual(expected);
  });

  test('ascends where nothing else is said, and keeps rows with equal keys in place', () => {
    expect(bySearch(['数'])).toEqual(['B', 'a', 'b', 'é']);
    expect(bySearch(['框'])).toEqual(['B', 'é', 'a', 'b']);
  });

  test('later keys decide between equal ones', () => {
    expect(bySearch(['数', false], ['级', true])).toEqual(['a', 'B', 'b', 'é']);
    expect(bySearch(['数', true], ['名', true])).toEqual(['b', 'a', 'B', 'é']);
  });

  test('changes nothing when it is absent or empty', () => {
    const scope = itemsScope();
    expect(sorted(scope, searchOrder(undefined, scope))).toEqual(['b', 'B', 'é', 'a']);
    expect(sorted(scope, searchOrder([], scope))).toEqual(['b', 'B', 'é', 'a']);
  });

  test.each([
    ['an unknown field', [{ field_name: '没有' }], 1254016],
    ['a text', '名 DESC', 1254001],
    ['the legacy form', ['名 DESC'], 1254001],
    ['a desc that is a text', [{ field_name: '名', desc: 'true' }], 1254001],
    ['a missing name', [{ desc: true }], 99992402],
    ['101 keys', Array(101).fill({ field_name: '名' }), 99992402],
  ])('refuses %s', (_, sort, code) => {
    expect(refusalOf(() => searchOrder(sort, itemsScope())).code).toBe(code);
  });

  test('takes 100 keys', () => {
    const scope = itemsScope();
    const sort = Array(100).fill({ field_name: '数' });
    expect(sorted(scope, searchOrder(sort, scope))).toEqual(['B', 'a', 'b', 'é']);
  });
});

describe('the sort of the legacy list (A30)', () => {
  test('is a list of names and directions as JSON text', () => {
    const scope = itemsScope();
    expect(sorted(scope, legacyOrder('["数 DESC","名 ASC"]', scope))).toEqual(['b', 'B', 'a', 'é']);
    expect(sorted(scope, legacyOrder('["数 asc", "名 desc"]', scope))).toEqual([
      'a',
      'B',
      'b',
      'é',
    ]);
  });

  test('finds names with blanks in them', () => {
    const scope = makeScope();
    addField(scope.table, '单价 DESC 含税', 1);
    addRow(scope.table, { '单价 DESC 含税': text('1') });
    addRow(scope.table, { '单价 DESC 含税': text('2') });
    expect(sorted(scope, legacyOrder('["单价 DESC 含税 DESC"]', scope))).toEqual(['2', '1']);
  });

  test.each([
    ['no JSON', '数 DESC'],
    ['no list', '{"数":"DESC"}'],
    ['the search form', '[{"field_name":"数","desc":true}]'],
    ['a missing direction', '["数"]'],
    ['an unknown direction', '["数 DOWN"]'],
    ['an unknown field', '["没有 DESC"]'],
  ])('refuses %s', (_, sort) => {
    expect(refusalOf(() => legacyOrder(sort, itemsScope())).code).toBe(1254016);
  });

  test.each(['单向关联', '查找引用', '数字公式'])('refuses the special field %s', (name) => {
    expect(refusalOf(() => legacyOrder(`["${name} DESC"]`, ordersScope())).code).toBe(1254016);
  });

  test('takes 1,000 characters and no more', () => {
    const scope = itemsScope();
    const sort = '["数 ASC"]';
    expect(sorted(scope, legacyOrder(sort.padEnd(1_000), scope))[0]).toBe('B');
    expect(refusalOf(() => legacyOrder(sort.padEnd(1_001), scope)).code).toBe(1254108);
  });
});
