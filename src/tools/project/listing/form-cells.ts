import type { Json } from '../../../core/json.js';
import { objectsIn, textOf } from '../resolve/reply-values.js';
import { type CellIn, nameOf } from './name-cells.js';

/** The options of a field; of the status, those of the templates. */
export function fieldOptions(value: Json, { row, book }: CellIn): Json {
  const own = optionsOf(value);
  return own.length === 0 && row['field_key'] === 'work_item_status'
    ? book.statuses.map(({ id, name }) => (id === name ? id : `${name} (${id})`))
    : own;
}

/** `P0 (0)`, those that can be chosen no more behind a mark; a tree as paths. */
function optionsOf(value: Json, above = ''): readonly string[] {
  return objectsIn(value).flatMap(({ label, value: id, is_disabled, children }) => {
    const path = `${above}${textOf(label)}`;
    const mark = is_disabled === 1 || is_disabled === true ? ' disabled' : '';
    return [`${path} (${textOf(id)})${mark}`, ...optionsOf(children ?? null, `${path}/`)];
  });
}

export function subFields(value: Json): Json {
  return objectsIn(value).map(({ field_key, field_name, field_type_key, options }) => ({
    key: field_key ?? null,
    name: field_name ?? null,
    type: field_type_key ?? null,
    options: optionsOf(options ?? null),
  }));
}

/** Forms require fields, and roles. */
export function requiredName(value: Json, cell: CellIn): Json {
  return nameOf(cell.row['class'] === 'role' ? 'role' : 'field', value, cell);
}

export function requiredSubFields(value: Json, cell: CellIn): Json {
  return objectsIn(value).map(({ field_key, finished = null }) => ({
    key: field_key ?? null,
    name: nameOf('field', field_key, cell),
    finished,
  }));
}

export function places(value: Json): Json {
  return objectsIn(value).map(({ project_name, work_item_type_name, ...rest }) => {
    const type = textOf(work_item_type_name) || textOf(rest['work_item_type_key']);
    const space = textOf(project_name) || textOf(rest['project_key']);
    return `${space}/${type}`;
  });
}
