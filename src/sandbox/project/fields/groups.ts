import { ProjectRefusal } from '../gateway/refusal.js';
import { isWireList, isWireObject, type Wire } from '../gateway/wire.js';
import type { Group } from '../items/work-item.js';
import { acceptValue, isEmpty, type ValueContext } from '../model/values.js';
import type { Field } from './field-types.js';
import { findField, unwritableTypes } from './field-types.js';

/** The rows of a compound field as a write gives them: a list of rows, each a list of pairs. */
export function acceptGroups(value: Wire, context: ValueContext): readonly Group[] {
  const rows = isWireList(value) ? value.filter(isWireList) : [];
  return rows.map((row) => ({
    uuid: context.world.ids.newGroupUuid(),
    values: acceptRow(row, context),
  }));
}

/** The pairs of one row. What is malformed in it is dropped without a word, as the vendor does. */
export function acceptRow(row: Wire | undefined, context: ValueContext): ReadonlyMap<string, Wire> {
  const values = new Map<string, Wire>();
  for (const pair of isWireList(row) ? row : []) {
    const accepted = acceptPair(pair, context);
    if (accepted !== undefined) values.set(accepted.key, accepted.value);
  }
  return values;
}

function acceptPair(pair: Wire, context: ValueContext) {
  if (!isWireObject(pair)) return undefined;
  const name = pair['field_key'] ?? pair['field_alias'];
  const field = typeof name === 'string' ? findField(context.field.children, name) : undefined;
  if (field === undefined || unwritableTypes.has(field.type)) return undefined;
  const value = valueOrNothing(pair['field_value'] ?? null, { ...context, field });
  return value === undefined ? undefined : { key: field.key, value };
}

function valueOrNothing(value: Wire, context: ValueContext): Wire | undefined {
  if (isEmpty(value)) return null;
  try {
    return acceptValue(value, context);
  } catch (error) {
    if (error instanceof ProjectRefusal) return undefined;
    throw error;
  }
}

/** A row as the vendor reads it out: the pairs that have a value, in the order of the sub-fields. */
export function rowPairs({ values }: Group, { children }: Field): Wire[] {
  return children.flatMap(({ key, alias, type, name }) => {
    const value = values.get(key) ?? null;
    const pair = { field_key: key, field_alias: alias, field_type_key: type, field_name: name };
    return isEmpty(value) ? [] : [{ ...pair, field_value: value }];
  });
}
