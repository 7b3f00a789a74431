import { writableCell } from '../../../cells/read/plain.js';
import type { Endpoint } from '../../../core/endpoint.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';

type Args = Readonly<Record<string, unknown>>;

/** The arguments with every cell in a form that can be written, also where it stands as it was read. */
export function writableArgs({ cells }: Endpoint, args: Args): Args {
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
