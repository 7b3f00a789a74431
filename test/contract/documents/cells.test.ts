import { beforeEach, describe, expect, it } from 'vitest';
import { fieldOf, type TableSchema } from '../../../src/cells/field.js';
import { takesOf } from '../../../src/cells/kinds/kinds.js';
import { readCell } from '../../../src/cells/read/reading.js';
import { prepareRows } from '../../../src/cells/write/writing.js';
import type { Json, JsonObject } from '../../../src/core/json.js';
import { Gateway } from '../../support/sandbox-client.js';
import { createDocumentsTable, type DocumentsTable } from './fixtures/table.js';

let gateway: Gateway;
let fixture: DocumentsTable;

beforeEach(async () => {
  gateway = await Gateway.start();
  fixture = await createDocumentsTable(gateway.sandbox, (...call) => gateway.data(...call));
});

describe('the values of A03', () => {
  it('go as they are where they are in the vendor’s own shape', async () => {
    expect(prepared(await schemaOf(fixture.table), fixture.row)).toEqual(fixture.row);
  });

  it('read in one plain form from every call', async () => {
    const id = await create(fixture.table, fixture.row);
    const { items } = await gateway.data('GET', `${fixture.table}/records`);
    const { record } = await gateway.data('GET', `${fixture.table}/records/${id}`);
    const expected = plainRow(fixture);
    expect(await searched(fixture.table)).toEqual(expected);
    // List and get give the titles of linked records, too.
    const titles = ['第一行', '第二行'];
    const linked = fixture.linkedRecordIds.map((each, index) => ({
      id: each,
      text: titles[index],
    }));
    const titled = { ...expected, 单向关联: linked, 双向关联: linked };
    expect(await plain(fixture.table, items[0].fields)).toEqual(titled);
    expect(await plain(fixture.table, record.fields)).toEqual(titled);
  });

  it('are the same when they are written as they were read', async () => {
    await create(fixture.table, fixture.row);
    const read = await searched(fixture.table);
    const row = Object.fromEntries(Object.keys(fixture.row).map((name) => [name, read[name]]));
    expect(prepared(await schemaOf(fixture.table), row)).toEqual(fixture.row);
  });

  it('may be written as a person would', async () => {
    const [first = '', second = ''] = fixture.linkedRecordIds;
    const [person] = gateway.sandbox.world.bitable.directory.people.slice(1);
    const [chat] = gateway.sandbox.world.bitable.directory.chats;
    const row = prepared(await schemaOf(fixture.table), {
      任务描述: '我是最大的功能开发🥕',
      条码: 123,
      邮箱: 'a@b.cn',
      电话号码: '+20 2020-2020',
      人力耗时: '64',
      进度: '66%',
      金额: '￥100.50',
      评分: '3',
      状态: '开发中',
      相关部门: '产品、设计、研发',
      截止日期: '2021-02-01',
      是否完成: '是',
      文档地址: '[文档备份](https://bytedance.feishu.cn/drive/home/)',
      任务执行人: person!.open_id,
      群组: chat!.id,
      单向关联: `${first}, ${second}`,
      双向关联: [first, second],
      任务附件: fixture.fileToken,
      地理位置: '116.397755, 39.903179',
    });
    expect(row).toEqual({ ...fixture.row, 电话号码: '+2020202020' });
    await create(fixture.table, row);
    expect(await searched(fixture.table)).toEqual(plainRow(fixture));
  });

  it('that the vendor alone sets are refused', async () => {
    const row = { 创建时间: 0, 最后更新时间: 0, 创建人: 'ou_1', 修改人: 'ou_1', 自动编号: '1' };
    const { issues } = prepareRows([row], await schemaOf(fixture.table), asked);
    expect(issues.map(({ path, problem }) => `${path} ${problem}`)).toEqual([
      'fields.创建时间 is read-only (created time)',
      'fields.最后更新时间 is read-only (modified time)',
      'fields.创建人 is read-only (created by)',
      'fields.修改人 is read-only (modified by)',
      'fields.自动编号 is read-only (auto number)',
    ]);
  });
});

describe('the formats of the field guide (A05)', () => {
  const dates = [
    ['yyyy/MM/dd', '2021/01/30', '2021-01-30'],
    ['yyyy/MM/dd HH:mm', '2021/01/30 14:00', '2021-01-30T14:00:00+08:00'],
    ['yyyy-MM-dd', '2021-01-30', '2021-01-30'],
    ['yyyy-MM-dd HH:mm', '2021-01-30 14:00', '2021-01-30T14:00:00+08:00'],
    ['MM/dd/yyyy', '01/30/2021', '2021-01-30'],
    ['dd/MM/yyyy', '30/01/2021', '2021-01-30'],
  ] as const;

  it.each(dates)('a date of the format %s is taken as %s', async (date_formatter, shown, iso) => {
    const table = await tableWith({ field_name: '日期', type: 5, property: { date_formatter } });
    expect(await writtenAndRead(table, { 日期: shown })).toEqual({ 日期: iso });
  });

  it('a date without its year is refused, with what is taken instead', async () => {
    const property = { date_formatter: 'MM-dd' };
    const table = await tableWith({ field_name: '日期', type: 5, property });
    const { issues } = prepareRows([{ 日期: '01-30' }], await schemaOf(table), asked);
    const allowed = 'a date such as 2026-11-21, or 2026-11-21T09:30';
    expect(issues).toEqual([{ path: 'fields.日期', problem: 'is "01-30"', allowed }]);
  });

  const numbers = [
    ['0', '12', 12],
    ['0.0', '1.5', 1.5],
    ['0.00', '1.25', 1.25],
    ['0.000', '1.125', 1.125],
    ['0.0000', '1.0625', 1.0625],
    ['1,000', '1,234', 1234],
    ['1,000.00', '1,234.50', 1234.5],
    ['%', '12%', 0.12],
    ['0.00%', '12.34%', 0.1234],
    ['¥', '¥12', 12],
    ['¥0.00', '¥1,234.50', 1234.5],
    ['$', '$12', 12],
    ['$0.00', '-$12.50', -12.5],
  ] as const;

  it.each(numbers)('a number of the format %s is taken as %s', async (formatter, shown, value) => {
    const table = await tableWith({ field_name: '数字', type: 2, property: { formatter } });
    expect(await writtenAndRead(table, { 数字: shown })).toEqual({ 数字: value });
  });

  it('an option by its name, and a new one only on request', async () => {
    const options = ['a', 'b', 'c', 'd'].map((name) => ({ name }));
    const table = await tableWith({ field_name: '单选', type: 3, property: { options } });
    expect(await writtenAndRead(table, { 单选: 'A' })).toEqual({ 单选: 'a' });
    const schema = await schemaOf(table);
    expect(prepareRows([{ 单选: 'z' }], schema, asked).issues).toMatchObject([
      { path: 'fields.单选', problem: 'is "z", which is no option' },
    ]);
    const made = prepareRows([{ 单选: 'z' }], schema, { ...asked, createOptions: true });
    expect(made.newOptions).toEqual([{ field: '单选', names: ['z'] }]);
    await create(table, made.finish(new Map()).rows[0] ?? {});
    const [field] = (await schemaOf(table)).fields.slice(1);
    expect(takesOf(field!)).toMatch(/^one of a, b, c, d, z;/);
  });

  it('one person, and one record, where a field takes no more', async () => {
    const single = { multiple: false };
    const table = await tableWith(
      { field_name: '人员', type: 11, property: single },
      {
        field_name: '单向关联',
        type: 18,
        property: { ...single, table_id: fixture.linkedTableId },
      },
    );
    const row = { 人员: 'ou_1, ou_2', 单向关联: fixture.linkedRecordIds };
    const { issues } = prepareRows([row], await schemaOf(table), asked);
    expect(issues.map(({ path, problem }) => `${path} ${problem}`)).toEqual([
      'fields.人员 names 2 people',
      'fields.单向关联 names 2 records',
    ]);
  });

  it('a linked record by its title, which the field says where to look for', async () => {
    const schema = await schemaOf(fixture.table);
    const { needs } = prepareRows([{ 单向关联: '第一行' }], schema, asked);
    expect(needs).toEqual([{ kind: 'record', tableId: fixture.linkedTableId, title: '第一行' }]);
  });
});

const asked = { createOptions: false, pathOf: () => 'fields' };

async function tableWith(...fields: readonly JsonObject[]): Promise<string> {
  const table = { name: '示例', fields: [{ field_name: '多行文本', type: 1 }, ...fields] };
  const { table_id } = await gateway.data('POST', `${fixture.base}/tables`, { table });
  return `${fixture.base}/tables/${table_id}`;
}

async function schemaOf(table: string): Promise<TableSchema> {
  const { items } = await gateway.data('GET', `${table}/fields?page_size=100`);
  const tableId = table.split('/').at(-1) ?? '';
  return { tableId, timeZone: 'Asia/Shanghai', fields: items.map(fieldOf) };
}

/** A row ready to be sent, in which nothing is wrong and for which nothing must be looked up. */
function prepared(schema: TableSchema, row: JsonObject): JsonObject {
  const options = { ...asked, createOptions: true };
  const { issues, needs, finish } = prepareRows([row], schema, options);
  expect([issues, needs]).toEqual([[], []]);
  return finish(new Map()).rows[0] ?? {};
}

async function create(table: string, fields: JsonObject): Promise<string> {
  const { record } = await gateway.data('POST', `${table}/records`, { fields });
  return record.record_id;
}

async function writtenAndRead(table: string, row: JsonObject): Promise<JsonObject> {
  await create(table, prepared(await schemaOf(table), row));
  return searched(table);
}

async function searched(table: string): Promise<JsonObject> {
  const { items } = await gateway.data('POST', `${table}/records/search`, {});
  return plain(table, items[0].fields);
}

/** The filled cells in plain form. */
async function plain(table: string, cells: JsonObject): Promise<JsonObject> {
  const schema = await schemaOf(table);
  const entries = schema.fields.map(({ name }, index): [string, Json] => [
    name,
    readCell(cells[name], schema.fields[index]!, schema),
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== null));
}

/** The row of the documents, as it reads. */
function plainRow({ row, linkedRecordIds, fileToken }: DocumentsTable): Record<string, unknown> {
  const { people, chats } = gateway.sandbox.world.bitable.directory;
  const author = [{ id: expect.stringMatching(/^ou_/), name: expect.any(String) }];
  return {
    ...row,
    截止日期: '2021-02-01',
    任务执行人: [
      expect.objectContaining({
        id: people[1]!.open_id,
        name: people[1]!.name,
        email: people[1]!.email,
      }),
    ],
    群组: [{ id: chats[0]!.id, name: chats[0]!.name }],
    单向关联: linkedRecordIds,
    双向关联: linkedRecordIds,
    任务附件: [
      {
        file_token: fileToken,
        name: '2.gif',
        size: 4,
        type: 'image/gif',
        url: expect.stringContaining(fileToken),
      },
    ],
    地理位置: { location: '116.397755,39.903179', full_address: expect.any(String) },
    创建时间: '2026-11-21T10:00:00+08:00',
    最后更新时间: '2026-11-21T10:00:00+08:00',
    创建人: author,
    修改人: author,
    自动编号: expect.stringMatching(/^00\dno\d{8}$/),
  };
}
