import type { TableSchema } from '../../../cells/field.js';
import type { UserIdType } from '../../../cells/kinds/people-ids.js';
import { type PreparedRows, prepareRows } from '../../../cells/write/writing.js';
import { InputError } from '../../../core/errors.js';
import type { JsonObject } from '../../../core/json.js';
import type { TableRef } from '../../context/caller-memory.js';
import type { ToolContext } from '../../context/tool-context.js';
import { freshSchemaOf } from '../query/table-schema.js';
import { findAll } from './lookups.js';

export interface WriteOptions {
  /** Whether a name that is no option yet may become one. */
  readonly createOptions: boolean;
  readonly userIdType?: UserIdType | undefined;
  /** Whether cells of read-only fields are left out, as in rows that came as they were read. */
  readonly skipReadOnly?: boolean | undefined;
  /** Where a row stands in the arguments: `records[36].fields`. */
  pathOf(index: number): string;
  /** A dry run leaves local files where they are. */
  readonly dryRun?: boolean | undefined;
}

/** Rows in the form that the vendor takes. */
export interface WrittenRows {
  readonly rows: readonly JsonObject[];
  /** The kind of person ids in them, where they hold any that is not the usual one. */
  readonly userIdType: UserIdType | undefined;
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
  const prepared = await preparedRows(context, tableRef, known, rows, options);
  refuse(prepared.issues);
  const { dryRun } = options;
  const { userIdType } = prepared;
  const findings = await findAll(context, tableRef, prepared.needs, { dryRun, userIdType });
  const finished = prepared.finish(findings);
  refuse(finished.issues);
  addNotes(context, tableRef, prepared);
  return { rows: finished.rows, userIdType };
}

async function preparedRows(
  context: ToolContext,
  tableRef: TableRef,
  known: TableSchema,
  rows: readonly JsonObject[],
  options: WriteOptions,
): Promise<PreparedRows> {
  const prepared = prepareRows(rows, known, options);
  return prepared.issues.length === 0
    ? prepared
    : prepareRows(rows, await freshSchemaOf(context, tableRef), options);
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
