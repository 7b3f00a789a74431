import { describe, expect, it } from 'vitest';
import { sent } from './fixtures/table.js';

describe('the readable filter', () => {
  it('of the readme becomes conditions and one group', () => {
    const filter = '状态 in ("进行中","暂停") and 截止日期 >= 2026-11-01 and not 负责人 is empty';
    expect(sent(filter)).toBe(
      '状态 contains 进行中 暂停 and 负责人 isNotEmpty and (截止日期 is ExactDate 2026-11-01 or 截止日期 isGreater ExactDate 2026-11-01)',
    );
  });

  it.each([
    ['标题 = a', '标题 is a'],
    ['标题 == "a"', '标题 is a'],
    ['标题 is a', '标题 is a'],
    ["标题 = 'a'", '标题 is a'],
    ['标题 = “a”', '标题 is a'],
    ['标题 = "say \\"hi\\""', '标题 is say "hi"'],
    ['标题 = "C:\\temp"', '标题 is C:\\temp'],
    ["标题 = it's here", "标题 is it's here"],
    ['标题 = R&D', '标题 is R&D'],
    ['标题 = Hello!', '标题 is Hello!'],
    ['标题 != a', '标题 isNot a'],
    ['标题 <> a', '标题 isNot a'],
    ['标题 is not a', '标题 isNot a'],
    ['标题 is in progress', '标题 is in progress'],
    ['标题≠a', '标题 isNot a'],
    ['标题 contains a b', '标题 contains a b'],
    ['标题 not contains a', '标题 doesNotContain a'],
    ['标题 does not contain a', '标题 doesNotContain a'],
    ['标题 doesNotContain a', '标题 doesNotContain a'],
    ['标题 包含 a', '标题 contains a'],
    ['标题 is empty', '标题 isEmpty'],
    ['标题 is not empty', '标题 isNotEmpty'],
    ['标题 isNotEmpty', '标题 isNotEmpty'],
    ['标题 = null', '标题 isEmpty'],
    ['标题 = "null"', '标题 is null'],
    ['标题 != ""', '标题 isNotEmpty'],
    ['金额 > 5', '金额 isGreater 5'],
    ['金额>=-1.5', '金额 isGreaterEqual -1.5'],
    ['金额 ≤ "1,234.5"', '金额 isLessEqual 1234.5'],
    ['金额 < 12%', '金额 isLess 0.12'],
    ['金额 between 1 and 5', '金额 isGreaterEqual 1 and 金额 isLessEqual 5'],
    ['金额 not between 1 and 5', '金额 isLess 1 or 金额 isEmpty or 金额 isGreater 5'],
    ['not 金额 between 1 and 5', '金额 isLess 1 or 金额 isEmpty or 金额 isGreater 5'],
    ['not 金额 > 5', '金额 isLessEqual 5 or 金额 isEmpty'],
    ['not not 金额 > 5', '金额 isGreater 5'],
    ['not 编号 >= 2', '编号 isLess 2 or 编号 isEmpty'],
    ['not 标题 < b', '标题 isGreaterEqual b or 标题 isEmpty'],
    ['金额 in (1, 2)', '金额 is 1 or 金额 is 2'],
    ['金额 not in (1, 2)', '金额 isNot 1 and 金额 isNot 2'],
    ['金额 in (1, null)', '金额 isEmpty or 金额 is 1'],
    ['标题 contains ("a", "b")', '标题 contains a or 标题 contains b'],
    ['标题 in (ExactDate, a)', '标题 is ExactDate or 标题 is a'],
    ['fld3 = 5', '金额 is 5'],
    ['[Due date] is empty', 'Due date isEmpty'],
    ['`Due date` is empty', 'Due date isEmpty'],
    ['"Due date" is empty', 'Due date isEmpty'],
    ['Due date is empty', 'Due date isEmpty'],
    ['due date is empty', 'Due date isEmpty'],
    ['完成 = true', '完成 is true'],
    ['完成 = yes', '完成 is true'],
    ['完成 = 是', '完成 is true'],
    ['完成 != true', '完成 is false'],
    ['完成 is empty', '完成 is false'],
    ['not 完成 = true', '完成 is false'],
  ])('%s', (filter, expected) => {
    expect(sent(filter)).toBe(expected);
  });

  it.each([
    [
      'not before and before or',
      'not 金额 = 1 and 金额 = 2 or 金额 = 3',
      '金额 is 3 or (金额 isNot 1 and 金额 is 2)',
    ],
    ['signs', '!(金额 = 1) && 金额 = 2 || 金额 = 3', '金额 is 3 or (金额 isNot 1 and 金额 is 2)'],
    [
      'capitals',
      'NOT 金额 = 1 AND 金额 = 2 OR 金额 = 3',
      '金额 is 3 or (金额 isNot 1 and 金额 is 2)',
    ],
    ['Chinese', '非 金额 = 1 且 金额 = 2 或 金额 = 3', '金额 is 3 or (金额 isNot 1 and 金额 is 2)'],
    ['full-width signs', '（金额＝1，）'.replace('，', ''), '金额 is 1'],
    [
      'parentheses',
      '金额 = 1 and (金额 = 2 or 金额 = 3)',
      '金额 is 1 and (金额 is 2 or 金额 is 3)',
    ],
    [
      'parentheses that say nothing',
      '((金额 = 1) and ((金额 = 2) and 金额 = 3))',
      '金额 is 1 and 金额 is 2 and 金额 is 3',
    ],
  ])('joins by %s', (_, filter, expected) => {
    expect(sent(filter)).toBe(expected);
  });

  it('moves not into what it stands before', () => {
    expect(sent('not (金额 > 1 and (标题 contains a or 标签 is empty) and 金额 <= 9)')).toBe(
      '金额 isLessEqual 1 or 金额 isEmpty or 金额 isGreater 9 or (标题 doesNotContain a and 标签 isNotEmpty)',
    );
    expect(sent('not not 金额 in (1, 2)')).toBe('金额 is 1 or 金额 is 2');
  });
});

describe('what a cell lists', () => {
  it.each([
    ['状态 = 进行中', '状态 is 进行中'],
    ['状态 = opt1', '状态 is 进行中'],
    ['状态 in (未开始, 进行中)', '状态 contains 未开始 进行中'],
    ['状态 in ["未开始", "进行中"]', '状态 contains 未开始 进行中'],
    ['状态 not in (未开始, 进行中)', '状态 doesNotContain 未开始 进行中'],
    ['状态 in (未开始, "")', '状态 isEmpty or 状态 contains 未开始'],
    ['标签 contains 红', '标签 contains 红'],
    ['标签 = 红', '标签 is 红'],
    ['标签 not contains (红, 黄)', '标签 doesNotContain 红 黄'],
    ['负责人 = ou_a', '负责人 is ou_a'],
    ['负责人 in (ou_a, ou_b)', '负责人 contains ou_a ou_b'],
    ['创建人 contains ou_a', '创建人 contains ou_a'],
    ['群 = oc_a', '群 is oc_a'],
    ['客户 contains recaB3dE5g', '客户 contains recaB3dE5g'],
    ['附件 is empty', '附件 isEmpty'],
  ])('%s', (filter, expected) => {
    expect(sent(filter)).toBe(expected);
  });

  it('is asked for ten at a time', () => {
    const ids = Array.from({ length: 12 }, (_, index) => `ou_${index}`);
    const groups = [ids.slice(0, 10), ids.slice(10)].map((each) => each.join(' '));
    expect(sent(`负责人 in (${ids.join(', ')})`)).toBe(
      `负责人 contains ${groups[0]} or 负责人 contains ${groups[1]}`,
    );
    expect(sent(`负责人 not in (${ids.join(', ')})`)).toBe(
      `负责人 doesNotContain ${groups[0]} and 负责人 doesNotContain ${groups[1]}`,
    );
  });
});

describe('dates', () => {
  it.each([
    ['截止日期 = 2026-11-01', '截止日期 is ExactDate 2026-11-01'],
    ['截止日期 = 2026/11/1', '截止日期 is ExactDate 2026-11-01'],
    ['截止日期 < 2026-11-01', '截止日期 isLess ExactDate 2026-11-01'],
    ['截止日期 <= 2026-11-01', '截止日期 isLess ExactDate 2026-11-02'],
    [
      '截止日期 > 2026-11-01',
      '截止日期 is ExactDate 2026-11-02 or 截止日期 isGreater ExactDate 2026-11-02',
    ],
    [
      '截止日期 >= 2026-11-01',
      '截止日期 is ExactDate 2026-11-01 or 截止日期 isGreater ExactDate 2026-11-01',
    ],
    [
      '截止日期 != 2026-11-01',
      '截止日期 isLess ExactDate 2026-11-01 or 截止日期 is ExactDate 2026-11-02 or 截止日期 isGreater ExactDate 2026-11-02 or 截止日期 isEmpty',
    ],
    [
      '截止日期 between 2026-11-01 and 2026-11-05',
      '截止日期 isLess ExactDate 2026-11-06 and (截止日期 is ExactDate 2026-11-01 or 截止日期 isGreater ExactDate 2026-11-01)',
    ],
    ['截止日期 in (2026-11-01, today)', '截止日期 is ExactDate 2026-11-01 or 截止日期 is Today'],
    ['not 截止日期 >= 2026-11-01', '截止日期 isLess ExactDate 2026-11-01 or 截止日期 isEmpty'],
    ['not 截止日期 < today', '截止日期 is Today or 截止日期 isGreater Today or 截止日期 isEmpty'],
    ['not 截止日期 > this month', '截止日期 isLess ExactDate 2026-12-01 or 截止日期 isEmpty'],
    [
      '截止日期 not between 2026-11-01 and today',
      '截止日期 isLess ExactDate 2026-11-01 or 截止日期 isEmpty or 截止日期 is Tomorrow or 截止日期 isGreater Tomorrow',
    ],
    ['截止日期 = today', '截止日期 is Today'],
    ['截止日期 = 昨天', '截止日期 is Yesterday'],
    ['截止日期 <= today', '截止日期 isLess Tomorrow'],
    ['截止日期 >= tomorrow', '截止日期 is Tomorrow or 截止日期 isGreater Tomorrow'],
    ['截止日期 = today - 1', '截止日期 is Yesterday'],
    [
      '截止日期 < TODAY() - 7 and 金额 > 1',
      '截止日期 isLess ExactDate 2026-11-14 and 金额 isGreater 1',
    ],
    ['截止日期 < today-7', '截止日期 isLess ExactDate 2026-11-14'],
    ['截止日期 < today + 3 days', '截止日期 isLess ExactDate 2026-11-24'],
    ['截止日期 = this week', '截止日期 is CurrentWeek'],
    ['截止日期 in last week', '截止日期 is LastWeek'],
    ['截止日期 = 本月', '截止日期 is CurrentMonth'],
    ['截止日期 = last month', '截止日期 is LastMonth'],
    ['截止日期 = last 7 days', '截止日期 is TheLastWeek'],
    ['截止日期 = next 7 days', '截止日期 is TheNextWeek'],
    ['截止日期 = past 30 days', '截止日期 is TheLastMonth'],
    ['截止日期 = next 30 days', '截止日期 is TheNextMonth'],
    [
      '截止日期 = last 3 days',
      '截止日期 isLess Tomorrow and (截止日期 is ExactDate 2026-11-19 or 截止日期 isGreater ExactDate 2026-11-19)',
    ],
    ['截止日期 < this week', '截止日期 isLess ExactDate 2026-11-16'],
    ['截止日期 <= this month', '截止日期 isLess ExactDate 2026-12-01'],
    ['创建时间 < this year', '创建时间 isLess ExactDate 2026-01-01'],
    ['截止日期 < 2026-11-01T00:00', '截止日期 isLess ExactDate 2026-11-01'],
    ['截止日期 < 1793462400000', '截止日期 isLess ExactDate 2026-11-01'],
  ])('%s', (filter, expected) => {
    expect(sent(filter)).toBe(expected);
  });
});

describe('groups within groups', () => {
  it('are taken apart where that fits', () => {
    expect(sent('金额 = 1 and (标题 = a or (标题 = b and 完成 = true))')).toBe(
      '金额 is 1 and (标题 is a or 标题 is b) and (标题 is a or 完成 is true)',
    );
    expect(sent('金额 = 1 or (完成 = true and (标题 = a or 标题 = b))')).toBe(
      '(金额 is 1 or 完成 is true) and (金额 is 1 or 标题 is a or 标题 is b)',
    );
  });

  it('ask nothing twice, nor what follows from the rest', () => {
    expect(sent('金额 = 1 or 金额 = 1 or (金额 = 1 and 标题 = a)')).toBe('金额 is 1');
    expect(sent('完成 = true or (标题 = a and not 金额 > 5 and not 金额 < 1)')).toBe(
      '完成 is true or (标题 is a and 金额 isLessEqual 5 and 金额 isGreaterEqual 1) or (标题 is a and 金额 isEmpty)',
    );
  });

  it('take the shorter of the two ways', () => {
    expect(sent('(金额 = 1 and 金额 = 2) or (金额 = 3 and 金额 = 4)')).toBe(
      '(金额 is 1 and 金额 is 2) or (金额 is 3 and 金额 is 4)',
    );
  });
});
