import type { Json } from '../../core/json.js';
import type { Field, TableSchema } from '../field.js';
import { refused } from '../read/shown.js';
import { isoOf, readDateShown } from '../time/dates.js';
import type { CellReader, FieldKind } from './kind.js';

export const dateKind: FieldKind = {
  word: () => 'date',
  takes: (field) =>
    showsTime(field)
      ? 'a date and time such as 2026-11-21T09:30'
      : 'a date such as 2026-11-21, or 2026-11-21T09:30',
  reader: dateReader,
  writer: (field, { schema }) => {
    const format = formatOf(field);
    return (value) => {
      const isDate = typeof value === 'number' || typeof value === 'string';
      const ms = isDate ? readDateShown(String(value), format, schema.timeZone) : undefined;
      return ms === undefined ? refused(value) : { value: ms };
    };
  },
};

/** A date whose field shows no time is a plain date wherever it says no more than that. */
export function dateReader(field: Field, { timeZone }: TableSchema): CellReader {
  const dateOnly = !showsTime(field);
  return (value) => {
    const ms = msOf(value);
    return ms === undefined ? value : isoOf(ms, timeZone, dateOnly);
  };
}

function msOf(value: Json): number | undefined {
  const isFilled = typeof value === 'number' || (typeof value === 'string' && value !== '');
  const ms = isFilled ? Number(value) : Number.NaN;
  return Number.isInteger(ms) ? ms : undefined;
}

function showsTime(field: Field): boolean {
  return formatOf(field).includes('H');
}

/** `yyyy/MM/dd HH:mm` and the like; without one it is `yyyy/MM/dd` (field guide). */
function formatOf({ property }: Field): string {
  return String(property['date_formatter'] ?? '');
}
