import { isoOf } from '../../../cells/time/date-text.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { zone } from '../resolve/dates.js';
import type { ProjectField } from '../resolve/field.js';
import { objectsIn, textOf } from '../resolve/reply-values.js';

/** A stored value for people: labels of options, days, and people who are named at the end, by withNames. */
export function displayOf(value: Json | undefined, field: ProjectField | undefined): Json {
  if (value === undefined || value === null || value === '') {
    return null;
  }
  const display = displays.get(field?.type ?? '');
  if (display !== undefined && field !== undefined) {
    return display(value, field);
  }
  return optionText(value);
}

type Display = (value: Json, field: ProjectField) => Json;

const displays: ReadonlyMap<string, Display> = new Map<string, Display>([
  ['user', person],
  ['multi_user', people],
  ['business', (value) => marked('business_line', value)],
  ['work_item_related_select', (value) => marked('linked_item', value)],
  ['work_item_related_multi_select', (value) => marked('linked_item', value)],
  ['date', moment],
  ['precise_date', moment],
  ['schedule', span],
  ['role_owners', (value) => roleOwnersOf(value)],
  ['compound_field', rows],
]);

/** A person until the name is known. */
function person(key: Json): Json {
  return typeof key === 'string' && key !== '' ? { user_key: key } : null;
}

/** An id until its name is known, or a list of them. */
function marked(mark: 'business_line' | 'linked_item', value: Json): Json {
  if (Array.isArray(value)) {
    return value.map((item) => marked(mark, item));
  }
  const id = textOf(value);
  return id === '' ? optionText(value) : { [mark]: id };
}

export function people(keys: Json | undefined): Json {
  return Array.isArray(keys) ? keys.map(person) : [];
}

/** `{role: [people]}`, under what each role is called where the list says it. */
export function roleOwnersOf(value: Json | undefined): JsonObject {
  return Object.fromEntries(
    objectsIn(value).map(({ role, name, owners = null }) => [
      textOf(name) || textOf(role),
      people(owners ?? []),
    ]),
  );
}

/** A day where it is the start of one, else the instant; nothing for the vendor's 0. */
export function moment(value: Json | undefined): Json {
  return typeof value === 'number' && value > 0 ? isoOf(value, zone, true) : null;
}

/** The last day of a span, which ends a millisecond before midnight. */
export function endOf(value: Json | undefined): Json {
  if (typeof value !== 'number' || value <= 0) {
    return null;
  }
  const next = isoOf(value + 1, zone, true);
  return next.includes('T') ? isoOf(value, zone) : isoOf(value, zone).slice(0, 'yyyy-mm-dd'.length);
}

function span(value: Json): Json {
  return isJsonObject(value)
    ? [moment(value['start_time']), endOf(value['end_time'])]
    : optionText(value);
}

/** `{sub-field: value}` for each row. */
function rows(value: Json, { children }: ProjectField): Json {
  const list = Array.isArray(value) ? value : [];
  return list.map((row) =>
    Object.fromEntries(
      objectsIn(row).map(({ field_key, field_value }) => {
        const field = children.find(({ id }) => id === field_key);
        return [field?.name ?? textOf(field_key), displayOf(field_value, field)];
      }),
    ),
  );
}

/** Options by their labels, a path through a tree as `商城/支付`; anything else as it is. */
function optionText(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(optionText);
  }
  if (!isJsonObject(value) || value['value'] === undefined) {
    return value;
  }
  const { label, value: id = null, children = null } = value;
  const own = textOf(label) || textOf(id);
  return isJsonObject(children) ? `${own}/${String(optionText(children))}` : own;
}
