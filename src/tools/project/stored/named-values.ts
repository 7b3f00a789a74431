import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { isFailure } from '../../answer/failure-text.js';
import { int64, objectsIn, textOf } from '../resolve/reply-values.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';

type Names = ReadonlyMap<string, string>;
type Look = (ids: readonly string[], resolution: ResolutionContext) => Promise<Names>;

/** What stands for a name that is not known yet, and how the names are looked up. */
const marks: ReadonlyMap<string, Look> = new Map<string, Look>([
  ['user_key', peopleNames],
  ['business_line', businessNames],
  ['linked_item', itemNames],
]);

/** The values with the names of people, business lines and linked items; their ids where nobody says the names. */
export async function withNames<Values extends Json>(
  values: readonly Values[],
  resolution: ResolutionContext,
): Promise<Json[]> {
  const names = new Map<string, Names>();
  for (const [mark, look] of marks) {
    const ids = [...new Set(values.flatMap((value) => idsIn(value, mark)))];
    names.set(mark, ids.length === 0 ? new Map() : await tried(() => look(ids, resolution)));
  }
  return values.map((value) => named(value, names));
}

/** A lookup that fails leaves the ids, which say less, but as truly. */
async function tried(look: () => Promise<Names>): Promise<Names> {
  try {
    return await look();
  } catch (error) {
    if (!isFailure(error)) {
      throw error;
    }
    return new Map();
  }
}

const maxPeople = 100;

/** Looks up what people are called, by user key; nothing for those whose names nobody tells. */
export function namesOf(
  keys: readonly string[],
  resolution: Pick<ResolutionContext, 'names'>,
): Promise<Names> {
  return tried(() => peopleNames(keys, resolution));
}

async function peopleNames(
  keys: readonly string[],
  { names }: Pick<ResolutionContext, 'names'>,
): Promise<Names> {
  const found: JsonObject[] = [];
  for (let start = 0; start < keys.length; start += maxPeople) {
    const user_keys = keys.slice(start, start + maxPeople);
    found.push(...(await names.people('project_users_query', { user_keys })));
  }
  return new Map(
    found.map(({ user_key, name_cn, name_en, username }) => [
      textOf(user_key),
      textOf(name_cn) || textOf(name_en) || textOf(username) || textOf(user_key),
    ]),
  );
}

async function businessNames(_: readonly string[], resolution: ResolutionContext): Promise<Names> {
  const lines = await resolution.businessLines();
  return new Map(lines.map(({ id, name }) => [id, name]));
}

/** The vendor gives this many items at once. */
const maxItems = 200;

async function itemNames(ids: readonly string[], resolution: ResolutionContext): Promise<Names> {
  const { data } = await resolution.names.now('project_work_items_filter', {
    project_key: resolution.space,
    work_item_type_keys: [...(await resolution.itemTypeKeys())],
    work_item_ids: ids.slice(0, maxItems).map(int64),
    page_num: 1,
    page_size: maxItems,
  });
  return new Map(
    objectsIn(data).map(({ id, name }) => [textOf(id), `${textOf(name)} (${textOf(id)})`]),
  );
}

function idsIn(value: Json | undefined, mark: string): readonly string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => idsIn(item, mark));
  }
  if (!isJsonObject(value)) {
    return [];
  }
  const found = markIn(value);
  return found === undefined
    ? Object.values(value).flatMap((item) => idsIn(item, mark))
    : found.filter(([name]) => name === mark).map(([, id]) => id);
}

/** The mark and the id of an object that stands for a name. */
function markIn(value: JsonObject): readonly (readonly [string, string])[] | undefined {
  const [[mark, id] = [], ...others] = Object.entries(value);
  return mark !== undefined && marks.has(mark) && others.length === 0
    ? [[mark, textOf(id)]]
    : undefined;
}

function named(value: Json, names: ReadonlyMap<string, Names>): Json {
  if (Array.isArray(value)) {
    return value.map((item) => named(item, names));
  }
  if (!isJsonObject(value)) {
    return value;
  }
  const [[mark, id] = []] = markIn(value) ?? [];
  return mark === undefined || id === undefined
    ? Object.fromEntries(
        Object.entries(value).map(([name, item = null]) => [name, named(item, names)]),
      )
    : (names.get(mark)?.get(id) ?? id);
}
