import type { Api } from '../documents/fixtures/table.js';
import type { ErrorCase } from './error-cases.js';

const is400 = { documented: 400 };

/** Fields that cannot be made, changed or taken away (A38-A40). */
export const fieldErrors: readonly ErrorCase[] = [
  field(1254001, 'WrongRequestBody', { field_name: 1, type: 1 }),
  field(1254012, 'NotSupportFieldOrView', { field_name: '查找引用', type: 19 }),
  field(1254012, 'NotSupportFieldOrView', { field_name: '未知', type: 6 }),
  field(1254014, 'FieldNameDuplicated', { field_name: ' 任务描述 ', type: 1 }),
  field(1254026, 'EmptyOptionName', {
    field_name: '空选项',
    type: 3,
    property: { options: [{ name: '' }] },
  }),
  field(1254028, 'EmptyFieldName', { field_name: '  ', type: 1 }, is400),
  [
    1254105,
    'ColumnExceedLimit',
    async ({ base }, api) => {
      const fields = Array.from({ length: 300 }, (_, index) => text(`字段 ${index}`));
      const { table_id } = await api('POST', `${base}/tables`, { table: { name: '宽', fields } });
      return ['POST', `${base}/tables/${table_id}/fields`, text('第 301 个')];
    },
  ],
  [
    1254606,
    'DataNotChange',
    async ({ table }, api) => {
      const { field: made } = await api('POST', `${table}/fields`, text('备注'));
      return ['PUT', `${table}/fields/${made.field_id}`, text('备注')];
    },
  ],
  [
    1254014,
    'FieldNameDuplicated',
    async ({ table }, api) => ['PUT', await primaryField(table, api), text('任务描述')],
  ],
  [
    1254012,
    'NotSupportFieldOrView',
    async ({ table }, api) => [
      'PUT',
      await primaryField(table, api),
      { field_name: '多行文本', type: 7 },
    ],
  ],
  [
    1254046,
    'PrimaryFieldDeleteForbidden',
    async ({ table }, api) => ['DELETE', await primaryField(table, api)],
  ],
];

/** Settings that a type does not take; for URL and checkbox even none at all is too much. */
export const propertyErrors: readonly ErrorCase[] = [
  property(1254080, 'TextFieldPropertyError', 1, { formatter: '0' }),
  property(1254081, 'NumberFieldPropertyError', 2, { formatter: 'abc' }),
  property(1254082, 'SingleSelectFieldPropertyError', 3, { options: 'a' }),
  property(1254083, 'MultiSelectFieldPropertyError', 4, { options: [{ name: 'a', color: 55 }] }),
  property(1254084, 'DateFieldPropertyError', 5, { auto_fill: 'yes' }),
  property(1254085, 'CheckboxFieldPropertyError', 7, {}),
  property(1254086, 'UserFieldPropertyError', 11, { multiple: 'yes' }),
  property(1254087, 'URLFieldPropertyError', 15, {}),
  property(1254088, 'AttachFieldPropertyError', 17, { multiple: true }),
  property(1254089, 'LinkFieldPropertyError', 18, { multiple: true }),
  property(1254089, 'LinkFieldPropertyError', 18, { table_id: 'tblw92ErelmCmgHc' }),
  property(1254091, 'FormulaFieldPropertyError', 20, { formatter: 'abc' }),
  property(1254092, 'DuplexLinkFieldPropertyError', 21, { multiple: true }),
  property(1254093, 'CreatedTimeFieldPropertyError', 1001, { date_formatter: 'abc' }),
  property(1254094, 'ModifiedTimeFieldPropertyError', 1002, { date_formatter: 'abc' }),
  property(1254095, 'CreatedUserFieldPropertyError', 1003, { multiple: true }),
  property(1254096, 'ModifiedUserFieldPropertyError', 1004, { multiple: true }),
];

/** Bases and tables that cannot be as asked. */
export const tableErrors: readonly ErrorCase[] = [
  [1254031, 'InvalidAppName', () => ['POST', '/apps', { name: '名'.repeat(256) }]],
  [
    1254036,
    'Bitable is copying, please try again later.',
    async ({ base }, api) => {
      const { app } = await api('POST', `${base}/copy`, { name: '副本' });
      return ['GET', `/apps/${app.app_token}/tables`];
    },
  ],
  [
    1254013,
    'TableNameDuplicated',
    ({ base }) => ['POST', `${base}/tables`, { table: { name: '数据表2' } }],
  ],
  [1254013, 'TableNameDuplicated', ({ table }) => ['PATCH', table, { name: '数据表2' }]],
  [
    1254012,
    'NotSupportFieldOrView',
    ({ base }) => [
      'POST',
      `${base}/tables`,
      { table: { name: '数据表3', fields: [{ field_name: '复选框', type: 7 }] } },
    ],
  ],
  [
    1254100,
    'TableExceedLimit',
    async ({ base }, api) => {
      const tables = Array.from({ length: 97 }, (_, index) => ({ name: `第 ${index} 个` }));
      await api('POST', `${base}/tables/batch_create`, { tables });
      return ['POST', `${base}/tables`, { table: { name: '第 101 个' } }];
    },
  ],
  [
    1254034,
    'The last table cannot be deleted.',
    async ({ base }, api) => {
      const { items } = await api('GET', `${base}/tables`);
      const table_ids = items.map(({ table_id }: { table_id: string }) => table_id);
      return ['POST', `${base}/tables/batch_delete`, { table_ids }];
    },
    { documented: 403 },
  ],
];

function field(code: number, msg: string, sent: object, more = {}): ErrorCase {
  return [code, msg, ({ table }) => ['POST', `${table}/fields`, sent], more];
}

function property(code: number, msg: string, type: number, settings: object): ErrorCase {
  return field(code, msg, { field_name: '错误', type, property: settings }, is400);
}

function text(field_name: string) {
  return { field_name, type: 1 };
}

async function primaryField(table: string, api: Api): Promise<string> {
  const { items } = await api('GET', `${table}/fields`);
  return `${table}/fields/${items[0].field_id}`;
}
