import { describe, expect, it } from 'vitest';
import { prepareFilter } from '../../../../src/cells/filter/prepare.js';
import { lookupKey } from '../../../../src/cells/write/lookup.js';
import type { Json } from '../../../../src/core/json.js';
import { cpuMs } from '../../../support/cpu-time.js';
import { compiled, now, schemaIn, sent } from './fixtures/table.js';

/** What the answer says of a filter. */
function notesOf(filter: string): readonly string[] {
  return compiled(filter).notes;
}

describe('what the vendor cannot filter is filtered here', () => {
  it('by itself where it is joined by and, the rest being sent', () => {
    const filter = '金额 > 1 and 合计 > 5';
    expect(sent(filter)).toBe('金额 isGreater 1');
    const { keep, keepFields } = compiled(filter);
    expect(keepFields).toEqual(['合计']);
    expect(keep?.({ 金额: 0, 合计: 6 })).toBe(true);
    expect(keep?.({ 金额: 9, 合计: 5 })).toBe(false);
  });

  it('with all that is joined to it by or', () => {
    const filter = '标题 = a and (金额 > 1 or 合计 > 5)';
    expect(sent(filter)).toBe('标题 is a');
    const { keep, keepFields } = compiled(filter);
    expect(keepFields).toEqual(['金额', '合计']);
    expect(keep?.({ 金额: 2, 合计: 0 })).toBe(true);
    expect(keep?.({ 金额: 1, 合计: 5 })).toBe(false);
  });

  it('but of an or, what each side asks the vendor is sent', () => {
    expect(sent('(金额 > 1 and 合计 > 5) or (金额 < 0 and 合计 < 3)')).toBe(
      '金额 isGreater 1 or 金额 isLess 0',
    );
  });

  it('and says so, once', () => {
    expect(notesOf('合计 > 1 and 合计 < 5 and 引用 = a')).toEqual([
      '合计 (a formula) is filtered here, not by Feishu',
      '引用 (a lookup) is filtered here, not by Feishu',
    ]);
  });

  it('and nothing is said of what is sent', () => {
    const { keep, keepFields, notes } = compiled('金额 > 1 or 截止日期 >= today');
    expect([keep, keepFields, notes]).toEqual([undefined, [], []]);
  });
});

describe('a time of day', () => {
  const rows = [
    '2026-10-31',
    '2026-11-01',
    '2026-11-01T09:29:59+08:00',
    '2026-11-01T09:30:00+08:00',
    '2026-11-01T09:30:59+08:00',
    '2026-11-01T09:31:00+08:00',
    '2026-11-02',
  ];

  it.each([
    ['=', '截止日期 is ExactDate 2026-11-01', rows.slice(3, 5)],
    ['!=', '', [...rows.slice(0, 3), ...rows.slice(5), null]],
    [
      '>',
      '截止日期 is ExactDate 2026-11-01 or 截止日期 isGreater ExactDate 2026-11-01',
      rows.slice(5),
    ],
    [
      '>=',
      '截止日期 is ExactDate 2026-11-01 or 截止日期 isGreater ExactDate 2026-11-01',
      rows.slice(3),
    ],
    ['<', '截止日期 isLess ExactDate 2026-11-02', rows.slice(0, 3)],
    ['<=', '截止日期 isLess ExactDate 2026-11-02', rows.slice(0, 5)],
  ])('%s is asked for by day and told apart here', (operator, asked, expected) => {
    const filter = `截止日期 ${operator} 2026-11-01T09:30`;
    expect(sent(filter)).toBe(asked);
    const { keep, notes } = compiled(filter);
    expect([...rows, null].filter((row) => keep?.({ 截止日期: row }))).toEqual(expected);
    expect(notes).toEqual(['截止日期 is filtered here by the time of day: Feishu compares days']);
  });

  it('negated finds every other row, the empty ones too', () => {
    const filter = 'not 截止日期 > 2026-11-01T09:30';
    expect(sent(filter)).toBe('截止日期 isLess ExactDate 2026-11-02 or 截止日期 isEmpty');
    const { keep, notes } = compiled(filter);
    expect([...rows, null].filter((row) => keep?.({ 截止日期: row }))).toEqual([
      ...rows.slice(0, 5),
      null,
    ]);
    expect(notes).toEqual(['截止日期 is filtered here by the time of day: Feishu compares days']);
  });

  it('of midnight needs no telling apart', () => {
    expect(compiled('截止日期 >= "2026-11-01T00:00:00+08:00"').keep).toBeUndefined();
  });
});

describe('computed fields are compared as what they come to', () => {
  it.each([
    ['合计 = 5', [5, '5', [5]], ['5 元', 6, null, [5, 6]]],
    ['合计 = "5"', [5, '5'], ['05', 50]],
    ['合计 != 5', [6, null, [5, 6]], [5]],
    ['合计 > 9', [10, '10', [1, 10]], [9, null, 'z', []]],
    ['合计 <= 9', [9, [1, 10]], [10, null, 'z', []]],
    ['合计 between 1 and 5', [1, '5'], [0, 6, null]],
    ['合计 not between 1 and 5', [0, 6, null, 'z'], [1, '5']],
    ['合计 = 完成', ['完成', ['完成']], ['未完成', null]],
    ['合计 contains 完', ['未完成', ['a', '完成']], ['a', null]],
    ['合计 not contains 完', ['a', null], ['完成']],
    ['合计 is empty', [null, '', []], [0, false, 'a']],
    ['合计 is not empty', [0, false, 'a'], [null, '', []]],
    ['合计 = true', [true], [false, null]],
    ['合计 >= 2026-11-01', ['2026-11-01', '2026-11-21T09:30:00+08:00'], ['2026-10-31', null]],
    ['合计 = this week', ['2026-11-16', '2026-11-22T23:59:59+08:00'], ['2026-11-15', '2026-11-23']],
    ['引用 contains 张', [[{ id: 'ou_a', name: '张三' }]], [[{ id: 'ou_b', name: '李四' }]]],
    ['引用 = ou_a', [[{ id: 'ou_a', name: '张三' }]], [[{ id: 'ou_b', name: '李四' }]]],
    ['阶段 = a', ['a'], ['b', null]],
  ] as const)('%s', (filter, kept, dropped) => {
    const { keep } = compiled(filter);
    const passes = (cell: unknown) => keep?.({ [filter.split(' ')[0]!]: cell as Json });
    expect(kept.filter((cell) => !passes(cell))).toEqual([]);
    expect(dropped.filter(passes)).toEqual([]);
  });
});

it.each(['合计 > 9', '合计 <= 9', '合计 < this week', '合计 >= "b"', '合计 between 1 and 5'])(
  'not %s is true of all other results: empty, several, or of another type',
  (written) => {
    const cells = [null, '', [], 0, 9, 10, '10', [1, 10], 'z', 'a', false, '2026-11-01', ['', 3]];
    const passes = (filter: string) => cells.map((cell) => compiled(filter).keep?.({ 合计: cell }));
    expect(passes(`not (${written})`)).toEqual(passes(written).map((passed) => !passed));
    expect(passes(written).slice(0, 3)).toEqual([false, false, false]);
  },
);

describe('names', () => {
  const zhang = { id: 'ou_a', name: '张三' };
  const li = { id: 'ou_b', name: '李四' };

  it.each([
    ['负责人 = 张三', [[zhang]], [[zhang, li], [li], null]],
    ['负责人 in (张三, ou_b)', [[zhang], [li], [zhang, li]], [null]],
    ['负责人 contains 张', [[zhang], [zhang, li]], [[li], null]],
    ['负责人 not in (张三)', [[li], null], [[zhang, li]]],
  ] as const)('of people are matched here: %s', (filter, kept, dropped) => {
    const { keep, filter: asked, notes } = compiled(filter);
    expect(asked).toBeUndefined();
    expect(notes).toEqual([
      '负责人 is filtered here by name; by open_id or e-mail address Feishu does it',
    ]);
    expect(kept.filter((people) => !keep?.({ 负责人: people }))).toEqual([]);
    expect(dropped.filter((people) => keep?.({ 负责人: people }))).toEqual([]);
  });

  it('of files are matched here', () => {
    const { keep } = compiled('附件 contains pdf');
    const file = (name: string) => ({ 附件: [{ file_token: 'box', name, size: 1 }] });
    expect([keep?.(file('a.pdf')), keep?.(file('a.png')), keep?.({})]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('of groups are matched here', () => {
    const { keep } = compiled('群 = 运营群');
    expect([
      keep?.({ 群: [{ id: 'oc_a', name: '运营群' }] }),
      keep?.({ 群: [{ id: 'oc_b', name: '群' }] }),
    ]).toEqual([true, false]);
  });
});

describe('auto numbers', () => {
  const texts = ['001no20220624', '002no20220624', '1000no20220625', null];

  it.each([
    ['编号 = 1', '编号 is 1', undefined],
    ['编号 >= 002no20220101', '编号 isGreaterEqual 2', undefined],
    ['流水 = 007', '流水 is 7', undefined],
    ['编号 = 001no20220624', '编号 is 1', [texts[0]]],
    ['编号 != 001no20220624', '', texts.slice(1)],
    ['编号 contains 0625', '', [texts[2]]],
    ['编号 > 1 or 合计 = 5', '', texts.slice(1, 3)],
  ])('%s', (filter, asked, kept) => {
    expect(sent(filter)).toBe(asked);
    const { keep } = compiled(filter);
    expect(keep && texts.filter((text) => keep({ 编号: text }))).toEqual(kept);
  });
});

describe('a link is compared by its text and by its address', () => {
  const cells: readonly Json[] = [
    { text: '官网', link: 'https://a.example/x' },
    'https://b.example/',
    null,
  ];

  it.each([
    ['网址 contains a.example', [true, false, false]],
    ['网址 not contains a.example', [false, true, true]],
    ['网址 = "https://a.example/x"', [true, false, false]],
    ['网址 in ("https://a.example/x", "https://b.example/")', [true, true, false]],
    ['网址 contains 官', [true, false, false]],
  ])('%s', (filter, kept) => {
    const { keep, notes } = compiled(filter);
    expect(cells.map((网址) => keep?.({ 网址 }))).toEqual(kept);
    expect(notes).toEqual([
      '网址 is filtered here by its text and its address: Feishu compares the text alone',
    ]);
  });

  it('and a text that is no address is asked for', () => {
    expect(sent('网址 = 官网 and 网址 contains "a b"')).toBe('网址 is 官网 and 网址 contains a b');
  });
});

describe('what must be looked up', () => {
  const prepare = (filter: string) => prepareFilter(filter, schemaIn(), { now });
  const mail = { kind: 'person', email: 'a@example.com' } as const;
  const title = {
    kind: 'record',
    tableId: 'tblCustomers',
    title: '上海分公司',
    match: 'is',
  } as const;

  it('is said once, and found before the filter is finished', () => {
    const { needs, finish } = prepare(
      '负责人 = a@example.com and (客户 = 上海分公司 or 客户 contains 上海分公司)',
    );
    const part = { ...title, match: 'contains' } as const;
    expect(needs).toEqual([mail, title, part]);
    const { filter, userIdType } = finish(
      new Map([
        [lookupKey(mail), { id: 'ou_found' }],
        [lookupKey(title), { id: 'recFound12' }],
        [lookupKey(part), { id: 'recFound12', ids: ['recFound12', 'recFound34'] }],
      ]),
    );
    expect(JSON.stringify(filter)).toContain(
      '{"field_name":"负责人","operator":"is","value":["ou_found"]}',
    );
    expect(JSON.stringify(filter)).toContain(
      '"operator":"contains","value":["recFound12","recFound34"]',
    );
    expect(userIdType).toBe('open_id');
  });

  it('may be many records, which are asked for ten at a time, or none', () => {
    const ids = Array.from({ length: 12 }, (_, index) => `rec${index}`);
    const part = { ...title, match: 'contains', title: '分公司' } as const;
    const finished = (found: readonly string[]) =>
      prepare('客户 contains 分公司').finish(
        new Map([[lookupKey(part), { id: found[0] ?? '', ids: found }]]),
      );
    expect(finished(ids).filter).toMatchObject({
      conjunction: 'or',
      conditions: [{ value: { length: 10 } }, { value: ['rec10', 'rec11'] }],
    });
    const { filter, notes } = finished([]);
    expect(filter).toMatchObject({
      conjunction: 'and',
      conditions: [{ operator: 'isEmpty' }, { operator: 'isNotEmpty' }],
    });
    expect(notes).toEqual(['客户: no record of the linked table has a title with "分公司"']);
  });

  it('and is not there is refused where it stands', () => {
    const { finish } = prepare('金额 = 1 and 客户 = 上海分公司');
    const finding = { problem: 'no record is called that', allowed: 'a record_id' };
    expect(() => finish(new Map([[lookupKey(title), finding]]))).toThrow(
      'at character 17, "上海分公司": no record is called that',
    );
  });

  it('is nothing for ids, and for a filter that is wrong nothing is looked up', () => {
    expect(prepare('负责人 = ou_a and 客户 = recaB3dE5g').needs).toEqual([]);
    expect(() => prepare('负责人 = a@example.com and 金 = 1')).toThrow('no field');
  });

  it('says by which kind of id the people go', () => {
    expect(compiled('负责人 = on_a').userIdType).toBe('union_id');
    expect(compiled('负责人 = abc', new Map(), { userIdType: 'user_id' }).userIdType).toBe(
      'user_id',
    );
    expect(compiled('金额 = 1').userIdType).toBeUndefined();
    expect(prepare('负责人 in (a@example.com, on_a)').userIdType).toBe('union_id');
    const found = new Map([[lookupKey(mail), { id: 'ou_found' }]]);
    expect(() => prepare('负责人 in (a@example.com, on_a)').finish(found)).toThrow('on_a');
  });
});

describe('a filter that is too long for one request', () => {
  const names = Array.from({ length: 60 }, (_, index) => `n${index}`);

  it('is decided here, as far as it does not fit', () => {
    const filter = `金额 = 1 and 标题 in (${names.join(', ')})`;
    expect(sent(filter)).toBe('金额 is 1');
    const { keep, notes } = compiled(filter);
    expect([keep?.({ 标题: 'n59' }), keep?.({ 标题: 'n60' }), keep?.({})]).toEqual([
      true,
      false,
      false,
    ]);
    expect(notes).toEqual([
      '标题: more conditions than one request to Feishu takes, filtered here',
    ]);
  });

  it('and has a not finds the empty cells here', () => {
    const { keep } = compiled(`not 金额 > 1 or 标题 in (${names.join(', ')})`);
    expect([keep?.({}), keep?.({ 金额: 1 }), keep?.({ 金额: 2 })]).toEqual([true, true, false]);
  });

  it('counts its characters too', () => {
    const long = names.slice(0, 3).map((name) => name.repeat(200));
    const asked = `标题 in (${long.join(', ')})`;
    expect(JSON.stringify(compiled(asked).filter).length).toBeLessThan(2_000);
    expect(compiled(`${asked} and 电话 = ${'1'.repeat(600)}`).notes).toHaveLength(1);
  });
});

it('200,000 rows are decided in well under a second', () => {
  const { keep } = compiled(
    '合计 > 5 and 合计 < 2026-11-01 or 截止日期 >= 2026-11-01T09:30 and 负责人 = 张三',
  );
  const row = {
    合计: '2026-10-01',
    截止日期: '2026-11-05T09:30:00+08:00',
    负责人: [{ id: 'ou_a', name: '张三' }],
  };
  const start = cpuMs();
  let kept = 0;
  for (let index = 0; index < 200_000; index += 1) kept += keep?.(row) ? 1 : 0;
  expect(kept).toBe(200_000);
  expect(cpuMs() - start).toBeLessThan(2_000);
});

it('a list of any length is decided here, each row at once', () => {
  const list = Array.from({ length: 3_000 }, (_, index) => `a${index}`).join(', ');
  const { keep, notes } = compiled(`标题 in (${list}) or 金额 in (1, 2)`);
  const { keep: others } = compiled(`标题 not in (${list})`);
  expect(notes).toEqual([
    '标题, 金额: more conditions than one request to Feishu takes, filtered here',
  ]);
  const titled = (标题: string | null) => ({ 标题, 金额: null });
  expect([titled('a2999'), titled('a3000'), titled(null)].map((row) => keep?.(row))).toEqual([
    true,
    false,
    false,
  ]);
  expect(keep?.({ 标题: null, 金额: 2 })).toBe(true);
  expect([titled('a2999'), titled('a3000'), titled(null)].map((row) => others?.(row))).toEqual([
    false,
    true,
    true,
  ]);
});
