import type { Field } from '../../../../cells/field.js';
import type { CellFamily } from '../../../../cells/kinds/kind.js';
import { kindOf } from '../../../../cells/kinds/kinds.js';
import { readDate } from '../../../../cells/time/date-text.js';
import { isJsonList, type Json } from '../../../../core/json.js';

const numeric: ReadonlySet<CellFamily> = new Set(['number', 'computed']);
const dated: ReadonlySet<CellFamily> = new Set(['date', 'computed']);

/** One row of the answer: the labels of its group, then its measures. */
export type GroupRow = readonly Json[];

export function isNumeric(field: Field): boolean {
  return numeric.has(kindOf(field).family);
}

export function isDated(field: Field): boolean {
  return dated.has(kindOf(field).family);
}

export function isOrdered(field: Field): boolean {
  return isNumeric(field) || isDated(field);
}

/** The values of a plain cell: none in an empty one, several in a lookup. */
export function valuesIn(cell: Json): readonly Json[] {
  if (isJsonList(cell)) {
    return cell.flatMap(valuesIn);
  }
  return cell === null || cell === '' ? [] : [cell];
}

/** Number fields read digits as text that a number cannot hold. */
export function numberIn(value: Json, field: Field): number | string | undefined {
  const isNumber = kindOf(field).family === 'number';
  const isDigits = isNumber && typeof value === 'string' && /^-?\d+$/.test(value);
  return typeof value === 'number' || isDigits ? value : undefined;
}

const isoDate = /^\d{4}-\d\d-\d\d(?:T|$)/;

/** The instant of a plain date. Only a date field has some that are no ISO dates: those far from our time. */
export function instantIn(value: Json, field: Field, timeZone: string): number | undefined {
  const isDate = kindOf(field).family === 'date';
  const isRead = typeof value === 'string' && (isDate || isoDate.test(value));
  return isRead ? readDate(value, timeZone) : undefined;
}
