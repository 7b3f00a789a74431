import { assignRoles, roleOwnersOf } from '../config/roles.js';
import { applyPairs } from '../fields/pairs.js';
import {
  bodyItem,
  checkFrozen,
  checkInterceptions,
  findUser,
  type ItemScope,
  itemOf,
  mayEdit,
  templateOf,
} from '../gateway/access.js';
import { refuse } from '../gateway/refusal.js';
import {
  bodyInteger,
  bodyObject,
  bodyObjects,
  bodyText,
  bodyTexts,
  type ProjectHandlerGroup,
  type ProjectRequest,
  refuseMissing,
  requiredText,
} from '../gateway/request.js';
import type { WireObject } from '../gateway/wire.js';
import { onDraft } from '../items/op-records.js';
import type { ProjectWorld } from '../model/model.js';
import { confirmNode, rollbackNode } from './node-flow.js';
import { checkAborted, checkMoving, checkStatus, type NodeAction } from './node-refusals.js';
import { type NodeScope, nodeOwners } from './node-scope.js';
import { readSchedule } from './schedule.js';

/** "更新节点/排期" and "节点完成/回滚". */
export const nodeHandlers = {
  project_nodes_update: (request, world) => {
    const scope = itemOf(request, world);
    changeNode(scope, request, world, (at) => {
      const { item, space } = at.scope;
      if (item.aborted) refuse(20007);
      const isOwner = nodeOwners(item, at.node, at.conf).includes(at.userKey);
      if (!isOwner && !mayEdit({ ...scope, item, space }, at.userKey)) refuse(10001);
      updateNode(request.body, at);
    });
    return { data: {} };
  },

  project_nodes_operate: (request, world) => {
    const scope = itemOf(request, world);
    const action = actionOf(request);
    changeNode(scope, request, world, (at) => {
      checkAborted(at, action);
      checkInterceptions(at.scope, at.node.key);
      checkMoving(at);
      checkStatus(at, action);
      updateNode(request.body, at);
      if (action === 'confirm') confirmNode(at);
      else rollbackNode(at, bodyText(request.body, 'rollback_reason') ?? '');
    });
    return { data: {} };
  },

  project_nodes_update_actual_time: (request, world) => {
    const { item, ...scope } = bodyItem(request, world);
    const key = requiredText(request.body, 'node_id');
    if (templateOf({ item, ...scope }) === undefined) refuse(50006, 'workflow err', 'workflow err');
    const node = item.nodes.find((each) => each.key === key) ?? refuse(20018);
    const info = bodyObject(request.body, 'actual_time_info') ?? refuseMissing('actual_time_info');
    const before = world.options.unnamedParts === 'kept' ? node : { beganAt: 0, finishedAt: 0 };
    node.beganAt = bodyInteger(info, 'actual_start_time') ?? before.beganAt;
    node.finishedAt = bodyInteger(info, 'actual_finish_time') ?? before.finishedAt;
    return {};
  },
} satisfies ProjectHandlerGroup;

function actionOf({ body }: ProjectRequest): NodeAction {
  const action = bodyText(body, 'action') ?? '';
  const reason = bodyText(body, 'rollback_reason') ?? '';
  if (action === '' || (action === 'rollback' && reason.trim() === '')) {
    refuse(20005, 'Missing Param，action || rollBackReason is nil', 'Missing Param');
  }
  if (action === 'confirm' || action === 'rollback') return action;
  return refuse(20006, 'Invalid Param, action is confirm or rollback');
}

function changeNode(
  scope: ItemScope,
  request: ProjectRequest,
  world: ProjectWorld,
  change: (at: NodeScope) => void,
): void {
  onDraft(scope, world, (draft) => change(nodeScope(draft, request, world)));
}

function nodeScope(scope: ItemScope, request: ProjectRequest, world: ProjectWorld): NodeScope {
  if (scope.type.flowMode !== 'workflow') refuse(20065, 'Not available for state flow');
  // "工作流错误，检查对应实例是否可正常使用": the process of the item is gone.
  const template = templateOf(scope) ?? refuse(50006, 'workflow err', 'workflow err');
  const key = request.path['node_id'] ?? '';
  const conf = template.nodes.find((each) => each.key === key) ?? refuse(20018);
  const node = scope.item.nodes.find((each) => each.key === key) ?? refuse(20018);
  checkFrozen(scope);
  return { scope, node, conf, userKey: request.identity.userKey, world };
}

/** The updates that "更新节点/排期" and "节点完成/回滚" both take: owners, roles, schedules, fields. */
function updateNode(body: WireObject, at: NodeScope): void {
  updateOwners(body, at);
  updateSchedules(body, at);
  const { scope, userKey, world } = at;
  const pairs = [...bodyObjects(body, 'fields'), ...bodyObjects(body, 'node_custom_fields')];
  applyPairs(pairs, { scope, userKey, world });
}

function updateOwners(body: WireObject, { scope, node, conf, world }: NodeScope): void {
  const owners = bodyTexts(body, 'node_owners');
  const stranger = owners?.find((owner) => findUser(owner, world) === undefined);
  if (stranger !== undefined) refuse(30006, `User Not Found, ${stranger}`);
  if (owners !== undefined) node.owners = owners;
  const assigned = body['role_assignee'] ?? undefined;
  if (assigned === undefined) return;
  const roles = roleOwnersOf(assigned, 20041);
  assignRoles(scope, roles, 20041, world);
  // Who owns the node's role owns the node.
  if (owners === undefined && conf.ownerRoles.length > 0) node.owners = undefined;
}

function updateSchedules(body: WireObject, at: NodeScope): void {
  const { node } = at;
  const whole = bodyObject(body, 'node_schedule');
  const keeps = at.world.options.unnamedParts === 'kept';
  if (whole !== undefined) {
    node.schedule = readSchedule(whole, at.world, keeps ? node.schedule : undefined);
  }
  const differential = bodyObjects(body, 'schedules');
  if (differential.length > 0) updateDifferential(differential, at);
  const ofTasks = node.subTasks.reduce((sum, { schedule }) => sum + schedule.points, 0);
  const isTouched = whole !== undefined || differential.length > 0;
  if (isTouched && node.schedule.points < ofTasks) {
    refuse(1000051743, 'Node 估分 must exceed that of its sub-tasks');
  }
}

/** Differential schedules: one for each of several owners; together they are the node's. */
function updateDifferential(
  schedules: readonly WireObject[],
  { scope, node, conf, world }: NodeScope,
) {
  const keeps = world.options.unnamedParts === 'kept';
  const owners = nodeOwners(scope.item, node, conf);
  if (!conf.differentSchedule || owners.length < 2) refuse(20032);
  const read = schedules.map((schedule) => {
    const [owner, ...more] = bodyTexts(schedule, 'owners') ?? [];
    if (owner === undefined || more.length > 0 || !owners.includes(owner)) return refuse(20032);
    const before = node.schedules.find((each) => keeps && each.owners.includes(owner));
    return { ...readSchedule(schedule, world, before), owners: [owner] };
  });
  const untouched = node.schedules.filter(
    (old) => keeps && read.every((each) => each.owners[0] !== old.owners[0]),
  );
  node.schedules = [...untouched, ...read];
  const starts = node.schedules.map(({ start }) => start).filter((start) => start > 0);
  node.schedule = {
    ...node.schedule,
    points: node.schedules.reduce((sum, { points }) => sum + points, 0),
    start: starts.length === 0 ? 0 : Math.min(...starts),
    end: Math.max(...node.schedules.map(({ end }) => end)),
    actualHours: node.schedules.reduce((sum, { actualHours }) => sum + actualHours, 0),
  };
}
