import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../../src/core/json.js';
import { type Args, type Facts, ServerFixture } from '../../support/server-fixture.js';
import {
  addTables,
  fieldIdsAt,
  newTable,
  numbered,
  type TableRef,
  title,
} from '../../support/table-fixture.js';

let fixture: ServerFixture;
let tableRef: TableRef;

const search = 'bitable_records_search';
const status = { options: ['进行中', '暂停', '完成'].map((name) => ({ name })) };
const fields = [
  { field_name: title, type: 1 },
  { field_name: '数量', type: 2 },
  { field_name: '状态', type: 3, property: status },
  { field_name: '截止日期', type: 5 },
  { field_name: '负责人', type: 11 },
  { field_name: '标签', type: 4, property: { options: [{ name: '急' }, { name: '大' }] } },
  { field_name: '完成', type: 7 },
  { field_name: 'due date', type: 5 },
];

const columns = [title, '数量', '状态', '截止日期', '负责人', '标签', '完成'];
const rows: readonly Json[][] = [
  ['甲', 1, '进行中', '2026-11-01', 'li.si@sandbox.invalid', ['急'], true],
  ['乙', 2, '暂停', '2026-12-01 09:30', null, ['急', '大'], false],
  ['丙', 3, '完成', '2026-11-20', 'wang.wu@sandbox.invalid', null, true],
  ['丁', 4, '进行中', '2026-10-31 23:59', 'li.si@sandbox.invalid', ['大'], false],
  ['戊', null, null, null, null, null, false],
];

/** The field that is twice the number. */
async function addDouble(to: TableRef): Promise<void> {
  const [, number] = fieldIdsAt(fixture.sandbox, to);
  const formula_expression = `bitable::$table[${to.table_id}].$field[${number}]*2`;
  const field = { field_name: '双倍', type: 20, property: { formula_expression } };
  await fixture.call('bitable_fields_create', { ...to, ...field });
}

beforeAll(async () => {
  fixture = await ServerFixture.start();
  tableRef = newTable(fixture.sandbox, [], fields);
  await addDouble(tableRef);
  await fixture.call('bitable_records_batch_create', { ...tableRef, records: { columns, rows } });
});

afterAll(() => fixture.end());

/** The titles of what a filter finds, as one text. */
function titlesOf({ columns: names, rows: found }: Facts): string {
  return found.map((row: Json[]) => row[names.indexOf(title)]).join('');
}

const find = (args: Args) => fixture.call(search, { ...tableRef, ...args });

describe('a filter in words', () => {
  it.each([
    ['状态 in ("进行中","暂停") and 截止日期 >= 2026-11-01 and not 负责人 is empty', '甲'],
    ['状态 = 进行中', '甲丁'],
    ['状态 != 进行中 and 状态 is not empty', '乙丙'],
    ['数量 >= 2 and 数量 <= 3', '乙丙'],
    ['数量 between 2 and 3', '乙丙'],
    ['数量 > "1,000.5"', ''],
    ['截止日期 = 2026-11-01', '甲'],
    ['截止日期 < 2026-11-01', '丁'],
    ['截止日期 <= 2026-11-20', '甲丙丁'],
    ['截止日期 > 2026-11-20', '乙'],
    ['负责人 = li.si@sandbox.invalid', '甲丁'],
    ['负责人 is empty', '乙戊'],
    ['标签 contains 急', '甲乙'],
    ['标签 not contains 急 and 标签 is not empty', '丁'],
    ['完成 = true', '甲丙'],
    ['完成 = 是', '甲丙'],
    [`${title} contains 甲 or ${title} = "乙"`, '甲乙'],
    ['(状态 = 进行中 or 状态 = 暂停) and (数量 > 1 or 截止日期 is empty)', '乙丁'],
    ['not (数量 > 2)', '甲乙戊'],
    ['`due date` is empty and 数量 = 4', '丁'],
    ['', '甲乙丙丁戊'],
  ])('%s finds %s', async (filter, titles) => {
    expect(titlesOf(await find({ filter }))).toBe(titles);
  });

  it('means days in the time zone of the base', async () => {
    expect(titlesOf(await find({ filter: '截止日期 >= 2026-11-01' }))).toBe('甲乙丙');
  });

  it('takes the id of a field for its name, and so do columns and order', async () => {
    const [, id = ''] = fieldIdsAt(fixture.sandbox, tableRef);
    const sort = [{ field_name: id, desc: true }];
    const found = await find({ filter: `${id} > 2`, field_names: [id], sort });
    expect(found.columns).toEqual(['record_id', '数量']);
    expect(found.rows.map(([, number]: Json[]) => number)).toEqual([4, 3]);
  });

  it('takes one request where it names a person, two', async () => {
    const before = fixture.sandbox.requests.length;
    await find({ filter: '状态 = 进行中 and 负责人 = li.si@sandbox.invalid' });
    const names = fixture.sandbox.requests.slice(before).map(({ name }) => name);
    expect(names).toEqual(['contact_users_batch_get_id', search]);
  });

  it.each([
    ['状态 = 进行', '"进行" is no option of 状态. Did you mean "进行中"?'],
    ['数量 > "x"', '数量 is a number field. Allowed: a number'],
    ['截止日期 > 某天', '截止日期 is a date field. Allowed: 2026-11-01'],
    ['标提 = 1', 'there is no field "标提". Did you mean "标题"?'],
    ['数量 = 3 and', 'filter is wrong at its end'],
    ['数量 like 3', 'no operator'],
    ['负责人 = nobody@sandbox.invalid', 'nobody of this tenant has the address'],
    ['状态 = 进行 and 数量 > x', '数量 is a number field'],
  ])('that cannot be, such as %s, is refused before it is sent', async (filter, words) => {
    const before = fixture.sent(search);
    const text = await fixture.failure(search, { ...tableRef, filter });
    expect(text).toContain('nothing was sent');
    expect(text).toContain(words);
    expect(fixture.sent(search)).toBe(before);
  });
});

describe('a filter in the terms of the vendor', () => {
  const where = (...conditions: Facts[]) => ({ conjunction: 'and', conditions });

  it.each([
    [[{ field_name: '数量', operator: 'isGreater', value: ['2'] }], '丙丁'],
    [[{ field_name: '数量', operator: 'isGreater', value: 2 }], '丙丁'],
    [[{ field_name: '负责人', operator: 'isNotEmpty' }], '甲丙丁'],
    [[{ field_name: '状态', operator: 'is', value: ['暂停'] }], '乙'],
    [[{ field_name: '截止日期', operator: 'isGreaterEqual', value: ['2026-11-20'] }], '乙丙'],
    [[{ field_name: '截止日期', operator: 'is', value: ['ExactDate', '1793462400000'] }], '甲'],
    [
      [
        { field_name: '标签', operator: 'contains', value: ['急'] },
        { field_name: '数量', operator: 'isLess', value: ['2'] },
      ],
      '甲',
    ],
  ])('%j finds %s', async (conditions, titles) => {
    expect(titlesOf(await find({ filter: where(...conditions) }))).toBe(titles);
  });

  it('may be JSON text', async () => {
    const filter = JSON.stringify(where({ field_name: '数量', operator: 'is', value: ['4'] }));
    expect(titlesOf(await find({ filter }))).toBe('丁');
  });

  it('may be a formula, which the older listing takes, with order and columns', async () => {
    const [before, lists] = [fixture.sent(search), fixture.sent('bitable_records_list')];
    const sort = [{ field_name: '数量', desc: true }];
    const found = await find({ filter: 'CurrentValue.[数量]>2', sort, field_names: [title] });
    expect(titlesOf(found)).toBe('丁丙');
    expect(found.columns).toEqual(['record_id', title]);
    expect([fixture.sent(search), fixture.sent('bitable_records_list')]).toEqual([
      before,
      lists + 1,
    ]);
  });
});

describe('what the vendor cannot filter', () => {
  it('such as more conditions than a request takes, as an object too', async () => {
    const conditions = Array.from({ length: 60 }, (_, index) => ({
      ...{ field_name: title, operator: 'isNot', value: [index === 0 ? '甲' : `无${index}`] },
    }));
    const found = await find({ filter: { conjunction: 'AND', conditions } });
    expect(titlesOf(found)).toBe('乙丙丁戊');
  });

  it.each([
    ['双倍 > 5', '丙丁'],
    ['双倍 > 3 and 状态 = 进行中', '丁'],
    ['双倍 > 5 or 状态 = 暂停', '乙丙丁'],
    ['双倍 = 0', '戊'],
  ])('is filtered here, and the answer says so: %s', async (filter, titles) => {
    const found = await find({ filter, field_names: [title] });
    expect(titlesOf(found)).toBe(titles);
    expect(found.columns).toEqual(['record_id', title]);
    expect(found.notes).toEqual(['双倍 (a formula) is filtered here, not by Feishu']);
    expect(found).not.toHaveProperty('total');
  });

  it('loses and doubles nothing over pages, whatever the limit', async () => {
    const many = numbered(1_203).map((row, index) => ({ ...row, 数量: index }));
    const long = newTable(fixture.sandbox, many);
    await addDouble(long);
    const seen: Json[] = [];
    let cursor: string | undefined;
    for (const limit of [1, 99, 3, 500, 10, 500]) {
      const args = { ...long, filter: '双倍 > 900', limit, ...(cursor && { cursor }) };
      const page = await fixture.call(search, args);
      expect(page.has_more).toBe('next_cursor' in page);
      seen.push(...page.rows.map(([, name]: Json[]) => name));
      cursor = page.next_cursor;
      if (cursor === undefined) break;
    }
    const expected = many.filter(({ 数量 }) => 数量 * 2 > 900).map((row) => row[title]);
    expect(seen).toEqual(expected);
  });
});

describe('a view', () => {
  it('is ignored by the vendor beside a filter, which the answer says', async () => {
    const { items } = await fixture.call('bitable_views_list', tableRef);
    const view_id = items[0].view_id;
    const { notes } = await find({ filter: '数量 > 1', view_id });
    expect(notes).toEqual(['Feishu ignores view_id where filter or sort is given']);
  });
});

describe('a table whose fields may not be seen', () => {
  const hide = () =>
    fixture.sandbox.faults.add({ kind: 'code', code: 1254302, endpoint: 'bitable_fields_list' });

  it('takes what the vendor reads itself, and says why it takes no words', async () => {
    const unseen = newTable(fixture.sandbox, numbered(3));
    hide();
    const conditions = [{ field_name: title, operator: 'is', value: ['行1'] }];
    const structured = { conjunction: 'and', conditions };
    expect((await fixture.call(search, { ...unseen, filter: structured })).total).toBe(1);
    hide();
    const filter = `CurrentValue.[${title}]="行2"`;
    expect((await fixture.call(search, { ...unseen, filter })).total).toBe(1);
    hide();
    const text = await fixture.failure(search, { ...unseen, filter: `${title} = 行1` });
    expect(text).toContain('filter needs the fields of the table, which the caller may not see');
  });
});

describe('a field whose name has signs in it', () => {
  const names = [
    '金额（元）',
    'Price (USD)',
    '（税）率 %',
    '长，宽',
    'a or b',
    'A/B-test v1.2',
    'b',
  ];
  let signed: TableRef;

  beforeAll(() => {
    const numbers = names.map((field_name) => ({ field_name, type: 2 }));
    const row = Object.fromEntries(names.map((name, at) => [name, at + 1]));
    signed = newTable(
      fixture.sandbox,
      [{ [title]: '甲', ...row }],
      [{ field_name: title, type: 1 }, ...numbers],
    );
  });

  it.each([
    '金额（元） = 1 and Price (USD) = 2',
    '金额(元)=1',
    'not (price  (usd) > 2 or `金额（元）` > 1)',
    '（税）率 % = 3 and 长，宽 = 4',
    'a or b = 5',
    '　A/B-test  v1.2 in (6, 7)',
  ])('needs no backticks: %s', async (filter) => {
    expect(titlesOf(await fixture.call(search, { ...signed, filter }))).toBe('甲');
  });

  it('is refused under the name that was written, with the nearest', async () => {
    const text = await fixture.failure(search, { ...signed, filter: '金额（美元） > 1' });
    expect(text).toContain('there is no field "金额（美元）". Did you mean "金额（元）"?');
  });
});

describe('a formula', () => {
  it.each([
    ['CurrentValue.[数量]=1%2B1', '乙'],
    ['CurrentValue.%5B数量%5D%3D1%2B1', '乙'],
    ['CurrentValue.[截止日期] = "2026-11-20"', '丙'],
    ['CurrentValue.[截止日期]<"2026/11/1"', '丁'],
  ])('is read as the documents write it: %s', async (filter, titles) => {
    for (const tool of [search, 'bitable_records_list']) {
      const found = await fixture.call(tool, { ...tableRef, filter });
      expect(titlesOf(found), tool).toBe(titles);
      expect(found.notes ?? [], tool).toEqual(
        filter.includes('%2B')
          ? ['filter: percent-encoding was read as CurrentValue.[数量]=1+1']
          : [],
      );
    }
  });

  it.each([
    ['CurrentValue.[截止日期]="2026-13-45"', 'compares with "2026-13-45", but 截止日期 is a date'],
    ['CurrentValue.[截止日期]>"2026-11-01 09:30"', 'and a formula compares days'],
  ])('that could only find nothing is refused: %s', async (filter, problem) => {
    for (const tool of [search, 'bitable_records_list']) {
      expect(await fixture.failure(tool, { ...tableRef, filter })).toContain(problem);
    }
  });

  it('compares a URL by its text, and the answer says what finds it by its address', async () => {
    const pages = newTable(
      fixture.sandbox,
      [{ [title]: '甲', 网址: { text: '首页', link: 'https://example.com/a' } }],
      [...fields.slice(0, 1), { field_name: '网址', type: 15 }],
    );
    for (const tool of [search, 'bitable_records_list']) {
      const filter = 'CurrentValue.[网址].contains("example.com")';
      const { rows: none, notes } = await fixture.call(tool, { ...pages, filter });
      expect([none, notes], tool).toEqual([
        [],
        [expect.stringMatching(/^网址: a formula compares/)],
      ]);
    }
    const found = await fixture.call(search, { ...pages, filter: '网址 contains "example.com"' });
    expect(titlesOf(found)).toBe('甲');
  });

  it('is what the older listing needs: another filter is refused with the tool that takes it', async () => {
    const text = await fixture.failure('bitable_records_list', { ...tableRef, filter: '数量 > 1' });
    expect(text).toContain('filter is not a formula');
    expect(text).toContain('bitable_records_search takes this filter as it is');
  });
});

describe('an order', () => {
  it.each<readonly [unknown, string]>([
    [[{ field_name: ' 数量 ', desc: true }], '丁丙乙甲戊'],
    [{ field_name: '数量', desc: 'true' }, '丁丙乙甲戊'],
    [['数量 DESC'], '丁丙乙甲戊'],
    ['数量 desc', '丁丙乙甲戊'],
    ['数量 降序', '丁丙乙甲戊'],
    ['[{"field_name": "数量", "desc": true}]', '丁丙乙甲戊'],
    ['["数量 DESC"]', '丁丙乙甲戊'],
  ])('has the same forms in both listings: %j', async (sort, titles) => {
    const found = titlesOf(await find({ sort }));
    const listed = titlesOf(await fixture.call('bitable_records_list', { ...tableRef, sort }));
    expect([found, listed]).toEqual([titles, titles]);
  });

  it('is refused in other forms, with those that both listings take', async () => {
    const args = { ...tableRef, sort: [{ field: '数量', order: 'desc' }] };
    expect(await fixture.failure('bitable_records_list', args)).toContain(
      'sort[0] was {"field":"数量","order":"desc"}. Allowed: "价格 DESC", or {"field_name"',
    );
  });
});

describe('the title of a linked record', () => {
  it('is compared as a text is', async () => {
    const customers = ['远航物流', '远航物流上海', '北京远航物流', '别家'];
    const linked = newTable(
      fixture.sandbox,
      customers.map((name) => ({ [title]: name })),
    );
    const [orders = ''] = addTables(fixture.sandbox, linked, ['订单']);
    const place = { ...linked, table_id: orders };
    await fixture.call('bitable_fields_create', {
      ...place,
      field_name: '客户',
      type: 18,
      property: { table_id: linked.table_id },
    });
    const rows = customers.map((客户, index) => ({ fields: { [title]: `${index}`, 客户 } }));
    await fixture.call('bitable_records_batch_create', { ...place, records: rows });
    const found = async (filter: string) =>
      titlesOf(await fixture.call(search, { ...place, filter }));
    expect(await found('客户 contains "远航物流"')).toBe('012');
    expect(await found('客户 not contains 远航')).toBe('3');
    expect(await found('客户 = 远航物流')).toBe('0');
    expect(await found('客户 in (远航物流, 别家)')).toBe('03');
    expect(await found('客户 contains 谁家')).toBe('');
    const unknown = { ...place, filter: '客户 = 谁家' };
    expect(await fixture.failure(search, unknown)).toContain('is titled "谁家"');
  });
});
