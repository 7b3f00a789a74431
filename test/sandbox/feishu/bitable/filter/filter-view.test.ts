import { describe, expect, test } from 'vitest';
import { viewPredicate } from '../../../../../src/sandbox/feishu/bitable/filter/predicates.js';
import type {
  View,
  ViewFilter,
} from '../../../../../src/sandbox/feishu/bitable/views/view-model.js';
import { ordersScope } from '../fixtures/orders.js';
import { at, matching } from '../fixtures/scope.js';

function viewWith(filter_info: ViewFilter | null): View {
  const property = { filter_info, hidden_fields: null, hierarchy_config: null };
  return { viewId: 'vew1', name: 'view', type: 'grid', publicLevel: 'Public', property };
}

function shown(
  conditions: [fieldId: string, operator: string, value: string | null][],
  conjunction: 'and' | 'or' = 'and',
): string[] {
  const scope = ordersScope();
  const filter = {
    conjunction,
    conditions: conditions.map(([field_id, operator, value], index) => ({
      condition_id: `con${index}`,
      field_id,
      field_type: 0,
      operator,
      value,
    })),
  };
  return matching(scope, viewPredicate(viewWith(filter), scope));
}

describe('the filter of a view', () => {
  test.each([
    ['a text', 'fld文本', 'is', '["内容a"]', ['满']],
    ['an option by its id', 'fld单选', 'is', '["optA"]', ['满']],
    ['an option by its name', 'fld单选', 'is', '["选项内容b"]', ['异']],
    ['emptiness without a value', 'fld文本', 'isEmpty', null, ['空']],
    ['a checkbox', 'fld复选框', 'is', '["true"]', ['满']],
    [
      'an exact date with its number',
      'fld订单日期',
      'is',
      `["ExactDate",${at('2021-06-17')}]`,
      ['异'],
    ],
    ['an exact date as text', 'fld订单日期', 'is', `["ExactDate","${at('2021-06-17')}"]`, ['异']],
    ['a formula by what it shows', 'fld文本公式', 'contains', '["内容b"]', ['异']],
  ])('asks for %s', (_, fieldId, operator, value, expected) => {
    expect(shown([[fieldId, operator, value]])).toEqual(expected);
  });

  test('joins its conditions', () => {
    const conditions: [string, string, string][] = [
      ['fld文本', 'is', '["内容a"]'],
      ['fld文本', 'is', '["内容b"]'],
    ];
    expect(shown(conditions, 'and')).toEqual([]);
    expect(shown(conditions, 'or')).toEqual(['满', '异']);
  });

  test.each([
    ['a deleted field', 'fld没有', 'is', '["1"]'],
    ['an operator that the field no longer knows', 'fld附件', 'contains', '["1"]'],
    ['a value that is no date', 'fld订单日期', 'is', '["1"]'],
    ['a value that is no JSON', 'fld数字', 'is', '{'],
  ])('passes over %s', (_, fieldId, operator, value) => {
    expect(shown([[fieldId, operator, value]], 'or')).toEqual(['满', '空', '异']);
  });

  test('is not there in most views', () => {
    const scope = ordersScope();
    expect(matching(scope, viewPredicate(viewWith(null), scope))).toHaveLength(3);
  });
});
