import { beforeEach, describe, expect, it } from 'vitest';
import { Gateway } from '../../support/sandbox-client.js';

/** The field guide (A05): every request of its examples, and what it replies. */

let gateway: Gateway;
let base: string;
let table: string;
let linkedId: string;

beforeEach(async () => {
  gateway = await Gateway.start();
  const { app } = await gateway.data('POST', '/apps', { name: '字段编辑指南' });
  base = `/apps/${app.app_token}`;
  const fields = [{ field_name: '多行文本', type: 1 }];
  const create = (name: string) =>
    gateway.data('POST', `${base}/tables`, { table: { name, fields } });
  table = `${base}/tables/${(await create('数据表1')).table_id}`;
  linkedId = (await create('数据表2')).table_id;
});

const fieldId = expect.stringMatching(/^fld[A-Za-z0-9]{7,}$/);
const optionId = expect.stringMatching(/^opt[A-Za-z0-9]{7,}$/);
const linked = expect.stringMatching(/^tbl/);

interface Example {
  readonly field_name: string;
  readonly type: number;
  readonly property?: object;
  /** What replies show as property; undefined where it is what was sent. */
  readonly replied?: object;
}

const serialRule = [
  { type: 'system_number', value: '3' },
  { type: 'fixed_text', value: 'no' },
  { type: 'created_time', value: 'yyyyMMdd' },
];

const expression =
  'IF(bitable::$table[tblxxxxxxxxxxxxx].$field[fldxxxxxxx].CONTAIN("飞书"),"aaa","bbb")';

const examples: readonly Example[] = [
  { field_name: '数字', type: 2, property: { formatter: '0.00' } },
  {
    field_name: '日期',
    type: 5,
    property: { date_formatter: 'yyyy/MM/dd HH:mm', auto_fill: false },
  },
  { field_name: '人员', type: 11, property: { multiple: true } },
  {
    field_name: '公式',
    type: 20,
    property: { formatter: '0.00%', formula_expression: expression },
  },
  { field_name: '创建时间', type: 1001, property: { date_formatter: 'yyyy/MM/dd' } },
  { field_name: '最后更新时间', type: 1002, property: { date_formatter: 'yyyy/MM/dd' } },
  {
    field_name: '自动编号',
    type: 1005,
    property: {
      auto_serial: { type: 'custom', reformat_existing_records: true, options: serialRule },
    },
    replied: { auto_serial: { type: 'custom', options: serialRule } },
  },
  {
    field_name: '自增数字自动编号',
    type: 1005,
    property: { auto_serial: { type: 'auto_increment_number', reformat_existing_records: true } },
    replied: { auto_serial: { type: 'auto_increment_number' } },
  },
];

/** Defaults of the guide's tables, for a field that is made by name and type alone. */
const defaults: readonly (readonly [type: number, property: object | null])[] = [
  [1, null],
  [2, { formatter: '0.0' }],
  [3, { options: [] }],
  [4, { options: [] }],
  [5, { date_formatter: 'yyyy/MM/dd', auto_fill: false }],
  [7, null],
  [11, { multiple: true }],
  [13, null],
  [15, null],
  [17, null],
  [20, { formatter: '', formula_expression: '' }],
  [22, { location: { input_type: 'not_limit' } }],
  [1001, { date_formatter: 'yyyy/MM/dd' }],
  [1002, { date_formatter: 'yyyy/MM/dd' }],
  [1003, null],
  [1004, null],
  [1005, { auto_serial: { type: 'auto_increment_number' } }],
];

/** The tables "in the web page … and in the property" of the guide. */
const formats = {
  number: '0 0.0 0.00 0.000 0.0000 1,000 1,000.00 % 0.00% ¥ ¥0.00 $ $0.00'.split(' '),
  date: [
    'yyyy/MM/dd',
    'yyyy/MM/dd HH:mm',
    'yyyy-MM-dd',
    'yyyy-MM-dd HH:mm',
    'MM-dd',
    'MM/dd/yyyy',
    'dd/MM/yyyy',
  ],
  created: ['yyyyMMdd', 'yyyyMM', 'yyyy', 'MMdd', 'MM', 'dd'],
};

describe('an example of the field guide (A05)', () => {
  it.each(examples)('runs: $field_name', async ({ replied, ...sent }) => {
    const field = await create(sent);
    const property = replied ?? sent.property;
    expect(field).toMatchObject({ field_id: fieldId, ...sent, property });
    expect(field.property).toEqual(property);
    expect(await listed(field.field_id)).toEqual(field);
  });

  it.each(examples)('updates a field that was made otherwise: $field_name', async (example) => {
    const { replied, ...sent } = example;
    const { field_id } = await create({ field_name: '旧字段', type: 1 });
    const { field } = await gateway.data('PUT', `${table}/fields/${field_id}`, sent);
    expect(field).toMatchObject({ field_id, ...sent, property: replied ?? sent.property });
    expect(await listed(field_id)).toEqual(field);
  });

  it('makes a link to one side, which names the other table', async () => {
    const property = { multiple: true, table_id: linkedId };
    const field = await create({ field_name: '单向关联', type: 18, property });
    expect(field.property).toEqual({ ...property, table_name: '数据表2' });
  });

  it('makes a link to both sides, with a field in the other table', async () => {
    const property = { multiple: true, table_id: linkedId };
    const sent = { ...property, back_field_name: '双向关联-自动生成' };
    const field = await create({ field_name: '双向关联', type: 21, property: sent });
    expect(field.property).toEqual({ ...sent, back_field_id: fieldId, table_name: '数据表2' });
    const { items } = await gateway.data('GET', `${base}/tables/${linkedId}/fields`);
    expect(items.at(-1)).toMatchObject({
      field_id: field.property.back_field_id,
      field_name: '双向关联-自动生成',
      type: 21,
      property: { back_field_id: field.field_id, back_field_name: '双向关联', table_id: linked },
    });
  });

  it('names the other side after its table and the field unless told', async () => {
    const property = { table_id: linkedId };
    const field = await create({ field_name: '双向关联', type: 21, property });
    expect(field.property.back_field_name).toBe('数据表2-双向关联');
  });
});

describe('the options of a select (A05)', () => {
  const options = [{ name: 'a' }, { name: 'b' }, { name: 'c', color: 5 }, { name: 'd' }];
  const single = { field_name: '单选', type: 3, property: { options } };

  it('are coloured in turn, then renamed, kept, dropped and added by one update', async () => {
    const field = await create(single);
    expect(field.property.options).toEqual([
      { color: 0, id: optionId, name: 'a' },
      { color: 1, id: optionId, name: 'b' },
      { color: 5, id: optionId, name: 'c' },
      { color: 6, id: optionId, name: 'd' },
    ]);
    const [a, b] = field.property.options;
    const wanted = [{ ...a, name: 'a++' }, b, { color: 6, name: 'z' }];
    const path = `${table}/fields/${field.field_id}`;
    const sent = { ...single, property: { options: wanted } };
    const { field: updated } = await gateway.data('PUT', path, sent);
    const kept = [{ ...a, name: 'a++' }, b, { color: 6, id: optionId, name: 'z' }];
    expect(updated).toEqual({ ...field, property: { options: kept } });
    expect(await listed(field.field_id)).toEqual(updated);
  });

  it('follow into the cells: renamed ones show their new name, dropped ones leave', async () => {
    const field = await create(single);
    const records = ['a', 'b', 'c'].map((name) => ({ fields: { 单选: name } }));
    await gateway.data('POST', `${table}/records/batch_create`, { records });
    const [a, b] = field.property.options;
    const sent = { ...single, property: { options: [{ ...a, name: 'a++' }, b] } };
    await gateway.data('PUT', `${table}/fields/${field.field_id}`, sent);
    const { items } = await gateway.data('GET', `${table}/records`);
    const shown = items.slice(-3).map(({ fields }: { fields: object }) => fields);
    expect(shown).toEqual([{ 单选: 'a++' }, { 单选: 'b' }, {}]);
  });

  it('take no id that the field does not have', async () => {
    const { field_id } = await create(single);
    const property = { options: [{ id: 'optNotThere', name: 'a' }] };
    const path = `${table}/fields/${field_id}`;
    expect(await gateway.code('PUT', path, { ...single, property })).toBe(1254082);
  });
});

describe('a property (A05)', () => {
  it.each(defaults)('of type %d has its documented default', async (type, property) => {
    expect((await create({ field_name: '默认', type })).property).toEqual(property);
  });

  it('takes every documented format', async () => {
    const cases = [
      ...formats.number.map((formatter) => ({ type: 2, property: { formatter } })),
      ...formats.date.map((date_formatter) => ({ type: 5, property: { date_formatter } })),
      ...formats.created.map((value) => ({ type: 1005, property: serial('created_time', value) })),
      ...[...'123456789'].map((value) => ({
        type: 1005,
        property: serial('system_number', value),
      })),
    ];
    for (const [index, sent] of cases.entries()) {
      const field = await create({ field_name: `格式 ${index}`, ...sent });
      expect(field.property).toMatchObject(sent.property);
    }
  });

  it.each([
    [2, { formatter: '0.00000' }, 1254081],
    [5, { date_formatter: 'yyyy年MM月dd日' }, 1254084],
    [1001, { date_formatter: 'dd' }, 1254093],
    [1005, serial('system_number', '10'), 1254001],
    [1005, serial('fixed_text', 'a'.repeat(21)), 1254001],
  ])('of type %d takes nothing else: %j', async (type, property, code) => {
    const sent = { field_name: '错误', type, property };
    expect(await gateway.code('POST', `${table}/fields`, sent)).toBe(code);
  });
});

function serial(type: string, value: string) {
  return { auto_serial: { type: 'custom', options: [{ type, value }] } };
}

async function create(sent: object) {
  return (await gateway.data('POST', `${table}/fields`, sent)).field;
}

async function listed(id: string) {
  const { items } = await gateway.data('GET', `${table}/fields?page_size=100`);
  return items.find(({ field_id }: { field_id: string }) => field_id === id);
}
