import type { JsonObject } from '../../../../core/json.js';
import type { ListedFields } from '../../query/table-schema.js';
import type { BaseReader, ListedTable } from './base-reader.js';
import { barest, type Closeness, type Detail } from './detail-level.js';
import { fieldLines, type TableNames } from './field-line.js';
import { linesWithin, sizeOf } from './lines.js';
import { fullViews, viewLine } from './view-lines.js';

export interface CountedTable {
  readonly table: ListedTable;
  /** Undefined where they may not be seen, or were not counted yet. */
  readonly records?: number | undefined;
}

/** All that is known of a table. */
export interface TableReading extends CountedTable {
  /** Undefined where they may not be seen. */
  readonly fields: ListedFields | undefined;
  readonly views: readonly string[];
}

/** Of all views of a table. */
const maxViewCharacters = 8_000;

/** Views take a request for each table, so only the one that was asked for has them unasked. */
export async function readTable(
  reader: BaseReader,
  table: ListedTable,
  { detail, isOnly }: { readonly detail: Detail; readonly isOnly: boolean },
): Promise<TableReading> {
  const fields = await reader.fieldsOf(table);
  const views = detail === 'full' || isOnly ? await reader.viewsOf(table) : [];
  const lines =
    detail === 'full' && fields !== undefined
      ? await fullViews(reader, table, views, fields.schema)
      : views.map(viewLine);
  return { table, fields, views: lines };
}

export function briefFacts({ table, records }: CountedTable): JsonObject {
  const { tableId, name } = table;
  return { table_id: tableId, name, ...(records !== undefined && { records }) };
}

export function factsAt(
  reading: TableReading,
  closeness: Closeness,
  names: TableNames,
): JsonObject {
  const { fields, views } = reading;
  return {
    ...briefFacts(reading),
    ...(fields && { fields: fieldLines(fields.items, closeness, names) }),
    ...(views.length > 0 && linesWithin('views', views, maxViewCharacters)),
  };
}

/** Without the fields for which there is no room, which are counted. */
export function cutFacts(reading: TableReading, names: TableNames, room: number): JsonObject {
  const { fields, ...rest } = factsAt(reading, barest, names);
  const lines = Array.isArray(fields) ? fields.map(String) : [];
  return { ...rest, ...linesWithin('fields', lines, room - sizeOf(rest)) };
}
