import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import type { EndpointName } from '../../../endpoints/catalogue.js';
import { lookups } from '../names/lookups.js';
import { writeField, writeGroups, writePairs } from '../write/pairs.js';
import { writeSearchGroup } from '../write/search-group.js';
import { type ArgumentIn, each, type ResolveArgument } from './argument.js';
import { compoundField, fieldNamed, type ProjectField } from './field.js';
import {
  fieldKey,
  fieldKeys,
  nodeKey,
  relationKey,
  stateKey,
  transitionId,
  withNodes,
} from './keys.js';
import {
  personKey,
  personKeys,
  personSet,
  roleKeys,
  withMembers,
  writeRoleOwners,
} from './people.js';
import { int64, objectsIn, textOf, textsIn } from './reply-values.js';
import type { ResolutionContext } from './resolution-context.js';
import { resolveSpaceAndType } from './work-item-ref.js';

/** Resolves the arguments that name something, by their own names; spaces, types and items are known by then. */
export const resolvers: ReadonlyMap<string, ResolveArgument> = new Map<string, ResolveArgument>([
  ...each(['node_owners', 'assignee', 'user_keys', 'cooperation_user_keys'], toPeople),
  ...each(['users', 'add_users', 'delete_users', 'replace_users', 'operator'], toPeople),
  ...each(['user_key', 'created_by'], (value, { resolution, path }) =>
    personKey(resolution, value, path),
  ),
  ...each(['role_assignee', 'role_owners'], toRoleOwners),
  ...each(['role_id'], (value, { resolution, path }) => resolution.roleKey(textOf(value), path)),
  ...each(['belong_role_keys', 'authorized_roles'], (value, { resolution, path }) =>
    roleKeys(resolution, value, path),
  ),
  ...each(['update_fields', 'field_value_pairs', 'deliverable'], toPairs),
  ...each(['fields'], toFields),
  ...each(['field_key', 'parent_field_key', 'schedule_field_key'], toFieldKey),
  ...each(['estimate_point_field_key', 'actual_work_time_field_key'], toFieldKey),
  ...each(['relation_key'], toRelationKey),
  ...each(['field_selected'], (value, { resolution, path }) => fieldKeys(resolution, value, path)),
  ...each(['before_field_value', 'after_field_value'], toFieldValue),
  ...each(['node_id'], (value, { resolution, path }) => nodeKey(resolution, textOf(value), path)),
  ...each(['node_ids'], toNodes),
  ...each(['state_key'], (value, { resolution, path }) =>
    stateKey(resolution, textOf(value), path),
  ),
  ...each(['transition_id'], toTransition),
  ...each(['node_schedule', 'schedule'], toSchedule),
  ...each(['schedules'], toSchedules),
  ...each(['working_hour_records'], (value, { resolution, path }) =>
    withNodes(resolution, value, path),
  ),
  ...each(['role'], (value, { resolution, path }) => withMembers(resolution, value, path)),
  ...each(['search_group'], toSearchGroup),
  ...each(['search_user'], toSearchUser),
  ...each(['sort'], toSort),
  ...each(['businesses'], toBusinessLines),
  ...lookups,
]);

/** Arguments that mean something else where these tools have them: these find people, and take what there is. */
const exceptions: ReadonlySet<string> = new Set([
  'project_users_query.user_keys',
  'project_users_query_tenant.user_keys',
  'project_ai_nodes_update.fields',
]);

/** Puts keys for names into the arguments of a call; the context knows space, type and item then. */
export async function resolveArguments(
  name: EndpointName,
  given: Readonly<Record<string, unknown>>,
  resolution: ResolutionContext,
): Promise<JsonObject> {
  const args = await resolveSpaceAndType(definedIn(given), resolution);
  const entries: [string, Json | undefined][] = [];
  for (const [path, value] of Object.entries(args)) {
    const resolver = exceptions.has(`${name}.${path}`) ? undefined : resolvers.get(path);
    const isNamed = resolver !== undefined && value !== undefined;
    const found = isNamed
      ? await resolution.issues.attempt(async () =>
          resolver(value, { name, args, path, resolution }),
        )
      : value;
    entries.push([path, found]);
  }
  resolution.issues.throwIfAny();
  return Object.fromEntries(entries);
}

/** Drops what is absent: all else that schemas let through is JSON. */
function definedIn(args: Readonly<Record<string, unknown>>): JsonObject {
  const entries = Object.entries(args).filter((entry): entry is [string, Json] => {
    return entry[1] !== undefined;
  });
  return Object.fromEntries(entries);
}

async function toTransition(value: Json, { resolution, path }: ArgumentIn): Promise<Json> {
  return int64(await transitionId(resolution, textOf(value), path));
}

function toPeople(value: Json, { resolution, path }: ArgumentIn): Promise<Json> {
  return personSet(resolution, value, path);
}

function toRoleOwners(value: Json, { resolution, path }: ArgumentIn): Promise<Json> {
  return writeRoleOwners(value, path, resolution);
}

function toFieldKey(value: Json, { resolution, path }: ArgumentIn): Promise<string> {
  return fieldKey(resolution, textOf(value), path);
}

/** Values for fields, groups of a compound field, or which fields to return. */
async function toFields(value: Json, given: ArgumentIn): Promise<Json> {
  if (given.name === 'project_compound_fields_update') {
    return toGroups(value, given);
  }
  const isNames = textsIn(value).length > 0;
  return isNames ? fieldKeys(given.resolution, value, given.path) : toPairs(value, given);
}

async function toPairs(value: Json, { name, resolution, path }: ArgumentIn): Promise<Json> {
  const fields = await pairFields(name, resolution);
  return fields === undefined ? value : writePairs(objectsIn(value), fields, { path, resolution });
}

/** Sub-tasks have fields of their own; what they deliver is in those of the item. */
async function pairFields(
  name: EndpointName,
  resolution: ResolutionContext,
): Promise<readonly ProjectField[] | undefined> {
  const ofItem = await resolution.fields();
  if (!name.startsWith('project_subtasks_') || ofItem === undefined) {
    return ofItem;
  }
  const ofTask = (await resolution.fields('sub_task')) ?? [];
  const own = new Set(ofTask.map(({ id }) => id));
  return [...ofTask, ...ofItem.filter(({ id }) => !own.has(id))];
}

async function toGroups(value: Json, { args, resolution, path }: ArgumentIn): Promise<Json> {
  const fields = await resolution.fields();
  const name = textOf(args['field_key']) || textOf(args['field_alias']);
  const field = fields && (await resolution.issues.attempt(() => compoundField(name, fields)));
  return field === undefined ? value : writeGroups(value, { field, path, resolution });
}

/** One value of the field that the call names; an empty text clears it. */
async function toFieldValue(value: Json, { args, resolution, path }: ArgumentIn): Promise<Json> {
  if (value === null || value === '') {
    return '';
  }
  const fields = await resolution.fields();
  const name = textOf(args['field_key']);
  const field =
    fields && (await resolution.issues.attempt(() => fieldNamed(name, fields, 'field_key')));
  return field === undefined ? value : writeField(value, { field, path, resolution });
}

function toRelationKey(
  value: Json,
  { args, resolution, path }: ArgumentIn,
): Promise<string> | Json {
  return args['relation_type'] === 1 ? value : relationKey(resolution, textOf(value), path);
}

function toNodes(value: Json, { resolution, path }: ArgumentIn): Promise<Json> {
  return resolution.issues.attemptAll<string, Json>(textsIn(value), (node, index) =>
    nodeKey(resolution, node, `${path}[${index}]`),
  );
}

async function toSchedule(value: Json, { resolution, path }: ArgumentIn): Promise<Json> {
  if (!isJsonObject(value) || value['owners'] === undefined) {
    return value;
  }
  return { ...value, owners: await personSet(resolution, value['owners'], `${path}.owners`) };
}

function toSchedules(value: Json, { path, ...given }: ArgumentIn): Promise<Json> {
  return given.resolution.issues.attemptAll<JsonObject, Json>(objectsIn(value), (item, index) =>
    toSchedule(item, { ...given, path: `${path}[${index}]` }),
  );
}

async function toSearchGroup(value: Json, { resolution, path }: ArgumentIn): Promise<Json> {
  const fields = await resolution.fields();
  return isJsonObject(value) ? writeSearchGroup(value, { fields, path, resolution }) : value;
}

async function toSearchUser(value: Json, { resolution, path }: ArgumentIn): Promise<Json> {
  if (!isJsonObject(value)) {
    return value;
  }
  const role = textOf(value['role']);
  return {
    ...value,
    user_keys: await personKeys(resolution, value['user_keys'] ?? [], `${path}.user_keys`),
    ...(role !== '' && { role: await resolution.roleKey(role, `${path}.role`) }),
  };
}

async function toSort(value: Json, { resolution, path }: ArgumentIn): Promise<Json> {
  if (!isJsonObject(value)) {
    return value;
  }
  const key = await fieldKey(resolution, textOf(value['field_key']), `${path}.field_key`);
  return { ...value, field_key: key };
}

function toBusinessLines(value: Json, { resolution, path }: ArgumentIn): Promise<Json> {
  return resolution.issues.attemptAll<string, Json>(textsIn(value), (name, index) =>
    resolution.businessLineKey(name, `${path}[${index}]`),
  );
}
