import { isJsonObject, type Json } from '../../../core/json.js';
import { objectsIn, textOf } from '../resolve/reply-values.js';
import { type CellIn, nameOf } from './name-cells.js';

/** The fields of a form, with what it requires. */
export function formFields(value: Json): Json {
  return objectsIn(value).map(({ field_name, field_key, is_required }) => {
    const mark =
      is_required === 1 ? ' required' : is_required === 3 ? ' required in some cases' : '';
    return `${textOf(field_name) || textOf(field_key)} (${textOf(field_key)})${mark}`;
  });
}

/** The sub-tasks that a node comes with. */
export function taskConfs(value: Json): Json {
  return objectsIn(value).map(({ id, name }) => `${textOf(name)} (${textOf(id)})`);
}

/** What completing a node asks for, as the keys of the template say. */
export function neededWhenDone(_: Json, { row }: CellIn): Json {
  const asked = Object.keys(needs).filter((key) => row[key] === true);
  return asked.map((key) => needs[key] ?? key).join(', ');
}

const needs: Readonly<Record<string, string>> = {
  done_schedule: 'schedule',
  done_actual_point: 'actual work time',
  done_allocate_owner: 'owners',
  done_finish_time: 'finish time',
};

/** A conclusion of a review: its label, and the key that writes it. */
export function conclusion(value: Json): Json {
  return keyedLabels([value])[0] ?? null;
}

export function keyedLabels(value: Json): readonly string[] {
  return objectsIn(value).flatMap(({ key, label, origin_label, original_label }) => {
    const said = textOf(label) || textOf(origin_label) || textOf(original_label);
    return textOf(key) === '' ? [] : [said === '' ? textOf(key) : `${said} (${textOf(key)})`];
  });
}

export function conclusionsOfOwners(value: Json, cell: CellIn): Json {
  return ofOwners(value, cell, (given) =>
    conclusion(
      given['owners_finished_conclusion_result'] ?? given['finished_conclusion_result'] ?? null,
    ),
  );
}

export function opinionsOfOwners(value: Json, cell: CellIn): Json {
  return ofOwners(value, cell, ({ finished_opinion_result: said = null }) => said);
}

function ofOwners(
  value: Json,
  cell: CellIn,
  read: (given: Readonly<Record<string, Json | undefined>>) => Json,
): Json {
  return Object.fromEntries(
    objectsIn(value).map((given) => {
      const { owner, node_owner } = given;
      return [textOf(nameOf('user', textOf(owner) || textOf(node_owner), cell)), read(given)];
    }),
  );
}

/** Members by number: one alone, or all in their order. */
export function members(value: Json): Json {
  const all = isJsonObject(value) ? Object.values(value).map((each) => each ?? null) : [value];
  return all.length === 1 ? (all[0] ?? null) : all;
}

/** A name in several languages: the Chinese one where there is one. */
export function localName(value: Json): Json {
  if (!isJsonObject(value)) {
    return value;
  }
  const { zh_cn, zh, default: usual } = value;
  return textOf(zh_cn) || textOf(zh) || textOf(usual) || textOf(Object.values(value)[0]);
}

export function localNames(value: Json): Json {
  return objectsIn(value).map((each) => {
    const id = textOf(each['user_meego_key']) || textOf(each['department_meego_key']);
    const name = textOf(localName(each['name'] ?? null));
    return name === '' ? id : `${name} (${id})`;
  });
}

/** Options in a record of changes, which come as JSON text: `P1 (1)`; any other text as it is. */
export function optionsText(text: string): string {
  if (!/^[[{]/.test(text)) {
    return text;
  }
  try {
    const parsed: unknown = JSON.parse(text);
    const list = [parsed].flat();
    const options = keyedLabels(
      objectsIn(list).map(({ label = null, value = null }) => ({ label, key: value })),
    );
    return options.length === list.length && list.length > 0 ? options.join(', ') : text;
  } catch {
    return text;
  }
}
