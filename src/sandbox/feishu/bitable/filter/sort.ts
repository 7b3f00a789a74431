import { isJsonObject } from '../../../../core/json.js';
import { invalidParameter, refuseParameter } from '../../parameters.js';
import { refuse } from '../../refusal.js';
import { checkLength, refuseType } from '../body.js';
import { typeOf } from '../fields/field-types.js';
import type { SortKey } from '../fields/types/field-type.js';
import { Evaluation } from '../formula/evaluation.js';
import { type Scalar, single, textOrder } from '../formula/values.js';
import type { BitableField, Row, Scope } from '../model.js';

/** Search records: `sort` has at most 100 entries. */
const maxSortKeys = 100;

/** List records (A30): `sort` has at most 1,000 characters. */
const maxLegacyLength = 1_000;

export type Order = (a: Row, b: Row) => number;

interface Criterion {
  readonly field: BitableField;
  readonly desc: boolean;
}

/** The `sort` of a search: `[{"field_name":"…","desc":true}]`. */
export function searchOrder(sort: unknown, scope: Scope): Order {
  if (sort === undefined || sort === null) return () => 0;
  if (!Array.isArray(sort)) return refuseType('sort', 'array');
  const entries: readonly unknown[] = sort;
  if (entries.length > maxSortKeys) checkLength('sort', entries.length, maxSortKeys);
  return orderBy(
    entries.map((entry, index) => criterion(entry, `sort[${index}]`, scope)),
    scope,
  );
}

function criterion(entry: unknown, path: string, scope: Scope): Criterion {
  if (!isJsonObject(entry)) return refuseType(path, 'object');
  const name =
    entry['field_name'] ?? refuseParameter(`${path}.field_name`, 'field_name is required');
  if (typeof name !== 'string') return refuseType(`${path}.field_name`, 'string');
  const desc = entry['desc'] ?? false;
  if (typeof desc !== 'boolean') return refuseType(`${path}.desc`, 'boolean');
  return { field: fieldNamed(name, scope, path), desc };
}

/** The `sort` of the legacy list, JSON text: `["字段1 DESC","字段2 ASC"]` (list records A30). */
export function legacyOrder(sort: string, scope: Scope): Order {
  if ([...sort].length > maxLegacyLength) refuse(1254108);
  if (sort.trim() === '') return () => 0;
  return orderBy(
    entriesOf(sort).map((entry) => legacyCriterion(entry, scope)),
    scope,
  );
}

function entriesOf(sort: string): readonly string[] {
  const entries = parsed(sort);
  if (!Array.isArray(entries)) return refuseLegacy();
  return entries.map((entry: unknown) => (typeof entry === 'string' ? entry : refuseLegacy()));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return refuseLegacy();
  }
}

function legacyCriterion(entry: string, scope: Scope): Criterion {
  const [, name, direction] = /^(.*\S)\s+(ASC|DESC)\s*$/is.exec(entry) ?? refuseLegacy();
  const field = fieldNamed(name ?? '', scope, 'sort');
  if (typeOf(field).sortsInList === false)
    refuseSort('sort', `fields of type ${field.type} cannot be sorted`);
  return { field, desc: direction?.toUpperCase() === 'DESC' };
}

function fieldNamed(name: string, { table }: Scope, path: string): BitableField {
  const found = table.fields.find((field) => field.name === name);
  return found ?? refuseSort(path, `field_name '${name}' not found`);
}

function refuseLegacy(): never {
  return refuseSort('sort', '["field name DESC","field name ASC"]');
}

function refuseSort(path: string, expected: string): never {
  return refuse(1254016, undefined, invalidParameter(path, expected));
}

/** Earlier criteria first. Every row's keys are made once, however often it is compared. */
function orderBy(criteria: readonly Criterion[], scope: Scope): Order {
  const known = new Map<Row, readonly SortKey[]>();
  const keysOf = (row: Row) => {
    const keys = known.get(row) ?? criteria.map(({ field }) => sortKey(field, row, scope));
    known.set(row, keys);
    return keys;
  };
  return (a, b) => {
    const [left, right] = [keysOf(a), keysOf(b)];
    for (const [index, { desc }] of criteria.entries()) {
      const order = keyOrder(left[index], right[index], desc);
      if (order !== 0) return order;
    }
    return 0;
  };
}

/** Empty cells come last, in either direction. */
function keyOrder(a: SortKey, b: SortKey, desc: boolean): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const order = filledOrder(a, b);
  return desc ? -order : order;
}

/** A formula can make a number of one row and a text of another: numbers come first. */
function filledOrder(a: number | string, b: number | string): number {
  if (typeof a === 'number') return typeof b === 'number' ? a - b : -1;
  return typeof b === 'number' ? 1 : textOrder(a, b);
}

/** By the type's own key, else by the value: numbers, dates, and texts by code unit. */
function sortKey(field: BitableField, row: Row, scope: Scope): SortKey {
  const { sortKey: own } = typeOf(field);
  return own === undefined ? valueKey(field, row, scope) : own(field, row);
}

function valueKey(field: BitableField, row: Row, scope: Scope): SortKey {
  return keyOf(single(new Evaluation().value(field, row, scope), scope.base.timeZone));
}

function keyOf(value: Scalar): SortKey {
  if (value.kind === 'text') return value.text;
  if (value.kind === 'number') return value.number;
  if (value.kind === 'boolean') return Number(value.boolean);
  return value.kind === 'date' ? value.ms : undefined;
}
