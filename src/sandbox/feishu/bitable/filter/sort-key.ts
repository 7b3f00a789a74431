import { Evaluation } from '../formula/evaluation.js';
import { type Scalar, single } from '../formula/values.js';
import type { Field, Row, Scope } from '../model.js';

/** undefined for an empty cell. */
export type SortKey = number | string | undefined;

/** By field type; the others sort by their value: numbers, dates, and texts by code unit. */
const special: ReadonlyMap<number, (field: Field, row: Row) => SortKey> = new Map<
  number,
  (field: Field, row: Row) => SortKey
>([
  [3, optionPlace],
  [4, optionPlaces],
  [1005, (_, row) => row.serial],
]);

export function sortKey(field: Field, row: Row, scope: Scope): SortKey {
  const reader = special.get(field.type);
  return reader === undefined ? valueKey(field, row, scope) : reader(field, row);
}

function valueKey(field: Field, row: Row, scope: Scope): SortKey {
  return keyOf(single(new Evaluation().value(field, row, scope), scope.base.timeZone));
}

function keyOf(value: Scalar): SortKey {
  if (value.kind === 'text') return value.text;
  if (value.kind === 'number') return value.number;
  if (value.kind === 'boolean') return Number(value.boolean);
  return value.kind === 'date' ? value.ms : undefined;
}

/** Options sort in the order in which their field lists them. */
function optionPlace(field: Field, row: Row): number | undefined {
  return places(field, row)[0];
}

/** The first options decide, then the second, and fewer come before more. */
function optionPlaces(field: Field, row: Row): string | undefined {
  const found = places(field, row).map((place) => String(place).padStart(6, '0'));
  return found.length === 0 ? undefined : found.join(',');
}

function places(field: Field, row: Row): number[] {
  const cell = row.cells.get(field.fieldId);
  if (cell?.kind !== 'options') return [];
  return cell.optionIds.map((id) => optionIndex(id, field));
}

function optionIndex(id: string, field: Field): number {
  return field.property?.options?.findIndex((option) => option.id === id) ?? -1;
}
