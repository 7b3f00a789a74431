import { isDeepStrictEqual } from 'node:util';
import type { TableSchema } from '../../../cells/field.js';
import { takesOf } from '../../../cells/kinds/kinds.js';
import { shown } from '../../../cells/write/outcome.js';
import type { Endpoint } from '../../../core/endpoint.js';
import { type BlamedValue, type InputIssue, PartialBatchError } from '../../../core/errors.js';
import type { Json, JsonObject } from '../../../core/json.js';
import { nearest } from '../../../core/nearest.js';
import { issueLine } from '../../answer/issue-text.js';
import type { Diagnosis } from '../../answer/render.js';
import { type Args, placeOf, type ToolContext } from '../../context/tool-context.js';
import { type FailedCall, noDiagnosis } from '../../dispatch/vendor.js';
import { freshSchemaOf } from '../query/table-schema.js';
import { wikiNode } from '../read/base-link.js';
import { recordsIn } from '../write/cells.js';
import { isAllChecked, refusedNow } from './revalidate.js';

/** Codes that say that cells, a filter or their fields are wrong: the schema that was known may be old. */
const schemaCodes: ReadonlySet<number> = new Set([
  1254015,
  1254016,
  1254018,
  1254024,
  1254044,
  1254045,
  ...Array.from({ length: 15 }, (_, index) => 1254060 + index),
]);

const unknownDocument = 91402;

/** Looks at the base: the row and field at fault, what goes there, the call to make. */
export async function explainFailure(failed: FailedCall, context: ToolContext): Promise<Diagnosis> {
  const { code, blamedValue } = failed.cause.facts;
  if (code === unknownDocument) {
    return asWikiNode(context, failed.args);
  }
  return code !== undefined && schemaCodes.has(code) && typeof failed.args['table_id'] === 'string'
    ? bySchema(context, failed, blamedValue)
    : noDiagnosis;
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
  const place = placeOf(failed.args);
  const known = context.memory.schema(place);
  const schema = await freshSchemaOf(context, place);
  const renames = renamesFrom(known, schema);
  const refused = refusedNow(context, failed, schema);
  const changed = known !== undefined && !isDeepStrictEqual(known.fields, schema.fields);
  const outdated = changed && refused.length === 0 && isAllChecked(failed);
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
