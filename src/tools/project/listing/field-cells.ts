import type { Json, JsonObject } from '../../../core/json.js';
import { isJsonObject } from '../../../core/json.js';
import { unlistedField } from '../resolve/field.js';
import { objectsIn, textOf } from '../resolve/reply-values.js';
import { displayOf } from '../stored/display.js';
import { type CellIn, nameOf, namesOf, roleOwners } from './name-cells.js';

/** A field of an item with its value, as the vendor sends it. */
export function fieldCell(field: JsonObject, cell: CellIn): Json {
  const { field_value: value = null, field_type_key, field_key } = field;
  const type = textOf(field_type_key).replaceAll('-', '_');
  const read = readers.get(type);
  if (read !== undefined) {
    return read(value, cell);
  }
  if (field_key === 'aborted' || field_key === 'deleted') {
    return value === true ? true : null;
  }
  return named(displayOf(value, { ...unlistedField(textOf(field_key)), type }), cell);
}

const readers: ReadonlyMap<string, (value: Json, cell: CellIn) => Json> = new Map<
  string,
  (value: Json, cell: CellIn) => Json
>([
  ['user', (value, cell) => nameOf('user', value, cell)],
  ['multi_user', (value, cell) => namesOf('user', value, cell)],
  ['business', (value, cell) => nameOf('business line', value, cell)],
  ['role_owners', roleOwners],
  ['compound_field', rows],
  ['multi_file', files],
]);

function rows(value: Json, cell: CellIn): Json {
  const groups: readonly Json[] = Array.isArray(value) ? value : [];
  return groups.map((group) =>
    Object.fromEntries(objectsIn(group).map((field) => [labelOf(field), fieldCell(field, cell)])),
  );
}

/** Files by name, with the uuid that downloads and deletes them. */
function files(value: Json): Json {
  return objectsIn(value).map(({ name, uid, uuid, ...rest }) => {
    const id = textOf(uuid) || textOf(uid) || textOf(rest['id']);
    return id === '' ? { name: name ?? null, ...rest } : `${textOf(name)} (${id})`;
  });
}

/** People in values whose field nobody lists. */
function named(value: Json, cell: CellIn): Json {
  if (Array.isArray(value)) {
    return value.map((item: Json) => named(item, cell));
  }
  if (!isJsonObject(value)) {
    return value;
  }
  const { user_key: key, ...others } = value;
  return key !== undefined && Object.keys(others).length === 0
    ? nameOf('user', key, cell)
    : Object.fromEntries(
        Object.entries(value).map(([name, item = null]) => [name, named(item, cell)]),
      );
}

export function labelOf({ field_name, field_key }: JsonObject): string {
  return textOf(field_name) || textOf(field_key);
}

/** The fields of a node that have values, by name. */
export function filledFields(value: Json, cell: CellIn): Json {
  return Object.fromEntries(
    objectsIn(value).map((field) => [labelOf(field), fieldCell(field, cell)]),
  );
}

/** The names of those that have none. */
export function unfilledFields(value: Json): Json {
  return objectsIn(value).flatMap((field) => {
    const { field_value: held = null } = field;
    const isEmpty = held === null || held === '' || (Array.isArray(held) && held.length === 0);
    return isEmpty ? [`${labelOf(field)} (${textOf(field['field_key'])})`] : [];
  });
}
