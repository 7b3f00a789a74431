import type { Field, Row, Scope } from '../model.js';
import type { View, ViewFilter } from '../views/view-model.js';
import { type Operator, operatorOf, type Reading, type Test, type Tried } from './condition.js';
import { familyOf } from './families.js';
import { textFamily } from './text-condition.js';

/**
 * Which rows a view shows. A condition that no longer fits its table, such as one about a deleted field, hides
 * nothing.
 */
export function viewPredicate(view: View, scope: Scope): (row: Row) => boolean {
  const filter = view.property.filter_info;
  if (filter === null) return () => true;
  const tests = filter.conditions
    .map((condition) => conditionTest(condition, { scope, userIdType: 'open_id' }))
    .filter((test) => test !== undefined);
  if (tests.length === 0) return () => true;
  return filter.conjunction === 'and'
    ? (row) => tests.every((test) => test(row))
    : (row) => tests.some((test) => test(row));
}

function conditionTest(
  condition: ViewFilter['conditions'][number],
  reading: Reading,
): Test | undefined {
  const field = reading.scope.table.fields.find(({ fieldId }) => fieldId === condition.field_id);
  const operator = operatorOf(condition.operator);
  if (field === undefined || operator === undefined) return undefined;
  const test = fieldTest(field, operator, condition.value, reading);
  return typeof test === 'string' ? undefined : test;
}

/** Unlike a search, a view can look at formulas and lookups; by what they show. */
export function fieldTest(
  field: Field,
  operator: Operator,
  value: string | null,
  reading: Reading,
): Tried {
  const { operators, test } = familyOf(field) ?? textFamily;
  if (operators.has(operator))
    return test({ field, operator, values: valuesOf(value, field) }, reading);
  return `a field of type ${field.type} takes ${[...operators].join(', ')}`;
}

/** The JSON text of a list; dates have their milliseconds as a number in it, options are named by id. */
function valuesOf(value: string | null, field: Field): readonly string[] {
  const names = new Map(field.property?.options?.map(({ id, name }) => [id, name]));
  return listIn(value ?? '[]').map((each) => names.get(String(each)) ?? String(each));
}

/** A list, or the one value that stands in its place; a text that is no JSON stands for itself. */
export function listIn(json: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value : [value];
  } catch {
    return [json];
  }
}
