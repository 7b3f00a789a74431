import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import type { EndpointName } from '../../../endpoints/catalogue.js';
import { choose } from '../../input/choose.js';
import { fieldNamed, writeField, writeGroups, writePairs } from '../write/pairs.js';
import { writeRoleOwners } from '../write/role-owners.js';
import { writeSearchGroup } from '../write/search-group.js';
import { objectsIn, type ProjectField, textOf, textsIn } from './field.js';
import { fieldKey, fieldKeys, optionValues, relationKey } from './field-keys.js';
import { int64 } from './int64.js';
import { nodeKey, stateKey, transitionId } from './nodes.js';
import { personKey, personKeys } from './people.js';
import type { Scene } from './resolution-context.js';

/** An argument, and what stands beside it. */
export interface Given {
  readonly name: EndpointName;
  readonly args: JsonObject;
  /** The argument's own name: where refusals say that something is wrong. */
  readonly path: string;
  readonly scene: Scene;
}

type Resolve = (value: Json, given: Given) => Promise<Json> | Json;

/** What becomes of arguments that name something, by their names; spaces, types and items are known by then. */
export const resolvers: ReadonlyMap<string, Resolve> = new Map<string, Resolve>([
  ...each(['node_owners', 'assignee', 'user_keys', 'cooperation_user_keys'], toPeople),
  ...each(['users', 'add_users', 'delete_users', 'replace_users', 'operator'], toPeople),
  ...each(['user_key', 'created_by'], (value, { scene, path }) => personKey(scene, value, path)),
  ...each(['role_assignee', 'role_owners'], toRoleOwners),
  ...each(['role_id'], (value, { scene, path }) => scene.roleKey(textOf(value), path)),
  ...each(['belong_role_keys', 'authorized_roles'], toRoles),
  ...each(['update_fields', 'field_value_pairs', 'deliverable'], toPairs),
  ...each(['fields'], toFields),
  ...each(['field_key', 'parent_field_key', 'schedule_field_key'], toFieldKey),
  ...each(['estimate_point_field_key', 'actual_work_time_field_key'], toFieldKey),
  ...each(['relation_key'], toRelationKey),
  ...each(['field_selected'], (value, { scene, path }) => fieldKeys(scene, value, path)),
  ...each(['before_field_value', 'after_field_value'], toFieldValue),
  ...each(['node_id'], (value, { scene, path }) => nodeKey(scene, textOf(value), path)),
  ...each(['node_ids'], toNodes),
  ...each(['state_key'], (value, { scene, path }) => stateKey(scene, textOf(value), path)),
  ...each(['transition_id'], toTransition),
  ...each(['node_schedule', 'schedule'], toSchedule),
  ...each(['schedules'], toSchedules),
  ...each(['working_hour_records'], toWorkHours),
  ...each(['search_group'], toSearchGroup),
  ...each(['search_user'], toSearchUser),
  ...each(['sort'], toSort),
  ...each(['businesses'], toBusinessLines),
  ...each(['priorities'], (value, { scene, path }) => optionValues(scene, 'priority', value, path)),
]);

/** Arguments that mean something else where these tools have them: these find people, and take what there is. */
const exceptions: ReadonlySet<string> = new Set([
  'project_users_query.user_keys',
  'project_users_query_tenant.user_keys',
  'project_ai_nodes_update.fields',
]);

export function isException(name: EndpointName, argument: string): boolean {
  return exceptions.has(`${name}.${argument}`);
}

function each(names: readonly string[], resolve: Resolve): (readonly [string, Resolve])[] {
  return names.map((name) => [name, resolve] as const);
}

async function toTransition(value: Json, { scene, path }: Given): Promise<Json> {
  return int64(await transitionId(scene, textOf(value), path));
}

function toPeople(value: Json, { scene, path }: Given): Promise<Json> {
  return personKeys(scene, value, path);
}

function toRoleOwners(value: Json, { scene, path }: Given): Promise<Json> {
  return writeRoleOwners(value, path, scene);
}

function toRoles(value: Json, { scene, path }: Given): Promise<Json> {
  return scene.issues.attemptAll<string, Json>(textsIn(value), (role, index) =>
    scene.roleKey(role, `${path}[${index}]`),
  );
}

function toFieldKey(value: Json, { scene, path }: Given): Promise<string> {
  return fieldKey(scene, textOf(value), path);
}

/** Values for fields, groups of a compound field, or which fields to return. */
async function toFields(value: Json, given: Given): Promise<Json> {
  if (given.name === 'project_compound_fields_update') {
    return toGroups(value, given);
  }
  const isNames = textsIn(value).length > 0;
  return isNames ? fieldKeys(given.scene, value, given.path) : toPairs(value, given);
}

async function toPairs(value: Json, { name, scene, path }: Given): Promise<Json> {
  const fields = await pairFields(name, scene);
  return fields === undefined ? value : writePairs(objectsIn(value), fields, { path, scene });
}

/** Sub-tasks have fields of their own; what they deliver is in those of the item. */
async function pairFields(
  name: EndpointName,
  scene: Scene,
): Promise<readonly ProjectField[] | undefined> {
  const ofItem = await scene.fields();
  if (!name.startsWith('project_subtasks_') || ofItem === undefined) {
    return ofItem;
  }
  const ofTask = (await scene.fields('sub_task')) ?? [];
  const own = new Set(ofTask.map(({ id }) => id));
  return [...ofTask, ...ofItem.filter(({ id }) => !own.has(id))];
}

async function toGroups(value: Json, { args, scene, path }: Given): Promise<Json> {
  const fields = await scene.fields();
  const name = textOf(args['field_key']) || textOf(args['field_alias']);
  const field = fields && (await scene.issues.attempt(() => compoundField(name, fields)));
  return field === undefined ? value : writeGroups(value, { field, path, scene });
}

/** The compound field of a name; others of that name do not count. */
export function compoundField(name: string, fields: readonly ProjectField[]): ProjectField {
  const compound = fields.filter(({ type }) => type === 'compound_field');
  return fieldNamed(name, compound, 'field_key', 'compound field');
}

/** One value of the field that the call names; an empty text clears it. */
async function toFieldValue(value: Json, { args, scene, path }: Given): Promise<Json> {
  if (value === null || value === '') {
    return '';
  }
  const fields = await scene.fields();
  const name = textOf(args['field_key']);
  const field = fields && (await scene.issues.attempt(() => fieldNamed(name, fields, 'field_key')));
  return field === undefined ? value : writeField(value, { field, path, scene });
}

function toRelationKey(value: Json, { args, scene, path }: Given): Promise<string> | Json {
  return args['relation_type'] === 1 ? value : relationKey(scene, textOf(value), path);
}

function toNodes(value: Json, { scene, path }: Given): Promise<Json> {
  return scene.issues.attemptAll<string, Json>(textsIn(value), (node, index) =>
    nodeKey(scene, node, `${path}[${index}]`),
  );
}

async function toSchedule(value: Json, { scene, path }: Given): Promise<Json> {
  if (!isJsonObject(value) || value['owners'] === undefined) {
    return value;
  }
  return { ...value, owners: await personKeys(scene, value['owners'], `${path}.owners`) };
}

function toSchedules(value: Json, { path, ...given }: Given): Promise<Json> {
  return given.scene.issues.attemptAll<JsonObject, Json>(objectsIn(value), (item, index) =>
    toSchedule(item, { ...given, path: `${path}[${index}]` }),
  );
}

/** Hours go to a node, which may be named, or to a sub-task. */
function toWorkHours(value: Json, { scene, path }: Given): Promise<Json> {
  return scene.issues.attemptAll<JsonObject, Json>(objectsIn(value), async (hours, index) =>
    hours['resource_type'] === 'node'
      ? {
          ...hours,
          resource_id: await nodeKey(
            scene,
            textOf(hours['resource_id']),
            `${path}[${index}].resource_id`,
          ),
        }
      : hours,
  );
}

async function toSearchGroup(value: Json, { scene, path }: Given): Promise<Json> {
  const fields = await scene.fields();
  return isJsonObject(value) && fields !== undefined
    ? writeSearchGroup(value, { fields, path, scene })
    : value;
}

async function toSearchUser(value: Json, { scene, path }: Given): Promise<Json> {
  if (!isJsonObject(value)) {
    return value;
  }
  const role = textOf(value['role']);
  return {
    ...value,
    user_keys: await personKeys(scene, value['user_keys'] ?? [], `${path}.user_keys`),
    ...(role !== '' && { role: await scene.roleKey(role, `${path}.role`) }),
  };
}

async function toSort(value: Json, { scene, path }: Given): Promise<Json> {
  if (!isJsonObject(value)) {
    return value;
  }
  const key = await fieldKey(scene, textOf(value['field_key']), `${path}.field_key`);
  return { ...value, field_key: key };
}

async function toBusinessLines(value: Json, { scene, path }: Given): Promise<Json> {
  const lines = await scene.businessLines();
  return scene.issues.attemptAll<string, Json>(
    textsIn(value),
    (name, index) => choose({ what: 'business line', name, path: `${path}[${index}]` }, lines).id,
  );
}
