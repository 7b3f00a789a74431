import { isDeepStrictEqual } from 'node:util';
import type { TableSchema } from '../../../cells/field.js';
import { prepareFilter } from '../../../cells/filter/prepare.js';
import { readFilter } from '../../../cells/filter/syntax/parser.js';
import { takesOf } from '../../../cells/kinds/kinds.js';
import { shown } from '../../../cells/write/outcome.js';
import { prepareRows } from '../../../cells/write/writing.js';
import type { Endpoint } from '../../../core/endpoint.js';
import {
  type BlamedValue,
  InputError,
  type InputIssue,
  PartialBatchError,
} from '../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { nearest } from '../../../core/nearest.js';
import { issueLine } from '../../answer/issue-text.js';
import type { Diagnosis } from '../../answer/render.js';
import {
  type Args,
  type ToolContext,
  tableRefOf,
  userIdTypeIn,
} from '../../context/tool-context.js';
import { type FailedCall, noDiagnosis } from '../../context/vendor.js';
import { wrongCellLines } from '../media/attachment-cell.js';
import { fieldNamer } from '../query/field-finder.js';
import { searchOrder } from '../query/sort-keys.js';
import { freshSchemaOf } from '../query/table-schema.js';
import { wikiNode } from '../read/base-link.js';
import { saysUnknownId, withIds } from '../read/names.js';
import { cellCodes } from '../write/cell-codes.js';
import { recordsIn } from '../write/cells.js';
import { propertyLines } from './property-failure.js';

/** Codes that say that cells, a filter or their fields are wrong: the schema that was known may be old. */
const schemaCodes: ReadonlySet<number> = new Set([
  ...cellCodes,
  1254016,
  1254018,
  1254024,
  1254044,
  1254045,
]);

const unknownDocument = 91402;

/** Looks at the base: the row and field at fault, what goes there, the call to make. */
export async function explainFailure(failed: FailedCall, context: ToolContext): Promise<Diagnosis> {
  const { code, blamedValue } = failed.cause.facts;
  if (code === unknownDocument) {
    return asWikiNode(context, failed.args);
  }
  const about = [...propertyLines(failed), ...wrongCellLines(failed)];
  if (about.length > 0) {
    return { lines: about, outdated: false };
  }
  if (saysUnknownId(failed.cause)) {
    const lines = await unknownIds(context, failed.args);
    if (lines.length > 0) {
      return { lines, outdated: false };
    }
  }
  return code !== undefined && schemaCodes.has(code) && typeof failed.args['table_id'] === 'string'
    ? bySchema(context, failed, blamedValue)
    : noDiagnosis;
}

/** What was sent as an id and is in no listing, with what there is. */
async function unknownIds(context: ToolContext, args: Args): Promise<readonly string[]> {
  try {
    await withIds(context, args, { checksIds: true });
    return [];
  } catch (error) {
    if (error instanceof InputError) {
      return error.issues.map(issueLine);
    }
    throw error;
  }
}

/** The token of a wiki page is easily taken for that of the base on it. */
async function asWikiNode(context: ToolContext, { app_token: token }: Args): Promise<Diagnosis> {
  const node = await wikiNode(context, String(token));
  const line = `${String(token)} is a wiki page that holds a base: call again with app_token ${String(node['obj_token'])}.`;
  return node['obj_type'] === 'bitable' ? { lines: [line], outdated: false } : noDiagnosis;
}

async function bySchema(
  context: ToolContext,
  failed: FailedCall,
  blamed: BlamedValue | undefined,
): Promise<Diagnosis> {
  const tableRef = tableRefOf(failed.args);
  const known = context.memory.schema(tableRef);
  const schema = await freshSchemaOf(context, tableRef);
  const renames = renamesFrom(known, schema);
  const refused = revalidate(context, failed, schema);
  const changed = known !== undefined && !isDeepStrictEqual(known.fields, schema.fields);
  const outdated = changed && refused.length === 0 && canRevalidateAll(failed);
  return {
    lines: [
      ...(changed && !outdated ? ['The table had changed since it was looked at.'] : []),
      ...renames.map(([before, now]) => `The field ${before} is called ${now} now.`),
      ...(refused.length > 0 ? refused : suspected(failed, blamed, schema)).map(issueLine),
      ...fieldLines(schema, blamed),
    ],
    outdated,
  };
}

/** Fields that got another name since the table was looked at. */
function renamesFrom(
  known: TableSchema | undefined,
  { fields }: TableSchema,
): readonly (readonly [before: string, now: string])[] {
  return (known?.fields ?? []).flatMap(({ id, name }) => {
    const now = fields.find((field) => field.id === id)?.name;
    return now === undefined || now === name ? [] : [[name, now] as const];
  });
}

/** The cell that the vendor names, where it stands in the arguments, and what goes there. */
function suspected(
  { endpoint, args, error }: FailedCall,
  blamed: BlamedValue | undefined,
  { fields }: TableSchema,
): readonly InputIssue[] {
  const field = fields.find(({ name }) => name === blamed?.field);
  if (field === undefined) {
    return [];
  }
  const row = rowOf(endpoint, args, error);
  const key = row !== undefined && field.id in row.cells ? field.id : field.name;
  const given = row?.cells[key];
  const path = row === undefined ? `the field ${key}` : `${row.path}.${key}`;
  const problem =
    given === undefined ? 'was refused' : `was ${shown(given)}${sentAs(given, blamed)}`;
  return [{ path, problem, allowed: takesOf(field) }];
}

function sentAs(given: Json, blamed: BlamedValue | undefined): string {
  const same = [given, shown(given)].includes(blamed?.value ?? given);
  return same ? '' : `, sent as ${blamed?.value}`;
}

/** The row at fault, as the caller gave it. */
function rowOf(
  endpoint: Endpoint | undefined,
  args: Args,
  error: unknown,
): { readonly path: string; readonly cells: JsonObject } | undefined {
  if (endpoint?.cells === 'fields') {
    const [cells] = recordsIn([args['fields']]);
    return cells && { path: 'fields', cells };
  }
  const position = error instanceof PartialBatchError ? error.progress.failedIndex : undefined;
  const record = position === undefined ? undefined : recordsIn(args['records'])[position];
  const [cells] = recordsIn([record?.['fields']]);
  return cells && { path: `records[${position}].fields`, cells };
}

const maxNames = 100;

/** Where the vendor names no field that there is, those that there are. */
function fieldLines({ fields }: TableSchema, blamed: BlamedValue | undefined): readonly string[] {
  const names = fields.map(({ name }) => name);
  if (blamed?.field !== undefined && names.includes(blamed.field)) {
    return [];
  }
  const near = blamed?.field === undefined ? undefined : nearest(blamed.field, names);
  return [
    ...(near === undefined ? [] : [`Call again with ${near} in place of ${blamed?.field}.`]),
    `The fields of the table are now: ${names.slice(0, maxNames).join(', ')}.`,
  ];
}

type SentCall = Pick<FailedCall, 'endpoint' | 'args'>;

/** Finds what a table as it is now says against arguments that fitted it when it was last looked at. */
function revalidate(
  context: ToolContext,
  sent: SentCall,
  schema: TableSchema,
): readonly InputIssue[] {
  return [...rowIssues(context, sent, schema), ...queryIssues(context, sent.args, schema)];
}

/** Tells whether no more could be said: a task has arguments of its own, and a formula is the vendor's to read. */
function canRevalidateAll({ endpoint, args: { filter } }: SentCall): boolean {
  const isFormula = typeof filter === 'string' && readFilter(filter).formula !== undefined;
  return endpoint !== undefined && !isFormula;
}

function rowIssues(
  { client }: ToolContext,
  sent: SentCall,
  schema: TableSchema,
): readonly InputIssue[] {
  const { args } = sent;
  const { rows, pathOf } = rowsIn(sent);
  const createOptions = args['create_options'] === true;
  const userIdType = userIdTypeIn(args);
  const options = { createOptions, userIdType, pathOf, changesSets: true, now: client.now() };
  return prepareRows(rows, schema, options).issues;
}

function rowsIn({ endpoint, args }: SentCall) {
  if (endpoint?.cells === 'fields') {
    return { rows: recordsIn([args['fields']]), pathOf: () => 'fields' };
  }
  if (endpoint?.cells === undefined) {
    return { rows: recordsIn(args['rows']), pathOf: (index: number) => `rows[${index}]` };
  }
  const rows = recordsIn(args['records']).map(({ fields }) => (isJsonObject(fields) ? fields : {}));
  return { rows, pathOf: (index: number) => `records[${index}].fields` };
}

function queryIssues(context: ToolContext, args: Args, schema: TableSchema): readonly InputIssue[] {
  const { filter, field_names, key_fields, sort } = args;
  const options = { now: context.client.now(), userIdType: userIdTypeIn(args) };
  const named = { field_names, key_fields };
  const nameOf = fieldNamer(schema);
  return [
    ...Object.entries(named).flatMap(([key, names]) =>
      (Array.isArray(names) ? names : []).flatMap((name, index) =>
        issuesIn(() => nameOf(String(name), `${key}[${index}]`)),
      ),
    ),
    ...issuesIn(() => searchOrder(sort, schema)),
    ...issuesIn(() => {
      if (typeof filter === 'string' || isJsonObject(filter)) {
        prepareFilter(filter, schema, options);
      }
    }),
  ];
}

function issuesIn(check: () => unknown): readonly InputIssue[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof InputError) {
      return error.issues;
    }
    throw error;
  }
}
