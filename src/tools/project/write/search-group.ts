import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { momentForms, momentOf } from '../resolve/dates.js';
import { fieldNamed, type ProjectField } from '../resolve/field.js';
import { refusal } from '../resolve/issues.js';
import { personKeys, writeRoleOwners } from '../resolve/people.js';
import { objectsIn, textOf } from '../resolve/reply-values.js';
import type { FieldValueContext } from '../resolve/resolution-context.js';
import { writeValue } from './values.js';

/** Where conditions stand, and on which fields they are. */
type ConditionPosition = Pick<FieldValueContext, 'path' | 'resolution'> & {
  readonly fields: readonly ProjectField[];
};

/** A SearchGroup with keys for names, and values as "Search parameter formats" has them. */
export async function writeSearchGroup(
  group: JsonObject,
  at: ConditionPosition,
): Promise<JsonObject> {
  const { path, resolution } = at;
  const part = (
    key: string,
    write: (item: JsonObject, at: ConditionPosition) => Promise<JsonObject>,
  ) =>
    resolution.issues.attemptAll(objectsIn(group[key]), (item, index) =>
      write(item, { ...at, path: `${path}.${key}[${index}]` }),
    );
  return {
    ...group,
    ...('search_params' in group && { search_params: await part('search_params', writeParam) }),
    ...('search_groups' in group && {
      search_groups: await part('search_groups', writeSearchGroup),
    }),
  };
}

type WriteFixed = (value: Json, at: ConditionPosition, operator: string) => Promise<Json> | Json;

/** Keys that are no fields, and fields whose conditions have a form of their own. */
const fixed: ReadonlyMap<string, WriteFixed> = new Map<string, WriteFixed>([
  ['current_nodes', asGiven],
  ['all_states', asGiven],
  ['feature_state_time', asGiven],
  ['work_item_status', asGiven],
  ['template_id', asGiven],
  ['work_item_id', asGiven],
  ['people', (value, { path, resolution }) => personKeys(resolution, value, path)],
  ['node_owners', writeNodeOwners],
  ['role_owners', (value, { path, resolution }) => writeRoleOwners(value, path, resolution)],
  ['created_at', writeMoment],
  ['updated_at', writeMoment],
]);

async function writeParam(param: JsonObject, at: ConditionPosition): Promise<JsonObject> {
  const name = textOf(param['param_key']);
  const operator = textOf(param['operator']);
  const { value } = param;
  const ofValue = { ...at, path: `${at.path}.value` };
  const write = fixed.get(name);
  const isEmptiness = operator.endsWith('NULL');
  if (write !== undefined) {
    const isWritten = value !== undefined && value !== null && !isEmptiness;
    return isWritten ? { ...param, value: await write(value, ofValue, operator) } : param;
  }
  const searched = at.fields.flatMap((each) => [each, ...each.children]);
  const field = fieldNamed(name, searched, `${at.path}.param_key`);
  const named = { ...param, param_key: field.id, ...(await innerGroups(param, field, at)) };
  return value === undefined || value === null || isEmptiness
    ? named
    : { ...named, value: await conditionValue(value, { ...ofValue, field }, operator) };
}

async function innerGroups(
  { value_search_groups: inner }: JsonObject,
  { children }: ProjectField,
  at: ConditionPosition,
): Promise<JsonObject> {
  if (!isJsonObject(inner)) {
    return {};
  }
  const path = `${at.path}.value_search_groups`;
  return {
    value_search_groups: await writeSearchGroup(inner, { ...at, fields: children, path }),
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

async function conditionValue(
  value: Json,
  target: FieldValueContext,
  operator: string,
): Promise<Json> {
  const { field, path, resolution } = target;
  if (field.type.endsWith('date')) {
    return writeMoment(value, { path, resolution, fields: [] }, operator);
  }
  const type = singles.get(field.type);
  if (type === undefined) {
    return value;
  }
  const single = { ...field, type };
  const items: readonly Json[] = Array.isArray(value) ? value : [value];
  const written = await resolution.issues.attemptAll(items, async (item, index) =>
    bare(await writeValue(item, { ...target, field: single, path: `${path}[${index}]` })),
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
function writeMoment(
  value: Json,
  { path, resolution }: ConditionPosition,
  operator: string,
): number {
  const edge = operator === '<=' || operator === '>' ? 'end' : 'start';
  const ms = momentOf(value, edge, resolution.notes);
  if (ms === undefined) {
    throw refusal(path, `was ${JSON.stringify(value)}`, momentForms);
  }
  return ms;
}

async function writeNodeOwners(
  value: Json,
  { path, resolution }: ConditionPosition,
): Promise<Json> {
  return resolution.issues.attemptAll<JsonObject, Json>(objectsIn(value), async (entry, index) => ({
    ...entry,
    owners: await personKeys(resolution, entry['owners'] ?? [], `${path}[${index}].owners`),
  }));
}
