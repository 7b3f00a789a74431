import type { TableSchema } from '../../../cells/field.js';
import type { UserIdType } from '../../../cells/kinds/people-ids.js';
import { writableCell } from '../../../cells/read/plain.js';
import { type PreparedRows, prepareRows } from '../../../cells/write/writing.js';
import type { Endpoint } from '../../../core/endpoint.js';
import { InputError } from '../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import type { TableRef } from '../../context/caller-memory.js';
import {
  type Args,
  type ToolContext,
  tableRefOf,
  userIdTypeIn,
} from '../../context/tool-context.js';
import type { StoredValues } from '../../context/vendor.js';
import { freshSchemaOf, schemaIfSeen } from '../query/table-schema.js';
import { findAll } from './lookups.js';
import { literalLinkNotes } from './rich-cells.js';
import { SentCells } from './sent-cells.js';
import { dependsOnStored, StoredCells, updatesIn } from './stored-cells.js';
import { titlesOf } from './stored-titles.js';

/** The arguments of a write with every cell in the form that the vendor takes, and what it does with stored cells. */
export interface PreparedWrite {
  readonly args: Args;
  readonly stored?: StoredValues | undefined;
  /** Of a dry run: nothing of it would be sent. */
  readonly isUnsent?: boolean;
}

/** Prepares a write of records, in which sets can be changed; any other call is left as it is. */
export async function prepareWrite(
  context: ToolContext,
  endpoint: Endpoint,
  args: Args,
  { dryRun }: { readonly dryRun: boolean },
): Promise<PreparedWrite> {
  if (endpoint.deletesRecords) {
    return { args, stored: dryRun ? undefined : titlesOf(args, context) };
  }
  if (endpoint.cells === undefined) {
    return { args };
  }
  const { create_options: createOptions, ...others } = args;
  const tableRef = tableRefOf(args);
  const schema = await schemaIfSeen(context, tableRef);
  if (schema === undefined) {
    context.note('the fields of the table may not be seen: cells are sent as they are');
    return { args: writableArgs(endpoint, others) };
  }
  const single = endpoint.cells === 'fields';
  const changesSets = endpoint.effect === 'update';
  const written = await writtenRows(context, tableRef, schema, rowsIn(others, single), {
    changesSets,
    createOptions: createOptions === true,
    userIdType: userIdTypeIn(args),
    skipReadOnly: context.asRead,
    pathOf: single ? () => 'fields' : (index) => `records[${index}].fields`,
    dryRun,
  });
  const kind = written.userIdType === undefined ? {} : { user_id_type: written.userIdType };
  const ready = { ...others, ...kind, ...withRows(others, single, written.rows) };
  if (changesSets) {
    return withStored(context, written.schema, ready, dryRun);
  }
  literalLinkNotes(written.schema, written.rows).forEach(context.note);
  const isShown = context.answers === 'full' && !dryRun;
  return { args: ready, stored: isShown ? new SentCells(written.schema, written.rows) : undefined };
}

/** An update that adds to sets, or shows what it changes, reads what is stored. A dry run reads it for what it adds to. */
async function withStored(
  context: ToolContext,
  schema: TableSchema,
  args: Args,
  dryRun: boolean,
): Promise<PreparedWrite> {
  const isShown = context.answers === 'full' && !dryRun;
  const updates = updatesIn(args);
  if (!isShown && !updates.some(({ cells }) => dependsOnStored(schema, cells))) {
    return { args };
  }
  const positions = new Map(updates.map(({ recordId }, index) => [recordId, index]));
  const pathOf = (recordId: string) =>
    'fields' in args ? 'fields' : `records[${positions.get(recordId)}].fields`;
  const stored = new StoredCells(schema, positions.size, { isShown, pathOf });
  if (!dryRun) {
    return { args, stored };
  }
  const whole = await stored.before(args, context);
  const { args: sent } = stored.withoutUnchanged(whole);
  return { args: sent ?? whole, isUnsent: sent === undefined };
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

export interface WriteOptions {
  /** Whether a name that is no option yet may become one. */
  readonly createOptions: boolean;
  readonly userIdType?: UserIdType | undefined;
  /** Whether cells of read-only fields are left out, as in rows that came as they were read. */
  readonly skipReadOnly?: boolean | undefined;
  /** Where a row stands in the arguments: `records[36].fields`. */
  pathOf(index: number): string;
  /** Whether the rows change records, whose sets can be added to. */
  readonly changesSets?: boolean | undefined;
  /** A dry run leaves local files where they are. */
  readonly dryRun?: boolean | undefined;
}

/** Rows in the form that the vendor takes. */
export interface WrittenRows {
  readonly rows: readonly JsonObject[];
  /** The kind of person ids in them, where they hold any that is not the usual one. */
  readonly userIdType: UserIdType | undefined;
  /** The schema that they fit. */
  readonly schema: TableSchema;
}

/**
 * Rows of cells as a person wrote them, in the form that the vendor takes. Everything that is wrong with them is refused
 * at once, after a second look at a schema that may be old.
 */
export async function writtenRows(
  context: ToolContext,
  tableRef: TableRef,
  known: TableSchema,
  rows: readonly JsonObject[],
  options: WriteOptions,
): Promise<WrittenRows> {
  const { prepared, schema } = await preparedRows(context, tableRef, known, rows, options);
  refuse(prepared.issues);
  const { dryRun } = options;
  const { userIdType } = prepared;
  const findings = await findAll(context, tableRef, prepared.needs, { dryRun, userIdType });
  const finished = prepared.finish(findings);
  refuse(finished.issues);
  addNotes(context, tableRef, prepared);
  return { rows: finished.rows, userIdType, schema };
}

async function preparedRows(
  context: ToolContext,
  tableRef: TableRef,
  known: TableSchema,
  rows: readonly JsonObject[],
  options: WriteOptions,
): Promise<{ readonly prepared: PreparedRows; readonly schema: TableSchema }> {
  const timed = { ...options, now: context.client.now() };
  const prepared = prepareRows(rows, known, timed);
  if (prepared.issues.length === 0) {
    return { prepared, schema: known };
  }
  const schema = await freshSchemaOf(context, tableRef);
  return { prepared: prepareRows(rows, schema, timed), schema };
}

function refuse(issues: PreparedRows['issues']): void {
  if (issues.length > 0) {
    throw new InputError(issues);
  }
}

function addNotes(
  context: ToolContext,
  { appToken, tableId }: TableRef,
  prepared: PreparedRows,
): void {
  for (const note of prepared.notes) {
    context.note(note);
  }
  for (const { field, names } of prepared.newOptions) {
    context.note(`${field}: new options ${names.map((name) => JSON.stringify(name)).join(', ')}`);
    context.memory.forget(appToken, tableId);
  }
}
