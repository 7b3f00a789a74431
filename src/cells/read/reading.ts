import { isJsonObject, type Json, type JsonObject } from '../../core/json.js';
import type { Field, TableSchema } from '../field.js';
import { kindOf } from '../kinds/kinds.js';
import { isoOf } from '../time/date-text.js';
import { plainCell } from './plain.js';

/**
 * Reads the cells of a column, from both of the vendor's encodings to one plain form that can be written back; an
 * empty cell is null.
 */
export function cellReader(field: Field, schema: TableSchema): (value: Json | undefined) => Json {
  const read = kindOf(field).reader(field, schema);
  return (value) => (value === undefined || value === null ? null : read(value));
}

/** One cell; for many of one column, `cellReader` is quicker. */
export function readCell(value: Json | undefined, field: Field, schema: TableSchema): Json {
  return cellReader(field, schema)(value);
}

/** Records as columns and rows: a quarter of the size of one object a record. */
export interface Grid {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Json[])[];
  /** Fields of the table that no record fills; they have no column unless they were asked for. */
  readonly emptyColumns?: readonly string[];
}

interface GridOptions {
  /** Gives the columns their order and the cells their form; without it, cells are read by what they look like. */
  readonly schema?: TableSchema | undefined;
  /** The columns that were asked for, in that order; otherwise those of the table, or else those that occur. */
  readonly fieldNames?: readonly string[] | undefined;
  /** Leaves rich text in its segments. */
  readonly segments?: boolean | undefined;
}

/**
 * Puts records into columns and rows. The first column is always `record_id`; what stands beside the fields of a record comes last. A field of the same
 * name as one of these is marked, so that every column has a name of its own.
 */
export function toGrid(records: readonly JsonObject[], options: GridOptions = {}): Grid {
  const { columns, emptyColumns } = chosen(records, options);
  const extras = distinct(records.flatMap(extraKeys));
  const readExtra = extraReader(options);
  const taken = new Set(['record_id', ...extras]);
  const names = columns.map(({ name }) => (taken.has(name) ? `${name} (field)` : name));
  const rows = records.map((record, index) => [
    record['record_id'] ?? null,
    ...columns.map(({ cells }) => cells[index] ?? null),
    ...extras.map((key) => readExtra(key, record[key])),
  ]);
  const left = emptyColumns.length > 0 ? { emptyColumns } : {};
  return { columns: ['record_id', ...names, ...extras], rows, ...left };
}

interface Column {
  readonly name: string;
  readonly cells: readonly Json[];
}

interface Chosen {
  readonly columns: readonly Column[];
  readonly emptyColumns: readonly string[];
}

function chosen(records: readonly JsonObject[], options: GridOptions): Chosen {
  const rows = records.map(cellsOf);
  const columns = namesOf(rows, options).map((name) => columnOf(name, rows, options));
  const keepsEmpty =
    options.schema === undefined || options.fieldNames?.length || rows.length === 0;
  const empty = keepsEmpty ? [] : columns.filter(isEmpty);
  return {
    columns: columns.filter((column) => !empty.includes(column)),
    emptyColumns: empty.map(({ name }) => name),
  };
}

function isEmpty({ cells }: Column): boolean {
  return cells.every((cell) => cell === null);
}

/** Fields that came after the schema was read stand behind those that it knows. */
function namesOf(rows: readonly JsonObject[], { schema, fieldNames }: GridOptions) {
  if (fieldNames?.length) {
    return fieldNames;
  }
  return distinct([
    ...(schema?.fields ?? []).map(({ name }) => name),
    ...rows.flatMap(Object.keys),
  ]);
}

function columnOf(name: string, rows: readonly JsonObject[], options: GridOptions): Column {
  const read = readerOf(name, options);
  return { name, cells: rows.map((cells) => read(own(cells, name))) };
}

function readerOf(name: string, options: GridOptions): (value: Json | undefined) => Json {
  const { schema, segments } = options;
  const field = schema?.fields.find((candidate) => candidate.name === name);
  const asSegments = segments && field && kindOf(field).isFreeText;
  return schema === undefined || field === undefined || asSegments
    ? (value) => plainCell(value, options)
    : cellReader(field, schema);
}

/** `created_time` and `last_modified_time` are dates, which the zone of the base makes readable. */
function extraReader({ schema }: GridOptions): (key: string, value: Json | undefined) => Json {
  return (key, value) =>
    schema !== undefined && typeof value === 'number' && key.endsWith('_time')
      ? isoOf(value, schema.timeZone)
      : plainCell(value);
}

function cellsOf({ fields }: JsonObject): JsonObject {
  return isJsonObject(fields) ? fields : {};
}

/** `created_time`, `shared_url` and the like; `id` repeats `record_id`. */
function extraKeys(record: JsonObject): readonly string[] {
  return Object.keys(record).filter((key) => !['record_id', 'id', 'fields'].includes(key));
}

function own(cells: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(cells, name) ? cells[name] : undefined;
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
