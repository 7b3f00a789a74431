import { describe, expect, test } from 'vitest';
import { formulaValue as computedValue } from '../../../../../src/sandbox/feishu/bitable/fields/types/computed.js';
import {
  cellText,
  freshCells,
} from '../../../../../src/sandbox/feishu/bitable/formula/evaluation.js';
import type { BitableField, Row, Scope } from '../../../../../src/sandbox/feishu/bitable/model.js';
import { ordersScope } from '../fixtures/orders.js';
import {
  addField,
  addFormula,
  addRow,
  addTable,
  at,
  date,
  links,
  makeScope,
  number,
  options,
  text,
} from '../fixtures/scope.js';

function formulaValue(field: BitableField, row: Row, scope: Scope) {
  return computedValue(field, row, { scope, cells: freshCells });
}

const F = (name: string) => `bitable::$table[tblMain].$field[fld${name}]`;

/** One row with a price, a count, a name, tags, a date and an empty cell of each. */
function worked(expression: string, zone?: string) {
  const scope = makeScope(zone === undefined ? {} : { zone });
  const { table } = scope;
  addField(table, '名', 1);
  addField(table, '价', 2);
  addField(table, '数', 2);
  const choices = ['飞书', '产品'].map((name, color) => ({ id: `opt${name}`, name, color }));
  addField(table, '签', 4, { options: choices });
  addField(table, '日', 5);
  addField(table, '空文', 1);
  addField(table, '空数', 2);
  const formula = addFormula(table, '式', expression);
  const row = addRow(table, {
    名: text('飞书多维表格'),
    价: number(19.9),
    数: number(3),
    签: options('opt飞书', 'opt产品'),
    日: date('2021-06-16T18:30:00+08:00'),
  });
  return formulaValue(formula, row, scope);
}

describe('expressions of formula fields', () => {
  test.each([
    ['the example of create a field', `${F('数')}*2`, 2, 6],
    ['the example of A05', `IF(${F('签')}.CONTAIN("飞书"),"aaa","bbb")`, 1, 'aaa'],
    ['IF without its condition', `IF(${F('签')}.CONTAIN("钉"),"aaa","bbb")`, 1, 'bbb'],
    ['CONTAIN of a part of a text', `CONTAIN(${F('名')},"飞书")`, 7, false],
    ['CONTAINTEXT of a part of a text', `CONTAINTEXT(${F('名')},"飞书")`, 7, true],
    ['IF without an else', 'IF(1>2,"a")', 7, false],
    ['the remainder', '7%3', 2, 1],
    ['ISNULL of an empty text', 'ISNULL("")', 7, false],
    ['products before sums', `${F('价')}*${F('数')}+1`, 2, 60.7],
    ['brackets', `(${F('数')}+1)*2`, 2, 8],
    ['signs', `-${F('数')}+5`, 2, 2],
    ['decimals that a person expects', '0.1+0.2', 2, 0.3],
    ['an empty number as 0', `${F('空数')}+1`, 2, 1],
    ['&', `${F('名')}&"-"&${F('数')}`, 1, '飞书多维表格-3'],
    ['CONCATENATE', `CONCATENATE(${F('名')},"×",${F('数')})`, 1, '飞书多维表格×3'],
    ['options as one text', `${F('签')}`, 1, '飞书,产品'],
    ['an option among several', `${F('签')}.CONTAIN("产品")`, 7, true],
    ['SUM', `SUM(${F('价')},${F('数')},${F('空数')})`, 2, 22.9],
    ['AVERAGE without empty cells', `AVERAGE(${F('数')},5,${F('空数')})`, 2, 4],
    ['MAX', `MAX(${F('价')},${F('数')})`, 2, 19.9],
    ['MIN', `MIN(${F('价')},${F('数')})`, 2, 3],
    ['ROUND', 'ROUND(1.005,2)', 2, 1.01],
    ['ROUND of a negative', 'ROUND(-2.5,0)', 2, -3],
    ['ROUND to hundreds', 'ROUND(1250,-2)', 2, 1300],
    ['ABS', 'ABS(2-5)', 2, 3],
    ['LEN in characters', `LEN(${F('名')}&"🥕")`, 2, 7],
    ['UPPER', 'UPPER("aé")', 1, 'AÉ'],
    ['LOWER', 'LOWER("AB")', 1, 'ab'],
    ['LEFT, RIGHT and MID', `LEFT("abcdef",2)&RIGHT("abcdef",2)&MID("abcdef",3,2)`, 1, 'abefcd'],
    ['IFS', 'IFS(1>2,"a",2>1,"b")', 1, 'b'],
    ['AND, OR and NOT', 'AND(OR(1=2,TRUE),NOT(FALSE()))', 7, true],
    ['ISBLANK of an empty cell', `ISBLANK(${F('空文')})`, 7, true],
    ['ISBLANK of a full cell', `ISBLANK(${F('名')})`, 7, false],
    ['IFERROR', 'IFERROR(1/0,"—")', 1, '—'],
    ['DATE', 'DATE(2021,13,0)', 5, at('2021-12-31')],
    ['TODAY', 'TODAY()', 5, at('2021-06-16')],
    ['NOW', 'NOW()', 5, at('2021-06-16T10:30:00+08:00')],
    ['a date and days', `${F('日')}+1`, 5, at('2021-06-17T18:30:00+08:00')],
    ['the days between dates', 'TODATE("2021-07-01")-TODATE("2021-06-01")', 2, 30],
    ['DAYS with the times', `DAYS(TODATE("2021-06-20 06:30"),${F('日')})`, 2, 3.5],
    [
      'YEAR, MONTH and DAY',
      `YEAR(${F('日')})*10000+MONTH(${F('日')})*100+DAY(${F('日')})`,
      2,
      20210616,
    ],
    ['WEEKDAY from Sunday', 'WEEKDAY(DATE(2021,6,20))', 2, 1],
    ['WEEKDAY from Monday', 'WEEKDAY(DATE(2021,6,20),2)', 2, 7],
    ['TEXT of a date', `TEXT(${F('日')},"YYYY-MM-DD hh:mm")`, 1, '2021-06-16 18:30'],
    [
      'TEXT of a date in Chinese',
      `TEXT(${F('日')},"YYYY年M月D日 dddd")`,
      1,
      '2021年6月16日 星期三',
    ],
    ['TEXT of a date in small letters', `TEXT(${F('日')},"yyyy-mm-dd")`, 1, '2021-06-16'],
    ['TEXT of a time', `TEXT(${F('日')},"YYMMDD HH:mm:ss")`, 1, '210616 18:30:00'],
    ['TEXT of a time of twelve hours', `TEXT(${F('日')},"h:mm AM/PM ddd")`, 1, '6:30 PM 周三'],
    ['TEXT of a number', 'TEXT(3.14159,"0.00")', 1, '3.14'],
    ['TEXT of a percentage', 'TEXT(0.2565,"0.0%")&TEXT(-0.5,"0%")', 1, '25.7%-50%'],
    ['TEXT of thousands', 'TEXT(1234567.5,"#,##0.00")&TEXT(999,"¥#,##0")', 1, '1,234,567.50¥999'],
    ['TEXT of leading zeros', 'TEXT(7,"000")&TEXT(1.5,"0.##元")', 1, '0071.5元'],
    ['DATEDIF in days without a unit', 'DATEDIF(DATE(2021,6,1),DATE(2021,6,3))', 2, 2],
    ['dates to the minute', `${F('日')}>NOW()`, 7, true],
    ['a field by its name', 'CurrentValue.[数]+1', 2, 4],
    ['SUBSTITUTE of all', 'SUBSTITUTE("138-0000-1111","-","")', 1, '13800001111'],
    ['SUBSTITUTE of one', 'SUBSTITUTE("a-b-c","-","+",2)', 1, 'a-b+c'],
    ['REPLACE', 'REPLACE("13800001111",4,4,"****")', 1, '138****1111'],
    ['FIND in characters', `FIND("表",${F('名')})`, 2, 5],
    ['FIND of what is not there', `FIND("钉",${F('名')})`, 2, -1],
    ['FIND from a place', 'FIND("a","abca",2)', 2, 4],
    ['SPLIT and NTH', 'NTH(SPLIT("a/b/c","/"),2)', 1, 'b'],
    ['FORMAT', `FORMAT("{1}共{2}个",${F('名')},${F('数')})`, 1, '飞书多维表格共3个'],
    ['CHAR', 'CHAR(65)&CHAR(10)', 1, 'A\n'],
    ['ENCODEURL', 'ENCODEURL("a b&飞")', 1, 'a%20b%26%E9%A3%9E'],
    ['SWITCH', `SWITCH(${F('数')},1,"一",3,"三","多")`, 1, '三'],
    ['SWITCH without a case', `SWITCH(${F('数')},1,"一","多")`, 1, '多'],
    ['CONTAINSALL', `CONTAINSALL(${F('签')},"飞书","产品")`, 7, true],
    ['CONTAINSONLY', `CONTAINSONLY(${F('签')},"飞书")`, 7, false],
    ['ISNUMBER', 'ISNUMBER("12")&&NOT(ISNUMBER("x"))', 7, true],
    ['CEILING and FLOOR', 'CEILING(7.1,5)+FLOOR(7.9)', 2, 17],
    ['MEDIAN', 'MEDIAN(1,9,3,4)', 2, 3.5],
    ['QUOTIENT, SQRT and ISODD', 'IF(ISODD(QUOTIENT(7,2)),SQRT(16),0)', 2, 4],
    [
      'LIST, UNIQUE, SORT and ARRAYJOIN',
      'ARRAYJOIN(SORT(UNIQUE(LIST(3,1,3,2)),FALSE),"/")',
      1,
      '3/2/1',
    ],
    ['FIRST and LAST', `FIRST(${F('签')})&LAST(${F('签')})`, 1, '飞书产品'],
    ['RECORD_ID', 'LEN(RECORD_ID())>0', 7, true],
    ['EDATE into a shorter month', 'EDATE(DATE(2024,1,31),1)', 5, at('2024-02-29')],
    ['EOMONTH', 'EOMONTH(DATE(2024,1,31),1)', 5, at('2024-02-29')],
    ['SECOND', 'SECOND(TODATE("2021/06/16 10:30:45"))', 2, 45],
    ['WEEKNUM', 'WEEKNUM(DATE(2021,1,3))', 2, 2],
    ['NETWORKDAYS', 'NETWORKDAYS(DATE(2021,6,18),DATE(2021,6,22),DATE(2021,6,21))', 2, 2],
    ['WORKDAY', 'WORKDAY(DATE(2021,6,18),1)', 5, at('2021-06-21')],
    ['WORKDAY backwards', 'WORKDAY(DATE(2021,6,21),-1)', 5, at('2021-06-18')],
    ['DATEDIF in months', 'DATEDIF(DATE(2021,1,31),DATE(2021,3,1),"M")', 2, 1],
    ['DATEDIF in years', 'DATEDIF(DATE(2000,6,16),DATE(2021,6,15),"Y")', 2, 20],
  ])('%s', (_, expression, type, value) => {
    expect(worked(expression)).toEqual({ type, values: [value] });
  });

  test.each([
    ['an unknown function', 'FORECAST(1)'],
    ['a missing table', 'bitable::$table[tblGone].$field[fld1]'],
    ['a missing field', 'bitable::$table[tblMain].$field[fldGone]+1'],
    ['broken syntax', 'IF(1,'],
    ['nothing', ''],
    ['a division by zero', '1+1/0'],
    ['a text where a number is needed', `${F('名')}*2`],
    ['an empty cell', F('空文')],
    ['nesting without end', `${'('.repeat(60)}1${')'.repeat(60)}`],
    ['an expression of a megabyte', '1'.concat('+1'.repeat(500_000))],
  ])('show nothing for %s', (_, expression) => {
    expect(worked(expression).values).toEqual([]);
  });

  test('days have the zone of the base', () => {
    const start = Date.parse('2021-06-15T00:00:00-04:00');
    expect(worked('TODAY()', 'America/New_York')).toEqual({ type: 5, values: [start] });
    expect(worked(`DAY(${F('日')})`, 'Pacific/Kiritimati').values).toEqual([17]);
  });

  test('a column of another table is taken whole', () => {
    const scope = makeScope();
    const other = addTable(scope.base, 'tblOther');
    addField(other, '数', 2);
    for (const each of [1, 2, 4]) addRow(other, { 数: number(each) });
    const formula = addFormula(scope.table, '式', 'SUM(bitable::$table[tblOther].$field[fld数])');
    expect(formulaValue(formula, addRow(scope.table, {}), scope).values).toEqual([7]);
  });

  const column = (name: string) => `$column[fld${name}]`;
  const other = 'bitable::$table[tblOther]';

  test.each([
    ['of linked records', `SUM(${F('链')}.${column('数')})`, 5],
    ['of linked records as a list', `${F('链')}.${column('名')}.ARRAYJOIN("、")`, '甲、丙'],
    ['of a whole table', `MAX(${other}.${column('数')})`, 4],
    [
      'of the records that a filter finds',
      `${other}.FILTER(CurrentValue.${column('数')}>1&&CurrentValue.${column('名')}!=${F('名')}).${column('名')}`,
      '乙',
    ],
    [
      'that a name in the condition is',
      `${other}.FILTER(CurrentValue.[数]=2).${column('名')}`,
      '乙',
    ],
    ['of records that are counted', `${other}.COUNTIF(CurrentValue.${column('名')}=${F('名')})`, 1],
    [
      'of records that a filter finds and COUNTA counts',
      `${other}.FILTER(CurrentValue.${column('数')}<3).COUNTA()`,
      2,
    ],
    ['whose numbers are chosen', `SUMIF(${other}.${column('数')},CurrentValue>1)`, 6],
    ['whose values are mapped', `${F('链')}.${column('数')}.MAP(CurrentValue*10).SUM()`, 50],
    ['of a link of a link', `${F('链')}.${column('回')}.${column('名')}.UNIQUE()`, '丙'],
  ])('a column %s', (_, expression, value) => {
    const scope = makeScope();
    const table = addTable(scope.base, 'tblOther');
    addField(table, '名', 1);
    addField(table, '数', 2);
    addField(table, '回', 18, { table_id: 'tblMain' });
    const rows = [
      ['甲', 1],
      ['乙', 2],
      ['丙', 4],
    ] as const;
    const ids = rows.map(
      ([name, count]) =>
        addRow(table, { 名: text(name), 数: number(count), 回: links('rectblMain1') }).recordId,
    );
    addField(scope.table, '名', 1);
    addField(scope.table, '链', 18, { table_id: 'tblOther' });
    const formula = addFormula(scope.table, '式', expression);
    const row = addRow(scope.table, { 名: text('丙'), 链: links(ids[0] ?? '', ids[2] ?? '') });
    expect(formulaValue(formula, row, scope).values).toEqual([value]);
  });

  test('a field that says its type says it for empty cells too', () => {
    const scope = makeScope();
    const formula = addField(scope.table, '式', 20, {
      formula_expression: '',
      type: { data_type: 2 },
    });
    expect(formulaValue(formula, addRow(scope.table, {}), scope)).toEqual({ type: 2, values: [] });
  });

  test('a lookup shows nothing', () => {
    const scope = ordersScope();
    const lookup = scope.table.fields.find((field) => field.type === 19) as BitableField;
    const row = scope.table.rows.values().next().value as Row;
    expect(formulaValue(lookup, row, scope).values).toEqual([]);
  });
});

describe('formulas that need formulas', () => {
  function chain(length: number): { scope: Scope; last: BitableField; row: Row } {
    const scope = makeScope();
    let last = addFormula(scope.table, '0', '1');
    for (let index = 1; index <= length; index += 1) {
      last = addFormula(scope.table, `${index}`, `${F(`${index - 1}`)}+${F(`${index - 1}`)}`);
    }
    return { scope, last, row: addRow(scope.table, {}) };
  }

  test('work each one out once, however often it is named', () => {
    const { scope, last, row } = chain(40);
    expect(formulaValue(last, row, scope).values).toEqual([2 ** 40]);
  });

  test('fail instead of running out of stack', () => {
    const { scope, last, row } = chain(5_000);
    expect(formulaValue(last, row, scope).values).toEqual([]);
  });

  test.each([
    ['many simple ones', 240, 0],
    ['few that nest', 9, 48],
  ])('%s fit the stack', (_, length, nesting) => {
    const scope = makeScope();
    let last = addFormula(scope.table, '0', '1');
    for (let index = 1; index <= length; index += 1) {
      const inner = `0+${F(`${index - 1}`)}`;
      const deep = `${'SUM('.repeat(nesting)}${inner}${')'.repeat(nesting)}`;
      last = addFormula(scope.table, `${index}`, deep);
    }
    expect(formulaValue(last, addRow(scope.table, {}), scope).values).toEqual([1]);
  });

  test('show nothing when they need themselves', () => {
    const scope = makeScope();
    const first = addFormula(scope.table, '甲', `${F('乙')}+1`);
    const second = addFormula(scope.table, '乙', `${F('甲')}+1`);
    const row = addRow(scope.table, {});
    expect(formulaValue(first, row, scope).values).toEqual([]);
    expect(formulaValue(second, row, scope).values).toEqual([]);
  });

  test('show nothing when they need themselves through a link', () => {
    const scope = makeScope();
    addFormula(scope.table, '主', `${F('链')}&"!"`);
    const link = addField(scope.table, '链', 18, { table_id: 'tblMain' });
    const row = addRow(scope.table, { 链: links('rectblMain1') });
    expect(cellText(link, row, scope)).toBe('!');
  });
});

describe('the text of a cell', () => {
  test.each([
    ['文本', '内容a'],
    ['单选', '选项内容a'],
    ['多选', '选项内容a'],
    ['人员', '袁志伟'],
    ['电话号码', '+2020202020'],
    ['订单日期', '2021/06/16 18:00'],
    ['附件', '内容a'],
    ['数字', '1'],
    ['复选框', 'true'],
    ['超链接', '超链接的文本值'],
    ['单向关联', '内容a'],
    ['群组', '运营群'],
    ['地理位置', '天安门广场,北京市东城区东长安街'],
    ['查找引用', ''],
    ['创建人', '袁志伟'],
    ['创建时间', '2022/06/24'],
    ['修改人', '小飞书'],
    ['最后更新时间', '2022/06/25'],
    ['自动编号', '001no20220624'],
    ['数字公式', '123'],
  ])('%s shows %s', (name, expected) => {
    const scope = ordersScope();
    const field = scope.table.fields.find((each) => each.name === name) as BitableField;
    const [row] = scope.table.rows.values();
    expect(cellText(field, row as Row, scope)).toBe(expected);
  });

  test('several values have commas between, and empty cells show nothing', () => {
    const scope = ordersScope();
    const [, empty, several] = scope.table.rows.values();
    const shown = (name: string, row: Row | undefined) =>
      cellText(
        scope.table.fields.find((each) => each.name === name) as BitableField,
        row as Row,
        scope,
      );
    expect(shown('人员', several)).toBe('袁志伟,小飞书');
    expect(shown('附件', several)).toBe('内容a,报价.pdf');
    expect(shown('单向关联', several)).toBe('内容a,内容b');
    expect(shown('订单日期', empty)).toBe('');
    expect(shown('单向关联', empty)).toBe('');
  });

  test('a date of a formula has the format of the formula', () => {
    const scope = makeScope();
    const formula = addFormula(scope.table, '式', 'DATE(2021,6,1)', 'MM-dd');
    expect(cellText(formula, addRow(scope.table, {}), scope)).toBe('06-01');
  });

  test('a link to a record that is gone shows nothing', () => {
    const scope = makeScope();
    addField(scope.table, '名', 1);
    const link = addField(scope.table, '链', 18, { table_id: 'tblMain' });
    expect(cellText(link, addRow(scope.table, { 链: links('recGone') }), scope)).toBe('');
  });
});
