import { writableCell } from '../../../cells/read/plain.js';
import type { Endpoint } from '../../../core/endpoint.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import {
  type Args,
  type ToolContext,
  tableRefOf,
  userIdTypeIn,
} from '../../context/tool-context.js';
import { schemaIfSeen } from '../query/table-schema.js';
import { writtenRows } from './rows.js';

/** The arguments of a write of records with every cell in the form that the vendor takes. */
export async function withCells(
  context: ToolContext,
  endpoint: Endpoint,
  args: Args,
  { dryRun }: { readonly dryRun: boolean },
): Promise<Args> {
  if (endpoint.cells === undefined) {
    return args;
  }
  const { create_options: createOptions, ...others } = args;
  const tableRef = tableRefOf(args);
  const schema = await schemaIfSeen(context, tableRef);
  if (schema === undefined) {
    context.note('the fields of the table may not be seen: cells are sent as they are');
    return writableArgs(endpoint, others);
  }
  const single = endpoint.cells === 'fields';
  const written = await writtenRows(context, tableRef, schema, rowsIn(others, single), {
    createOptions: createOptions === true,
    userIdType: userIdTypeIn(args),
    skipReadOnly: context.asRead,
    pathOf: single ? () => 'fields' : (index) => `records[${index}].fields`,
    dryRun,
  });
  const kind = written.userIdType === undefined ? {} : { user_id_type: written.userIdType };
  return { ...others, ...kind, ...withRows(others, single, written.rows) };
}

function rowsIn({ fields, records }: Args, single: boolean): readonly JsonObject[] {
  const rows: readonly unknown[] = single ? [fields] : recordsIn(records).map((it) => it['fields']);
  return rows.map((row) => (isJsonObject(row) ? row : {}));
}

export function recordsIn(records: unknown): readonly JsonObject[] {
  return Array.isArray(records) ? records.filter(isJsonObject) : [];
}

function withRows({ records }: Args, single: boolean, rows: readonly JsonObject[]): Args {
  return single
    ? { fields: rows[0] }
    : { records: recordsIn(records).map((record, index) => ({ ...record, fields: rows[index] })) };
}

/** The arguments with every cell in a form that can be written, also where it stands as it was read. */
function writableArgs({ cells }: Endpoint, args: Args): Args {
  if (cells === 'fields') {
    return { ...args, ...withFields(args) };
  }
  const { records } = args;
  return cells === undefined || !Array.isArray(records)
    ? args
    : { ...args, records: records.map((record) => ({ ...record, ...withFields(record) })) };
}

function withFields({ fields }: { readonly fields?: unknown }): { readonly fields?: JsonObject } {
  return isJsonObject(fields) ? { fields: writableFields(fields) } : {};
}

function writableFields(fields: JsonObject): JsonObject {
  const entries = Object.entries(fields).map(([name, value = null]): [string, Json] => [
    name,
    writableCell(value),
  ]);
  return Object.fromEntries(entries);
}
