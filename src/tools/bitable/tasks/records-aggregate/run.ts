import type { Field, TableSchema } from '../../../../cells/field.js';
import { kindOf } from '../../../../cells/kinds/kinds.js';
import { cellReader } from '../../../../cells/read/reading.js';
import { InputError } from '../../../../core/errors.js';
import { isJsonObject, type Json } from '../../../../core/json.js';
import { brief, fitting, maxAnswerTokens } from '../../../answer/budget.js';
import type { Outcome } from '../../../answer/result.js';
import { Attempts } from '../../../context/attempts.js';
import type { TableRef } from '../../../context/caller-memory.js';
import { callEndpoint, type ToolContext, tableRefOf } from '../../../context/tool-context.js';
import { recordPages } from '../../query/record-query.js';
import { freshSchemaOf, schemaOf } from '../../query/table-schema.js';
import { cellsIn, ownCell } from '../../read/record-cells.js';
import { type AggregateArgs, defaultLimit } from './args.js';
import type { GroupKey } from './group-keys.js';
import { RecordGroups } from './groups.js';
import { type AggregateQuery, buildAggregateQuery, sortRows } from './query.js';
import type { GroupRow } from './values.js';

/** Tokens of the rows; the rest of an answer is for columns and notes. */
const room = maxAnswerTokens - 2_000;

export async function run(args: AggregateArgs, context: ToolContext): Promise<Outcome> {
  const { schema, query } = await readQuery(context, args);
  const groups = new RecordGroups(schema, query.keys, query.measures);
  const count = await readAll(context, args, groups);
  const { columns } = query;
  return count === undefined
    ? groupsOutcome(context, args, query, groups)
    : { facts: { columns, rows: [[count]], total: count, groups: 1 }, notes: [] };
}

interface ReadQuery {
  readonly schema: TableSchema;
  readonly query: AggregateQuery;
}

/** What is wrong by a schema that may be old is looked at again. */
async function readQuery(context: ToolContext, args: AggregateArgs): Promise<ReadQuery> {
  const tableRef = tableRefOf(args);
  const schema = await schemaOf(context, tableRef);
  try {
    return { schema, query: buildAggregateQuery(args, schema) };
  } catch (error) {
    if (!(error instanceof InputError)) {
      throw error;
    }
    const fresh = await freshSchemaOf(context, tableRef);
    return { schema: fresh, query: buildAggregateQuery(args, fresh) };
  }
}

/** Hands every record to its groups; where only their number is asked for, gives what the vendor says it is. */
async function readAll(
  context: ToolContext,
  args: AggregateArgs,
  groups: RecordGroups,
): Promise<number | undefined> {
  const { app_token, table_id, filter, view_id } = args;
  const fields = groups.fieldNames;
  const { pages } = await recordPages(context, {
    app_token,
    table_id,
    field_names:
      fields.length > 0 ? fields : groups.schema.fields.slice(0, 1).map(({ name }) => name),
    ...(filter !== undefined && { filter }),
    ...(view_id !== undefined && { view_id }),
  });
  for await (const { records, total } of pages()) {
    if (fields.length === 0 && total !== undefined) {
      return total;
    }
    for (const record of records) {
      groups.add(cellsIn(record));
    }
    context.run.progress(groups.records, total, `${groups.records} records read`);
  }
  return undefined;
}

async function groupsOutcome(
  context: ToolContext,
  { app_token, limit = defaultLimit, offset = 0 }: AggregateArgs,
  query: AggregateQuery,
  groups: RecordGroups,
): Promise<Outcome> {
  const { columns, keys, order } = query;
  const all = groups.rows();
  const first = sortRows(all, order, keys.length).slice(offset, offset + limit);
  const bare = fitting(first.map(briefRow), room);
  const titled = await withTitles(context, app_token, keys, bare);
  const rows = fitting(titled.rows, room);
  return {
    facts: { columns, rows, total: groups.records, groups: all.length },
    notes: [
      ...groups.notes(),
      ...titled.notes,
      ...(rows.length < all.length ? [cutNote(rows.length, all.length, { limit, offset })] : []),
    ],
  };
}

function briefRow(row: GroupRow): GroupRow {
  return row.map(brief);
}

function cutNote(shown: number, all: number, { limit, offset }: Span): string {
  const end = offset + shown;
  const rest =
    end >= all
      ? []
      : [
          `offset ${end} gives the next`,
          ...(shown < limit ? [] : ['limit gives more']),
          'sort says which come first, filter narrows',
        ];
  const behind = offset === 0 ? '' : `, from ${Math.min(offset, all)}`;
  return [`rows holds ${shown} of ${all} groups${behind}`, ...rest].join('; ');
}

interface Span {
  readonly limit: number;
  readonly offset: number;
}

/** Linked records of a column whose titles are looked up: two requests. */
const maxTitled = 200;
/** Page "Batch get records". */
const maxAtOnce = 100;
/** Characters of a title. */
const maxTitle = 60;

type Titles = ReadonlyMap<Json, string>;

interface TitledRows {
  readonly rows: readonly GroupRow[];
  readonly notes: readonly string[];
}

/** Rows in which linked records that are groups have their titles: `原型设计 (rec…)`. */
async function withTitles(
  context: ToolContext,
  appToken: string,
  keys: readonly GroupKey[],
  rows: readonly GroupRow[],
): Promise<TitledRows> {
  const attempts = new Attempts();
  const titles = await Promise.all(
    keys.map(async ({ field }, column) => {
      const ids = [...new Set(rows.map((row) => row[column]))].filter(
        (id) => typeof id === 'string',
      );
      const reading = columnTitles(context, appToken, field, ids);
      return attempts.look(`titles of ${field.name}`, reading);
    }),
  );
  const labelled = rows.map((row) => row.map((cell, column) => label(cell, titles[column])));
  return { rows: labelled, notes: attempts.notes() };
}

function label(cell: Json, titles: Titles | undefined): Json {
  if (isJsonObject(cell) && typeof cell['id'] === 'string' && typeof cell['text'] === 'string') {
    return `${cell['text']} (${cell['id']})`;
  }
  const title = titles?.get(cell);
  return title === undefined ? cell : `${title} (${String(cell)})`;
}

/** Undefined for what is no link, or too many of them. */
async function columnTitles(
  context: ToolContext,
  appToken: string,
  field: Field,
  ids: readonly string[],
): Promise<Titles | undefined> {
  const { name, property } = field;
  const tableId = property['table_id'];
  if (kindOf(field).family !== 'link' || typeof tableId !== 'string' || ids.length === 0) {
    return undefined;
  }
  if (ids.length > maxTitled) {
    context.note(`${name} has bare record ids: titles are looked up for at most ${maxTitled}`);
    return undefined;
  }
  return titlesOf(context, { appToken, tableId }, ids);
}

async function titlesOf(
  context: ToolContext,
  tableRef: TableRef,
  ids: readonly string[],
): Promise<Titles> {
  const schema = await schemaOf(context, tableRef);
  const primary = schema.fields.find(({ isPrimary }) => isPrimary);
  if (primary === undefined) {
    return new Map();
  }
  const read = cellReader(primary, schema);
  const parts = [ids.slice(0, maxAtOnce), ids.slice(maxAtOnce)].filter(({ length }) => length > 0);
  const pages = await Promise.all(parts.map((part) => recordsOf(context, tableRef, part)));
  const titles = pages.flat().map((record): [Json, string] => {
    const title = textOf(read(ownCell(cellsIn(record), primary.name)));
    return [record['record_id'] ?? null, title];
  });
  return new Map(titles.filter(([, title]) => title !== ''));
}

async function recordsOf(
  context: ToolContext,
  { appToken, tableId }: TableRef,
  ids: readonly string[],
) {
  const args = { app_token: appToken, table_id: tableId, record_ids: ids };
  const { records } = await callEndpoint(context, 'bitable_records_batch_get', args);
  return Array.isArray(records) ? records.filter(isJsonObject) : [];
}

function textOf(cell: Json): string {
  const shown = isJsonObject(cell) ? (cell['text'] ?? cell['name'] ?? cell) : (cell ?? '');
  const text = typeof shown === 'object' ? JSON.stringify(shown) : String(shown);
  return text.length > maxTitle ? `${text.slice(0, maxTitle)}…` : text;
}
