import type { Field, TableSchema } from '../../../../cells/field.js';
import { describeField, isWritable } from '../../../../cells/kinds/kinds.js';
import { readDate } from '../../../../cells/time/dates.js';
import type { InputIssue } from '../../../../core/errors.js';
import type { Json } from '../../../../core/json.js';
import { type FieldFinder, unknownField } from '../../query/field-finder.js';
import { isComparable, membersOf } from '../cell-members.js';

/** A field by whose value a record is found. */
export interface KeyField {
  readonly field: Field;
  /** The vendor works it out: it is compared, but not written. */
  readonly isReadOnly: boolean;
}

export interface KeyFields {
  readonly keys: readonly KeyField[];
  readonly issues: readonly InputIssue[];
}

export function keyFieldsOf(
  names: readonly string[],
  schema: TableSchema,
  find: FieldFinder,
): KeyFields {
  const keys: KeyField[] = [];
  const issues: InputIssue[] = [];
  for (const [index, name] of names.entries()) {
    const path = `key_fields[${index}]`;
    const field = find(name);
    if (field === undefined) {
      issues.push(unknownField(schema, name, path, isComparable));
    } else if (!isComparable(field)) {
      const problem = `is ${field.name} (${describeField(field)}), whose values cannot be compared`;
      issues.push({ path, problem, allowed: 'a text, number, date, select, person or link field' });
    } else if (keys.some((key) => key.field.id === field.id)) {
      issues.push({ path, problem: `names ${field.name} a second time` });
    } else {
      keys.push({ field, isReadOnly: !isWritable(field) });
    }
  }
  return { keys, issues };
}

/** What a plain cell of a key field is known by; undefined for an empty one. */
export function keyIdentity(
  { field, isReadOnly }: KeyField,
  cell: Json,
  { timeZone }: TableSchema,
): string | undefined {
  const members = membersOf(field, isReadOnly ? loosened(cell, timeZone) : cell);
  return members.length === 0 ? undefined : setOf(members.map(({ id }) => id));
}

/** The same for the same things in any order. */
export function setOf(ids: readonly string[]): string {
  return JSON.stringify([...ids].sort());
}

/** Results of a formula, and the values that are to equal them, say a number or a date in more than one way. */
function loosened(cell: Json, timeZone: string): Json {
  if (isList(cell)) {
    return cell.map((item) => loosened(item, timeZone));
  }
  if (typeof cell !== 'string') {
    return cell;
  }
  if (String(Number(cell)) === cell) {
    return Number(cell);
  }
  const ms = isoDate.test(cell) ? readDate(cell, timeZone) : undefined;
  return ms === undefined ? cell : `date ${ms}`;
}

const isoDate = /^\d{4}-\d\d-\d\d/;

function isList(cell: Json): cell is readonly Json[] {
  return Array.isArray(cell);
}
