import { describe, expect, it } from 'vitest';
import { prepareFilter } from '../../../../src/cells/filter/prepare.js';
import { cpuMs } from '../../../support/cpu-time.js';
import { issuesOf, now, refusal, schemaIn, sent } from './fixtures/table.js';

describe('a filter that is wrong', () => {
  it.each([
    [
      'an unknown field',
      '截止日 > 1',
      'at character 1, "截止日": there is no field "截止日". Allowed: did you mean "截止日期"?',
    ],
    [
      'an unknown option',
      '金额 = 1 and 状态 = 进行',
      'at character 17, "进行": "进行" is no option of 状态. Allowed: did you mean "进行中"? All: "未开始", "进行中", "暂停"',
    ],
    [
      'an unknown operator',
      '标题 contians a',
      'no operator after the field "标题 contians a". Allowed: did you mean contains?',
    ],
    [
      'like',
      '标题 like "%a%"',
      'at character 4, "like": no operator after the field "标题". Allowed: contains "…"',
    ],
    ['starts with', '标题 starts with a', 'Allowed: contains "…"'],
    ['no operator', '完成', 'at its end: no operator after the field "完成". Allowed: =, !='],
    ['no value', '标题 =', 'at its end: a value is missing'],
    ['no field', '= 5', 'at character 1, "=": a condition begins with a field'],
    ['an empty list', '金额 in ()', 'at character 8, ")": a value is missing'],
    ['an open parenthesis', '(金额 = 1', 'at its end: a ) is missing'],
    ['a parenthesis too many', '金额 = 1)', 'at character 7, ")": not expected here'],
    ['an open quote', '标题 = "abc', 'at character 6, "\\"abc": a quote that is never closed'],
    ['a thousands mark', '金额 = 1,000', 'at character 7, ",": not expected here'],
    ['a number that could be either of two', '金额 > "1,500"', 'could be 1500 or 1.5'],
    ['two conditions in a row', '金额 = 1 标题 = a', 'at character 11, "=": not expected here'],
    ['a between with one end', '金额 between 1', 'between has no second value'],
    ['more than an empty text', '标题 > ""', '> needs a value'],
    [
      'a word as a number',
      '金额 > much',
      'at character 6, "much": 金额 is a number field. Allowed: a number such as 1234.5',
    ],
    [
      'a word as a date',
      '截止日期 > soon',
      '截止日期 is a date field. Allowed: 2026-11-01, 2026-11-01T09:30, today',
    ],
    ['a day that there is not', '截止日期 = 2026-02-30', '截止日期 is a date field'],
    ['a word as a tick', '完成 = maybe', '完成 is a checkbox. Allowed: true or false'],
    ['a text as an auto number', '编号 = abc', '编号 is an auto number'],
    [
      'more than an option',
      '状态 > 进行中',
      '状态 cannot be asked with >. Allowed: =, !=, in, not in, is empty, is not empty, contains, not contains',
    ],
    [
      'a part of a date',
      '截止日期 contains 2026',
      '截止日期 cannot be asked with contains. Allowed: =, !=, in, not in, is empty, is not empty, >',
    ],
    ['people by two kinds of id', '负责人 in (ou_a, on_b)', 'at character 15, "on_b": is "on_b"'],
    [
      'a formula without capitals',
      'currentValue.[标题] = "a"',
      'is a formula without capitals. Allowed: CurrentValue.[field]',
    ],
    [
      'a field in the place of a text',
      '标题 = 状态',
      '"状态" is a field, and fields are not compared with each other. Allowed: "状态" in quotes',
    ],
    ['JSON that breaks off', '{"conjunction":', 'begins like JSON and is none'],
  ])('for %s', (_, filter, expected) => {
    expect(refusal(filter)).toContain(expected);
  });

  it('tells of every piece at once', () => {
    const paths = issuesOf('截止日 > 1 and (状态 = 进行 or 金额 > x)');
    expect(paths.map(({ path }) => path)).toEqual(['filter', 'filter', 'filter']);
  });

  it('tells of the first twenty pieces, and counts the others', () => {
    const { length, [20]: last } = issuesOf(Array(70).fill('无 > 1').join(' and '));
    expect([length, last?.problem]).toEqual([21, 'and 50 more']);
  });

  it('shows a long piece cut short', () => {
    expect(refusal(`${'长'.repeat(1_000)} = 1`).length).toBeLessThan(500);
  });
});

describe('a range of numbers that ends before it begins', () => {
  it.each([
    '金额 between 5 and 1',
    '金额 > 5 and 金额 < 1',
    '金额 >= 10 and (完成 = true and 金额 between 1 and 5)',
  ])('is refused: %s', (filter) => {
    expect(refusal(filter)).toContain(
      'which is less. Allowed: an end that is not before the start',
    );
  });

  it('is no range where one of the two is enough', () => {
    expect(sent('金额 > 5 or 金额 < 1')).toBe('金额 isGreater 5 or 金额 isLess 1');
  });
});

describe('hostile input', () => {
  it.each([
    [
      '10,000 conditions',
      Array(10_000).fill('金额 = 1').join(' and '),
      'has 109995 characters. Allowed: at most 100000 characters',
    ],
    [
      '1,001 short conditions',
      Array(1_001).fill('fld3=1').join('&&'),
      'has more than 1000 conditions. Allowed: fewer',
    ],
    [
      '50 parentheses',
      `${'('.repeat(50)}金额 = 1${')'.repeat(50)}`,
      'nested too deep. Allowed: at most 20 levels',
    ],
    ['1,900 parentheses', '('.repeat(1_900), 'nested too deep'],
    ['500 negations', `${'not '.repeat(400)}金额 = 1`, 'nested too deep'],
    ['an open quote of 1,900 letters', `标题 = "${'a'.repeat(1_900)}`, 'never closed'],
    ['an open bracket', '[[[[[[[标题 = 1', 'a ] is missing'],
    ['backslashes up to the end', `标题 = "${'\\'.repeat(1_001)}"`, 'never closed'],
    ['nothing but signs', '=!<>&&||', 'a condition begins with a field'],
  ])('%s gets a clear answer at once', (_, filter, expected) => {
    const start = cpuMs();
    expect(refusal(filter)).toContain(expected);
    expect(cpuMs() - start).toBeLessThan(250);
  });

  it('an expression that runs away elsewhere is a text like others', () => {
    const filter = prepareFilter('标题 = "(a+)+$" or 合计 contains "(a+)+$"', schemaIn(), { now });
    const keep = filter.finish(new Map()).keep;
    const start = cpuMs();
    expect(keep?.({ 合计: `${'a'.repeat(100_000)}!` })).toBe(false);
    expect(keep?.({ 合计: 'x(a+)+$' })).toBe(true);
    expect(cpuMs() - start).toBeLessThan(100);
  });

  it('groups that multiply are counted and not made', () => {
    const pairs = Array.from({ length: 30 }, (_, index) => `(金额=${index} and 标题=a${index})`);
    const filter = `完成 = true and ((金额 > 1 and (标题=a or 标题=b)) or (${pairs.join(' or ')}))`;
    const start = cpuMs();
    const { notes } = prepareFilter(filter, schemaIn(), { now }).finish(new Map());
    expect(notes).toEqual([
      '金额, 标题: more conditions than one request to Feishu takes, filtered here',
    ]);
    expect(cpuMs() - start).toBeLessThan(200);
  });

  it('of 200 conditions that each become four is answered quickly', () => {
    const filter = Array.from({ length: 100 }, (_, index) => `fld5!=today-${index}`).join('&&');
    const start = cpuMs();
    const { notes } = prepareFilter(filter, schemaIn(), { now }).finish(new Map());
    expect(notes).toEqual([
      'Due date: more conditions than one request to Feishu takes, filtered here',
    ]);
    expect(cpuMs() - start).toBeLessThan(1_000);
  });

  it('a structured filter of 10,000 conditions or 1,000 levels is refused', () => {
    const condition = { field_name: '金额', operator: 'is', value: ['1'] };
    const many = { conjunction: 'and', conditions: Array(10_000).fill(condition) };
    expect(refusal(many)).toBe('filter has more than 1000 conditions');
    let deep: object = { conjunction: 'and', conditions: [condition] };
    for (let level = 0; level < 1_000; level += 1) deep = { conjunction: 'and', children: [deep] };
    expect(refusal(JSON.stringify(deep))).toContain(
      'is nested too deep. Allowed: at most 20 levels',
    );
  });
});
