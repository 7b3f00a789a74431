import { isJsonObject, type Json, type JsonObject } from '../core/json.js';

/**
 * Records that came as they are given out, `{columns, rows}`, as a list of records. A column `record_id` names the
 * record; every other column is a field. Where a tool takes rows, they are just the fields.
 */
export function readGrid(input: unknown): unknown {
  if (!isJsonObject(input)) {
    return input;
  }
  const { records, rows } = input;
  return {
    ...input,
    ...(isGrid(records) && { records: recordsOf(records) }),
    ...(isGrid(rows) && { rows: recordsOf(rows).map(({ fields }) => fields) }),
  };
}

interface Grid extends JsonObject {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Json[])[];
}

function isGrid(value: Json | undefined): value is Grid {
  if (!isJsonObject(value)) {
    return false;
  }
  const { columns, rows } = value;
  return (
    Array.isArray(columns) &&
    columns.every((column) => typeof column === 'string') &&
    Array.isArray(rows) &&
    rows.every((row) => Array.isArray(row) && row.length <= columns.length)
  );
}

function recordsOf({ columns, rows }: Grid) {
  return rows.map((row) => recordOf(columns, row));
}

function recordOf(columns: readonly string[], row: readonly Json[]) {
  const cells = row.map((cell, index): [string, Json] => [columns[index] ?? '', cell]);
  const id = cells.find(([column]) => column === 'record_id')?.[1];
  const fields = Object.fromEntries(cells.filter(([column]) => column !== 'record_id'));
  return { ...(typeof id === 'string' && { record_id: id }), fields };
}
