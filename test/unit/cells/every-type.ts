import fc, { type Arbitrary } from 'fast-check';
import { fieldOf, type TableSchema } from '../../../src/cells/field.js';
import type { Json, JsonObject } from '../../../src/core/json.js';
import { parseJson } from '../../../src/core/lossless-json.js';
import { bitablePath, type Gateway } from '../../support/sandbox-client.js';

/** A table with a field of every type that can be made, in a base of its own. */
export interface EveryType {
  readonly table: string;
  readonly schema: TableSchema;
  /** Rows in the vendor's write shape; any cell may be missing. */
  readonly rows: Arbitrary<JsonObject>;
}

interface TypedField {
  readonly field: JsonObject & { readonly field_name: string };
  /** Absent for what the vendor fills in. */
  readonly cells?: Arbitrary<Json>;
}

export async function createEveryType(gateway: Gateway): Promise<EveryType> {
  const { app } = await gateway.data('POST', '/apps', { name: '每种字段' });
  const base = `/apps/${app.app_token}`;
  const named = { ...(await createLinked(gateway, base)), files: addFiles(gateway, app.app_token) };
  const typed = [...scalars(), ...lists(gateway, named), ...filledIn()];
  const fields = typed.map(({ field }) => field);
  const created = await gateway.data('POST', `${base}/tables`, { table: { name: '全部', fields } });
  const table = `${base}/tables/${created.table_id}`;
  await addFormulas(gateway, table, created.table_id);
  const { items } = await gateway.data('GET', `${table}/fields?page_size=100`);
  return {
    table,
    schema: { tableId: created.table_id, timeZone: 'Asia/Shanghai', fields: items.map(fieldOf) },
    rows: rowsOf(typed),
  };
}

/** Data as the shared client parses it: integers beyond 2^53 are text. */
export async function dataOf(gateway: Gateway, method: string, path: string, body?: unknown) {
  const { text } = await gateway.call(method, bitablePath + path, { body });
  // biome-ignore lint/suspicious/noExplicitAny: what comes back is asserted, not assumed.
  const reply = parseJson(text) as any;
  if (reply.code !== 0) {
    throw new Error(`${method} ${path} was refused: ${text}`);
  }
  return reply.data;
}

interface Linked {
  readonly tableId: string;
  readonly recordIds: readonly string[];
  readonly files: readonly string[];
}

async function createLinked(gateway: Gateway, base: string) {
  const fields = [{ field_name: '名称', type: 1 }];
  const { table_id } = await gateway.data('POST', `${base}/tables`, {
    table: { name: '客户', fields },
  });
  const path = `${base}/tables/${table_id}/records/batch_create`;
  const records = ['甲', '乙', '丙'].map((name) => ({ fields: { 名称: name } }));
  const created = await gateway.data('POST', path, { records });
  const recordIds = created.records.map((record: { record_id: string }) => record.record_id);
  return { tableId: table_id, recordIds };
}

/** Uploading is no call of this family, so the files are put there by hand. */
function addFiles({ sandbox: { world } }: Gateway, appToken: string): string[] {
  return ['a.png', '报告.docx'].map((name) => {
    const fileToken = world.bitable.ids.newFileToken();
    const file = { fileToken, appToken, name, type: 'image/png', size: 4 };
    world.bitable.files.set(fileToken, { ...file, content: new Uint8Array(4) });
    return fileToken;
  });
}

const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
const addresses = fc.webUrl({ withQueryParameters: true });
const names = ['未开始', '进行中', 'Smith, John', '1', '２', 'done', 'DONE', '甲、乙'];
const choice = { options: names.map((name) => ({ name })) };

/** All that `Date` holds, and often the starts of days and of minutes. */
const instants = fc.oneof(
  fc.integer({ min: -8.64e15, max: 8.64e15 }),
  fc.integer({ min: -50_000, max: 50_000 }).map((day) => day * 86_400_000 - 28_800_000),
  fc.integer({ min: 0, max: 40_000_000 }).map((minute) => minute * 60_000),
);

const numbers = fc.oneof(
  fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 68n }).map(Number),
);

function scalars(): TypedField[] {
  const currency = { formatter: '0.00', currency_code: 'CNY' };
  const range = { formatter: '0', range_customize: true, min: -10, max: 10 };
  const time = { date_formatter: 'yyyy-MM-dd HH:mm' };
  return [
    { field: { field_name: '文本', type: 1 }, cells: texts },
    { field: { field_name: '条码', type: 1, ui_type: 'Barcode' }, cells: texts },
    { field: { field_name: '邮箱', type: 1, ui_type: 'Email' }, cells: fc.emailAddress() },
    { field: { field_name: '数字', type: 2 }, cells: numbers },
    {
      field: { field_name: '金额', type: 2, ui_type: 'Currency', property: currency },
      cells: numbers,
    },
    {
      field: { field_name: '进度', type: 2, ui_type: 'Progress', property: range },
      cells: fc.double({ min: -10, max: 10, noNaN: true }).map((number) => number + 0),
    },
    {
      field: { field_name: '评分', type: 2, ui_type: 'Rating' },
      cells: fc.integer({ min: 1, max: 5 }),
    },
    { field: { field_name: '状态', type: 3, property: choice }, cells: fc.constantFrom(...names) },
    {
      field: { field_name: '标签', type: 4, property: choice },
      cells: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 }),
    },
    { field: { field_name: '日期', type: 5 }, cells: instants },
    { field: { field_name: '时间', type: 5, property: time }, cells: instants },
    { field: { field_name: '完成', type: 7 }, cells: fc.boolean() },
    { field: { field_name: '电话', type: 13 }, cells: fc.stringMatching(/^\+?[0-9]{1,63}$/) },
    { field: { field_name: '链接', type: 15 }, cells: links() },
    { field: { field_name: '地点', type: 22 }, cells: places() },
  ];
}

function links(): Arbitrary<Json> {
  return fc.oneof(
    fc.record({ text: texts, link: fc.oneof(addresses, texts) }),
    fc.oneof(addresses, texts).map((link) => ({ text: link, link })),
  );
}

function places(): Arbitrary<string> {
  const degrees = (max: number) => fc.integer({ min: -max * 1e6, max: max * 1e6 });
  const shown = (micro: number) => (micro / 1e6).toFixed(6);
  return fc.tuple(degrees(180), degrees(90)).map((pair) => pair.map(shown).join(','));
}

function lists({ sandbox: { world } }: Gateway, linked: Linked): TypedField[] {
  const { people, chats } = world.bitable.directory;
  const some = (ids: readonly string[], maxLength = ids.length) =>
    fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength });
  const byId = (ids: Arbitrary<string[]>) => ids.map((list) => list.map((id) => ({ id })));
  const openIds = people.map(({ open_id }) => open_id);
  const chatIds = chats.map(({ id }) => id);
  const link = { table_id: linked.tableId };
  const one = { multiple: false };
  return [
    { field: { field_name: '人员', type: 11 }, cells: byId(some(openIds)) },
    { field: { field_name: '负责人', type: 11, property: one }, cells: byId(some(openIds, 1)) },
    { field: { field_name: '群组', type: 23 }, cells: byId(some(chatIds)) },
    {
      field: { field_name: '附件', type: 17 },
      cells: some(linked.files).map((list) => list.map((file_token) => ({ file_token }))),
    },
    { field: { field_name: '单向关联', type: 18, property: link }, cells: some(linked.recordIds) },
    { field: { field_name: '双向关联', type: 21, property: link }, cells: some(linked.recordIds) },
  ];
}

function filledIn(): TypedField[] {
  const serial = { type: 'custom', options: [{ type: 'system_number', value: '3' }] };
  return [
    { field: { field_name: '创建时间', type: 1001 } },
    { field: { field_name: '最后更新时间', type: 1002 } },
    { field: { field_name: '创建人', type: 1003 } },
    { field: { field_name: '修改人', type: 1004 } },
    { field: { field_name: '自动编号', type: 1005, property: { auto_serial: serial } } },
  ];
}

/** Formulas name other fields by id, so they come once those are there. */
async function addFormulas(gateway: Gateway, table: string, tableId: string): Promise<void> {
  const { items } = await gateway.data('GET', `${table}/fields?page_size=100`);
  const idOf = (name: string) =>
    items.find(({ field_name }: { field_name: string }) => field_name === name).field_id;
  const ref = (name: string) => `bitable::$table[${tableId}].$field[${idOf(name)}]`;
  const formulas = [
    ['两倍', `${ref('评分')}*2.5`, ''],
    ['百分比', `${ref('评分')}/8`, '0.00%'],
    ['条件', `${ref('评分')}>2`, ''],
    ['文字', `CONCATENATE(${ref('状态')},"!")`, ''],
  ];
  for (const [field_name, formula_expression, formatter] of formulas) {
    const property = { formatter, formula_expression };
    await gateway.data('POST', `${table}/fields`, { field_name, type: 20, property });
  }
}

function rowsOf(typed: readonly TypedField[]): Arbitrary<JsonObject> {
  const cells = typed.flatMap(({ field, cells }) =>
    cells === undefined ? [] : [[field.field_name, cells] as const],
  );
  return fc.record(Object.fromEntries(cells), { requiredKeys: [] });
}
