import { describe, expect, test } from 'vitest';
import { formulaPredicate } from '../../../../../src/sandbox/feishu/bitable/filter/predicates.js';
import { filtered } from '../fixtures/filter-question.js';
import { numbersScope } from '../fixtures/numbers.js';
import { addField, addRow, makeScope, refusalOf, text } from '../fixtures/scope.js';

describe('the syntax', () => {
  test('binds && tighter than ||, and comparisons tighter than both', () => {
    const expression = 'CurrentValue.[价格]=9||CurrentValue.[价格]=11&&CurrentValue.[订单号]="x"';
    expect(filtered(expression, numbersScope())).toEqual(['002']);
  });

  test('reckons from left to right, products first', () => {
    expect(filtered('CurrentValue.[价格]=20-5-2*3', numbersScope())).toEqual(['002']);
  });

  test('reads quotes inside a text, escaped or doubled', () => {
    const scope = makeScope();
    addField(scope.table, '名', 1);
    addRow(scope.table, { 名: text('27" 屏') });
    expect(filtered('CurrentValue.[名]="27\\" 屏"', scope)).toEqual(['27" 屏']);
    expect(filtered('CurrentValue.[名]="27"" 屏"', scope)).toEqual(['27" 屏']);
  });

  test('reads field names with brackets and spaces in them', () => {
    const scope = makeScope();
    addField(scope.table, '价格 [元] "含税"', 1);
    addRow(scope.table, { '价格 [元] "含税"': text('1') });
    expect(filtered('CurrentValue.[价格 [元] "含税"]="1"', scope)).toEqual(['1']);
  });

  test('takes as many rows as there are when there is nothing to ask', () => {
    expect(filtered(' ', numbersScope())).toHaveLength(4);
  });

  test('a value that cannot be worked out matches no row', () => {
    expect(filtered('CurrentValue.[价格]/0!=1', numbersScope())).toEqual([]);
    expect(filtered('YEAR(CurrentValue.[订单号])>0', numbersScope())).toEqual([]);
  });
});

describe('refusals', () => {
  test.each([
    ['an unknown field', 'CurrentValue.[没有]="1"', "field '没有' not found at character 1"],
    ['an unknown function', 'NOPE(1)', "unknown function 'NOPE' at character 1"],
    ['a missing argument', 'NOT()', 'wrong number of arguments for NOT at character 1'],
    ['a missing bracket', 'AND(1=1', "unexpected end, expected ')' at character 8"],
    ['an open text', 'CurrentValue.[价格]="1', 'a text without its closing quote at character 19'],
    ['a missing operand', 'CurrentValue.[价格]>', 'unexpected end at character 19'],
    [
      'two comparisons in a row',
      '1<CurrentValue.[价格]<3',
      'compare two values at a time at character 20',
    ],
    ['a doubled equals sign', 'CurrentValue.[价格]==1', "unexpected '=' at character 19"],
    ['an encoded plus that was encoded again', 'TODAY()%2B1=1', "unexpected '%' at character 8"],
    ['a plus that arrived as a space', 'TODAY() 1=1', "unexpected '1' at character 9"],
    ['currentvalue in small letters', 'currentvalue.[价格]=1', "unexpected '[' at character 14"],
    ['a bare name', '价格=1', "unexpected '价' at character 1"],
    ['a full-width quote', 'CurrentValue.[订单号]=“003”', "unexpected '“' at character 20"],
    ['a method that is no call', 'CurrentValue.[订单号].contains', "unexpected end, expected '('"],
  ])('%s', (_, expression, reason) => {
    const refusal = refusalOf(() => formulaPredicate(expression, numbersScope()));
    expect(refusal.code).toBe(1254018);
    expect(refusal.detail?.message).toContain(reason);
    expect(refusal.detail?.message).toContain("Invalid request parameter: 'filter'");
  });

  test('2,000 characters are taken and 2,001 are too many', () => {
    const longest = `CurrentValue.[订单号]="${'字'.repeat(1_979)}"`;
    expect([...longest]).toHaveLength(2_000);
    expect(filtered(longest, numbersScope())).toEqual([]);
    expect(refusalOf(() => formulaPredicate(`${longest} `, numbersScope())).code).toBe(1254107);
  });

  test.each([
    ['brackets', `${'('.repeat(900)}1${')'.repeat(900)}`],
    ['signs', `${'-'.repeat(1_900)}1`],
    ['calls', `${'NOT('.repeat(300)}1${')'.repeat(300)}`],
  ])('%s nested without end are refused', (_, expression) => {
    const refusal = refusalOf(() => formulaPredicate(expression, numbersScope()));
    expect(refusal.detail?.message).toContain('nested too deeply');
  });

  test('a long chain of alternatives is not deep', () => {
    const chain = Array.from({ length: 60 }, (_, index) => `CurrentValue.[价格]=${index}`);
    expect(filtered(chain.join('||'), numbersScope())).toEqual(['002', '0034']);
  });
});
