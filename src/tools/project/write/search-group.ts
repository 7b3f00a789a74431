import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { momentForms, momentOf } from '../resolve/dates.js';
import { objectsIn, type ProjectField, textOf } from '../resolve/field.js';
import { refusal } from '../resolve/issues.js';
import { personKeys } from '../resolve/people.js';
import type { Spot } from '../resolve/spot.js';
import { fieldNamed } from './pairs.js';
import { writeRoleOwners } from './role-owners.js';
import { writeValue } from './values.js';

/** Where conditions stand, and on which fields they are. */
type Place = Pick<Spot, 'path' | 'scene'> & { readonly fields: readonly ProjectField[] };

/** A SearchGroup with keys for names, and values as "Search parameter formats" has them. */
export async function writeSearchGroup(group: JsonObject, place: Place): Promise<JsonObject> {
  const { path, scene } = place;
  const part = (key: string, write: (item: JsonObject, at: Place) => Promise<JsonObject>) =>
    scene.issues.attemptAll(objectsIn(group[key]), (item, index) =>
      write(item, { ...place, path: `${path}.${key}[${index}]` }),
    );
  return {
    ...group,
    ...('search_params' in group && { search_params: await part('search_params', writeParam) }),
    ...('search_groups' in group && {
      search_groups: await part('search_groups', writeSearchGroup),
    }),
  };
}

type WriteFixed = (value: Json, place: Place, operator: string) => Promise<Json> | Json;

/** Keys that are no fields, and fields whose conditions have a form of their own. */
const fixed: ReadonlyMap<string, WriteFixed> = new Map<string, WriteFixed>([
  ['current_nodes', asGiven],
  ['all_states', asGiven],
  ['feature_state_time', asGiven],
  ['work_item_status', asGiven],
  ['template_id', asGiven],
  ['work_item_id', asGiven],
  ['people', (value, { path, scene }) => personKeys(scene, value, path)],
  ['node_owners', writeNodeOwners],
  ['role_owners', (value, { path, scene }) => writeRoleOwners(value, path, scene)],
  ['created_at', writeMoment],
  ['updated_at', writeMoment],
]);

async function writeParam(param: JsonObject, place: Place): Promise<JsonObject> {
  const name = textOf(param['param_key']);
  const operator = textOf(param['operator']);
  const { value } = param;
  const at = { ...place, path: `${place.path}.value` };
  const write = fixed.get(name);
  const isEmptiness = operator.endsWith('NULL');
  if (write !== undefined) {
    const isWritten = value !== undefined && value !== null && !isEmptiness;
    return isWritten ? { ...param, value: await write(value, at, operator) } : param;
  }
  const searched = place.fields.flatMap((each) => [each, ...each.children]);
  const field = fieldNamed(name, searched, `${place.path}.param_key`);
  const named = { ...param, param_key: field.id, ...(await innerGroups(param, field, place)) };
  return value === undefined || value === null || isEmptiness
    ? named
    : { ...named, value: await conditionValue(value, { ...at, field }, operator) };
}

async function innerGroups(
  { value_search_groups: inner }: JsonObject,
  { children }: ProjectField,
  place: Place,
): Promise<JsonObject> {
  if (!isJsonObject(inner)) {
    return {};
  }
  const path = `${place.path}.value_search_groups`;
  return {
    value_search_groups: await writeSearchGroup(inner, { ...place, fields: children, path }),
  };
}

/** The type of one value of a field that holds several. */
const singles: ReadonlyMap<string, string> = new Map([
  ['select', 'select'],
  ['radio', 'select'],
  ['multi_select', 'select'],
  ['tree_select', 'tree_select'],
  ['tree_multi_select', 'tree_select'],
  ['user', 'user'],
  ['multi_user', 'user'],
  ['number', 'number'],
  ['bool', 'bool'],
  ['business', 'business'],
  ['work_item_related_select', 'work_item_related_select'],
  ['work_item_related_multi_select', 'work_item_related_select'],
]);

const listOperators = new Set(['HAS ANY OF', 'HAS NONE OF', 'CONTAINS', 'NOT CONTAINS']);

async function conditionValue(value: Json, spot: Spot, operator: string): Promise<Json> {
  const { field, path, scene } = spot;
  if (field.type.endsWith('date')) {
    return writeMoment(value, { path, scene, fields: [] }, operator);
  }
  const type = singles.get(field.type);
  if (type === undefined) {
    return value;
  }
  const single = { ...field, type };
  const items: readonly Json[] = Array.isArray(value) ? value : [value];
  const written = await scene.issues.attemptAll(items, async (item, index) =>
    bare(await writeValue(item, { ...spot, field: single, path: `${path}[${index}]` })),
  );
  const isList =
    Array.isArray(value) || listOperators.has(operator) || field.type.includes('relat');
  return isList ? written : (written[0] ?? null);
}

/** Conditions hold the values of options alone; of a branch, that of its end. */
function bare(written: Json): Json {
  if (!isJsonObject(written)) {
    return written;
  }
  const { value = null, children } = written;
  return isJsonObject(children) ? bare(children) : value;
}

function asGiven(value: Json): Json {
  return value;
}

/** `<= 2026-11-21` holds to the end of that day. */
function writeMoment(value: Json, { path, scene }: Place, operator: string): number {
  const edge = operator === '<=' || operator === '>' ? 'end' : 'start';
  const ms = momentOf(value, edge, scene.context);
  if (ms === undefined) {
    throw refusal(path, `was ${JSON.stringify(value)}`, momentForms);
  }
  return ms;
}

async function writeNodeOwners(value: Json, { path, scene }: Place): Promise<Json> {
  return scene.issues.attemptAll<JsonObject, Json>(objectsIn(value), async (entry, index) => ({
    ...entry,
    owners: await personKeys(scene, entry['owners'] ?? [], `${path}[${index}].owners`),
  }));
}
