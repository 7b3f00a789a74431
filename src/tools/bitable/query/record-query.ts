import type { TableSchema } from '../../../cells/field.js';
import { checkFormulaDates } from '../../../cells/filter/formula-dates.js';
import { type CompiledFilter, prepareFilter } from '../../../cells/filter/prepare.js';
import { readFormula } from '../../../cells/filter/syntax/formula-text.js';
import { FieldNotReadError, readFilter } from '../../../cells/filter/syntax/parser.js';
import { readCell } from '../../../cells/read/reading.js';
import type { Endpoint } from '../../../core/endpoint.js';
import { InputError } from '../../../core/errors.js';
import { isJsonObject, type JsonObject } from '../../../core/json.js';
import { catalogue, type EndpointName } from '../../../endpoints/catalogue.js';
import {
  type Args,
  type ToolContext,
  tableRefOf,
  userIdTypeIn,
  walkPages,
} from '../../context/tool-context.js';
import { findAll } from '../write/lookups.js';
import { fieldNamer } from './field-finder.js';
import { textsIn, withFormulaNames, withListNames } from './list-names.js';
import { searchOrder } from './sort-keys.js';
import { freshSchemaOf, schemaIfSeen } from './table-schema.js';

/** What a read of records asks of the vendor, and what is decided here. */
export interface RecordQuery {
  readonly name: EndpointName;
  readonly endpoint: Endpoint;
  readonly args: Args;
  /** Undefined where the fields may not be seen. */
  readonly schema: TableSchema | undefined;
  /** The fields that the caller asked for; undefined for all. */
  readonly fieldNames: readonly string[] | undefined;
  /** Which records count, where the vendor cannot tell. */
  readonly keep: ((record: JsonObject) => boolean) | undefined;
}

/** Builds a read of records with names, filter and order in the vendor's terms. Plain for everything else. */
export async function buildRecordQuery(
  context: ToolContext,
  name: EndpointName,
  given: Args,
): Promise<RecordQuery> {
  const endpoint: Endpoint = catalogue[name];
  const args = name === 'bitable_records_list' ? withReadFormula(given, context) : given;
  const plain = { name, endpoint, args, fieldNames: textsIn(args['field_names']), keep: undefined };
  if (endpoint.records === undefined || endpoint.effect !== 'read') {
    return { ...plain, schema: undefined };
  }
  const searches = name === 'bitable_records_search';
  (searches ? refuseUnreadable : checkFormulaDates)(args['filter']);
  const tableRef = tableRefOf(args);
  const schema = await schemaIfSeen(context, tableRef);
  if (schema === undefined) {
    return { ...plain, ...(searches && buildWithoutSchema(args)), schema };
  }
  const build = async (known: TableSchema): Promise<RecordQuery> =>
    searches
      ? buildWithSchema(context, args, known)
      : { ...plain, ...withListNames(args, known, context.note), schema: known };
  try {
    return await build(schema);
  } catch (error) {
    if (!(error instanceof InputError)) {
      throw error;
    }
    return build(await freshSchemaOf(context, tableRef));
  }
}

/** Arguments of the older listing with its formula as the vendor reads it. */
function withReadFormula(args: Args, { note }: ToolContext): Args {
  const { filter } = args;
  const { formula, notes } =
    typeof filter === 'string' ? readFormula(filter) : { formula: undefined, notes: [] };
  notes.forEach(note);
  return formula === undefined ? args : { ...args, filter: formula };
}

/** What no table makes readable needs no look at one. */
function refuseUnreadable(filter: unknown): void {
  try {
    if (typeof filter === 'string') {
      readFilter(filter);
    }
  } catch (error) {
    if (!(error instanceof FieldNotReadError)) {
      throw error;
    }
  }
}

/** Without the fields, names and values are the vendor's to judge, and only what it understands can be sent. */
function buildWithoutSchema(args: Args): QueryTarget {
  const { filter, sort, ...others } = args;
  const order = searchOrder(sort, undefined);
  if (typeof filter !== 'string') {
    return viaSearch(others, order, isJsonObject(filter) ? { ...everything, filter } : everything);
  }
  const { formula, tree } = readFilter(filter);
  if (tree !== undefined) {
    const problem = 'needs the fields of the table, which the caller may not see';
    throw new InputError([
      { path: 'filter', problem, allowed: 'a filter as an object, or a formula' },
    ]);
  }
  return formula === undefined
    ? viaSearch(others, order, everything)
    : viaList(others, order, formula);
}

async function buildWithSchema(
  context: ToolContext,
  args: Args,
  schema: TableSchema,
): Promise<RecordQuery> {
  const { filter: _, field_names, sort, ...others } = args;
  const nameOf = fieldNamer(schema);
  const fieldNames = textsIn(field_names)?.map((name, index) =>
    nameOf(name, `field_names[${index}]`),
  );
  const order = searchOrder(sort, schema);
  const compiled = (await compiledFilter(context, schema, args)) ?? everything;
  const columns = fieldNames && [...new Set([...fieldNames, ...compiled.keepFields])];
  const common = {
    ...others,
    ...(columns && { field_names: columns }),
    ...(compiled.userIdType && { user_id_type: compiled.userIdType }),
  };
  const asking =
    compiled.formula === undefined
      ? viaSearch(common, order, compiled)
      : viaList(common, order, withFormulaNames(compiled.formula, schema, context.note));
  addNotes(context, asking.args, compiled);
  return { ...asking, schema, fieldNames, keep: keepOf(compiled, schema) };
}

function addNotes(
  { note }: ToolContext,
  { view_id, filter, sort }: Args,
  { notes }: QueryFilter,
): void {
  notes.forEach(note);
  if (view_id !== undefined && (filter !== undefined || sort !== undefined)) {
    note('Feishu ignores view_id where filter or sort is given');
  }
}

/** A filter as far as a record query needs it. */
type QueryFilter = Omit<CompiledFilter, 'userIdType'> & Partial<Pick<CompiledFilter, 'userIdType'>>;

const everything: QueryFilter = {
  filter: undefined,
  formula: undefined,
  keep: undefined,
  keepFields: [],
  notes: [],
};

function keepOf({ keep, keepFields }: QueryFilter, schema: TableSchema): RecordQuery['keep'] {
  const names = new Set(keepFields);
  return keep && ((record) => keep(plainCells(record, schema, names)));
}

type QueryTarget = Pick<RecordQuery, 'name' | 'endpoint' | 'args'>;

function viaSearch(
  common: Args,
  order: readonly JsonObject[],
  { filter }: QueryFilter,
): QueryTarget {
  const args = {
    ...common,
    ...(order.length > 0 && { sort: order }),
    ...(filter && { filter }),
  };
  return { name: 'bitable_records_search', endpoint: catalogue.bitable_records_search, args };
}

/** A formula is a filter of the older listing alone, which leaves the links out of texts unless it is asked for segments. */
function viaList(common: Args, order: readonly JsonObject[], formula: string): QueryTarget {
  const sort = order.map(({ field_name, desc }) => `${field_name} ${desc ? 'DESC' : 'ASC'}`);
  const args = {
    ...{ ...common, filter: formula, text_field_as_array: true },
    ...(sort.length > 0 && { sort }),
  };
  return { name: 'bitable_records_list', endpoint: catalogue.bitable_records_list, args };
}

async function compiledFilter(
  context: ToolContext,
  schema: TableSchema,
  args: Args,
): Promise<CompiledFilter | undefined> {
  const { filter } = args;
  if (typeof filter !== 'string' && !isJsonObject(filter)) {
    return undefined;
  }
  const prepared = prepareFilter(filter, schema, {
    now: context.client.now(),
    userIdType: userIdTypeIn(args),
  });
  const { needs, userIdType } = prepared;
  return prepared.finish(await findAll(context, tableRefOf(args), needs, { userIdType }));
}

/** Some cells of a record in their plain form, by field name. */
function plainCells(
  { fields: cells }: JsonObject,
  schema: TableSchema,
  names: ReadonlySet<string>,
): JsonObject {
  const wanted = schema.fields.filter(({ name }) => names.has(name));
  const own = isJsonObject(cells) ? cells : {};
  return Object.fromEntries(
    wanted.map((field) => [field.name, readCell(own[field.name], field, schema)]),
  );
}

export interface RecordPages {
  readonly query: RecordQuery;
  /** Page by page, so that any number of records passes through in little memory. */
  pages(): AsyncGenerator<RecordPage>;
}

export interface RecordPage {
  /** As the vendor gives them; `query.schema` reads their cells. */
  readonly records: readonly JsonObject[];
  /** How many match in all; undefined where some are passed over here. */
  readonly total: number | undefined;
}

/**
 * All records that a search finds, however many. `args` are those of `bitable_records_search`: `app_token`, `table_id`,
 * and if wanted `filter`, `view_id`, `field_names`, `sort`.
 */
export async function recordPages(context: ToolContext, args: Args): Promise<RecordPages> {
  const query = await buildRecordQuery(context, 'bitable_records_search', args);
  return { query, pages: () => pagesOf(context, query) };
}

/** All records that a query in the vendor's terms finds. */
export async function* pagesOf(
  context: ToolContext,
  { name, args, keep }: Pick<RecordQuery, 'name' | 'args' | 'keep'>,
): AsyncGenerator<RecordPage> {
  // Chosen from page by page: to fill a page with what is rare could take a listing's whole time.
  for await (const { items, total } of walkPages(context, name, args)) {
    yield keep === undefined
      ? { records: items, total }
      : { records: items.filter(keep), total: undefined };
  }
}
