import { fieldOf, type TableSchema } from '../../../../cells/field.js';
import type { FieldDraft } from '../../../../cells/kinds/kind.js';
import { kindOf } from '../../../../cells/kinds/kinds.js';
import { ApiError, InputError } from '../../../../core/errors.js';
import type { JsonObject } from '../../../../core/json.js';
import type { TableRef } from '../../../context/caller-memory.js';
import { callEndpoint, listAll, type ToolContext } from '../../../context/tool-context.js';
import { freshSchemaOf } from '../../query/table-schema.js';
import type { ImportArgs } from './args.js';
import { type FileScan, textDraft } from './scan-file.js';
import { type Targets, targetsAnew, targetsIn } from './targets.js';

/** A table that does not exist yet. */
export interface NewTable {
  readonly name: string;
  /** As bitable_tables_create takes them. */
  readonly fields: readonly JsonObject[];
}

/** Where the rows of a file go. */
export interface ImportPlan {
  readonly targets: Targets;
  readonly schema: TableSchema;
  readonly tableRef: TableRef;
  /** The table to create first; `tableRef` has no id yet then. */
  readonly newTable?: NewTable;
}

export async function planImport(
  context: ToolContext,
  args: ImportArgs,
  scan: FileScan,
): Promise<ImportPlan> {
  const { app_token: appToken, table_id: tableId, new_table: name, mapping = {} } = args;
  if (name !== undefined) {
    if (tableId !== undefined) {
      context.note('table_id is not used, for new_table was given');
    }
    await throwIfTaken(context, appToken, name);
    return planAnew(appToken, name, scan, targetsAnew(scan.columns, mapping));
  }
  if (tableId === undefined) {
    const problem = 'is missing, and so is new_table';
    throw new InputError([{ path: 'table_id', problem, allowed: 'one of the two' }]);
  }
  const tableRef = { appToken, tableId };
  const schema = await freshSchemaOf(context, tableRef);
  const { targets, leftOut } = targetsIn(schema, scan.columns, mapping);
  if (leftOut.length > 0) {
    context.note(`left out, for the vendor fills them in: ${leftOut.join(', ')}`);
  }
  return { tableRef, schema, targets };
}

function planAnew(
  appToken: string,
  name: string,
  { guesses }: FileScan,
  targets: Targets,
): ImportPlan {
  const fields = [...targets].map(([column, field], index) => {
    const draft = guesses.get(column)?.draft() ?? textDraft;
    return { field_name: field, ...(index === 0 ? primaryDraft(draft) : draft) };
  });
  // No value is fit or unfit for the zone of the base, which is known only when the table is there.
  const schema = { tableId: '', timeZone: 'UTC', fields: fields.map(fieldOf) };
  return { tableRef: { appToken, tableId: '' }, schema, targets, newTable: { name, fields } };
}

function primaryDraft(draft: FieldDraft): FieldDraft {
  return kindOf(draft).canBePrimary ? draft : textDraft;
}

/** Creates the table that a plan is for; gives its id. */
export async function createTable(
  context: ToolContext,
  { tableRef }: ImportPlan,
  table: NewTable,
): Promise<string> {
  const args = { app_token: tableRef.appToken, table: { ...table } };
  const { table_id: tableId } = await callEndpoint(context, 'bitable_tables_create', args);
  return String(tableId);
}

/** A base takes no two tables of a name: field error 1254013 says so only when all else is done. */
async function throwIfTaken(context: ToolContext, appToken: string, given: string): Promise<void> {
  const tables = await tablesSeen(context, appToken);
  const ids = new Map(tables.map(({ name, table_id }) => [String(name), String(table_id)]));
  const id = ids.get(given.trim());
  if (id !== undefined) {
    const free = freeName(given.trim(), ids);
    throw new InputError([
      {
        path: 'new_table',
        problem: `is the name of the table ${id}`,
        allowed: `${JSON.stringify(free)}, or table_id: "${id}" in its place to add the rows there`,
      },
    ]);
  }
}

/** Who may not list the tables may yet create one. */
async function tablesSeen(context: ToolContext, appToken: string): Promise<readonly JsonObject[]> {
  try {
    return await listAll(context, 'bitable_tables_list', { app_token: appToken });
  } catch (error) {
    if (error instanceof ApiError && error.facts.kind === 'permission') {
      return [];
    }
    throw error;
  }
}

const maxLength = 100;

function freeName(name: string, taken: ReadonlyMap<string, unknown>): string {
  for (let count = 2; ; count += 1) {
    const end = ` (${count})`;
    const candidate = `${name.slice(0, maxLength - end.length).trimEnd()}${end}`;
    if (!taken.has(candidate)) {
      return candidate;
    }
  }
}
