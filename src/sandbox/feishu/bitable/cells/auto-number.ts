import type { Field, Row, Scope } from '../model.js';
import { formatDate } from '../time-zone.js';

/** The number of a row as its rule writes it, such as `017no20230201` (field guide A05). */
export function autoNumberText(field: Field, row: Row, scope: Scope): string {
  const kept = row.cells.get(field.fieldId);
  if (kept?.kind === 'text') return kept.text;
  const parts = field.property?.auto_serial?.options ?? [];
  if (parts.length === 0) return String(row.serial);
  return parts.map(({ type, value }) => (written[type] ?? fixed)(value, row, scope)).join('');
}

const written: Readonly<Record<string, (value: string, row: Row, scope: Scope) => string>> = {
  system_number: (digits, row) => String(row.serial).padStart(Number(digits), '0'),
  created_time: (format, row, { base }) => formatDate(row.createdTime, base.timeZone, format),
};

function fixed(value: string): string {
  return value;
}

/** Lets the rows there are keep their numbers while the rule changes. */
export function keepAutoNumbers(field: Field, scope: Scope): void {
  for (const row of scope.table.rows.values()) {
    row.cells.set(field.fieldId, { kind: 'text', text: autoNumberText(field, row, scope) });
  }
}

/** Gives every row a number by the rule in force. */
export function renumber(field: Field, { table }: Scope): void {
  for (const row of table.rows.values()) row.cells.delete(field.fieldId);
}
