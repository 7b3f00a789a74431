import type { Field, TableSchema } from '../../../../cells/field.js';
import { isoOf } from '../../../../cells/time/date-text.js';
import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import { sizeOf } from '../../../answer/budget.js';
import type { ListedFields } from '../../query/table-schema.js';
import type { BaseReader, ListedTable } from './base-reader.js';
import {
  barest,
  type Detail,
  type DetailLevel,
  fieldLines,
  linesWithin,
  type TableNames,
} from './field-lines.js';

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

/** Tokens of all views of a table. */
const maxViewTokens = 4_000;

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

export function factsAt(reading: TableReading, level: DetailLevel, names: TableNames): JsonObject {
  const { fields, views } = reading;
  return {
    ...briefFacts(reading),
    ...(fields && { fields: fieldLines(fields.items, level, names) }),
    ...(views.length > 0 && linesWithin('views', views, maxViewTokens)),
  };
}

/** Without the fields for which there is no room, which are counted. */
export function cutFacts(reading: TableReading, names: TableNames, room: number): JsonObject {
  const { fields, ...rest } = factsAt(reading, barest, names);
  const lines = Array.isArray(fields) ? fields.map(String) : [];
  return { ...rest, ...linesWithin('fields', lines, room - sizeOf(rest)) };
}

/** Views whose settings are looked at: each takes a request. */
const maxLookedAt = 20;

/** A view in a line: `进行中: grid vew…`. */
function viewLine({ view_name, view_type, view_id, ...view }: JsonObject): string {
  const level = String(view['view_public_level'] ?? 'Public').toLowerCase();
  return `${view_name}: ${view_type} ${view_id}${level === 'public' ? '' : `, ${level}`}`;
}

/** With filters, hidden fields, and the links of forms. */
async function fullViews(
  reader: BaseReader,
  table: ListedTable,
  views: readonly JsonObject[],
  schema: TableSchema,
): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const view of views.slice(0, maxLookedAt)) {
    const details =
      view['view_type'] === 'form'
        ? sharingOf(await reader.form(table, view))
        : settingsOf(await reader.view(table, view), schema);
    lines.push([viewLine(view), ...details].join(', '));
  }
  const rest = views.slice(maxLookedAt);
  if (rest.length > 0) {
    reader.note(
      `${table.name}: the settings of ${rest.length} views were not read; bitable_views_get has them`,
    );
  }
  return [...lines, ...rest.map(viewLine)];
}

function sharingOf({ shared, shared_url, shared_limit }: JsonObject): readonly string[] {
  return shared === true ? [`shared at ${shared_url}, shared_limit ${shared_limit}`] : [];
}

/** What a view shows of its table: `filter: 状态 is 进行中`, `hides 备注`. */
function settingsOf({ property }: JsonObject, schema: TableSchema): readonly string[] {
  const { filter_info: filter, hidden_fields: hidden } = isJsonObject(property) ? property : {};
  const conditions = isJsonObject(filter) ? filterText(filter, schema) : '';
  const names = Array.isArray(hidden) ? hidden.map((id) => nameOf(id, schema)) : [];
  return [
    ...(conditions === '' ? [] : [`filter: ${conditions}`]),
    ...(names.length === 0 ? [] : [`hides ${names.join(' | ')}`]),
  ];
}

function filterText({ conjunction, conditions }: JsonObject, schema: TableSchema): string {
  const list = Array.isArray(conditions) ? conditions.filter(isJsonObject) : [];
  return list.map((condition) => conditionText(condition, schema)).join(` ${conjunction} `);
}

function conditionText({ field_id, operator, value }: JsonObject, schema: TableSchema): string {
  const field = schema.fields.find(({ id }) => id === field_id);
  const values = valuesText(value, field, schema);
  return [nameOf(field_id, schema), operator, ...(values === '' ? [] : [values])].join(' ');
}

/** Values of a view's filter are a list as JSON text: option ids, dates as `ExactDate` and its milliseconds. */
function valuesText(
  value: Json | undefined,
  field: Field | undefined,
  schema: TableSchema,
): string {
  const values = listIn(value);
  const [keyword, ms] = values;
  if (keyword === 'ExactDate' && ms !== undefined) {
    return isoOf(Number(ms), schema.timeZone, true);
  }
  const names = optionNames(field);
  return values.map((item) => names.get(item) ?? item).join(' | ');
}

function listIn(value: Json | undefined): readonly string[] {
  try {
    const list: unknown = JSON.parse(String(value));
    return Array.isArray(list) ? list.map(String) : [];
  } catch {
    return [String(value)];
  }
}

function optionNames(field: Field | undefined): ReadonlyMap<string, string> {
  const options = field?.property['options'];
  const list = Array.isArray(options) ? options.filter(isJsonObject) : [];
  return new Map(list.map(({ id, name }) => [String(id), String(name)]));
}

function nameOf(fieldId: Json | undefined, { fields }: TableSchema): string {
  return fields.find(({ id }) => id === fieldId)?.name ?? String(fieldId);
}
