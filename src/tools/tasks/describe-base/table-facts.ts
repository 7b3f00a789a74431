import type { JsonObject } from '../../../core/json.js';
import type { ListedFields } from '../../schemas.js';
import type { BaseReader, ListedTable } from './base-reader.js';
import { type Closeness, fieldLine, type TableNames } from './field-line.js';
import { linesWithin, sizeOf } from './lines.js';
import { fullViews, viewLine } from './view-lines.js';

export type Detail = 'fields' | 'full';

/** All that is known of a table. */
export interface TableReading {
  readonly table: ListedTable;
  readonly records: number | undefined;
  /** Undefined where they may not be seen. */
  readonly fields: ListedFields | undefined;
  readonly views: readonly string[];
}

/** Before its fields are read. */
export type CountedTable = Pick<TableReading, 'table' | 'records'>;

/** As each detail wishes. */
const wished: Readonly<Record<Detail, Closeness>> = {
  fields: { options: 50, optionIds: false, description: 80, formula: 0 },
  full: { options: 50, optionIds: true, description: 1_000, formula: 4_000 },
};

/** What takes less room, and less. */
const tighter: readonly Closeness[] = [
  { options: 50, optionIds: false, description: 40, formula: 100 },
  { options: 10, optionIds: false, description: 0, formula: 0 },
  { options: 0, optionIds: false, description: 0, formula: 0 },
];

/** Of all views of a table. */
const maxViewCharacters = 8_000;

/** Views take a request for each table, so only the one that was asked for has them unasked. */
export async function readTable(
  reader: BaseReader,
  { table, records }: CountedTable,
  { detail, isOnly }: { readonly detail: Detail; readonly isOnly: boolean },
): Promise<TableReading> {
  const fields = await reader.fieldsOf(table);
  const views = detail === 'full' || isOnly ? await reader.viewsOf(table) : [];
  const lines =
    detail === 'full' && fields !== undefined
      ? await fullViews(reader, table, views, fields.schema)
      : views.map(viewLine);
  return { table, records, fields, views: lines };
}

export function briefFacts({ table, records }: CountedTable): JsonObject {
  const { tableId, name } = table;
  return { table_id: tableId, name, ...(records !== undefined && { records }) };
}

export function closeFacts(reading: TableReading, detail: Detail, names: TableNames): JsonObject {
  return factsAt(reading, wished[detail], names);
}

/** As closely as there is room for; at last without some of the fields, which are counted. */
export function tightFacts(reading: TableReading, names: TableNames, room: number): JsonObject {
  const forms = tighter.map((closeness) => factsAt(reading, closeness, names));
  const { fields, ...rest } = forms.at(-1) ?? {};
  const lines = Array.isArray(fields) ? fields.map(String) : [];
  return (
    forms.find((facts) => sizeOf(facts) <= room) ?? {
      ...rest,
      ...linesWithin('fields', lines, room - sizeOf(rest)),
    }
  );
}

function factsAt(reading: TableReading, closeness: Closeness, names: TableNames): JsonObject {
  const { fields, views } = reading;
  return {
    ...briefFacts(reading),
    ...(fields && { fields: fields.items.map((item) => fieldLine(item, closeness, names)) }),
    ...(views.length > 0 && linesWithin('views', views, maxViewCharacters)),
  };
}
