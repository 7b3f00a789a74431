import { describe, expect, test } from 'vitest';
import { formulaPredicate } from '../../../../../src/sandbox/feishu/bitable/filter/predicates.js';
import { cpuMs } from '../../../../support/cpu-time.js';
import { filtered } from '../fixtures/filter-question.js';
import { numbersScope } from '../fixtures/numbers.js';
import { ordersScope } from '../fixtures/orders.js';
import { addField, addRow, date, makeScope, NOW, text } from '../fixtures/scope.js';

/** As the page writes them, with + in its encoded form. */
function asSent(expression: string): string {
  return decodeURIComponent(expression);
}

describe('common filter expressions (filter guide A04)', () => {
  test.each([
    ['为空', 'CurrentValue.[订单号] =""', ['']],
    ['不为空', 'NOT(CurrentValue.[订单号] ="")', ['002', '003', '0034']],
    ['等于', 'CurrentValue.[订单号] = "003"', ['003']],
    ['不等于', 'CurrentValue.[订单号] != "003"', ['002', '0034', '']],
    ['大于等于', ' CurrentValue.[价格] >= 10.5 ', ['003', '0034']],
    ['小于等于', 'CurrentValue.[订单号] <= "003"', ['002', '003']],
    ['包含', 'CurrentValue.[订单号].contains("003")', ['003', '0034']],
    ['不包含', 'NOT(CurrentValue.[订单号].contains("003"))', ['002', '']],
    ['AND by &&', 'CurrentValue.[价格]>9&&CurrentValue.[价格]<11', ['003']],
    ['AND by name', 'AND(CurrentValue.[价格]>9,CurrentValue.[价格]<11)', ['003']],
    ['OR by name', 'OR(CurrentValue.[价格]=9,CurrentValue.[订单号]="0034")', ['002', '0034']],
    ['OR by ||', 'CurrentValue.[价格]=9||CurrentValue.[订单号]="0034"', ['002', '0034']],
  ])('%s', (_, expression, expected) => {
    expect(filtered(expression, numbersScope())).toEqual(expected);
  });
});

describe('logical expressions (filter guide A04)', () => {
  const scope = makeScope();
  addField(scope.table, '订单号', 1);
  addField(scope.table, '订单日期', 5);
  addRow(scope.table, { 订单号: text('1004'), 订单日期: date('2021-06-16') });
  addRow(scope.table, { 订单号: text('2004'), 订单日期: date('2021-06-17') });
  addRow(scope.table, { 订单号: text('1009'), 订单日期: date('2021-06-16') });
  addRow(scope.table, { 订单号: text('1010'), 订单日期: date('2021-06-16') });

  test.each([
    ['与', 'AND(CurrentValue.[订单号].contains("004"),CurrentValue.[订单日期]= TODAY())', ['1004']],
    [
      '或',
      'OR(CurrentValue.[订单号].contains("004"),CurrentValue.[订单号].contains("009"))',
      ['1004', '2004', '1009'],
    ],
  ])('%s', (_, expression, expected) => {
    expect(filtered(expression, scope)).toEqual(expected);
  });
});

describe('date expressions (filter guide A04)', () => {
  const scope = makeScope();
  addField(scope.table, '名', 1);
  addField(scope.table, '订单日期', 5);
  const instants = [
    ['上月末', '2021-05-31T23:59:00+08:00'],
    ['月初', '2021-06-01'],
    ['二号', '2021-06-02'],
    ['七天前', '2021-06-09T23:59:00+08:00'],
    ['六天前', '2021-06-10T00:00:00+08:00'],
    ['周日', '2021-06-13T23:59:00+08:00'],
    ['周一', '2021-06-14T00:00:00+08:00'],
    ['昨天', '2021-06-15T23:59:00+08:00'],
    ['今早', '2021-06-16T00:00:00+08:00'],
    ['今晚', '2021-06-16T23:59:00+08:00'],
    ['明天', '2021-06-17T00:00:00+08:00'],
    ['本周日', '2021-06-20T23:59:00+08:00'],
    ['下周一', '2021-06-21T00:00:00+08:00'],
    ['六天后', '2021-06-22T23:59:00+08:00'],
    ['七天后', '2021-06-23T00:00:00+08:00'],
    ['月末', '2021-06-30T23:59:00+08:00'],
    ['下月初', '2021-07-01T00:00:00+08:00'],
  ] as const;
  for (const [name, instant] of instants) {
    addRow(scope.table, { 名: text(name), 订单日期: date(instant) });
  }
  addRow(scope.table, { 名: text('无') });
  const names: string[] = instants.map(([name]) => name);

  function between(first: string, last: string): string[] {
    return names.slice(names.indexOf(first), names.indexOf(last) + 1);
  }

  test.each([
    ['今天', 'CurrentValue.[订单日期] = TODAY()', between('今早', '今晚')],
    ['昨天', 'CurrentValue.[订单日期] = TODAY()-1', ['昨天']],
    ['明天', 'CurrentValue.[订单日期] = TODAY()%2B1', ['明天']],
    [
      '本周',
      'AND(TODAY()-(WEEKDAY(TODAY(),2)-1)<=CurrentValue.[订单日期], CurrentValue.[订单日期]<=TODAY()%2B(7-WEEKDAY(TODAY(),2)))',
      between('周一', '本周日'),
    ],
    [
      '本月',
      'AND(DATE(YEAR(TODAY()),MONTH(TODAY()),1)<=CurrentValue.[订单日期], CurrentValue.[订单日期]<=DATE(YEAR(TODAY()),MONTH(TODAY())%2B1,0))',
      between('月初', '月末'),
    ],
    [
      '过去N天',
      'today()-7%2B1 <= CurrentValue.[订单日期]&&CurrentValue.[订单日期] <= today()',
      between('六天前', '今晚'),
    ],
    [
      '未来N天',
      'today()<= CurrentValue.[订单日期]&&CurrentValue.[订单日期] <= today()%2B7-1',
      between('今早', '六天后'),
    ],
    [
      '在某个日期之内, up to a June 31 that is July 1',
      'CurrentValue.[订单日期]> TODATE("2021-06-01")&&CurrentValue.[订单日期] < TODATE("2021-06-31")',
      between('二号', '月末'),
    ],
  ])('%s', (_, expression, expected) => {
    expect(filtered(asSent(expression), scope)).toEqual(expected);
  });

  test('DATE counts a month 13 into the next year and a day 0 into the month before', () => {
    expect(filtered('CurrentValue.[订单日期] = DATE(2020,19,0)', scope)).toEqual(['月末']);
    expect(filtered('CurrentValue.[订单日期] = DATE(2020,13+5,17)', scope)).toEqual(['明天']);
  });

  test('December asks for its days with a month 13', () => {
    const december = makeScope({ now: Date.parse('2021-12-05T00:00:00+08:00') });
    addField(december.table, '名', 1);
    addField(december.table, '订单日期', 5);
    addRow(december.table, { 名: text('末'), 订单日期: date('2021-12-31T23:00:00+08:00') });
    addRow(december.table, { 名: text('新年'), 订单日期: date('2022-01-01') });
    const expression =
      'AND(DATE(YEAR(TODAY()),MONTH(TODAY()),1)<=CurrentValue.[订单日期],CurrentValue.[订单日期]<=DATE(YEAR(TODAY()),MONTH(TODAY())+1,0))';
    expect(filtered(expression, december)).toEqual(['末']);
  });

  test('today is the day of the base and not of UTC', () => {
    const night = { zone: 'America/New_York', now: Date.parse('2021-06-16T02:00:00Z') };
    const newYork = makeScope(night);
    addField(newYork.table, '名', 1);
    addField(newYork.table, '订单日期', 5);
    addRow(newYork.table, { 名: text('15'), 订单日期: date('2021-06-15T12:00:00-04:00') });
    addRow(newYork.table, { 名: text('16'), 订单日期: date('2021-06-16T12:00:00-04:00') });
    expect(filtered('CurrentValue.[订单日期] = TODAY()', newYork)).toEqual(['15']);
  });

  test('days are counted across a change of the clocks', () => {
    const spring = { zone: 'America/New_York', now: Date.parse('2021-03-13T12:00:00-05:00') };
    const newYork = makeScope(spring);
    addField(newYork.table, '名', 1);
    addField(newYork.table, '订单日期', 5);
    addRow(newYork.table, { 名: text('before'), 订单日期: date('2021-03-14T23:30:00-04:00') });
    addRow(newYork.table, { 名: text('wanted'), 订单日期: date('2021-03-15T00:00:00-04:00') });
    expect(filtered('CurrentValue.[订单日期] = TODAY()+2', newYork)).toEqual(['wanted']);
  });

  test('a written date is compared by its day too', () => {
    expect(filtered('CurrentValue.[订单日期] = "2021/6/16"', scope)).toEqual(['今早', '今晚']);
  });
});

describe('every field type (filter guide A04)', () => {
  test.each([
    ['多行文本', 'CurrentValue.[文本]="内容a"', ['满']],
    ['单选', 'CurrentValue.[单选]="选项内容a"', ['满']],
    ['多选', 'CurrentValue.[多选]="选项内容a"', ['满']],
    ['人员', 'CurrentValue.[人员]="袁志伟"', ['满']],
    ['电话号码', 'CurrentValue.[电话号码]="+2020202020"', ['满']],
    ['日期', 'CurrentValue.[订单日期] = TODAY()', ['满']],
    ['附件', 'CurrentValue.[附件]="内容a"', ['满']],
    ['数字', 'CurrentValue.[数字]=1', ['满']],
    ['复选框', 'CurrentValue.[复选框]=1', ['满']],
    ['超链接', 'CurrentValue.[超链接]="超链接的文本值"', ['满']],
    ['公式, a text', 'CurrentValue.[文本公式]="内容a"', ['满']],
    ['公式, a number', 'CurrentValue.[数字公式]=123', ['满']],
    ['公式, a number in quotes', 'CurrentValue.[数字公式]="123"', ['满']],
    ['查找引用', 'CurrentValue.[查找引用]="内容a"', []],
    ['单向关联', 'CurrentValue.[单向关联]="内容a"', ['满']],
    ['创建人', 'CurrentValue.[创建人]="小飞书"', ['异']],
    ['创建时间', 'CurrentValue.[创建时间]>TODAY()', ['满']],
    ['修改人', 'CurrentValue.[修改人]="小飞书"', ['满']],
    ['最后更新时间', 'CurrentValue.[最后更新时间]>TODAY()', ['满']],
    ['自动编号', 'CurrentValue.[自动编号]="001no20220624"', ['满']],
  ])('%s', (_, expression, expected) => {
    expect(filtered(expression, ordersScope())).toEqual(expected);
  });

  test('several options, people, files or links are one text with commas between', () => {
    const scope = ordersScope();
    expect(filtered('CurrentValue.[多选]="选项内容a,选项内容b"', scope)).toEqual(['异']);
    expect(filtered('CurrentValue.[人员]="袁志伟,小飞书"', scope)).toEqual(['异']);
    expect(filtered('CurrentValue.[附件].contains("pdf")', scope)).toEqual(['异']);
    expect(filtered('CurrentValue.[单向关联].contains("内容a")', scope)).toEqual(['满', '异']);
  });

  test.each([
    '文本',
    '单选',
    '多选',
    '人员',
    '电话号码',
    '订单日期',
    '附件',
    '数字',
    '超链接',
    '单向关联',
    '群组',
    '地理位置',
  ])('an empty cell of %s equals the empty text', (name) => {
    expect(
      filtered(`AND(CurrentValue.[${name}]="",CurrentValue.[名称]="空")`, ordersScope()),
    ).toEqual(['空']);
  });

  test('an empty cell is neither more nor less than anything', () => {
    const scope = ordersScope();
    expect(filtered('CurrentValue.[数字]<100||CurrentValue.[数字]>=0', scope)).toEqual([
      '满',
      '异',
    ]);
    expect(filtered('CurrentValue.[订单日期]<TODAY()-9999', scope)).toEqual([]);
  });

  test('a box without its tick is 0, whether it was ever ticked or not', () => {
    expect(filtered('CurrentValue.[复选框]=0', ordersScope())).toEqual(['空', '异']);
  });

  test('a number that was written in quotes still compares as a number', () => {
    expect(filtered('CurrentValue.[数字]="10.50"', ordersScope())).toEqual(['异']);
  });
});

test('20,000 rows are filtered by date in a fraction of a second', () => {
  const scope = makeScope({ zone: 'America/New_York' });
  addField(scope.table, '名', 1);
  addField(scope.table, '订单日期', 5);
  for (let index = 0; index < 20_000; index += 1) {
    const ms = NOW + (index - 10_000) * 3_600_000;
    addRow(scope.table, { 订单日期: { kind: 'date', ms } });
  }
  const rows = [...scope.table.rows.values()];
  const expression =
    'AND(TODAY()-(WEEKDAY(TODAY(),2)-1)<=CurrentValue.[订单日期], CurrentValue.[订单日期]<=TODAY()+(7-WEEKDAY(TODAY(),2)))';
  const predicate = formulaPredicate(expression, scope);
  const start = cpuMs();
  const found = rows.filter(predicate);
  expect(cpuMs() - start).toBeLessThan(500);
  expect(found).toHaveLength(7 * 24);
});
