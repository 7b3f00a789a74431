import type { Json, JsonObject } from '../../../core/json.js';
import { int64, objectsIn, textOf } from '../resolve/reply-values.js';
import { hasDelta, listAfter } from '../resolve/set-values.js';
import { displayOf, roleOwnersOf } from './display.js';
import { withNames } from './named-values.js';
import {
  ask,
  itemArgs,
  namedSet,
  ofOne,
  type ProjectWrite,
  type ShownParts,
} from './stored-rule.js';

/** Arguments that hold pairs of an item's fields. */
const pairArguments = ['update_fields', 'fields'] as const;

/** The pairs of a call that write fields of its item. */
export function pairsOf(args: JsonObject): readonly JsonObject[] {
  return pairArguments.flatMap((key) => objectsIn(args[key]));
}

function keysOf(args: JsonObject): readonly string[] {
  const keys = pairsOf(args).map((pair) => textOf(pair['field_key']));
  const writesRoles = args['role_owners'] !== undefined || args['role_assignee'] !== undefined;
  return writesRoles ? [...keys, 'role_owners'] : keys;
}

/** Reads the fields of an item that a call writes; nothing where it writes none. */
export async function readItem(write: ProjectWrite): Promise<JsonObject> {
  const fields = keysOf(write.args);
  if (fields.length === 0) {
    return {};
  }
  const { work_item_id, ...type } = await itemArgs(write);
  const asked = { ...type, work_item_ids: [int64(textOf(work_item_id))], fields };
  const { data } = await ask(write, 'project_work_items_get', asked);
  const [item = {}] = objectsIn(data);
  return item;
}

/** A field of an item as it was read. */
export function valueIn(item: JsonObject, key: string): Json | undefined {
  return objectsIn(item['fields']).find(({ field_key }) => field_key === key)?.['field_value'];
}

/** The values of fields for people, each under the field's name. */
export async function shownFields(
  item: JsonObject,
  keys: readonly string[],
  { resolution }: ProjectWrite,
): Promise<JsonObject> {
  const fields = (await resolution.fields()) ?? [];
  const shown: (readonly [string, Json])[] = [];
  for (const key of keys) {
    const field = fields.find(({ id }) => id === key);
    const value = valueIn(item, key);
    if (key === 'role_owners') {
      shown.push(...(await shownRoles(value, field?.name || key, resolution)));
    } else {
      shown.push([field?.name || key, displayOf(value, field)]);
    }
  }
  return Object.fromEntries(shown);
}

/** Each role that somebody has, by its name. */
async function shownRoles(
  value: Json | undefined,
  label: string,
  resolution: ProjectWrite['resolution'],
): Promise<readonly (readonly [string, Json])[]> {
  const named = await withRoleNames(objectsIn(value), resolution);
  return Object.entries(roleOwnersOf(named)).map(([role, owners = null]) => [
    `${label}.${role}`,
    owners,
  ]);
}

/** Owners of roles, each with what the role is called. */
export async function withRoleNames(
  entries: readonly JsonObject[],
  resolution: ProjectWrite['resolution'],
): Promise<JsonObject[]> {
  const roles = await resolution.roles();
  return entries.map((entry) => ({
    ...entry,
    name: roles.find(({ id }) => id === entry['role'])?.name ?? '',
  }));
}

export async function shownItem(item: JsonObject, write: ProjectWrite): Promise<ShownParts> {
  const parts = await shownFields(item, keysOf(write.args), write);
  const [named] = await withNames([parts], write.resolution);
  return ofOne(objectsIn([named])[0] ?? {});
}

/** Pairs whose lists are those of the item after the change. */
export async function mergedPairs(
  pairs: readonly JsonObject[],
  stored: (key: string) => Json | undefined,
  { resolution }: ProjectWrite,
): Promise<Json> {
  const fields = (await resolution.fields()) ?? [];
  return pairs.map((pair) => {
    const key = textOf(pair['field_key']);
    const { field_value: value = null } = pair;
    const label = fields.find(({ id }) => id === key)?.name || key;
    if (key === 'role_owners' && Array.isArray(value)) {
      return { ...pair, field_value: mergedRoles(stored(key), value, resolution, true) };
    }
    return hasDelta(value)
      ? { ...pair, field_value: listAfter(stored(key), value, namedSet(label, resolution)) }
      : pair;
  });
}

/**
 * Owners of roles after a change. `whole` brings along the roles that are not named: the pages do not say whether a list
 * of roles replaces all of them.
 */
export function mergedRoles(
  stored: Json | undefined,
  given: Json,
  resolution: ProjectWrite['resolution'],
  whole: boolean,
): Json {
  const before = objectsIn(stored);
  const named = objectsIn(given).map((entry): JsonObject => {
    const role = textOf(entry['role']);
    const own = before.find((each) => each['role'] === role);
    const label = textOf(own?.['name']) || role;
    const set = namedSet(label, resolution);
    const owners = listAfter(own?.['owners'], entry['owners'] ?? [], set);
    return { ...entry, owners };
  });
  const kept = before
    .filter(({ role }) => named.every((entry) => entry['role'] !== role))
    .map(({ role = null, owners = null }) => ({ role, owners: owners ?? [] }));
  return whole ? [...kept, ...named] : named;
}
