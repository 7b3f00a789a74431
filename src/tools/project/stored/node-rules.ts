import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { objectsIn, textOf } from '../resolve/reply-values.js';
import { hasDelta, listAfter } from '../resolve/set-values.js';
import { endOf, moment, people, roleOwnersOf } from './display.js';
import {
  mergedPairs,
  mergedRoles,
  pairsOf,
  readItem,
  shownFields,
  valueIn,
  withRoleNames,
} from './item-values.js';
import { withNames } from './named-values.js';
import { mergedSchedule, mergedSchedules, shownSchedule } from './schedules.js';
import {
  ask,
  itemArgs,
  namedSet,
  needsForDeltas,
  ofOne,
  type ProjectWrite,
  type StoredRule,
  withoutBlanks,
} from './stored-rule.js';

/** Owners, schedule, roles and form of a node. */
export const nodeRule: StoredRule = {
  needsStored: (args) => schedulesIn(args) || deltasIn(args),
  async read(write) {
    const asked = { ...(await itemArgs(write)), flow_type: 0 };
    const workflow = await ask(write, 'project_workflows_get', asked);
    return { workflow, item: await readItem(write) };
  },
  merge: mergeNode,
  async shown({ workflow, item = {} }, write) {
    const nodes = isJsonObject(workflow) ? objectsIn(workflow['workflow_nodes']) : [];
    const parts = Object.assign({}, ...nodes.map((node) => shownNode(node, write.args)));
    const roles = await namedRoles(item, write);
    const keys = pairsOf(write.args).map(({ field_key }) => textOf(field_key));
    const fields = isJsonObject(item) ? await shownFields(item, keys, write) : {};
    const [named] = await withNames([{ ...roles, ...parts, ...fields }], write.resolution);
    return ofOne(objectsIn([named])[0] ?? {});
  },
};

/** The owners of the roles that the call names, as the item has them. */
async function namedRoles(item: Json, { args, resolution }: ProjectWrite): Promise<JsonObject> {
  const named = new Set(objectsIn(args['role_assignee']).map(({ role }) => role));
  if (named.size === 0 || !isJsonObject(item)) {
    return {};
  }
  const stored = objectsIn(valueIn(item, 'role_owners')).filter(({ role }) => named.has(role));
  return roleOwnersOf(await withRoleNames(stored, resolution));
}

const deltasIn = needsForDeltas('node_owners', 'node_schedule', 'fields', 'role_assignee');

/** Nothing says what becomes of the parts of a schedule that an update leaves out. */
function schedulesIn({ node_schedule, schedules }: JsonObject): boolean {
  return node_schedule !== undefined || schedules !== undefined;
}

async function mergeNode(stored: JsonObject, write: ProjectWrite): Promise<JsonObject> {
  const { args, resolution } = write;
  const { workflow, item } = stored;
  const nodes = isJsonObject(workflow) ? objectsIn(workflow['workflow_nodes']) : [];
  const node = nodes.find((each) => keyOf(each) === args['node_id']) ?? {};
  const { node_owners, node_schedule, schedules, fields, role_assignee } = args;
  const owners =
    node_owners === undefined
      ? undefined
      : listAfter(node['owners'], node_owners, namedSet('node_owners', resolution));
  return {
    ...args,
    ...(owners !== undefined && { node_owners: owners }),
    ...(node_schedule !== undefined && {
      node_schedule: mergedSchedule(node['node_schedule'], node_schedule, write),
    }),
    ...(schedules !== undefined && {
      schedules: mergedSchedules(node, schedules, owners, write),
    }),
    ...(hasDelta(fields) &&
      isJsonObject(item) && {
        fields: await mergedPairs(objectsIn(fields), (key) => valueIn(item, key), write),
      }),
    // Each role by itself, as the page says.
    ...(role_assignee !== undefined && {
      role_assignee: mergedRoles(
        await rolesOf(node, item, resolution),
        role_assignee,
        resolution,
        false,
      ),
    }),
  };
}

/** Owners of roles: of those that the node is bound to, and of all others that the item has. */
async function rolesOf(
  node: JsonObject,
  item: Json | undefined,
  resolution: ProjectWrite['resolution'],
): Promise<readonly JsonObject[]> {
  const own = objectsIn(node['role_assignee']);
  const ofItem = isJsonObject(item) ? objectsIn(valueIn(item, 'role_owners')) : [];
  const others = ofItem.filter(({ role }) => own.every((entry) => entry['role'] !== role));
  return [...own, ...(await withRoleNames(others, resolution))];
}

function keyOf(node: JsonObject): string {
  return textOf(node['state_key']) || textOf(node['id']);
}

const statuses: ReadonlyMap<Json, string> = new Map<Json, string>([
  [1, 'not reached'],
  [2, 'under way'],
  [3, 'done'],
]);

/** The status of every node, for one may open others; all of the one that is written. */
function shownNode(node: JsonObject, { node_id }: JsonObject): JsonObject {
  const name = textOf(node['name']) || keyOf(node);
  const status = { [name]: statuses.get(node['status'] ?? 0) ?? null };
  if (keyOf(node) !== node_id) {
    return status;
  }
  return {
    ...status,
    owners: people(node['owners']),
    ...confirmations(node['sub_status']),
    ...shownSchedule(node['node_schedule'], 'schedule'),
    ...ownSchedules(node['schedules']),
    ...roleOwnersOf(node['role_assignee']),
  };
}

/** Who of several owners has confirmed a node. */
function confirmations(checks: Json | undefined): JsonObject {
  const all = objectsIn(checks);
  const confirmed = all.filter(({ status }) => status === 1).map(({ owner = null }) => owner);
  return all.length > 1 && confirmed.length > 0 ? { 'confirmed by': people(confirmed) } : {};
}

/** The schedules of owners who have one each. */
function ownSchedules(schedules: Json | undefined): JsonObject {
  const list = objectsIn(schedules).map(({ owners, estimate_start_date, ...rest }) => ({
    owner: people(owners),
    start: moment(estimate_start_date),
    end: endOf(rest['estimate_end_date']),
    points: rest['points'] ?? null,
  }));
  return list.length === 0 ? {} : { schedules: list };
}

/** When a node really began and ended: an end that is not named stays. */
export const actualTimeRule: StoredRule = {
  needsStored: () => true,
  async read(write) {
    const asked = { ...(await itemArgs(write)), flow_type: 0 };
    const { workflow_nodes } = await ask(write, 'project_workflows_get', asked);
    return objectsIn(workflow_nodes).find((node) => keyOf(node) === write.args['node_id']) ?? {};
  },
  merge: (node, { args }) => {
    const { actual_time_info: given } = args;
    const kept = withoutBlanks({
      actual_start_time: msOf(node['actual_begin_time']),
      actual_finish_time: msOf(node['actual_finish_time']),
    });
    return { ...args, actual_time_info: { ...kept, ...(isJsonObject(given) ? given : {}) } };
  },
  shown: (node) =>
    ofOne({
      actual_start_time: moment(msOf(node['actual_begin_time'])),
      actual_finish_time: moment(msOf(node['actual_finish_time'])),
    }),
};

/** The vendor reads these times out as text. */
function msOf(time: Json | undefined): number {
  const ms = typeof time === 'number' ? time : Date.parse(textOf(time));
  return Number.isFinite(ms) ? ms : 0;
}
