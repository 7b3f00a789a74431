import { describe, expect, test } from 'vitest';
import { structuredPredicate } from '../../../../../src/sandbox/feishu/bitable/filter/predicates.js';
import { asking, condition, found } from '../fixtures/filter-question.js';
import { ordersScope } from '../fixtures/orders.js';
import { refusalOf } from '../fixtures/scope.js';

function refused(filter: unknown, scope = ordersScope()) {
  return refusalOf(() => structuredPredicate(filter, scope, 'open_id'));
}

describe('refusals', () => {
  const fine = condition('文本', 'is', ['内容a']);

  test.each([
    ['an unknown field', asking(condition('没有', 'is', ['1'])), "field_name '没有' not found"],
    ['no conjunction', { conditions: [fine] }, 'conjunction is required'],
    ['a missing value', asking({ field_name: '文本', operator: 'isEmpty' }), 'value is required'],
    ['a null value', asking(condition('文本', 'isEmpty', null)), 'value is required'],
    ['like', asking(condition('文本', 'like', ['a'])), 'operator like is not supported'],
    ['in', asking(condition('文本', 'in', ['a'])), 'operator in is not supported'],
    ['a formula', asking(condition('文本公式', 'is', ['a'])), 'fields of type 20'],
    ['a lookup', asking(condition('查找引用', 'isEmpty')), 'fields of type 19'],
    [
      'isNot of a date',
      asking(condition('订单日期', 'isNot', ['Today'])),
      'a field of type 5 takes',
    ],
    [
      'isGreaterEqual of a date',
      asking(condition('订单日期', 'isGreaterEqual', ['Today'])),
      'type 5',
    ],
    ['contains of a date', asking(condition('创建时间', 'contains', ['Today'])), 'type 1001'],
    ['isNot of a checkbox', asking(condition('复选框', 'isNot', ['true'])), 'type 7'],
    ['isEmpty of a checkbox', asking(condition('复选框', 'isEmpty')), 'type 7'],
    ['is of an attachment', asking(condition('附件', 'is', ['a'])), 'type 17'],
    ['isGreater of an option', asking(condition('单选', 'isGreater', ['a'])), 'type 3'],
    ['a number that is none', asking(condition('数字', 'is', ['十'])), 'value must be a number'],
    ['two texts', asking(condition('文本', 'is', ['a', 'b'])), 'at most one element'],
    ['two options for is', asking(condition('多选', 'is', ['a', 'b'])), 'one element'],
    ['no option for is', asking(condition('多选', 'is', [])), 'must have an element'],
    ['a value for isEmpty', asking(condition('文本', 'isEmpty', ['a'])), 'value must be []'],
    [
      'a value for isNotEmpty of a date',
      asking(condition('订单日期', 'isNotEmpty', ['Today'])),
      '[]',
    ],
    ['a box that is maybe', asking(condition('复选框', 'is', ['maybe'])), '["true"] or ["false"]'],
    ['a box without a value', asking(condition('复选框', 'is', [])), '["true"] or ["false"]'],
    [
      'a date without its keyword',
      asking(condition('订单日期', 'is', ['1702449755000'])),
      'ExactDate',
    ],
    ['a date without a value', asking(condition('订单日期', 'is', [])), 'ExactDate'],
    [
      'an exact date without its instant',
      asking(condition('订单日期', 'is', ['ExactDate'])),
      'unix',
    ],
    [
      'an exact date in words',
      asking(condition('订单日期', 'is', ['ExactDate', '2021-06-16'])),
      'unix',
    ],
    ['a day with an instant', asking(condition('订单日期', 'is', ['Today', '1'])), 'one element'],
    ['after a week', asking(condition('订单日期', 'isGreater', ['CurrentWeek'])), 'must be is'],
    [
      'grandchildren',
      {
        conjunction: 'and',
        children: [{ conjunction: 'and', children: [asking(fine)] }],
      },
      'children of children are not supported',
    ],
  ])('%s', (_, filter, message) => {
    const refusal = refused(filter);
    expect(refusal.code).toBe(1254018);
    expect(refusal.detail?.message).toContain(message);
  });

  test('the message says which condition is meant', () => {
    const child = { conjunction: 'and', conditions: [fine, condition('数字', 'is', ['x'])] };
    const refusal = refused({ conjunction: 'and', children: [child] });
    expect(refusal.detail?.message).toContain("'filter.children[0].conditions[1].value'");
  });

  test.each([
    ['a filter that is a text', 'CurrentValue.[文本]="a"'],
    ['a filter that is a list', [fine]],
    ['conditions that are no list', { conjunction: 'and', conditions: fine }],
    ['a condition that is a text', asking('文本')],
    ['a child that is a list', { conjunction: 'and', children: [[fine]] }],
    ['a value that is no list', asking(condition('文本', 'is', '内容a'))],
    ['a number among the values', asking(condition('数字', 'is', [1]))],
    ['a number as the field', asking({ field_name: 1, operator: 'is', value: [] })],
  ])('%s is a wrong body', (_, filter) => {
    expect(refused(filter).code).toBe(1254001);
  });

  test.each([
    ['51 conditions', asking(...Array(51).fill(fine)), 'the max len is 50'],
    ['11 values', asking(condition('多选', 'contains', Array(11).fill('a'))), 'the max len is 10'],
    ['no field name', asking({ operator: 'is', value: [] }), 'field_name is required'],
    ['no operator', asking({ field_name: '文本', value: [] }), 'operator is required'],
    [
      'an operator of another system',
      asking(condition('文本', 'equals', ['a'])),
      'the options are',
    ],
    ['a conjunction of another system', { conjunction: 'AND', conditions: [fine] }, '[and,or]'],
  ])('%s is stopped by the gateway', (_, filter, description) => {
    const refusal = refused(filter);
    expect(refusal.code).toBe(99992402);
    expect(JSON.stringify(refusal.detail?.field_violations)).toContain(description);
  });

  test('50 conditions and 10 values are fine', () => {
    const values = Array(10).fill('选项内容b');
    const conditions = Array(50).fill(condition('多选', 'contains', values));
    expect(found(asking(...conditions), ordersScope())).toEqual(['异']);
  });
});
