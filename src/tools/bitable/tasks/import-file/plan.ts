import { fieldOf, type TableSchema } from '../../../../cells/field.js';
import type { DayOrder } from '../../../../cells/kinds/day-order.js';
import type { FieldDraft, FieldKind } from '../../../../cells/kinds/kind.js';
import { kindOf } from '../../../../cells/kinds/kinds.js';
import { textKind, urlKind } from '../../../../cells/kinds/text.js';
import type { DecimalMark } from '../../../../cells/numbers.js';
import { NameIndex } from '../../../../core/choose.js';
import { ApiError, InputError } from '../../../../core/errors.js';
import type { JsonObject } from '../../../../core/json.js';
import type { TableRef } from '../../../context/caller-memory.js';
import { callEndpoint, listAll, type ToolContext } from '../../../context/tool-context.js';
import { baseZone, freshSchemaOf } from '../../query/table-schema.js';
import type { ImportArgs } from './args.js';
import { textDraft } from './columns/column-guess.js';
import { dayOrderNotes, dayOrdersOf } from './columns/day-orders.js';
import { decimalNote, decimalOf, decimalsOf } from './columns/decimals.js';
import type { JsonColumn } from './columns/json-members.js';
import { type FileScan, openedScan } from './scan-file.js';
import { type Mapping, type Targets, targetsAnew, targetsIn } from './targets.js';

/** A table that does not exist yet. */
export interface NewTable {
  readonly name: string;
  /** As bitable_tables_create takes them. */
  readonly fields: readonly JsonObject[];
}

/** Where the rows of a file go. */
export interface ImportPlan {
  /** By the columns that go to fields. */
  readonly scan: FileScan;
  readonly targets: Targets;
  readonly schema: TableSchema;
  /** By number field, the decimal mark of its column. */
  readonly decimals: ReadonlyMap<string, DecimalMark>;
  /** By date field, the order in dates with the year at their end, where the column tells it. */
  readonly dayOrders: ReadonlyMap<string, DayOrder>;
  readonly tableRef: TableRef;
  /** The table to create first; `tableRef` has no id yet then. */
  readonly newTable?: NewTable;
}

export async function planImport(
  context: ToolContext,
  args: ImportArgs,
  scan: FileScan,
): Promise<ImportPlan> {
  const { app_token: appToken, table_id: tableId, new_table: name } = args;
  if (name !== undefined) {
    if (tableId !== undefined) {
      context.note('table_id is not used, for new_table was given');
    }
    await throwIfTaken(context, appToken, name);
    // No value is fit or unfit for the zone of the base, so only what is shown needs it before the table is there.
    const timeZone = args.dry_run === true ? await baseZone(context, appToken) : 'UTC';
    return planAnew(context, args, { name, timeZone }, scan);
  }
  if (tableId === undefined) {
    const problem = 'is missing, and so is new_table';
    throw new InputError([{ path: 'table_id', problem, allowed: 'one of the two' }]);
  }
  return planInto(context, args, { appToken, tableId }, scan);
}

/** Puts the columns into the fields of a table that exists. */
async function planInto(
  context: ToolContext,
  { mapping = {}, decimal }: ImportArgs,
  tableRef: TableRef,
  whole: FileScan,
): Promise<ImportPlan> {
  const schema = await freshSchemaOf(context, tableRef);
  const scan = openedScan(whole, wholeInto(schema, mapping), context.note);
  const { targets, leftOut } = targetsIn(schema, scan.columns, mapping);
  if (leftOut.length > 0) {
    context.note(`left out, for the vendor fills them in: ${leftOut.join(', ')}`);
  }
  const { decimals, issues } = decimalsOf(scan, { targets, fields: schema.fields }, decimal);
  if (issues.length > 0) {
    throw new InputError(issues);
  }
  const dayOrders = dayOrdersOf(scan, targets, schema.fields);
  const plan = { tableRef, schema, scan, targets, decimals, dayOrders };
  noteValues(context, plan, decimal);
  return plan;
}

/** Tells which objects go into one field: those of a column that is mapped, or named like a field as no member is. */
function wholeInto({ fields }: TableSchema, mapping: Mapping): (column: JsonColumn) => boolean {
  const names = new NameIndex(fields);
  const isMapped = (path: string) => Object.hasOwn(mapping, path);
  const isNamed = (path: string) => isMapped(path) || names.choose(path).found !== undefined;
  const hasTarget = ({ members }: JsonColumn): boolean =>
    [...members.values()].some((member) => isNamed(member.path) || hasTarget(member));
  const isWanted = (column: JsonColumn) => isNamed(column.path) || isUrl(column);
  return (column) => isMapped(column.path) || (isWanted(column) && !hasTarget(column));
}

function isUrl({ guess }: JsonColumn): boolean {
  return guess.draft(undefined).type === urlKind.type;
}

/** Warns of what in the values is not plain. */
function noteValues(context: ToolContext, plan: ImportPlan, given: DecimalMark | undefined): void {
  const kinds = new Map(plan.schema.fields.map((field) => [field.name, kindOf(field)]));
  for (const [column, field] of plan.targets) {
    for (const note of notesOf(plan, column, kinds.get(field) ?? textKind, given)) {
      context.note(`${column}: ${note}`);
    }
  }
}

/** Ids that a spreadsheet has changed, how numbers are read, and why a column that looks like numbers is text. */
function notesOf(
  { scan, newTable }: ImportPlan,
  column: string,
  kind: FieldKind,
  given: DecimalMark | undefined,
): readonly string[] {
  const guess = scan.guesses.get(column);
  if (guess === undefined) {
    return [];
  }
  const read = kind.family === 'number' || guess.isNumbers ? decimalNote(scan, column, given) : [];
  const isGuessed = newTable !== undefined && kind === textKind;
  const isDate = kind.family === 'date';
  const days = isDate || isGuessed ? dayOrderNotes(guess.days, isDate, scan.unit) : [];
  const notes = [...read, ...days, ...guess.traces.warnings(kind, scan.unit)];
  return isGuessed && notes.length === 0 ? guess.look.whyText(scan.unit) : notes;
}

function planAnew(
  context: ToolContext,
  { app_token: appToken, decimal, mapping = {} }: ImportArgs,
  { name, timeZone }: { readonly name: string; readonly timeZone: string },
  whole: FileScan,
): ImportPlan {
  const isWhole = (column: JsonColumn) => Object.hasOwn(mapping, column.path) || isUrl(column);
  const scan = openedScan(whole, isWhole, context.note);
  const targets = targetsAnew(scan.columns, mapping);
  const fields = [...targets].map(([column, field], index) => {
    const mark = decimalOf(scan, column, decimal);
    const known = typeof mark === 'string' ? mark : undefined;
    const draft = scan.guesses.get(column)?.draft(known) ?? textDraft;
    return { field_name: field, ...(index === 0 ? primaryDraft(draft) : draft) };
  });
  const schema = { tableId: '', timeZone, fields: fields.map(fieldOf) };
  const { decimals } = decimalsOf(scan, { targets, fields: schema.fields }, decimal);
  const tableRef = { appToken, tableId: '' };
  const dayOrders = dayOrdersOf(scan, targets, schema.fields);
  const newTable = { name, fields };
  const plan = { tableRef, schema, scan, targets, decimals, dayOrders, newTable };
  noteValues(context, plan, decimal);
  return plan;
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
