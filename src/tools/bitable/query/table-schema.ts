import { fieldOf, type TableSchema } from '../../../cells/field.js';
import { ApiError } from '../../../core/errors.js';
import { isJsonObject, type JsonObject } from '../../../core/json.js';
import type { TableRef } from '../../context/caller-memory.js';
import { callEndpoint, listAll, type ToolContext } from '../../context/tool-context.js';

/** Where the vendor does not say: its own zone. */
const usualZone = 'Asia/Shanghai';

/** The schema of a table as it is remembered, or as it is now. */
export async function schemaOf(context: ToolContext, tableRef: TableRef): Promise<TableSchema> {
  return context.memory.schema(tableRef) ?? freshSchemaOf(context, tableRef);
}

export async function freshSchemaOf(
  context: ToolContext,
  tableRef: TableRef,
): Promise<TableSchema> {
  return (await readFields(context, tableRef)).schema;
}

export interface ListedFields {
  /** As the vendor lists them. */
  readonly items: readonly JsonObject[];
  readonly schema: TableSchema;
}

/** The fields of a table as they are now; remembered from here on. */
export async function readFields(context: ToolContext, tableRef: TableRef): Promise<ListedFields> {
  const { appToken, tableId } = tableRef;
  const args = { app_token: appToken, table_id: tableId };
  const timeZone = await baseZone(context, appToken);
  const items = await listAll(context, 'bitable_fields_list', args);
  const schema = { tableId, timeZone, fields: items.map(fieldOf) };
  context.memory.keep(tableRef, schema);
  return { items, schema };
}

/** The time zone of a base, remembered or read. */
export async function baseZone(context: ToolContext, appToken: string): Promise<string> {
  return context.memory.zones.get(appToken) ?? (await zoneOf(context, appToken));
}

/** Who may see the fields may yet not see the base. */
async function zoneOf(context: ToolContext, appToken: string): Promise<string> {
  try {
    return (await readBase(context, appToken)).timeZone;
  } catch (error) {
    if (isDenied(error)) {
      context.note(`the time zone of the base may not be seen: dates are meant in ${usualZone}`);
      return usualZone;
    }
    throw error;
  }
}

function isDenied(error: unknown): boolean {
  return error instanceof ApiError && error.facts.kind === 'permission';
}

/**
 * Gives the schema of a table, or undefined for a caller that cannot see the fields, which advanced permissions may tell
 * by showing none: cells are then read and written by their shape.
 */
export function schemaIfSeen(
  context: ToolContext,
  tableRef: TableRef,
): Promise<TableSchema | undefined> {
  return unlessUnseen(() => schemaOf(context, tableRef));
}

/** The same, as it is now: for what stays as it is written, long after a remembered schema grew old. */
export function freshSchemaIfSeen(
  context: ToolContext,
  tableRef: TableRef,
): Promise<TableSchema | undefined> {
  return unlessUnseen(() => freshSchemaOf(context, tableRef));
}

async function unlessUnseen(read: () => Promise<TableSchema>): Promise<TableSchema | undefined> {
  try {
    const schema = await read();
    return schema.fields.length > 0 ? schema : undefined;
  } catch (error) {
    if (isDenied(error)) {
      return undefined;
    }
    throw error;
  }
}

export interface BaseFacts {
  readonly name: string;
  readonly timeZone: string;
  /** Whether advanced permissions are on. */
  readonly isAdvanced: boolean;
}

/** A base as it is now; its zone is remembered. */
export async function readBase(context: ToolContext, appToken: string): Promise<BaseFacts> {
  const { app } = await callEndpoint(context, 'bitable_apps_get', { app_token: appToken });
  const { name, time_zone: told, is_advanced } = isJsonObject(app) ? app : {};
  const timeZone = typeof told === 'string' && isZone(told) ? told : usualZone;
  context.memory.zones.set(appToken, timeZone);
  return { name: String(name ?? ''), timeZone, isAdvanced: is_advanced === true };
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
