import { describe, expect, it } from 'vitest';
import { compiled, refusal, sent } from './fixtures/table.js';

function asking(field_name: string, operator: string, ...rest: unknown[]) {
  const [value] = rest;
  return {
    conjunction: 'and',
    conditions: [{ field_name, operator, ...(rest.length > 0 && { value }) }],
  } as never;
}

describe("the vendor's structured filter", () => {
  it('that is right is sent as it is, as an object or as JSON', () => {
    const filter = {
      conjunction: 'and',
      conditions: [
        { field_name: '状态', operator: 'is', value: ['进行中'] },
        { field_name: '截止日期', operator: 'isGreater', value: ['ExactDate', '1793462400000'] },
        { field_name: '截止日期', operator: 'is', value: ['TheLastWeek'] },
      ],
      children: [
        {
          conjunction: 'or',
          conditions: [
            { field_name: '负责人', operator: 'contains', value: ['ou_a', 'ou_b'] },
            { field_name: '附件', operator: 'isEmpty', value: [] },
          ],
        },
      ],
    };
    expect(compiled(filter).filter).toEqual(filter);
    expect(compiled(JSON.stringify(filter)).filter).toEqual(filter);
    expect(compiled(filter).notes).toEqual([]);
  });

  it.each([
    ['a field by its id', asking('fld3', 'is', ['5']), '金额 is 5'],
    ['a number', asking('金额', 'is', 5), '金额 is 5'],
    ['numbers in a list', asking('金额', 'is', [5]), '金额 is 5'],
    ['a boolean', asking('完成', 'is', true), '完成 is true'],
    ['emptiness without a value', asking('状态', 'isEmpty'), '状态 isEmpty'],
    ['emptiness with null', asking('状态', 'isNotEmpty', null), '状态 isNotEmpty'],
    ['an ISO date', asking('截止日期', 'is', ['2026-11-01']), '截止日期 is ExactDate 2026-11-01'],
    [
      'an ISO date that is less',
      asking('截止日期', 'isLess', '2026-11-01'),
      '截止日期 isLess ExactDate 2026-11-01',
    ],
    [
      'an ISO date that is greater',
      asking('截止日期', 'isGreater', '2026-11-01'),
      '截止日期 isGreater ExactDate 2026-11-01',
    ],
    [
      'an exact date within a day',
      asking('截止日期', 'is', ['ExactDate', '1793500000000']),
      '截止日期 is ExactDate 2026-11-01',
    ],
    ['a keyword', asking('截止日期', 'isGreater', ['Today']), '截止日期 isGreater Today'],
    [
      'what dates do not take',
      asking('截止日期', 'isGreaterEqual', ['Today']),
      '截止日期 is Today or 截止日期 isGreater Today',
    ],
    ['a sign', asking('金额', '>=', ['5']), '金额 isGreaterEqual 5'],
    ['in', asking('状态', 'in', ['未开始', '暂停']), '状态 contains 未开始 暂停'],
    ['the id of an option', asking('状态', 'is', ['opt1']), '状态 is 进行中'],
    ['an empty text', asking('标题', 'is', ['']), '标题 isEmpty'],
  ])('takes %s', (_, filter, expected) => {
    expect(sent(filter)).toBe(expected);
  });

  it('needs no conjunction around one condition', () => {
    expect(sent({ conditions: [{ field_name: '金额', operator: 'is', value: ['5'] }] })).toBe(
      '金额 is 5',
    );
  });

  it('takes more than ten values apart, and groups deeper than one level', () => {
    const ids = Array.from({ length: 11 }, (_, index) => `ou_${index}`);
    expect(sent(asking('负责人', 'contains', ids))).toContain(' or 负责人 contains ou_10');
    const inner = asking('金额', 'is', ['1']);
    expect(
      sent({
        conjunction: 'and',
        children: [{ conjunction: 'or', children: [inner, asking('金额', 'is', ['2'])] }],
      }),
    ).toBe('金额 is 1 or 金额 is 2');
  });

  it.each([
    ['nothing', {}],
    ['no conditions', { conjunction: 'and', conditions: [] }],
    [
      'no conditions in its children',
      { conjunction: 'and', children: [{ conjunction: 'or', conditions: [] }] },
    ],
  ] as const)('with %s asks for every row, and says so', (_, filter) => {
    for (const given of [filter, JSON.stringify(filter)]) {
      const { filter: asked, keep, notes } = compiled(given);
      expect([asked, keep]).toEqual([undefined, undefined]);
      expect(notes).toEqual(['the filter has no conditions: all records']);
    }
  });

  it('on a formula field is decided here', () => {
    const { filter, keep, keepFields, notes } = compiled(asking('合计', 'isGreater', ['5']));
    expect(filter).toBeUndefined();
    expect([keep?.({ 合计: 6 }), keep?.({ 合计: 5 }), keep?.({})]).toEqual([true, false, false]);
    expect(keepFields).toEqual(['合计']);
    expect(notes).toEqual(['合计 (a formula) is filtered here, not by Feishu']);
  });

  it.each([
    [
      'an unknown field',
      asking('金', 'is', ['1']),
      'filter.conditions[0].field_name there is no field "金". Allowed: did you mean "金额"?',
    ],
    [
      'an unknown operator',
      asking('金额', 'isGreaterThan', ['1']),
      'filter.conditions[0].operator is "isGreaterThan". Allowed: did you mean',
    ],
    ['like', asking('标题', 'like', ['a']), 'filter.conditions[0].operator is "like"'],
    [
      'an operator that the type does not take',
      asking('负责人', 'isGreater', ['ou_a']),
      'filter.conditions[0].operator 负责人 cannot be asked with >',
    ],
    ['no value', asking('金额', 'is'), 'filter.conditions[0].operator = needs a value'],
    [
      'two values',
      asking('状态', 'is', ['未开始', '暂停']),
      'filter.conditions[0].operator = takes one value. Allowed: contains takes several',
    ],
    [
      'an unknown option',
      asking('状态', 'is', ['进行']),
      'filter.conditions[0].value[0] "进行" is no option of 状态. Allowed: did you mean "进行中"?',
    ],
    [
      'an object as a value',
      asking('负责人', 'is', [{ id: 'ou_a' }]),
      'filter.conditions[0].value[0] is no text',
    ],
    [
      'no field',
      { conditions: [{ operator: 'is', value: ['1'] }] },
      'filter.conditions[0].field_name is required, as a text',
    ],
    [
      'a key of another system',
      { conditions: [{ field: '金额', operator: 'is', value: ['1'] }] },
      'filter.conditions[0].field is no part of a filter',
    ],
    ['a group of another system', { and: [] }, 'filter.and is no part of a filter'],
    [
      'conditions that are no list',
      { conjunction: 'and', conditions: '金额' },
      'filter.conditions is no list',
    ],
    [
      'a condition that is a text',
      { conjunction: 'and', conditions: ['金额'] },
      'filter.conditions[0] is no object',
    ],
    [
      'a child that is a text',
      { conjunction: 'and', children: ['金额'] },
      'filter.children[0] is no object',
    ],
    [
      'an unknown conjunction',
      { conjunction: 'xor', conditions: [] },
      'filter.conjunction is "xor". Allowed: "and" or "or"',
    ],
    [
      'no conjunction between two',
      {
        conditions: [1, 2].map((number) => ({
          field_name: '金额',
          operator: 'is',
          value: [number],
        })),
      },
      'filter.conjunction is required. Allowed: "and" or "or"',
    ],
  ])('is refused for %s', (_, filter, expected) => {
    expect(refusal(filter)).toContain(expected);
  });

  it('is told of everything that is wrong in its form at once', () => {
    const filter = {
      conjunction: 'xor',
      conditions: [{ field_name: 1, operator: 'like', value: [{}] }],
    };
    expect(refusal(filter).split('\n')).toHaveLength(4);
  });
});

describe('a CurrentValue formula', () => {
  it('goes as it is, for the list endpoint', () => {
    const formula = 'AND(CurrentValue.[订单号].contains("004"),CurrentValue.[订单日期]= TODAY())';
    expect(compiled(` ${formula} `)).toMatchObject({ formula, filter: undefined, keep: undefined });
  });

  it('of more than 2,000 characters is refused', () => {
    const formula = `CurrentValue.[标题]="${'字'.repeat(1_980)}"`;
    expect(compiled(formula).formula).toBe(formula);
    expect(refusal(`${formula} `.replace('字', '字字字'))).toContain(
      'has 2002 characters. Allowed: at most 2000',
    );
  });
});

describe('no filter at all', () => {
  it.each(['', ' \n'])('%j asks for every row', (filter) => {
    expect(compiled(filter)).toMatchObject({
      filter: undefined,
      formula: undefined,
      keep: undefined,
      notes: [],
    });
  });
});
