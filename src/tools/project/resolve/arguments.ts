import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import type { EndpointName } from '../../../endpoints/catalogue.js';
import { lookups } from '../names/lookups.js';
import { relationKey } from '../names/relations.js';
import { writeSearchGroup } from '../write/search-group.js';
import { withoutAliases } from './aliases.js';
import { type ArgumentIn, each, eachText, one, type ResolveArgument } from './argument.js';
import { fieldNamed, type ProjectField } from './field.js';
import { refusal } from './issues.js';
import {
  fieldKey,
  fieldKeys,
  nodeKey,
  nodeKeys,
  stateKey,
  transitionId,
  withNodes,
} from './keys.js';
import { pairArguments } from './pair-arguments.js';
import {
  personKey,
  personKeys,
  personSet,
  roleKeys,
  withMembers,
  writeRoleOwners,
} from './people.js';
import { int64, objectsIn, textOf } from './reply-values.js';
import type { ResolutionContext } from './resolution-context.js';
import { resolveSpaceAndType, typeKey } from './work-item-ref.js';

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
  ...pairArguments,
  ...each(['field_key', 'parent_field_key', 'schedule_field_key'], one(fieldKey)),
  ...each(['estimate_point_field_key', 'actual_work_time_field_key'], one(fieldKey)),
  ...each(['relation_key'], toRelationKey),
  ...each(['field_selected'], (value, { resolution, path }) => fieldKeys(resolution, value, path)),
  ...each(['node_id'], one(nodeKey)),
  ...each(['node_ids'], (value, { resolution, path }) => nodeKeys(resolution, value, path)),
  ...each(['state_key'], one(stateKey)),
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
  ...each(
    ['businesses'],
    eachText((context, ...at) => context.businessLineKey(...at)),
  ),
  ...lookups,
]);

/** Arguments that mean something else where these tools have them: these find people, and take what there is. */
const exceptions: ReadonlySet<string> = new Set([
  'project_users_query.user_keys',
  'project_users_query_tenant.user_keys',
  'project_ai_nodes_update.fields',
  'project_ai_fields_delete_files.uuids',
]);

/**
 * Puts keys for names into the arguments of a call; the context knows space, type and item then. What fits nothing is left
 * out, and is among the issues.
 */
export async function resolveArguments(
  name: EndpointName,
  given: Readonly<Record<string, unknown>>,
  resolution: ResolutionContext,
): Promise<JsonObject> {
  const present = definedIn(given);
  const plain = withoutAliases(name, present);
  const args = await resolveSpaceAndType(plain.args, resolution);
  const find = (key: string, value: Json, path: string) => {
    const resolver = exceptions.has(`${name}.${key}`) ? undefined : resolvers.get(key);
    return resolution.issues.attempt(async () =>
      resolver === undefined ? value : resolver(value, { name, args, path, resolution }),
    );
  };
  const entries: [string, Json | undefined][] = [];
  for (const [key, value] of Object.entries(args)) {
    const path = plain.replaced.get(key) ?? key;
    entries.push([key, value === undefined ? value : await find(key, value, path)]);
  }
  const found = Object.fromEntries(entries);
  for (const [key, alias] of plain.beside) {
    const other = await find(key, present[alias] ?? null, alias);
    if (other !== undefined && found[key] !== undefined && other !== found[key]) {
      resolution.issues.add(alias, `means another one (${other}) than ${key} (${found[key]})`);
    }
  }
  return found;
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

/** With `relation_type` 1 the vendor wants the alias of the field. */
async function toRelationKey(value: Json, { args, resolution, path }: ArgumentIn): Promise<Json> {
  const name = textOf(value);
  if (args['relation_type'] !== 1) {
    return relationKey(resolution, name, path);
  }
  const fields = await resolution.fields();
  return fields === undefined ? value : aliasOf(fieldNamed(name, fields, path), path);
}

function aliasOf({ name, others: [alias] = [] }: ProjectField, path: string): string {
  if (alias === undefined) {
    throw refusal(path, `is the field ${name}, which has no alias`, 'relation_type 0, or absent');
  }
  return alias;
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

async function toSearchGroup(value: Json, { name, resolution, path }: ArgumentIn): Promise<Json> {
  const fields = await resolution.fields();
  const keepsDays = name.startsWith('project_condition_views_');
  return isJsonObject(value)
    ? writeSearchGroup(value, { fields, path, resolution, keepsDays })
    : value;
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
  const type = textOf(value['work_item_type_key']);
  const typed = type !== '' && {
    work_item_type_key: await typeKey(resolution, type, `${path}.work_item_type_key`),
  };
  return { ...value, field_key: key, ...typed };
}
