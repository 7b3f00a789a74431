import type { Json, JsonObject } from '../../../../core/json.js';
import type { FileRow, RowFault } from '../../../../files/rows/row-format.js';

/** A row with the number that it has among all rows of the file, from 0. */
export type SourceRow = (FileRow | RowFault) & { readonly index: number };

/** As many rows as go into one request. */
const chunkSize = 500;

/** The rows from the one of that number on, in chunks. */
export async function* chunksOf(
  rows: AsyncIterable<FileRow | RowFault>,
  skip: number,
): AsyncGenerator<readonly SourceRow[]> {
  let index = 0;
  let chunk: SourceRow[] = [];
  for await (const row of rows) {
    if (index >= skip) {
      chunk.push({ ...row, index });
    }
    index += 1;
    if (chunk.length === chunkSize) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) {
    yield chunk;
  }
}

export function isBlank(value: Json | undefined): boolean {
  if (typeof value === 'string') {
    return value.trim() === '';
  }
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

/** The cells of a row by field, without blank ones, which would only clear what is empty. */
export function cellsOf(values: JsonObject, targets: ReadonlyMap<string, string>): JsonObject {
  const cells: [string, Json][] = [];
  for (const [column, value] of Object.entries(values)) {
    const field = targets.get(column);
    if (field !== undefined && value !== undefined && !isBlank(value)) {
      cells.push([field, value]);
    }
  }
  return Object.fromEntries(cells);
}
