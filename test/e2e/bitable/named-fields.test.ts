import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.js';
import { type Facts, ServerFixture } from '../../support/server-fixture.js';
import { idsAt, newTable, title } from '../../support/table-fixture.js';

let fixture: ServerFixture;

beforeAll(async () => {
  fixture = await ServerFixture.start({ args: ['--toolsets', 'all'] });
});

afterAll(() => fixture.end());

describe('the type of a field', () => {
  const words: readonly (readonly [word: string, type: number, uiType: string, JsonObject?])[] = [
    ['text', 1, 'Text'],
    ['多行文本', 1, 'Text'],
    ['Email', 1, 'Email'],
    ['number', 2, 'Number'],
    ['currency', 2, 'Currency', { currency_code: 'CNY', formatter: '0.00' }],
    ['SingleSelect', 3, 'SingleSelect'],
    ['单选', 3, 'SingleSelect'],
    ['multi_select', 4, 'MultiSelect'],
    ['日期', 5, 'DateTime'],
    ['复选框', 7, 'Checkbox'],
    ['人员', 11, 'User'],
    ['超链接', 15, 'Url'],
    ['附件', 17, 'Attachment'],
    ['auto number', 1005, 'AutoNumber'],
    ['3', 3, 'SingleSelect'],
  ];

  it.each(words)('is taken by the word %s', async (type, number, uiType, property) => {
    const made = { ...newTable(fixture.sandbox), field_name: '新', type };
    const { field } = await fixture.call('bitable_fields_create', {
      ...made,
      ...(property && { property }),
    });
    expect(field).toMatchObject({ type: number, ui_type: uiType });
  });

  it('is taken by word in a new table and in a change of a field', async () => {
    const { app_token } = newTable(fixture.sandbox);
    const { table_id } = await fixture.call('bitable_tables_create', {
      app_token,
      table: {
        name: '新表',
        fields: [
          { field_name: title, type: '文本' },
          { field_name: '评', type: 'rating' },
        ],
      },
    });
    const change = { app_token, table_id, field_id: title, type: '数字', convert: true };
    expect((await fixture.call('bitable_fields_update', change)).field.type).toBe(2);
    const { items } = await fixture.call('bitable_fields_list', { app_token, table_id });
    expect(items[1]).toMatchObject({ type: 2, ui_type: 'Rating' });
  });

  it.each(['currancy', 'lookup', '24'])(
    'is refused with the words that there are: %s',
    async (type) => {
      const made = { ...newTable(fixture.sandbox), field_name: '新', type };
      const text = await fixture.failure('bitable_fields_create', made);
      expect(text).toContain(`type is "${type}", which is no type of field`);
      expect(text).toContain('"currency"');
      const { app_token } = made;
      const table = { name: '新表', fields: [{ field_name: title, type }] };
      expect(await fixture.failure('bitable_tables_create', { app_token, table })).toContain(
        `table.fields[0].type is "${type}", which is no type of field`,
      );
    },
  );

  it('is refused beside a variant of another', async () => {
    const made = { ...newTable(fixture.sandbox), field_name: '新' };
    const both = { ...made, type: 'rating', ui_type: 'Currency' };
    expect(await fixture.failure('bitable_fields_create', both)).toContain(
      'ui_type is Currency, but type is "rating"',
    );
  });
});

describe('a field in a formula', () => {
  it.each(['[数量]*2', 'bitable::$table[表].$field[数量]*2', 'bitable::$table[表].$field[ID]*2'])(
    'is taken by name: %s',
    async (formula) => {
      const tableRef = newTable(fixture.sandbox, [{ [title]: 'a', 数量: 8 }]);
      const { items } = await fixture.call('bitable_fields_list', tableRef);
      const id: string = items[1].field_id;
      const { field } = await fixture.call('bitable_fields_create', {
        ...tableRef,
        field_name: '倍',
        type: 'formula',
        property: { formula_expression: formula.replace('ID', id) },
      });
      expect(field.property.formula_expression).toBe(
        `bitable::$table[${tableRef.table_id}].$field[${id}]*2`,
      );
      const { rows } = await fixture.call('bitable_records_search', tableRef);
      expect(rows[0]).toContain(16);
    },
  );

  it.each([
    ['[数里]*2', '数里'],
    ['CurrentValue.[数里]*2', '数里'],
    ['bitable::$table[表].$field[fldZq7Rk2x]*2', 'fldZq7Rk2x'],
  ])('is refused where it does not exist: %s', async (formula_expression, name) => {
    const text = await fixture.failure('bitable_fields_create', {
      ...newTable(fixture.sandbox),
      field_name: '倍',
      type: 20,
      property: { formula_expression },
    });
    expect(text).toContain(`is "${name}", and there is no field of that id or name`);
    expect(text).toContain('数量 (fld');
  });

  it.each([
    ['[客户].[级别]', ['重点']],
    ['[客户表].COUNTIF(CurrentValue.[级别]="重点")', 2],
    ['[客户表].FILTER(CurrentValue.[名称]=[数量]&"号").[级别].FIRST()', '普通'],
    ['COUNTIF([客户表],CurrentValue.[名称] = "[级别]")', 0],
    ['SUM([客户表].[金额])', 7],
  ])('reaches into other tables: %s', async (formula_expression, value) => {
    const tableRef = newTable(
      fixture.sandbox,
      [{ 数量: 8 }],
      [
        { field_name: title, type: 1 },
        { field_name: '数量', type: 2 },
      ],
    );
    const { app_token } = tableRef;
    const fields = [
      { field_name: '名称', type: 1 },
      { field_name: '级别', type: 1 },
      { field_name: '金额', type: 2 },
    ];
    const { table_id } = await fixture.call('bitable_tables_create', {
      app_token,
      table: { name: '客户表', fields },
    });
    const records = [
      { 名称: '8号', 级别: '普通', 金额: 1 },
      { 名称: '9号', 级别: '重点', 金额: 2 },
      { 名称: '10号', 级别: '重点', 金额: 4 },
    ].map((each) => ({ fields: each }));
    await fixture.call('bitable_records_batch_create', { app_token, table_id, records });
    const link = { field_name: '客户', type: 18, property: { table_id } };
    await fixture.call('bitable_fields_create', { ...tableRef, ...link });
    const [record_id] = idsAt(fixture.sandbox, tableRef);
    await fixture.call('bitable_records_update', {
      ...tableRef,
      record_id,
      fields: { 客户: ['9号'] },
    });
    const property = { formula_expression };
    await fixture.call('bitable_fields_create', {
      ...tableRef,
      field_name: '式',
      type: 20,
      property,
    });
    const { rows } = await fixture.call('bitable_records_search', {
      ...tableRef,
      field_names: ['式'],
    });
    expect(rows[0][1]).toEqual([value].flat()[0]);
  });

  it.each([
    ['[客户].[级别]', '[客户] is "客户", and there is no field of that id or name'],
    ['[数量].[级别]', '.[级别] stands behind what is no table and no link field'],
  ])('in another table is refused where there is none: %s', async (formula_expression, problem) => {
    const property = { formula_expression };
    const field = { ...newTable(fixture.sandbox), field_name: '式', type: 20, property };
    expect(await fixture.failure('bitable_fields_create', field)).toContain(problem);
  });

  it('is one of the same new table', async () => {
    const { app_token } = newTable(fixture.sandbox);
    const fields = (formula_expression: string) => [
      { field_name: title, type: 1 },
      { field_name: '数量', type: 2 },
      { field_name: '倍', type: 20, property: { formula_expression } },
    ];
    const table = { name: '新表', fields: fields('[数里]*2') };
    expect(await fixture.failure('bitable_tables_create', { app_token, table })).toContain(
      'table.fields[2].property.formula_expression [数里] is "数里"',
    );
    const right = { name: '新表', fields: fields('LEN("[数里]")+[数量]') };
    await fixture.call('bitable_tables_create', { app_token, table: right });
  });
});

describe('a name in the older listing of records', () => {
  const fields: readonly JsonObject[] = [
    { field_name: title, type: 1 },
    { field_name: '数量', type: 2 },
    { field_name: '状态', type: 3, property: { options: [{ name: '待处理' }] } },
  ];
  const tasks = () =>
    newTable(fixture.sandbox, [{ [title]: 'a', 数量: 8, 状态: '待处理' }], fields);

  it('is found as in every other call', async () => {
    const { rows } = await fixture.call('bitable_records_list', {
      ...tasks(),
      filter: 'AND(CurrentValue.[ 状态 ] = "待处理",CurrentValue.[数量]>1)',
      sort: ['数量  desc'],
      field_names: [' 数量'],
    });
    expect(rows).toEqual([[expect.any(String), 8]]);
  });

  it.each([
    [{ filter: 'CurrentValue.[状太]="待处理"' }, 'is "状太", which is no field of the table'],
    [{ filter: 'CurrentValue.[状态]="待处里"' }, 'is "待处里", and there is no option of 状态'],
    [{ sort: ['数里 DESC'] }, 'sort[0] is "数里", which is no field of the table'],
    [{ field_names: ['数里'] }, 'field_names[0] is "数里", which is no field of the table'],
  ])('is refused with what there is: %o', async (query, problem) => {
    const before = fixture.sent('bitable_records_list');
    const text = await fixture.failure('bitable_records_list', { ...tasks(), ...query });
    expect(text).toContain(problem);
    expect(fixture.sent('bitable_records_list')).toBe(before);
    if ('filter' in query) {
      const search = { ...tasks(), ...query };
      expect(await fixture.failure('bitable_records_search', search)).toContain(problem);
    }
  });
});

describe('a name that could be several fields', () => {
  const twins = () =>
    newTable(
      fixture.sandbox,
      [],
      [title, 'a b', 'A B'].map((field_name) => ({ field_name, type: 1 })),
    );

  it.each<[string, JsonObject]>([
    ['bitable_records_search', { filter: '`A b` = 1' }],
    [
      'bitable_records_search',
      { filter: { conjunction: 'and', conditions: [{ field_name: 'A b', operator: 'isEmpty' }] } },
    ],
    ['bitable_records_search', { sort: [{ field_name: 'A b' }] }],
    ['bitable_records_list', { filter: 'CurrentValue.[A b]="1"' }],
    ['bitable_records_create', { fields: { 'A b': 'x' } }],
    ['bitable_fields_delete', { field_id: 'A b' }],
  ])('is told so, with their ids, by %s of %o', async (tool, args) => {
    const tableRef = twins();
    const { items } = await fixture.call('bitable_fields_list', tableRef);
    const text = await fixture.failure(tool, { ...tableRef, ...args });
    expect(text).toMatch(/could be 2 fields/);
    for (const { field_id, field_name } of items.slice(1) as Facts[]) {
      expect(text).toContain(`${field_name} (${field_id})`);
    }
  });
});
