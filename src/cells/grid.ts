import { isJsonObject, type Json, type JsonObject } from '../core/json.js';
import { plainCell } from './plain.js';

/** Records as columns and rows: a quarter of the size of one object a record. */
export interface Grid {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Json[])[];
}

interface GridOptions {
  /** The columns that were asked for, in that order; otherwise those that occur, in order of appearance. */
  readonly fieldNames?: readonly string[] | undefined;
  /** Leaves rich text in its segments. */
  readonly segments?: boolean | undefined;
}

/**
 * The first column is always `record_id`; what stands beside the fields of a record comes last. A field of the same
 * name as one of these is marked, so that every column has a name of its own.
 */
export function toGrid(records: readonly JsonObject[], options: GridOptions = {}): Grid {
  const fields = [...(options.fieldNames?.length ? options.fieldNames : fieldsOf(records))];
  const extras = distinct(records.flatMap(extraKeys));
  const read = (value: Json | undefined) => plainCell(value, options);
  const taken = new Set(['record_id', ...extras]);
  const rows = records.map((record) => {
    const cells = isJsonObject(record['fields']) ? record['fields'] : {};
    return [
      record['record_id'] ?? null,
      ...fields.map((name) => read(own(cells, name))),
      ...extras.map((key) => read(record[key])),
    ];
  });
  const names = fields.map((name) => (taken.has(name) ? `${name} (field)` : name));
  return { columns: ['record_id', ...names, ...extras], rows };
}

function fieldsOf(records: readonly JsonObject[]): readonly string[] {
  return distinct(
    records.flatMap((record) =>
      isJsonObject(record['fields']) ? Object.keys(record['fields']) : [],
    ),
  );
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
