import { fieldOf, type TableSchema } from '../../../../cells/field.js';
import type { FieldDraft } from '../../../../cells/kinds/hypothesis.js';
import { describeField, kindOf } from '../../../../cells/kinds/kinds.js';
import { InputError } from '../../../../core/errors.js';
import type { JsonObject } from '../../../../core/json.js';
import { callEndpoint, type ToolContext } from '../../../context/tool-context.js';
import type { Place } from '../../query/schema-cache.js';
import { freshSchemaOf } from '../../query/table-schema.js';
import type { ImportArgs } from './args.js';
import { textDraft } from './column-guess.js';
import type { Survey } from './scan-file.js';
import { throwIfTaken } from './table-name.js';
import { type Targets, targetsAnew, targetsIn } from './targets.js';

/** A table that does not exist yet. */
export interface NewTable {
  readonly name: string;
  /** As bitable_tables_create takes them. */
  readonly fields: readonly JsonObject[];
}

/** Where the rows of a file go. */
export interface Plan {
  readonly targets: Targets;
  readonly schema: TableSchema;
  readonly place: Place;
  /** The table to create first; `place` has no id yet then. */
  readonly newTable?: NewTable;
}

export async function planOf(
  context: ToolContext,
  args: ImportArgs,
  survey: Survey,
): Promise<Plan> {
  const { app_token: appToken, table_id: tableId, new_table: name, mapping = {} } = args;
  if (name !== undefined) {
    if (tableId !== undefined) {
      context.note('table_id is not used, for new_table was given');
    }
    await throwIfTaken(context, appToken, name);
    return planAnew(appToken, name, survey, targetsAnew(survey.columns, mapping));
  }
  if (tableId === undefined) {
    const problem = 'is missing, and so is new_table';
    throw new InputError([{ path: 'table_id', problem, allowed: 'one of the two' }]);
  }
  const place = { appToken, tableId };
  const schema = await freshSchemaOf(context, place);
  const { targets, leftOut } = targetsIn(schema, survey.columns, mapping);
  if (leftOut.length > 0) {
    context.note(`left out, for the vendor fills them in: ${leftOut.join(', ')}`);
  }
  return { place, schema, targets };
}

function planAnew(appToken: string, name: string, { guesses }: Survey, targets: Targets): Plan {
  const fields = [...targets].map(([column, field], index) => {
    const draft = guesses.get(column)?.draft() ?? textDraft;
    return { field_name: field, ...(index === 0 ? primaryDraft(draft) : draft) };
  });
  // No value is fit or unfit for the zone of the base, which is known only when the table is there.
  const schema = { tableId: '', timeZone: 'UTC', fields: fields.map(fieldOf) };
  return { place: { appToken, tableId: '' }, schema, targets, newTable: { name, fields } };
}

function primaryDraft(draft: FieldDraft): FieldDraft {
  return kindOf(draft).canBePrimary ? draft : textDraft;
}

/** Creates the table that a plan is for; gives its id. */
export async function createTable(
  context: ToolContext,
  { place }: Plan,
  table: NewTable,
): Promise<string> {
  const args = { app_token: place.appToken, table: { ...table } };
  const { table_id: tableId } = await callEndpoint(context, 'bitable_tables_create', args);
  return String(tableId);
}

/** The columns that go elsewhere than to the field of their own name; null for those that are left out. */
export function differences(columns: readonly string[], targets: Targets): JsonObject {
  const moved = columns.filter((column) => targets.get(column) !== column);
  return Object.fromEntries(moved.map((column) => [column, targets.get(column) ?? null]));
}

/** `工时: number` and so on. */
export function fieldLines({ fields }: NewTable): readonly JsonObject[] {
  return fields
    .map(fieldOf)
    .map((field) => ({ field_name: field.name, type: describeField(field) }));
}
