import type { Field } from '../../../cells/field.js';
import type { SetDelta } from '../../../cells/write/set-delta.js';
import { isJsonList, isJsonObject, type Json } from '../../../core/json.js';
import { absentNote, applySetChange } from '../../input/set-change.js';

/** A cell of several values after a change, in the vendor's shape. */
interface ChangedSet {
  readonly cell: Json;
  /** What was to be removed and was not there. */
  readonly note: string | undefined;
}

interface UnchangeableSet {
  readonly problem: string;
  readonly allowed: string;
}

/** Applies a change to a plain cell; undefined stands for a cell that cannot be seen, which is left alone. */
export function changedSet(
  field: Field,
  stored: Json | undefined,
  delta: SetDelta,
): ChangedSet | UnchangeableSet {
  if (stored === undefined) {
    return {
      problem:
        'was not changed, because the record was not found, or its stored values cannot be seen',
      allowed: 'the id of a record that can be read, or a plain list, which becomes the whole set',
    };
  }
  const { items, absent } = applySetChange(listOf(stored).map(writable), delta, same);
  if (field.property['multiple'] === false && items.length > 1) {
    const names = listOf(stored).map(label).join(', ');
    return {
      problem: `takes one value, and ${names} is stored`,
      allowed: 'the new value alone, which replaces it, or {"remove": […], "add": […]}',
    };
  }
  return {
    cell: items.length === 0 ? null : items,
    note: absentNote(field.name, absent.map(label)),
  };
}

/** What names one of the things in a cell is what is written of it: the name of an option, the id of a record, `{id}`, `{file_token}`. */
function writable(item: Json): Json {
  if (!isJsonObject(item)) {
    return item;
  }
  const { id, file_token } = item;
  return file_token === undefined ? { id: id ?? null } : { file_token };
}

function same(one: Json, other: Json): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function label(item: Json): string {
  const named = isJsonObject(item) ? (item['name'] ?? item['id'] ?? item['file_token']) : item;
  return String(named);
}

function listOf(cell: Json): readonly Json[] {
  return isJsonList(cell) ? cell : cell === null ? [] : [cell];
}
