import { typeOf } from '../fields/field-types.js';
import type { Bitable, BitableField } from '../model.js';

/**
 * Says in words what is wrong with a value that a view would keep (page "Update a view"): it is the JSON text of a list,
 * `"[\"optbdVHf4q\"]"`, with ids of options and of people in it.
 */
export function storedValueProblem(
  field: BitableField,
  value: string | null,
  { directory }: Bitable,
): string | undefined {
  if (value === null) return undefined;
  const list = jsonList(value);
  if (list === undefined) return 'value must be the JSON text of a list';
  const options = field.property?.options;
  if (options !== undefined && !list.every((id) => options.some((option) => option.id === id))) {
    return 'value must hold option ids';
  }
  const isPerson = (id: unknown) => directory.person(String(id), 'open_id') !== undefined;
  return typeOf(field).namesPeople && !list.every(isPerson)
    ? 'value must hold open_ids'
    : undefined;
}

function jsonList(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
