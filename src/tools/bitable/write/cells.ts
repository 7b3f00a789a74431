import type { Endpoint } from '../../../core/endpoint.js';
import { isJsonObject, type JsonObject } from '../../../core/json.js';
import { type Args, placeOf, type ToolContext, userIdTypeIn } from '../../context/tool-context.js';
import { schemaIfSeen } from '../query/table-schema.js';
import { writableArgs } from './plain-cells.js';
import { writtenRows } from './rows.js';

/** The arguments of a write of records with every cell in the form that the vendor takes. */
export async function withCells(
  context: ToolContext,
  endpoint: Endpoint,
  args: Args,
  { rehearsal }: { readonly rehearsal: boolean },
): Promise<Args> {
  if (endpoint.cells === undefined) {
    return args;
  }
  const { create_options: createOptions, ...others } = args;
  const place = placeOf(args);
  const schema = await schemaIfSeen(context, place);
  if (schema === undefined) {
    context.note('the fields of the table may not be seen: cells are sent as they are');
    return writableArgs(endpoint, others);
  }
  const single = endpoint.cells === 'fields';
  const written = await writtenRows(context, place, schema, rowsIn(others, single), {
    createOptions: createOptions === true,
    userIdType: userIdTypeIn(args),
    skipReadOnly: context.asRead,
    pathOf: single ? () => 'fields' : (index) => `records[${index}].fields`,
    rehearsal,
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
