import { describe, expect, test } from 'vitest';
import { asking, condition, found } from '../fixtures/filter-question.js';
import { ordersScope } from '../fixtures/orders.js';
import { addField, addRow, makeScope, number, text } from '../fixtures/scope.js';

describe('what each field type is compared by (record filter guide)', () => {
  test.each([
    ['文本', 'is', ['内容a'], ['满']],
    ['文本', 'isNot', ['内容a'], ['空', '异']],
    ['文本', 'contains', ['内容'], ['满', '异']],
    ['文本', 'doesNotContain', ['a'], ['空', '异']],
    ['文本', 'isGreater', ['内容a'], ['异']],
    ['文本', 'isEmpty', [], ['空']],
    ['文本', 'isNotEmpty', [], ['满', '异']],
    ['电话号码', 'is', ['+2020202020'], ['满']],
    ['超链接', 'is', ['超链接的文本值'], ['满']],
    ['地理位置', 'contains', ['天安门'], ['满']],
    ['数字', 'is', ['10.50'], ['异']],
    ['数字', 'isGreater', ['1'], ['异']],
    ['数字', 'isGreaterEqual', ['1'], ['满', '异']],
    ['数字', 'isLess', ['10.5'], ['满']],
    ['数字', 'isLessEqual', ['10.5'], ['满', '异']],
    ['数字', 'isNot', ['1'], ['空', '异']],
    ['数字', 'contains', ['0.5'], ['异']],
    ['数字', 'isEmpty', [], ['空']],
    ['自动编号', 'is', ['2'], ['空']],
    ['自动编号', 'isGreater', ['1'], ['空', '异']],
    ['自动编号', 'is', ['001no20220624'], []],
    ['单选', 'is', ['选项内容a'], ['满']],
    ['单选', 'isNot', ['选项内容a'], ['空', '异']],
    ['单选', 'contains', ['选项内容a', '选项内容b'], ['满', '异']],
    ['单选', 'isEmpty', [], ['空']],
    ['多选', 'is', ['选项内容a'], ['满']],
    ['多选', 'contains', ['选项内容b', '没有'], ['异']],
    ['多选', 'doesNotContain', ['选项内容b'], ['满', '空']],
    ['人员', 'is', ['ou_yuan'], ['满']],
    ['人员', 'contains', ['ou_yuan', 'ou_huang'], ['满', '异']],
    ['人员', 'isNot', ['ou_yuan'], ['空', '异']],
    ['人员', 'contains', ['ou_unknown'], []],
    ['创建人', 'contains', ['ou_huang', 'ou_fei'], ['空', '异']],
    ['修改人', 'is', ['ou_yuan'], ['异']],
    ['群组', 'is', ['oc_ops'], ['满']],
    ['群组', 'isEmpty', [], ['空', '异']],
    ['单向关联', 'is', ['rectblParts1'], ['满']],
    ['单向关联', 'contains', ['rectblParts2'], ['异']],
    ['单向关联', 'isEmpty', [], ['空']],
    ['附件', 'isEmpty', [], ['空']],
    ['附件', 'isNotEmpty', [], ['满', '异']],
    ['复选框', 'is', ['true'], ['满']],
    ['复选框', 'is', ['false'], ['空', '异']],
    ['订单日期', 'isEmpty', [], ['空']],
    ['创建时间', 'isEmpty', [], []],
    ['创建时间', 'is', ['Today'], ['空']],
  ])('%s %s %j', (name, operator, value, expected) => {
    expect(found(asking(condition(name, operator, value)), ordersScope())).toEqual(expected);
  });

  test('people are named by the kind of id that the call asks for', () => {
    const byUserId = asking(condition('人员', 'contains', ['u_fei']));
    expect(found(byUserId, ordersScope(), 'user_id')).toEqual(['异']);
    expect(found(byUserId, ordersScope(), 'open_id')).toEqual([]);
  });

  test('an option is named by its name and not by its id', () => {
    expect(found(asking(condition('单选', 'is', ['optA'])), ordersScope())).toEqual([]);
  });

  test('a condition on a text without a value asks nothing', () => {
    expect(found(asking(condition('文本', 'is', [])), ordersScope())).toHaveLength(3);
  });
});

describe('how conditions are put together', () => {
  const isFull = condition('文本', 'is', ['内容a']);
  const isOther = condition('文本', 'is', ['内容b']);
  const isTicked = condition('复选框', 'is', ['true']);

  test('and takes all of them, or takes one', () => {
    const conditions = [isFull, isOther];
    expect(found({ conjunction: 'and', conditions }, ordersScope())).toEqual([]);
    expect(found({ conjunction: 'or', conditions }, ordersScope())).toEqual(['满', '异']);
  });

  test('children are joined with the conditions beside them', () => {
    const either = { conjunction: 'or', conditions: [isFull, isOther] };
    const filter = { conjunction: 'and', conditions: [isTicked], children: [either] };
    expect(found(filter, ordersScope())).toEqual(['满']);
    expect(found({ conjunction: 'and', children: [either] }, ordersScope())).toEqual(['满', '异']);
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['an empty object', {}],
    ['no conditions', { conjunction: 'and', conditions: [] }],
    ['no conditions and no conjunction', { conditions: [], children: [] }],
  ])('%s lets every row pass', (_, filter) => {
    expect(found(filter, ordersScope())).toHaveLength(3);
  });

  test('the numbers of the guide find their salespeople', () => {
    const scope = makeScope();
    addField(scope.table, '员工名称', 1);
    addField(scope.table, '职位', 1);
    addField(scope.table, '销售额', 2);
    const staff = [
      ['张小一', '初级销售员', 10_000],
      ['张小二', '初级销售员', 15_000],
      ['张小三', '初级销售员', 20_000],
      ['张小四', '高级销售员', 30_000],
      ['张小五', '高级销售员', 50_000],
      ['张小六', '销售经理', 100_000],
    ] as const;
    for (const [name, job, sales] of staff) {
      addRow(scope.table, { 员工名称: text(name), 职位: text(job), 销售额: number(sales) });
    }
    const conditions = [
      condition('职位', 'is', ['初级销售员']),
      condition('销售额', 'isGreater', ['10000.0']),
    ];
    expect(found({ conjunction: 'and', conditions }, scope)).toEqual(['张小二', '张小三']);
    const sales = ['10000.0', '20000.0'].map((value) => condition('销售额', 'is', [value]));
    const jobs = ['高级销售员', '初级销售员'].map((value) => condition('职位', 'is', [value]));
    const children = [
      { conjunction: 'or', conditions: jobs },
      { conjunction: 'or', conditions: sales },
    ];
    expect(found({ conjunction: 'and', children }, scope)).toEqual(['张小一', '张小三']);
  });
});
