import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/core/json.js';
import { type Facts, ServerFixture } from '../../support/server-fixture.js';
import {
  addFile,
  addTables,
  fieldIdsAt,
  newTable,
  rowsAt,
  type TableRef,
  tableAt,
  title,
} from '../../support/table-fixture.js';

let fixture: ServerFixture;

beforeAll(async () => {
  fixture = await ServerFixture.start();
});

afterAll(() => fixture.end());

const create = 'bitable_records_create';
const batch = 'bitable_records_batch_create';
const search = 'bitable_records_search';

const options = (...names: string[]) => ({ options: names.map((name) => ({ name })) });

const fields: readonly JsonObject[] = [
  { field_name: title, type: 1 },
  { field_name: '数量', type: 2 },
  { field_name: '进度', type: 2, ui_type: 'Progress', property: { formatter: '0%' } },
  {
    field_name: '评分',
    type: 2,
    ui_type: 'Rating',
    property: { formatter: '0', min: 1, max: 5, rating: { symbol: 'star' } },
  },
  { field_name: '状态', type: 3, property: options('进行中', '暂停') },
  { field_name: '标签', type: 4, property: options('一', '二') },
  { field_name: '日期', type: 5 },
  { field_name: '完成', type: 7 },
  { field_name: '人员', type: 11 },
  { field_name: '电话', type: 13 },
  { field_name: '链接', type: 15 },
  { field_name: '附件', type: 17 },
  { field_name: '地点', type: 22 },
  { field_name: '群', type: 23 },
  { field_name: '编号', type: 1005 },
];

/** A table with every kind of field, and one that it links to, which holds 华星, 蓝海 and 蓝海 again. */
async function everyKind() {
  const tableRef = newTable(fixture.sandbox, [], fields);
  const { app_token } = tableRef;
  const [table_id = ''] = addTables(fixture.sandbox, tableRef, ['客户']);
  const customers = { app_token, table_id };
  const records = ['华星', '蓝海', '蓝海'].map((name) => ({ fields: { [title]: name } }));
  const { record_ids } = await fixture.call(batch, { ...customers, records });
  const link = { ...tableRef, field_name: '客户', type: 18, property: { table_id } };
  await fixture.call('bitable_fields_create', link);
  return { place: tableRef, customers, record_ids };
}

let table: Awaited<ReturnType<typeof everyKind>>;

beforeAll(async () => {
  table = await everyKind();
});

/** The one cell that a row with one cell reads as. */
async function readBack(tableRef: TableRef, name: string, record_id: string): Promise<Json> {
  const args = { ...tableRef, record_ids: [record_id] };
  const { columns, rows } = await fixture.call('bitable_records_batch_get', args);
  return rows[0][columns.indexOf(name)] ?? null;
}

const people = () => fixture.sandbox.world.bitable.directory.people;
const liSi = () => people().find(({ name }) => name === '李四')!;
const asPerson = () => [{ id: liSi().open_id, name: '李四', email: liSi().email }];

describe('a value as a person writes it', () => {
  it.each<[string, Json, Json]>([
    [title, 42, '42'],
    ['数量', '1,234.5', 1234.5],
    ['数量', '１２', 12],
    ['数量', '-3', -3],
    ['进度', '12%', 0.12],
    ['评分', '4', 4],
    ['状态', '进行中', '进行中'],
    ['状态', ' 暂停 ', '暂停'],
    ['标签', '一,二', ['一', '二']],
    ['标签', '二', ['二']],
    ['日期', '2026-11-21', '2026-11-21'],
    ['日期', '2026-11-21 09:30', '2026-11-21T09:30:00+08:00'],
    ['日期', '2026-11-21T01:30:00Z', '2026-11-21T09:30:00+08:00'],
    ['日期', '2026/11/21', '2026-11-21'],
    ['日期', 1_795_190_400, '2026-11-21'],
    ['日期', 1_795_190_400_000, '2026-11-21'],
    ['完成', '是', true],
    ['完成', 'no', false],
    ['完成', 1, true],
    ['电话', 13_800_138_000, '13800138000'],
    ['电话', '+86 138-0013-8000', '+8613800138000'],
    ['链接', 'https://example.com/', 'https://example.com/'],
    ['链接', '[站](https://example.com/)', { text: '站', link: 'https://example.com/' }],
    [
      '地点',
      '116.397755,39.903179',
      { location: '116.397755,39.903179', full_address: '116.397755,39.903179' },
    ],
  ])('in %s: %j is read back as %j', async (name, value, plain) => {
    const { place: tableRef } = table;
    const { record_id } = await fixture.call(create, { ...tableRef, fields: { [name]: value } });
    expect(await readBack(tableRef, name, record_id)).toEqual(plain);
  });

  it.each<[string, () => Json]>([
    ['an e-mail address', () => 'li.si@sandbox.invalid'],
    ['an open_id', () => liSi().open_id],
    ['a union_id', () => liSi().union_id],
    ['what was read', asPerson],
    ['the form of the vendor', () => [{ id: liSi().open_id }]],
  ])('names a person by %s', async (_, value) => {
    const { place: tableRef } = table;
    const { record_id } = await fixture.call(create, { ...tableRef, fields: { 人员: value() } });
    expect(await readBack(tableRef, '人员', record_id)).toEqual(asPerson());
  });

  it('names several people in one text, whom one request finds', async () => {
    const { place: tableRef } = table;
    const text = 'li.si@sandbox.invalid, wang.wu@sandbox.invalid';
    const before = fixture.sent('contact_users_batch_get_id');
    const records = Array.from({ length: 40 }, () => ({ fields: { 人员: text } }));
    const { record_ids } = await fixture.call(batch, { ...tableRef, records });
    expect(await readBack(tableRef, '人员', record_ids[0])).toMatchObject([
      { name: '李四' },
      { name: '王五' },
    ]);
    expect(fixture.sent('contact_users_batch_get_id')).toBe(before + 1);
  });

  it('names a linked record by its title or its id', async () => {
    const { place: tableRef, record_ids } = table;
    for (const value of ['华星', ['华星'], record_ids[0], [record_ids[0]]]) {
      const { record_id } = await fixture.call(create, { ...tableRef, fields: { 客户: value } });
      expect(await readBack(tableRef, '客户', record_id)).toEqual([record_ids[0]]);
    }
  });

  it('names an attachment by its token, and a group by its id', async () => {
    const { place: tableRef } = table;
    const file = addFile(fixture.sandbox, tableRef.app_token);
    const [group] = fixture.sandbox.world.bitable.directory.chats;
    const cells = { 附件: file, 群: group!.id };
    const { record_id } = await fixture.call(create, { ...tableRef, fields: cells });
    expect(await readBack(tableRef, '附件', record_id)).toMatchObject([{ file_token: file }]);
    expect(await readBack(tableRef, '群', record_id)).toMatchObject([{ name: group!.name }]);
  });

  it.each(['数量', '状态', '标签', '日期', '人员', '客户', '链接'])(
    'that is null clears %s, and so does an empty text',
    async (name) => {
      const filled = { 数量: 1, 状态: '暂停', 标签: '一', 日期: '2026-11-21', 完成: true } as const;
      const linked = { 人员: liSi().open_id, 客户: '华星', 链接: 'https://example.com/' };
      const { place: tableRef } = table;
      for (const empty of [null, '']) {
        const given = { ...tableRef, fields: { ...filled, ...linked } };
        const { record_id } = await fixture.call(create, given);
        const clearing = { ...tableRef, record_id, fields: { [name]: empty } };
        await fixture.call('bitable_records_update', clearing);
        expect(await readBack(tableRef, name, record_id)).toBeNull();
      }
    },
  );

  it('may be under the id of its field, or its name in another case', async () => {
    const tableRef = newTable(fixture.sandbox, [], [{ field_name: 'Title', type: 1 }]);
    const [id = ''] = fieldIdsAt(fixture.sandbox, tableRef);
    const records = [{ fields: { [id]: 'a' } }, { fields: { ' title': 'b' } }];
    const { record_ids, notes } = await fixture.call(batch, { ...tableRef, records });
    expect(notes).toEqual(['" title" was taken as the field Title']);
    expect(await readBack(tableRef, 'Title', record_ids[0])).toBe('a');
    expect(await readBack(tableRef, 'Title', record_ids[1])).toBe('b');
  });

  it('comes in as it goes out: columns and rows', async () => {
    const { place: tableRef } = table;
    const columns = [title, '数量', '日期', '标签'];
    const rows = [
      ['甲', '1,200.5', '2026-11-21', '一'],
      ['乙', null, null, ['一', '二']],
    ];
    const { record_ids } = await fixture.call(batch, { ...tableRef, records: { columns, rows } });
    const args = { ...tableRef, record_ids };
    const read = await fixture.call('bitable_records_batch_get', args);
    const writable = read.columns.filter((name: string) => name !== '编号');
    const cellsOf = (row: Json[]) =>
      writable.map((name: string) => row[read.columns.indexOf(name)]);
    const grid = { columns: writable, rows: read.rows.map(cellsOf) };
    const update = { ...tableRef, records: grid };
    expect(await fixture.call('bitable_records_batch_update', update)).toEqual({
      updated: 2,
      notes: ['unchanged: 2 of 2 records had these values already'],
    });
    expect(await fixture.call('bitable_records_batch_get', args)).toEqual(read);
  });
});

describe('an option that there is not', () => {
  const cells = { 状态: '进行', 标签: ['一', '三'] };
  const newOptions = async () => {
    const tableRef = newTable(fixture.sandbox, [], fields);
    const namesAt = (at: number) =>
      tableAt(fixture.sandbox, tableRef).fields[at]?.property?.options?.map(({ name }) => name);
    return { place: tableRef, names: () => [namesAt(4), namesAt(5)] };
  };

  it('is refused with the nearest, and with what makes it', async () => {
    const { place: tableRef, names } = await newOptions();
    const text = await fixture.failure(create, { ...tableRef, fields: cells });
    expect(text).toContain('fields.状态 is "进行", which is no option. Did you mean 进行中?');
    expect(text).toContain('fields.标签 is "三", which is no option.');
    expect(text).toContain('create_options: true');
    expect(names()).toEqual([
      ['进行中', '暂停'],
      ['一', '二'],
    ]);
  });

  it('is made when the caller says so, and the answer names it; then it is one', async () => {
    const { place: tableRef, names } = await newOptions();
    const { notes } = await fixture.call(create, {
      ...tableRef,
      fields: cells,
      create_options: true,
    });
    expect(notes).toEqual(['状态: new options "进行"', '标签: new options "三"']);
    expect(names()).toEqual([
      ['进行中', '暂停', '进行'],
      ['一', '二', '三'],
    ]);
    expect(await fixture.call(create, { ...tableRef, fields: cells })).not.toHaveProperty('notes');
  });
});

describe('values that cannot be', () => {
  const linesOf = (text: string) => text.split('\n').filter((line) => line.startsWith('- '));

  it('are refused all at once, by row and field, and nothing is written', async () => {
    const { place: tableRef } = table;
    const rows = rowsAt(fixture.sandbox, tableRef).length;
    const records: { fields: Facts }[] = [
      { fields: { [title]: '对' } },
      { fields: { 数量: '三', 日期: '明天见', 标提: 1 } },
      { fields: { 编号: 7, 人员: '李四', 电话: 'abc', 链接: '???', 地点: 'here' } },
      { fields: { 完成: '也许', 评分: 9, 附件: true } },
    ];
    const text = await fixture.failure(batch, { ...tableRef, records });
    expect(text).toContain('The arguments were refused; nothing was sent.');
    expect(linesOf(text)).toEqual([
      expect.stringMatching(/^- records\[1\]\.fields\.数量 is "三"\. Allowed: a number/),
      expect.stringMatching(/^- records\[1\]\.fields\.日期 is "明天见"\. Allowed: a date such as/),
      expect.stringMatching(
        /^- records\[1\]\.fields\.标提 is no field of the table\. Did you mean 标题\?/,
      ),
      expect.stringMatching(/^- records\[2\]\.fields\.编号 is read-only \(auto number\)/),
      expect.stringMatching(
        /^- records\[2\]\.fields\.人员 is "李四", which is no id of a person\. .*e-mail/,
      ),
      expect.stringMatching(/^- records\[2\]\.fields\.电话 is "abc"\. Allowed: a phone number/),
      expect.stringMatching(/^- records\[2\]\.fields\.链接 is "\?\?\?", not a URL/),
      expect.stringMatching(
        /^- records\[2\]\.fields\.地点 is "here"\. Allowed: longitude and latitude/,
      ),
      expect.stringMatching(/^- records\[3\]\.fields\.完成 is "也许"\. Allowed: true or false/),
      expect.stringMatching(
        /^- records\[3\]\.fields\.评分 is 9\. Allowed: a whole number from 1 to 5/,
      ),
      expect.stringMatching(/^- records\[3\]\.fields\.附件 is true\. Allowed: a file_token/),
    ]);
    expect(rowsAt(fixture.sandbox, tableRef)).toHaveLength(rows);
  });

  it('that are wrong in the same way in many rows are said once, and counted', async () => {
    const { place: tableRef } = table;
    const records = Array.from({ length: 30 }, () => ({ fields: { 数量: '三' } }));
    const text = await fixture.failure(batch, { ...tableRef, records });
    expect(linesOf(text)).toHaveLength(1);
    expect(text).toContain('records[0].fields.数量 is "三" (and in 29 more rows)');
  });

  it('that are wrong in many ways are said for the first twenty, and the rest is counted', async () => {
    const { place: tableRef } = table;
    const records = Array.from({ length: 30 }, (_, n) => ({ fields: { 数量: `第${n}` } }));
    const text = await fixture.failure(batch, { ...tableRef, records });
    expect(linesOf(text)).toHaveLength(21);
    expect(text).toContain('- and 10 more.');
  });

  it('such as people and records that are looked for in vain are named together', async () => {
    const { place: tableRef, record_ids } = table;
    const records = [
      { fields: { 人员: 'nobody@sandbox.invalid', 客户: '没有' } },
      { fields: { 客户: '蓝海' } },
    ];
    const before = fixture.sent(batch);
    const text = await fixture.failure(batch, { ...tableRef, records });
    expect(text).toContain('nothing was sent');
    expect(linesOf(text)).toEqual([
      expect.stringContaining('records[0].fields.人员 nobody of this tenant has the address'),
      expect.stringContaining(
        'records[0].fields.客户 no record of the linked table is titled "没有"',
      ),
      expect.stringContaining(
        'records[1].fields.客户 2 records of the linked table are titled "蓝海"',
      ),
    ]);
    expect(text).toContain(`Allowed: ${record_ids[1]}, ${record_ids[2]}`);
    expect(fixture.sent(batch)).toBe(before);
  });

  it('that fit after somebody changed the table are not refused by what was known of it', async () => {
    const tableRef = newTable(fixture.sandbox);
    await fixture.call(search, tableRef);
    const { bitable } = fixture.sandbox.world;
    const base = bitable.bases.get(tableRef.app_token)!;
    const names = tableAt(fixture.sandbox, tableRef).fields;
    names[1]!.name = '件数';
    expect(base.tables.size).toBe(1);
    const { record_id } = await fixture.call(create, { ...tableRef, fields: { 件数: '7' } });
    expect(await readBack(tableRef, '件数', record_id)).toBe(7);
  });
});
