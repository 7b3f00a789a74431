import { beforeEach, describe, expect, it } from 'vitest';
import { fieldOf, type TableSchema } from '../../../src/cells/field.js';
import { prepareFilter } from '../../../src/cells/filter/prepare.js';
import { readCell } from '../../../src/cells/read/reading.js';
import { lookupKey } from '../../../src/cells/write/lookup.js';
import type { JsonObject } from '../../../src/core/json.js';
import type { Table } from '../../../src/sandbox/feishu/bitable/model.js';
import { type ManualClock, manualClock } from '../../../src/sandbox/kernel/clock.js';
import { Gateway } from '../../support/sandbox-client.js';

/**
 * The four tables of the filter guide (A04), row by row: the page's expression, as the page sends it to the list of
 * records, and what says the same in the language of this server, by way of a search, find the same rows.
 */

/** The Friday of the page's auto number `001no20220624`. */
const friday = Date.parse('2022-06-24T10:00:00+08:00');
const day = 86_400_000;

let gateway: Gateway;
let clock: ManualClock;

beforeEach(async () => {
  clock = manualClock(friday);
  gateway = await Gateway.start({ clock });
});

/** A table of a new base, whose first field `名称` tells its rows apart. */
class Orders {
  private constructor(
    readonly base: string,
    readonly tableId: string,
    readonly linked: ReadonlyMap<string, string> = new Map(),
  ) {}

  static async create(fields: readonly JsonObject[], linkedTitles: readonly string[] = []) {
    const zone = { name: '订单', time_zone: 'Asia/Shanghai' };
    const { app } = await gateway.data('POST', '/apps', zone);
    const base = `/apps/${app.app_token}`;
    const parts = await Orders.#table(base, '部件', []);
    const titles = linkedTitles.map((title) => ({ fields: { 名称: title } }));
    const { records } =
      titles.length === 0
        ? { records: [] }
        : await gateway.data('POST', `${base}/tables/${parts}/records/batch_create`, {
            records: titles,
          });
    const ids = records.map(({ record_id }: { record_id: string }) => record_id);
    const linking = fields.map((field) =>
      field['type'] === 18 ? { ...field, property: { table_id: parts } } : field,
    );
    const table = await Orders.#table(base, '订单', linking);
    return new Orders(
      base,
      table,
      new Map(linkedTitles.map((title, index) => [title, ids[index]])),
    );
  }

  static async #table(base: string, name: string, more: readonly JsonObject[]): Promise<string> {
    const fields = [{ field_name: '名称', type: 1 }, ...more];
    return (await gateway.data('POST', `${base}/tables`, { table: { name, fields } })).table_id;
  }

  get path(): string {
    return `${this.base}/tables/${this.tableId}`;
  }

  /** Past every rule of the service. */
  get stored(): Table {
    const bases = gateway.sandbox.world.bitable.bases;
    return bases.get(this.base.split('/')[2]!)!.tables.get(this.tableId)!;
  }

  async add(...rows: readonly JsonObject[]): Promise<string[]> {
    const records = rows.map((fields) => ({ fields }));
    const made = await gateway.data('POST', `${this.path}/records/batch_create`, { records });
    return made.records.map(({ record_id }: { record_id: string }) => record_id);
  }

  async schema(): Promise<TableSchema> {
    const { items } = await gateway.data('GET', `${this.path}/fields?page_size=100`);
    return { tableId: this.tableId, timeZone: 'Asia/Shanghai', fields: items.map(fieldOf) };
  }

  /** The names of the rows that an expression of the page finds. It writes + in its encoded form. */
  async listed(expression: string): Promise<string[]> {
    const schema = await this.schema();
    const { formula = '' } = prepareFilter(expression, schema, { now: clock.now() }).finish(
      new Map(),
    );
    const query = encodeURIComponent(decodeURIComponent(formula));
    const { items } = await gateway.data(
      'GET',
      `${this.path}/records?page_size=100&filter=${query}`,
    );
    return (items ?? []).map(({ fields }: { fields: JsonObject }) => fields['名称']);
  }

  /** The names of the rows that the same in our words finds. */
  async searched(written: string): Promise<string[]> {
    const schema = await this.schema();
    const { needs, finish } = prepareFilter(written, schema, { now: clock.now() });
    const { filter, keep } = finish(
      new Map(
        needs.map((need) => [
          lookupKey(need),
          { id: need.kind === 'record' ? (this.linked.get(need.title) ?? '') : '' },
        ]),
      ),
    );
    const body = filter === undefined ? {} : { filter };
    const { items } = await gateway.data('POST', `${this.path}/records/search?page_size=100`, body);
    const plain = ({ fields: cells }: { fields: JsonObject }): JsonObject =>
      Object.fromEntries(
        schema.fields.map((field) => [field.name, readCell(cells[field.name], field, schema)]),
      );
    return items
      .map(plain)
      .filter(keep ?? (() => true))
      .map((cells: JsonObject) => cells['名称']);
  }
}

describe('common filter expressions', () => {
  let orders: Orders;

  beforeEach(async () => {
    orders = await Orders.create([
      { field_name: '订单号', type: 1 },
      { field_name: '价格', type: 2 },
    ]);
    await orders.add(
      { 名称: '二', 订单号: '002', 价格: 9 },
      { 名称: '三', 订单号: '003', 价格: 10.5 },
      { 名称: '三四', 订单号: '0034', 价格: 11 },
      { 名称: '空' },
    );
  });

  it.each([
    ['为空', 'CurrentValue.[订单号] =""', '订单号 is empty', ['空']],
    ['不为空', 'NOT(CurrentValue.[订单号] ="")', 'not 订单号 = ""', ['二', '三', '三四']],
    ['等于', 'CurrentValue.[订单号] = "003"', '订单号 = "003"', ['三']],
    ['不等于', 'CurrentValue.[订单号] != "003"', '订单号 != "003"', ['二', '三四', '空']],
    ['大于等于', 'CurrentValue.[价格] >= 10.5', '价格 >= 10.5', ['三', '三四']],
    ['小于等于', 'CurrentValue.[订单号] <= "003"', '订单号 <= "003"', ['二', '三']],
    ['包含', 'CurrentValue.[订单号].contains("003")', '订单号 contains "003"', ['三', '三四']],
    [
      '不包含',
      'NOT(CurrentValue.[订单号].contains("003"))',
      'not 订单号 contains "003"',
      ['二', '空'],
    ],
    ['AND, as &&', 'CurrentValue.[价格]>9&&CurrentValue.[价格]<11', '价格>9 && 价格<11', ['三']],
    [
      'AND, as AND(…)',
      'AND(CurrentValue.[价格]>9,CurrentValue.[价格]<11)',
      '价格 > 9 AND 价格 < 11',
      ['三'],
    ],
    [
      'OR',
      'OR(CurrentValue.[价格]=9,CurrentValue.[订单号]="0034")',
      '价格 = 9 OR 订单号 = "0034"',
      ['二', '三四'],
    ],
  ])('%s', async (_, expression, written, expected) => {
    expect(await orders.listed(expression)).toEqual(expected);
    expect(await orders.searched(written)).toEqual(expected);
  });
});

describe('common logical expressions', () => {
  let orders: Orders;

  beforeEach(async () => {
    orders = await Orders.create([
      { field_name: '订单号', type: 1 },
      { field_name: '订单日期', type: 5 },
    ]);
    await orders.add(
      { 名称: '今天的四', 订单号: '1004', 订单日期: friday },
      { 名称: '明天的四', 订单号: '2004', 订单日期: friday + day },
      { 名称: '九', 订单号: '1009', 订单日期: friday },
      { 名称: '十', 订单号: '1010', 订单日期: friday },
    );
  });

  it.each([
    [
      '与',
      'AND(CurrentValue.[订单号].contains("004"),CurrentValue.[订单日期]= TODAY())',
      '订单号 contains "004" and 订单日期 = today',
      ['今天的四'],
    ],
    [
      '或',
      'OR(CurrentValue.[订单号].contains("004"),CurrentValue.[订单号].contains("009"))',
      '订单号 contains "004" or 订单号 contains "009"',
      ['今天的四', '明天的四', '九'],
    ],
  ])('%s', async (_, expression, written, expected) => {
    expect(await orders.listed(expression)).toEqual(expected);
    expect(await orders.searched(written)).toEqual(expected);
  });
});

describe('common date expressions', () => {
  let orders: Orders;
  const dates = [
    '2021-05-31T23:59',
    '2021-06-01T23:59',
    '2021-06-02T00:00',
    '2021-06-30T23:59',
    '2021-07-01T00:00',
    '2022-05-31T23:59',
    '2022-06-01T00:00',
    '2022-06-17T23:59',
    '2022-06-18T00:00',
    '2022-06-19T23:59',
    '2022-06-20T00:00',
    '2022-06-23T00:00',
    '2022-06-23T23:59',
    '2022-06-24T00:00',
    '2022-06-24T23:59',
    '2022-06-25T00:00',
    '2022-06-25T23:59',
    '2022-06-26T23:59',
    '2022-06-27T00:00',
    '2022-06-30T23:59',
    '2022-07-01T00:00',
  ];

  beforeEach(async () => {
    orders = await Orders.create([{ field_name: '订单日期', type: 5 }]);
    const rows = dates.map((date) => ({ 名称: date, 订单日期: Date.parse(`${date}:00+08:00`) }));
    await orders.add(...rows, { 名称: '无' });
  });

  function from(first: string, last: string): string[] {
    return dates.filter((date) => date >= first && date <= last);
  }

  it.each([
    [
      '今天',
      'CurrentValue.[订单日期] = TODAY()',
      '订单日期 = today',
      '2022-06-24T00:00',
      '2022-06-24T23:59',
    ],
    [
      '昨天',
      'CurrentValue.[订单日期] = TODAY()-1',
      '订单日期 = yesterday',
      '2022-06-23T00:00',
      '2022-06-23T23:59',
    ],
    [
      '明天',
      'CurrentValue.[订单日期] = TODAY()%2B1',
      '订单日期 = tomorrow',
      '2022-06-25T00:00',
      '2022-06-25T23:59',
    ],
    [
      '本周',
      'AND(TODAY()-(WEEKDAY(TODAY(),2)-1)<=CurrentValue.[订单日期], CurrentValue.[订单日期]<=TODAY()%2B(7-WEEKDAY(TODAY(),2)))',
      '订单日期 = this week',
      '2022-06-20T00:00',
      '2022-06-26T23:59',
    ],
    [
      '本月',
      'AND(DATE(YEAR(TODAY()),MONTH(TODAY()),1)<=CurrentValue.[订单日期], CurrentValue.[订单日期]<=DATE(YEAR(TODAY()),MONTH(TODAY())%2B1,0))',
      '订单日期 = this month',
      '2022-06-01T00:00',
      '2022-06-30T23:59',
    ],
    [
      '过去N天',
      'today()-7%2B1 <= CurrentValue.[订单日期]&&CurrentValue.[订单日期] <= today()',
      '订单日期 = last 7 days',
      '2022-06-18T00:00',
      '2022-06-24T23:59',
    ],
    [
      '未来N天',
      'today()<= CurrentValue.[订单日期]&&CurrentValue.[订单日期] <= today()%2B3-1',
      '订单日期 = next 3 days',
      '2022-06-24T00:00',
      '2022-06-26T23:59',
    ],
    [
      // The page's June 31 is July 1.
      '在某个日期之内',
      'CurrentValue.[订单日期]>TODATE("2021-06-01")&&CurrentValue.[订单日期] < TODATE("2021-06-31")',
      '订单日期 > 2021-06-01 and 订单日期 < 2021-07-01',
      '2021-06-02T00:00',
      '2021-06-30T23:59',
    ],
  ])('%s', async (_, expression, written, first, last) => {
    expect(await orders.listed(expression)).toEqual(from(first, last));
    expect(await orders.searched(written)).toEqual(from(first, last));
  });
});

describe('filters by field', () => {
  let orders: Orders;
  const options = { options: [{ name: '选项内容a' }, { name: '选项内容b' }] };

  beforeEach(async () => {
    const serial = [
      { type: 'system_number', value: '3' },
      { type: 'fixed_text', value: 'no' },
      { type: 'created_time', value: 'yyyyMMdd' },
    ];
    orders = await Orders.create(
      [
        { field_name: '多行文本', type: 1 },
        { field_name: '单选', type: 3, property: options },
        { field_name: '多选', type: 4, property: options },
        { field_name: '人员', type: 11 },
        { field_name: '电话号码', type: 13 },
        { field_name: '订单日期', type: 5 },
        { field_name: '附件', type: 17 },
        { field_name: '数字', type: 2 },
        { field_name: '复选框', type: 7 },
        { field_name: '超链接', type: 15 },
        { field_name: '单向关联', type: 18 },
        { field_name: '创建人', type: 1003 },
        { field_name: '创建时间', type: 1001 },
        { field_name: '修改人', type: 1004 },
        { field_name: '最后更新时间', type: 1002 },
        {
          field_name: '自动编号',
          type: 1005,
          property: { auto_serial: { type: 'custom', options: serial } },
        },
      ],
      ['内容a', '内容b'],
    );
    await addComputedFields();
    await orders.add({ 名称: '满', ...(await fullRow('内容a', 0)) });
    await orders.add({ 名称: '异', ...(await fullRow('内容b', 1)) }, { 名称: '空' });
    await addRowOfTomorrow();
  });

  /** A lookup cannot be made by a call, so it is put there by hand; it looks nothing up. */
  async function addComputedFields(): Promise<void> {
    const { fields } = await orders.schema();
    const idOf = (name: string) => fields.find((field) => field.name === name)!.id;
    for (const [name, source, more] of [
      ['公式', '多行文本', ''],
      ['数字公式', '数字', '*123'],
    ] as const) {
      const formula_expression = `bitable::$table[${orders.tableId}].$field[${idOf(source)}]${more}`;
      const property = { formatter: '', formula_expression };
      await gateway.data('POST', `${orders.path}/fields`, { field_name: name, type: 20, property });
    }
    const { fields: stored } = orders.stored;
    stored.push({
      ...stored[1]!,
      fieldId: 'fldLookup01',
      name: '查找引用',
      type: 19,
      uiType: 'Lookup',
    });
  }

  async function fullRow(content: string, which: number): Promise<JsonObject> {
    const { bitable } = gateway.sandbox.world;
    const fileToken = bitable.ids.newFileToken();
    const appToken = orders.base.split('/')[2]!;
    const file = { fileToken, appToken, name: content, type: 'image/gif', size: 4 };
    bitable.files.set(fileToken, { ...file, content: new Uint8Array(4) });
    const option = `选项${content}`;
    return {
      多行文本: content,
      单选: option,
      多选: which === 0 ? [option] : ['选项内容a', option],
      人员: [{ id: personAt(which).open_id }],
      电话号码: which === 0 ? '+2020202020' : '10086',
      订单日期: friday + which * day,
      附件: [{ file_token: fileToken }],
      数字: 1 + which,
      复选框: which === 0,
      超链接: { text: which === 0 ? '超链接的文本值' : '别的', link: 'https://example.com' },
      单向关联: [orders.linked.get(content) ?? ''],
    };
  }

  function personAt(which: number) {
    return gateway.sandbox.world.bitable.directory.people[which]!;
  }

  /** Made and changed tomorrow, by another person. */
  async function addRowOfTomorrow(): Promise<void> {
    clock.advance(day);
    gateway.token = (await gateway.signIn()).body.tenant_access_token;
    const [id = ''] = await orders.add({ 名称: '明天' });
    clock.advance(-day);
    const { rows } = orders.stored;
    const { open_id } = personAt(0);
    rows.set(id, { ...rows.get(id)!, createdBy: open_id, modifiedBy: open_id });
  }

  it.each([
    ['多行文本', 'CurrentValue.[多行文本]="内容a"', '多行文本 = "内容a"', ['满']],
    ['单选', 'CurrentValue.[单选]="选项内容a"', '单选 = "选项内容a"', ['满']],
    ['多选', 'CurrentValue.[多选]="选项内容a"', '多选 = "选项内容a"', ['满']],
    ['人员', 'CurrentValue.[人员]="袁志伟"', '人员 = "袁志伟"', ['满']],
    ['电话号码', 'CurrentValue.[电话号码]="+2020202020"', '电话号码 = +2020202020', ['满']],
    ['日期', 'CurrentValue.[订单日期] = TODAY()', '订单日期 = today', ['满']],
    ['附件', 'CurrentValue.[附件]="内容a"', '附件 = "内容a"', ['满']],
    ['数字', 'CurrentValue.[数字]=1', '数字 = 1', ['满']],
    ['复选框', 'CurrentValue.[复选框]=1', '复选框 = 1', ['满']],
    ['超链接', 'CurrentValue.[超链接]="超链接的文本值"', '超链接 = "超链接的文本值"', ['满']],
    ['公式', 'CurrentValue.[公式]="内容a"', '公式 = "内容a"', ['满']],
    ['公式, a number', 'CurrentValue.[数字公式]=123', '数字公式 = 123', ['满']],
    ['查找引用', 'CurrentValue.[查找引用]="内容a"', '查找引用 = "内容a"', []],
    ['单向关联', 'CurrentValue.[单向关联]="内容a"', '单向关联 = "内容a"', ['满']],
    ['创建人', 'CurrentValue.[创建人]="袁志伟"', '创建人 = "袁志伟"', ['明天']],
    ['创建时间', 'CurrentValue.[创建时间]>TODAY()', '创建时间 > today', ['明天']],
    ['修改人', 'CurrentValue.[修改人]="袁志伟"', '修改人 = "袁志伟"', ['明天']],
    ['最后更新时间', 'CurrentValue.[最后更新时间]>TODAY()', '最后更新时间 > today', ['明天']],
    ['自动编号', 'CurrentValue.[自动编号]="001no20220624"', '自动编号 = "001no20220624"', ['满']],
  ])('%s', async (_, expression, written, expected) => {
    // The sandbox has people of its own.
    const { name } = personAt(0);
    expect(await orders.listed(expression.replace('袁志伟', name))).toEqual(expected);
    expect(await orders.searched(written.replace('袁志伟', name))).toEqual(expected);
  });
});
