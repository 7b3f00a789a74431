import type { Json } from '../../core/json.js';
import type { Field, TableSchema } from '../field.js';
import { kindOf } from '../kinds/kinds.js';

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
