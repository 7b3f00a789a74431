import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.js';
import { type Facts, ServerFixture } from '../../support/server-fixture.js';
import {
  addTables,
  fieldIdsAt,
  newTable,
  type TableRef,
  title,
} from '../../support/table-fixture.js';

let fixture: ServerFixture;

beforeAll(async () => {
  fixture = await ServerFixture.start({ args: ['--toolsets', 'all'] });
});

afterAll(() => fixture.end());

const options = [{ name: '待处理' }, { name: '进行中', color: 7 }, { name: '完成' }];
const fields: readonly JsonObject[] = [
  { field_name: title, type: 1 },
  { field_name: '状态', type: 3, property: { options } },
];
const rows = [
  { [title]: '1', 状态: '待处理' },
  { [title]: '2', 状态: '待处理' },
  { [title]: '三', 状态: '进行中' },
];

const newTasks = () => newTable(fixture.sandbox, rows, fields);

async function update(tableRef: TableRef, args: object): Promise<Facts> {
  return fixture.call('bitable_fields_update', { ...tableRef, field_id: '状态', ...args });
}

async function fieldNamed(tableRef: TableRef, name: string): Promise<Facts> {
  const { items } = await fixture.call('bitable_fields_list', tableRef);
  return items.find((item: Facts) => item['field_name'] === name);
}

async function column(tableRef: TableRef, name: string): Promise<unknown[]> {
  const args = { ...tableRef, field_names: [name] };
  const { rows: found } = await fixture.call('bitable_records_search', args);
  return found.map(([, cell]: unknown[]) => cell);
}

const optionNames = ({ property }: Facts) =>
  property.options.map(({ name }: { name: string }) => name);

/** A field of each kind of settings, and a change that names one thing of it. */
const changed: readonly (readonly [string, JsonObject, JsonObject])[] = [
  [
    'a currency',
    {
      type: 2,
      ui_type: 'Currency',
      property: { formatter: '0.00', currency_code: 'EUR' },
      description: { text: '含税' },
    },
    { property: { currency_code: 'USD' } },
  ],
  ['a number', { type: 2, property: { formatter: '0.00' } }, { description: { text: '件' } }],
  [
    'a progress',
    {
      type: 2,
      ui_type: 'Progress',
      property: { formatter: '0%', range_customize: true, min: 0, max: 10 },
    },
    { property: { max: 20 } },
  ],
  [
    'a rating',
    { type: 2, ui_type: 'Rating', property: { min: 0, max: 8, rating: { symbol: 'heart' } } },
    { property: { max: 9 } },
  ],
  [
    'a barcode',
    {
      type: 1,
      ui_type: 'Barcode',
      property: { allowed_edit_modes: { manual: false, scan: true } },
    },
    { description: { text: '条码' } },
  ],
  [
    'a date',
    { type: 5, property: { date_formatter: 'yyyy-MM-dd HH:mm', auto_fill: true } },
    { property: { auto_fill: false } },
  ],
  ['a person', { type: 11, property: { multiple: false } }, { description: { text: '人' } }],
  [
    'a formula',
    { type: 20, property: { formatter: '0.00', formula_expression: '1+1' } },
    { property: { formatter: '0' } },
  ],
  [
    'a place',
    { type: 22, property: { location: { input_type: 'only_mobile' } } },
    { description: { text: '地点' } },
  ],
  [
    'an auto number',
    {
      type: 1005,
      property: {
        auto_serial: { type: 'custom', options: [{ type: 'system_number', value: '3' }] },
      },
    },
    { description: { text: '号' } },
  ],
  ['a checkbox', { type: 7, description: { text: '好' } }, { description: { text: '完' } }],
  ['a link address', { type: 15 }, { description: { text: '网址' } }],
];

function merged(definition: JsonObject, change: JsonObject): object {
  const property = { ...Object(definition['property']), ...Object(change['property']) };
  const { description } = change;
  return {
    type: definition['type'],
    ...(Object.keys(property).length > 0 && { property }),
    ...(description !== undefined && { description: Object(description).text }),
  };
}

describe('a change of a field', () => {
  it.each(changed)('keeps what it does not name of %s', async (_, definition, change) => {
    const tableRef = newTable(
      fixture.sandbox,
      [],
      [fields[0]!, { field_name: '甲', ...definition }],
    );
    const before = await fieldNamed(tableRef, '甲');
    await update(tableRef, { field_id: '甲', field_name: '乙' });
    expect(await fieldNamed(tableRef, '乙')).toEqual({ ...before, field_name: '乙' });
    await update(tableRef, { field_id: '乙', ...change });
    expect(await fieldNamed(tableRef, '乙')).toMatchObject(merged(definition, change));
  });

  it('keeps both ends of a two-way link, and may rename the other', async () => {
    const tableRef = newTasks();
    const [other = ''] = addTables(fixture.sandbox, tableRef, ['客户']);
    const property = { table_id: '客户', multiple: false, back_field_name: '任务' };
    await fixture.call('bitable_fields_create', {
      ...tableRef,
      field_name: '客户',
      type: 21,
      property,
    });
    const before = await fieldNamed(tableRef, '客户');
    await update(tableRef, { field_id: '客户', field_name: '甲方' });
    expect(await fieldNamed(tableRef, '甲方')).toEqual({ ...before, field_name: '甲方' });
    await update(tableRef, { field_id: '甲方', property: { back_field_name: '单子' } });
    expect(await fieldNamed({ ...tableRef, table_id: other }, '单子')).toMatchObject({ type: 21 });
  });

  it('of name and type alone changes nothing, and says so', async () => {
    const tableRef = newTasks();
    const before = fixture.sent('bitable_fields_update');
    const { field, notes } = await update(tableRef, { field_name: '状态', type: 3 });
    expect(notes).toContain('already so: nothing was changed');
    expect(optionNames(field)).toEqual(['待处理', '进行中', '完成']);
    expect(fixture.sent('bitable_fields_update')).toBe(before);
    expect(await column(tableRef, '状态')).toEqual(['待处理', '待处理', '进行中']);
  });

  it('adds, renames and removes options, and tells how many records had what is removed', async () => {
    const tableRef = newTasks();
    const { property } = await fieldNamed(tableRef, '状态');
    const change = { add: '挂起', remove: ['待处理'], rename: { 进行中: '开发中' } };
    const { field, removed_options, changes } = await update(tableRef, {
      property: { options: change },
    });
    expect(optionNames(field)).toEqual(['开发中', '完成', '挂起']);
    expect(field.property.options[0]).toEqual({ ...property.options[1], name: '开发中' });
    expect(removed_options).toEqual([{ name: '待处理', records: 2 }]);
    expect(changes.rows).toContainEqual(['property.options.进行中.name', '进行中', '开发中']);
    expect(await column(tableRef, '状态')).toEqual([null, null, '开发中']);
  });

  it('takes a list of options as what to add or to change, and deletes none that it leaves out', async () => {
    const tableRef = newTasks();
    const [first] = (await fieldNamed(tableRef, '状态')).property.options;
    const list = [{ id: first.id, name: '新建' }, { name: '完成', color: 9 }, '取消'];
    const { field } = await update(tableRef, { property: { options: list } });
    expect(optionNames(field)).toEqual(['新建', '进行中', '完成', '取消']);
    expect(field.property.options[2].color).toBe(9);
    expect(await column(tableRef, '状态')).toEqual(['新建', '新建', '进行中']);
  });

  it.each([
    ['to remove', { remove: ['进行'] }, 'property.options.remove[0] is "进行"'],
    ['to rename', { rename: { 进行: '开发中' } }, 'property.options.rename.进行 is "进行"'],
  ])('refuses the name of no option %s, with those that there are', async (_, change, words) => {
    const text = await fixture.failure('bitable_fields_update', {
      ...newTasks(),
      field_id: '状态',
      property: { options: change },
    });
    expect(text).toContain(words);
    expect(text).toContain('Did you mean 进行中?');
  });

  it('refuses to remove an option and add it again, for its cells would be emptied', async () => {
    const change = { remove: ['待处理'], add: ['新', { name: '待处理', color: 3 }] };
    const args = { ...newTasks(), field_id: '状态', property: { options: change } };
    expect(await fixture.failure('bitable_fields_update', args)).toContain(
      'property.options.add[1] adds and removes "待处理". Allowed: one of the two',
    );
  });

  it('says that options which a list leaves out stay', async () => {
    const { notes } = await update(newTasks(), { property: { options: ['进行中'] } });
    expect(notes).toEqual([
      'options that the list leaves out stay: 待处理, 完成; {remove: [name]} deletes',
      'already so: nothing was changed',
    ]);
  });

  it('refuses a name that another option has, for two would go by it', async () => {
    const args = {
      ...newTasks(),
      field_id: '状态',
      property: { options: { rename: { 完成: '进行中' } } },
    };
    expect(await fixture.failure('bitable_fields_update', args)).toContain(
      'would give two options the name "进行中"',
    );
  });

  it('keeps the options of two who add at once', async () => {
    const tableRef = newTasks();
    await Promise.all(
      ['甲', '乙', '丙'].map((add) => update(tableRef, { property: { options: { add } } })),
    );
    expect(optionNames(await fieldNamed(tableRef, '状态')).toSorted()).toEqual(
      ['待处理', '进行中', '完成', '甲', '乙', '丙'].toSorted(),
    );
  });

  it('sends nothing when the field cannot be read, and says why', async () => {
    const tableRef = newTasks();
    const before = fixture.sent('bitable_fields_update');
    const [, field_id] = fieldIdsAt(fixture.sandbox, tableRef);
    fixture.sandbox.faults.add({ kind: 'code', code: 1254302, endpoint: 'bitable_fields_list' });
    const args = { ...tableRef, field_id, field_name: '新' };
    const text = await fixture.failure('bitable_fields_update', args);
    expect(text).toContain('Nothing was sent: the field could not be read first');
    expect(text).toContain('1254302');
    expect(fixture.sent('bitable_fields_update')).toBe(before);
  });

  it('sends the call as it is given where that is asked for', async () => {
    const tableRef = newTasks();
    const args = { field_name: '状态', type: 3, property: { options: [{ name: '新' }] } };
    const { field } = await update(tableRef, { ...args, replace: true });
    expect(optionNames(field)).toEqual(['新']);
    expect(await column(tableRef, '状态')).toEqual([null, null, null]);
  });

  it('shows what a replacement took, with the records that had it, in a dry run as well', async () => {
    const tableRef = newTasks();
    const args = { field_name: '状态', type: 3, replace: true };
    const counts = ['待处理', '进行中', '完成'].map(
      (name, index) => `records with the removed option "${name}": ${[2, 1, 0][index]}`,
    );
    const tried = await update(tableRef, { ...args, dry_run: true });
    expect(tried['notes']).toEqual(expect.arrayContaining(counts));
    const { changes, removed_options } = await update(tableRef, args);
    expect(changes.rows).toContainEqual(['property.options.待处理', expect.anything(), null]);
    expect(removed_options[0]).toEqual({ name: '待处理', records: 2 });
  });

  it('that empties a description where there is none changes nothing, and shows no change', async () => {
    const answer = await update(newTasks(), { clear: ['description'] });
    expect(answer['notes']).toEqual(['already so: nothing was changed']);
    expect(answer['changes']).toBeUndefined();
  });

  it('leads a link to another table only when that is asked for, and shows the links that it lost', async () => {
    const tableRef = newTasks();
    addTables(fixture.sandbox, tableRef, ['客户']);
    const link = { field_name: '前置', type: 18, property: { table_id: tableRef.table_id } };
    await fixture.call('bitable_fields_create', { ...tableRef, ...link });
    const { rows: found } = await fixture.call('bitable_records_search', tableRef);
    const [[record_id], [other]] = found;
    const cells = { 前置: [other] };
    await fixture.call('bitable_records_update', { ...tableRef, record_id, fields: cells });
    const change = { ...tableRef, field_id: '前置', property: { table_id: '客户' } };
    expect(await fixture.failure('bitable_fields_update', change)).toContain(
      'property.table_id is another table than the link leads to',
    );
    const { conversion } = await fixture.call('bitable_fields_update', {
      ...change,
      convert: true,
    });
    expect(conversion).toMatchObject({ non_empty_before: 1, non_empty_after: 0 });
    expect(conversion.samples.rows).toEqual([[record_id, [other], null]]);
  });

  it('converts a column only when that is asked for, and shows what became of the cells', async () => {
    const tableRef = newTasks();
    const change = { field_id: title, type: 2 };
    const refusal = await fixture.failure('bitable_fields_update', { ...tableRef, ...change });
    expect(refusal).toContain('would make a text field (type 1) a number field (type 2)');
    expect(refusal).toContain('convert: true');
    const { conversion, notes } = await update(tableRef, { ...change, convert: true });
    expect(conversion).toMatchObject({ non_empty_before: 3, non_empty_after: 2 });
    expect(conversion.samples.columns).toEqual(['record_id', 'old', 'new']);
    const cells = conversion.samples.rows.map(([, old, now]: unknown[]) => [old, now]);
    expect(cells).toEqual([
      ['1', 1],
      ['2', 2],
      ['三', null],
    ]);
    expect(notes).toContain('cells that did not fit the new type and are empty now: 1');
  });

  it('keeps the options, with their ids, of a select that becomes a multi-select', async () => {
    const tableRef = newTasks();
    const before = await fieldNamed(tableRef, '状态');
    const { field } = await update(tableRef, { type: 4, convert: true });
    expect(field.property).toEqual(before['property']);
    expect(await column(tableRef, '状态')).toEqual([['待处理'], ['待处理'], ['进行中']]);
  });

  it('shows in a dry run the whole that would be sent, and what it would cost', async () => {
    const property = { options: { remove: ['待处理'] } };
    const { would_send, notes } = await update(newTasks(), { property, dry_run: true });
    expect(would_send.body).toMatchObject({ field_name: '状态', type: 3 });
    expect(would_send.body.property.options).toHaveLength(2);
    expect(notes).toContain('records with the removed option "待处理": 2');
  });

  it.each([
    ['the name of another field', { field_name: title }, /field_name is "标题"/],
    [
      'a type that the first field cannot have',
      { field_id: title, type: 3, convert: true },
      /field "标题": type was 3.*cannot be the first field/,
    ],
    [
      'a setting of another type',
      { property: { formatter: '0' } },
      /field "状态": property\.formatter is not a setting of a select field/,
    ],
  ])('refuses %s before anything is sent', async (_, change, words) => {
    const args = { ...newTasks(), field_id: '状态', ...change };
    expect(await fixture.failure('bitable_fields_update', args)).toMatch(words);
  });
});

describe('the settings of a new field', () => {
  const create = (tableRef: TableRef, field: object) => ({
    ...tableRef,
    field_name: '金额',
    ...field,
  });

  it('of a currency without formatter get the standard of the vendor, and the answer says so', async () => {
    const field = { type: 2, ui_type: 'Currency', property: { currency_code: 'CNY' } };
    const answer = await fixture.call('bitable_fields_create', create(newTasks(), field));
    expect(answer['field'].property).toEqual({ formatter: '0.0', currency_code: 'CNY' });
    expect(answer['notes']).toContain(
      'field "金额": property.formatter is "0.0", the vendor\'s standard',
    );
  });

  it.each([
    [
      'a currency code',
      { type: 2, ui_type: 'Currency', property: { currency_code: 'RMB' } },
      /property\.currency_code was "RMB"\. Allowed: one of "CNY", "USD"/,
    ],
    [
      'a symbol',
      { type: 2, ui_type: 'Rating', property: { rating: { symbol: 'sun' } } },
      /property\.rating\.symbol was "sun".*"star", "heart"/,
    ],
    [
      'the format of a currency',
      { type: 2, ui_type: 'Currency', property: { currency_code: 'CNY', formatter: '¥0.00' } },
      /property\.formatter was "¥0\.00".*"0", "0\.0", "0\.00", "0\.000", "0\.0000"/,
    ],
    [
      'the format of a date',
      { type: 5, property: { date_formatter: 'yyyy年MM月' } },
      /property\.date_formatter was "yyyy年MM月".*"yyyy\/MM\/dd"/,
    ],
    [
      'a currency without settings',
      { type: 2, ui_type: 'Currency' },
      /property\.currency_code is required\. Allowed: one of "CNY"/,
    ],
    ['an empty property of a checkbox', { type: 7, property: {} }, /property must be absent/],
    ['an empty property of a URL', { type: 15, property: {} }, /property must be absent/],
    [
      'a form of another type',
      { type: 1, ui_type: 'Currency' },
      /ui_type was "Currency".*"Text", "Barcode", "Email"/,
    ],
    ['a link to nowhere', { type: 18 }, /property\.table_id is required/],
    [
      'a setting of another form',
      { type: 2, property: { currency_code: 'CNY' } },
      /property\.currency_code is not a setting of a number field.*ui_type Currency/,
    ],
    [
      'a wrong part of an auto number',
      {
        type: 1005,
        property: {
          auto_serial: { type: 'custom', options: [{ type: 'system_number', value: '12' }] },
        },
      },
      /auto_serial\.options\[0\]\.value was "12"/,
    ],
  ])(
    'are refused for %s, in a dry run as in a call, with the field and what is allowed',
    async (_, field, words) => {
      const args = create(newTasks(), field);
      const before = fixture.sent('bitable_fields_create');
      const refusal = await fixture.failure('bitable_fields_create', args);
      expect(refusal).toMatch(words);
      expect(refusal).toContain('field "金额": ');
      expect(await fixture.failure('bitable_fields_create', { ...args, dry_run: true })).toBe(
        refusal,
      );
      const table = {
        name: '账',
        fields: [
          { field_name: '名', type: 1 },
          { ...field, field_name: '金额' },
        ],
      };
      const { app_token } = args;
      const inTable = await fixture.failure('bitable_tables_create', {
        app_token,
        table,
        dry_run: true,
      });
      expect(inTable).toMatch(words);
      expect(inTable).toContain('table.fields[1] "金额": ');
      expect(fixture.sent('bitable_fields_create')).toBe(before);
    },
  );

  it('name the field that a refusal of the vendor is about', async () => {
    const { app_token } = newTasks();
    fixture.sandbox.world.bitable.bases.get(app_token)!.formulaType = 2;
    const formula = { field_name: '合计', type: 20, property: { formula_expression: '1+1' } };
    const table = { name: '账', fields: [{ field_name: '名', type: 1 }, formula] };
    const text = await fixture.failure('bitable_tables_create', { app_token, table });
    expect(text).toContain('1254091');
    expect(text).toContain(
      'It is about table.fields[1] "合计": property {"formula_expression":"1+1"}.',
    );
  });

  it('that are wrong in form name the field as well', async () => {
    const { app_token } = newTasks();
    const table = {
      name: '账',
      fields: [{ field_name: '金额', type: 2, property: { formater: '0', min: 'x' } }],
    };
    const text = await fixture.failure('bitable_tables_create', { app_token, table });
    expect(text).toContain('table.fields[0] "金额": property.formater is not an argument here');
    expect(text).toContain('table.fields[0] "金额": property.min was "x"');
  });
});
