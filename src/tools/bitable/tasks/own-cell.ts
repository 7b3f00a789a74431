import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';

/** The cells of a record, by field name. */
export function cellsIn({ fields }: JsonObject): JsonObject {
  return isJsonObject(fields) ? fields : {};
}

/** The cell of a field; a field may be called `constructor`. */
export function ownCell(cells: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(cells, name) ? cells[name] : undefined;
}
