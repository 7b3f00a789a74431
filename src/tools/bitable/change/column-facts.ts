import { type Field, fieldOf, type TableSchema } from '../../../cells/field.js';
import { kindOf } from '../../../cells/kinds/kinds.js';
import { toGrid } from '../../../cells/read/reading.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import {
  type Args,
  callEndpoint,
  type ToolContext,
  walkPages,
} from '../../context/tool-context.js';

/** How many cells of a column hold something, and some of them, as they are read. */
export interface ColumnFacts {
  readonly filled: number;
  /** Whether only the first records of a long table were looked at. */
  readonly isPart: boolean;
  /** By record id. */
  readonly samples: ReadonlyMap<string, Json>;
}

const maxSamples = 5;
/** Pages of 500 that are read where the vendor cannot filter a column. */
const maxPages = 10;

/** Families whose empty cells no search of the vendor tells from the others (record filter guide). */
const unfiltered: ReadonlySet<string> = new Set(['checkbox', 'computed', 'opaque']);

/** A column of a table: the field as it is listed, and the zone in which dates are shown. */
export interface Column {
  readonly table: Args;
  readonly listed: JsonObject;
  readonly timeZone: string;
}

/** Counts the filled cells of a column, and reads some of them. */
export async function columnFacts(context: ToolContext, column: Column): Promise<ColumnFacts> {
  const { table, listed } = column;
  const field = fieldOf(listed);
  if (unfiltered.has(kindOf(field).family)) {
    return scan(context, column);
  }
  const { items, total } = await search(context, table, field, maxSamples, {
    operator: 'isNotEmpty',
    value: [],
  });
  return {
    filled: typeof total === 'number' ? total : 0,
    isPart: false,
    samples: samplesOf(items, column),
  };
}

/** Counts the records whose select has an option of that name. */
export async function countUses(
  context: ToolContext,
  { table, listed }: Pick<Column, 'table' | 'listed'>,
  name: string,
): Promise<number> {
  const field = fieldOf(listed);
  const operator = kindOf(field).isList ? 'contains' : 'is';
  const { total } = await search(context, table, field, 1, { operator, value: [name] });
  return typeof total === 'number' ? total : 0;
}

/** Reads the cells of some records as they are now. */
export async function cellsAt(
  context: ToolContext,
  column: Column,
  recordIds: readonly string[],
): Promise<ReadonlyMap<string, Json>> {
  const { app_token, table_id } = column.table;
  const args = { app_token, table_id, record_ids: recordIds };
  const { records } = await callEndpoint(context, 'bitable_records_batch_get', args);
  return samplesOf(records, column);
}

function search(
  context: ToolContext,
  { app_token, table_id }: Args,
  { name }: Field,
  size: number,
  condition: JsonObject,
): Promise<JsonObject> {
  return callEndpoint(context, 'bitable_records_search', {
    app_token,
    table_id,
    page_size: size,
    field_names: [name],
    filter: { conjunction: 'and', conditions: [{ field_name: name, ...condition }] },
  });
}

async function scan(context: ToolContext, column: Column): Promise<ColumnFacts> {
  const { app_token, table_id } = column.table;
  const args = { app_token, table_id, field_names: [fieldOf(column.listed).name] };
  const samples = new Map<string, Json>();
  let filled = 0;
  let pages = 0;
  for await (const { items, hasMore } of walkPages(context, 'bitable_records_search', args)) {
    const found = [...samplesOf(items, column)].filter(([, cell]) => cell !== null);
    filled += found.length;
    for (const [id, cell] of found.slice(0, maxSamples - samples.size)) {
      samples.set(id, cell);
    }
    pages += 1;
    if (pages === maxPages && hasMore) {
      return { filled, isPart: true, samples };
    }
  }
  return { filled, isPart: false, samples };
}

/** The cells of one column by record, as records are shown. */
function samplesOf(
  records: Json | readonly Json[] | undefined,
  { listed, timeZone }: Column,
): ReadonlyMap<string, Json> {
  const list: readonly Json[] = Array.isArray(records) ? records : [];
  const field = fieldOf(listed);
  const schema: TableSchema = { tableId: '', timeZone, fields: [field] };
  const { rows } = toGrid(list.filter(isJsonObject), { schema, fieldNames: [field.name] });
  return new Map(rows.map(([id, cell]) => [String(id), cell ?? null]));
}
