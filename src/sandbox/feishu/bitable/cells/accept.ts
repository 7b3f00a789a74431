import type { Json } from '../../../../core/json.js';
import type { Cell, Field } from '../model.js';
import type { WriteContext } from './accept-context.js';
import * as lists from './accept-lists.js';
import * as singles from './accept-singles.js';
import { rejectValue } from './rejection.js';

/** The write shape of every type that can be written; a type that is missing is read-only. */
const acceptors: ReadonlyMap<
  number,
  (value: Json, field: Field, context: WriteContext) => Cell | null
> = new Map([
  [1, singles.text],
  [2, singles.number],
  [3, singles.option],
  [4, lists.options],
  [5, singles.date],
  [7, singles.checkbox],
  [11, lists.people],
  [13, singles.phone],
  [15, singles.url],
  [17, lists.files],
  [18, lists.links],
  [21, lists.links],
  [22, singles.place],
  [23, lists.groups],
]);

/** The cell that a written value becomes; null when it leaves the cell empty. */
export function acceptCell(value: Json, field: Field, context: WriteContext): Cell | null {
  const accept = acceptors.get(field.type);
  if (accept === undefined) return rejectValue(field, value);
  return value === null ? null : accept(value, field, context);
}
