import type { Effect } from '../../../core/effect.js';
import { InputError } from '../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';

/** What stands beside the fields of a record in an answer, and is no field. */
const beside: ReadonlySet<string> = new Set([
  'record_id',
  'created_by',
  'created_time',
  'last_modified_by',
  'last_modified_time',
  'shared_url',
  'record_url',
]);

interface Read {
  readonly input: unknown;
  /** Whether records came in the form in which they are given out. */
  readonly asRead: boolean;
}

/**
 * Records that came as they are given out, `{columns, rows}`, as a list of records. A column `record_id` names the
 * record; every other column is a field. Where a tool takes rows, they are just the fields.
 */
export function readGrid(input: unknown, note: (text: string) => void, effect: Effect): Read {
  if (!isJsonObject(input)) {
    return { input, asRead: false };
  }
  const records = gridIn(input['records'], 'records');
  const rows = gridIn(input['rows'], 'rows');
  if (records === undefined && rows === undefined) {
    return { input, asRead: false };
  }
  const keepsIds = effect !== 'create';
  if (records?.columns.includes('record_id') && !keepsIds) {
    note('record_id was left out: new records get ids of their own');
  }
  if (rows?.columns.includes('record_id')) {
    note('record_id was left out: key_fields alone say which record a row is');
  }
  const read = {
    ...input,
    ...(records && { records: recordsOf(records).map((it) => (keepsIds ? it : fieldsOnly(it))) }),
    ...(rows && { rows: recordsOf(rows).map(({ fields }) => fields) }),
  };
  return { input: read, asRead: true };
}

interface Grid {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Json[])[];
}

function gridIn(value: Json | undefined, path: string): Grid | undefined {
  if (!isJsonObject(value) || !('columns' in value) || !('rows' in value)) {
    return undefined;
  }
  const isOne = typeof value['columns'] === 'string';
  const columns = columnsIn(isOne ? { columns: [value['columns'] ?? null] } : value, path);
  const rows = isOne ? cellsAlone(value['rows']) : value['rows'];
  const wide = `a list of ${columns.length} cells for each row, in the order of columns`;
  if (!Array.isArray(rows)) {
    throw refusal(`${path}.rows`, 'is no list', wide);
  }
  const lists = rows.filter((row): row is readonly Json[] => Array.isArray(row));
  const ragged = rows.findIndex((row) => !Array.isArray(row) || row.length !== columns.length);
  if (ragged >= 0) {
    const row: Json = rows[ragged];
    const problem = Array.isArray(row) ? `has ${row.length} cells` : 'is no list';
    throw refusal(`${path}.rows[${ragged}]`, problem, wide);
  }
  return { columns, rows: lists };
}

/** Under one column alone, cells stand without their lists. */
function cellsAlone(rows: Json | undefined): Json | undefined {
  return Array.isArray(rows) ? rows.map((row) => (Array.isArray(row) ? row : [row])) : rows;
}

function columnsIn({ columns }: JsonObject, path: string): readonly string[] {
  if (!Array.isArray(columns) || columns.some((column) => typeof column !== 'string')) {
    throw refusal(`${path}.columns`, 'must be a list of names', 'field names');
  }
  const names = columns.map(String);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    const problem = `names ${JSON.stringify(twice)} twice`;
    throw refusal(`${path}.columns`, problem, 'each column once');
  }
  return names;
}

function refusal(path: string, problem: string, allowed: string): InputError {
  return new InputError([{ path, problem, allowed }]);
}

function recordsOf({ columns, rows }: Grid) {
  return rows.map((row) => recordOf(columns, row));
}

function fieldsOnly({ fields }: ReturnType<typeof recordOf>) {
  return { fields };
}

function recordOf(columns: readonly string[], row: readonly Json[]) {
  const id = row[columns.indexOf('record_id')];
  const cells = columns.flatMap((column, index): [string, Json][] =>
    beside.has(column) ? [] : [[fieldIn(column), row[index] ?? null]],
  );
  return { ...(typeof id === 'string' && { record_id: id }), fields: Object.fromEntries(cells) };
}

/** A field of the name of something beside the fields is marked in answers. */
function fieldIn(column: string): string {
  const bare = column.replace(/ \(field\)$/, '');
  return beside.has(bare) ? bare : column;
}
