import type { Field } from '../../../../cells/field.js';
import { readDate } from '../../../../cells/time/dates.js';
import type { Json } from '../../../../core/json.js';

const number = 2;
const dateTypes: ReadonlySet<number> = new Set([5, 1001, 1002]);
const computedTypes: ReadonlySet<number> = new Set([19, 20]);

export function isNumeric({ type }: Field): boolean {
  return type === number || computedTypes.has(type);
}

export function isDated({ type }: Field): boolean {
  return dateTypes.has(type) || computedTypes.has(type);
}

export function isOrdered(field: Field): boolean {
  return isNumeric(field) || isDated(field);
}

/** The values of a plain cell: none in an empty one, several in a lookup. */
export function valuesIn(cell: Json): readonly Json[] {
  if (isList(cell)) {
    return cell.flatMap(valuesIn);
  }
  return cell === null || cell === '' ? [] : [cell];
}

function isList(cell: Json): cell is readonly Json[] {
  return Array.isArray(cell);
}

/** Number fields read digits as text that a number cannot hold. */
export function numberIn(value: Json, { type }: Field): number | string | undefined {
  const isDigits = type === number && typeof value === 'string' && /^-?\d+$/.test(value);
  return typeof value === 'number' || isDigits ? value : undefined;
}

const isoDate = /^\d{4}-\d\d-\d\d(?:T|$)/;

/** The instant of a plain date. Only a date field has some that are no ISO dates: those far from our time. */
export function instantIn(value: Json, { type }: Field, timeZone: string): number | undefined {
  const isDate = typeof value === 'string' && (dateTypes.has(type) || isoDate.test(value));
  return isDate ? readDate(value, timeZone) : undefined;
}
