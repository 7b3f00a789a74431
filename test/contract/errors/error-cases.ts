import type { FeishuOptions } from '../../../src/sandbox/feishu/options.js';
import type { Api, DocumentsTable } from '../documents/fixtures/table.js';

export type ErrorRequest = readonly [method: string, path: string, body?: unknown];

/** One row of the error tables of the documents, and how to provoke it. */
export type ErrorCase = readonly [
  code: number,
  /** The name in the documents, or what was measured in its place. */
  msg: string,
  /** The request that is refused, after whatever has to come first. */
  request: (at: DocumentsTable, api: Api) => ErrorRequest | Promise<ErrorRequest>,
  more?: {
    /** The HTTP status of the documents, where all their pages agree on one that is not 200. */
    readonly documented?: number;
    readonly options?: Partial<FeishuOptions>;
  },
];

const token = 'fe599b60-450f-46ff-b2ef-9f6675625b97';
const badToken = 'Invalid client token, make sure that it complies with the specification.';
const conflict = 'Client token conflict, please generate a new client token and try again.';
const is400 = { documented: 400 };

/** Ids that are none, and ids that name nothing. */
export const idErrors: readonly ErrorCase[] = [
  [1254003, 'WrongBaseToken', () => ['GET', '/apps/appbcb']],
  [
    1254040,
    'BaseTokenNotFound',
    () => ['GET', '/apps/appbcbWCzen6D8dezhoCH2RpMAh'],
    { options: { unknownBaseCode: 1254040 } },
  ],
  [1254004, 'WrongTableId', ({ base }) => ['DELETE', `${base}/tables/1`]],
  [1254041, 'TableIdNotFound', ({ base }) => ['DELETE', `${base}/tables/tblsRc9GRRXKqhvW`]],
  [1254005, 'WrongViewId', ({ table }) => ['GET', `${table}/fields?view_id=1`]],
  [1254042, 'ViewIdNotFound', ({ table }) => ['GET', `${table}/records?view_id=vewOVMEXPF`]],
  [1254006, 'WrongRecordId', ({ table }) => ['GET', `${table}/records/1`]],
  [
    1254043,
    'RecordIdNotFound',
    ({ table }) => ['PUT', `${table}/records/recqwIwhc6`, { fields: {} }],
  ],
  [1254009, 'WrongFieldId', ({ table }) => ['DELETE', `${table}/fields/1`]],
  [1254044, 'FieldIdNotFound', ({ table }) => ['DELETE', `${table}/fields/fldPTb0U2y`]],
];

/** Requests that are wrong as a whole. */
export const requestErrors: readonly ErrorCase[] = [
  [1254000, 'WrongRequestJson', ({ table }) => ['POST', `${table}/records`, '{"fields":']],
  [1254001, 'WrongRequestBody', ({ table }) => ['POST', `${table}/records`, '[]']],
  [1254001, 'WrongRequestBody', ({ table }) => ['POST', `${table}/records`, { fields: 'a' }]],
  [
    1254007,
    'EmptyValue',
    ({ table }) => ['POST', `${table}/records/batch_create`, { records: [] }],
  ],
  [1254037, badToken, ({ table }) => ['POST', `${table}/records?client_token=1`, rowOf({})], is400],
  [
    1254037,
    badToken,
    ({ table }) => ['POST', `${table}/records/batch_create?client_token=1`, rowsOf(1)],
    is400,
  ],
  [
    1254037,
    badToken,
    ({ table }) => ['POST', `${table}/fields?client_token=1`, { field_name: 'a', type: 1 }],
    is400,
  ],
  [
    1255006,
    conflict,
    async ({ table }, api) => {
      const path = `${table}/records?client_token=${token}`;
      await api('POST', path, rowOf({ 任务描述: '一' }));
      return ['POST', path, rowOf({ 任务描述: '二' })];
    },
    is400,
  ],
  [
    1254104,
    'RecordAddOnceExceedLimit',
    ({ table }) => ['POST', `${table}/records/batch_create`, rowsOf(1_001)],
  ],
  [
    1254103,
    'RecordExceedLimit',
    async ({ table }, api) => {
      await api('POST', `${table}/records/batch_create`, rowsOf(99));
      return ['POST', `${table}/records/batch_create`, rowsOf(2)];
    },
    { options: { recordsPerTable: 100 } },
  ],
  [1254030, 'InvalidPageToken', ({ table }) => ['GET', `${table}/records?page_token=recn0hoyXL`]],
  [1254016, 'InvalidSort', ({ table }) => ['GET', `${table}/records?sort=人力耗时`]],
  [1254018, 'InvalidFilter', ({ table }) => ['GET', `${table}/records?filter=currentvalue.[a]=1`]],
  [1254024, 'InvalidFieldNames', ({ table }) => ['GET', `${table}/records?field_names=["无"]`]],
  [
    1254107,
    'FilterLengthExceedLimit',
    ({ table }) => [
      'GET',
      `${table}/records?filter=CurrentValue.[多行文本]="${'a'.repeat(2_000)}"`,
    ],
  ],
  [
    1254108,
    'SortLengthExceedLimit',
    ({ table }) => ['GET', `${table}/records?sort=["${'a'.repeat(1_000)} ASC"]`],
  ],
];

/** Values that a field does not take (A03 says what it takes). */
export const cellErrors: readonly ErrorCase[] = [
  cell(1254045, 'FieldNameNotFound', '无此字段', 'a'),
  cell(1254060, 'TextFieldConvFail', '任务描述', [{ text: 'a', type: 'text' }]),
  cell(1254060, 'TextFieldConvFail', '任务描述', 1),
  cell(1254061, 'NumberFieldConvFail', '人力耗时', '64'),
  cell(1254062, 'SingleSelectFieldConvFail', '状态', ['开发中']),
  cell(1254063, 'MultiSelectFieldConvFail', '相关部门', '研发'),
  cell(1254064, 'DatetimeFieldConvFail', '截止日期', '2021-02-01'),
  cell(1254065, 'CheckboxFieldConvFail', '是否完成', 'true'),
  cell(1254066, 'UserFieldConvFail', '任务执行人', ['ou_debc524b2d8cb187704df652b43d29de']),
  cell(1254066, 'UserFieldConvFail', '任务执行人', [{ id: 'ou_not_in_this_tenant' }]),
  cell(1254067, 'LinkFieldConvFail', '单向关联', 'recqwIwhc6'),
  cell(1254074, 'DuplexLinkFieldConvFail', '双向关联', 'recqwIwhc6'),
  cell(1254068, 'URLFieldConvFail', '文档地址', 'https://www.baidu.com/'),
  cell(1254069, 'AttachFieldConvFail', '任务附件', 'boxcnkQWfV4XbHwzDngmezMGzXe'),
  cell(1254303, 'AttachPermNotAllow', '任务附件', [{ file_token: 'boxcnGk0FfG678EEurDN7dRyxag' }]),
  cell(1254106, 'AttachExceedLimit', '任务附件', Array(101).fill({ file_token: 'box' })),
  cell(1254072, 'InvalidPhoneNumber', '电话号码', '010-62345678'),
  cell(1254015, 'FieldTypeValueNotMatch', '地理位置', '天安门'),
  cell(1254015, 'FieldTypeValueNotMatch', '自动编号', '001'),
  cell(1254130, 'TooLargeCell', '任务描述', 'a'.repeat(100_001)),
];

function cell(code: number, msg: string, name: string, value: unknown): ErrorCase {
  return [code, msg, ({ table }) => ['POST', `${table}/records`, rowOf({ [name]: value })]];
}

function rowOf(fields: object) {
  return { fields };
}

function rowsOf(count: number) {
  return { records: Array(count).fill(rowOf({})) };
}
