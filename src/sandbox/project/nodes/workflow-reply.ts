import { fieldPair, readField } from '../fields/read-field.js';
import { findType, type ItemScope, templateOf } from '../gateway/access.js';
import { int64, type Wire, type WireObject } from '../gateway/wire.js';
import { type FieldChoice, findField } from '../model/fields.js';
import type { NodeConf } from '../model/process.js';
import type { NodeState, SubTask, WorkItem } from '../model/work-item.js';
import { nodeOwners, nodesOf } from './node-scope.js';
import { isoTime, scheduleReply } from './schedule.js';

/** NodesConnections of a node flow. */
export function nodeFlowReply(scope: ItemScope, shows: FieldChoice = () => true): WireObject {
  const template = templateOf(scope);
  return {
    workflow_nodes: nodesOf(scope).map(({ node, conf }) => nodeReply(scope, node, conf, shows)),
    connections: (template?.links ?? []).map(([source, target]) => ({
      source_state_key: source,
      target_state_key: target,
    })),
    template_id: int64(scope.item.templateId),
    version: template?.version ?? 0,
  };
}

/** NodesConnections of a state flow. */
export function stateFlowReply(scope: ItemScope): WireObject {
  const template = templateOf(scope);
  return {
    state_flow_nodes: (template?.states ?? []).map(({ key, name }) => ({
      id: key,
      name,
      role_owners: roleOwnersNamed(scope),
      status: stateProgress(scope.item, key),
      ...stateTimes(scope.item, key),
      fields: [],
    })),
    connections: (template?.transitions ?? []).map(({ id, source, target }) => ({
      source_state_key: source,
      target_state_key: target,
      transition_id: int64(id),
    })),
    template_id: int64(scope.item.templateId),
    version: template?.version ?? 0,
  };
}

function nodeReply(
  scope: ItemScope,
  node: NodeState,
  conf: NodeConf,
  shows: FieldChoice,
): WireObject {
  const owners = nodeOwners(scope.item, node, conf);
  return {
    id: node.key,
    state_key: node.key,
    name: conf.name,
    status: node.status,
    owners,
    owner_roles: conf.ownerRoles,
    owner_usage_mode: conf.ownerRoles.length > 0 ? 2 : 1,
    role_assignee: roleOwnersNamed(scope, conf.ownerRoles),
    node_schedule: scheduleReply(node.schedule, owners),
    schedules: node.schedules.map((schedule) => scheduleReply(schedule, schedule.owners)),
    different_schedule: conf.differentSchedule && owners.length > 1,
    fields: formPairs(scope, conf, shows),
    node_fields: [],
    sub_tasks: node.subTasks.map((task) => subTaskReply(task, scope, conf)),
    actual_begin_time: isoTime(node.beganAt),
    actual_finish_time: isoTime(node.finishedAt),
    sub_status: owners.map((owner) => ({
      owner,
      status: node.confirmations.has(owner) ? 1 : 0,
      checked_time: node.confirmations.get(owner) ?? 0,
    })),
    milestone: conf.milestone,
    participants: [],
  };
}

function formPairs(scope: ItemScope, { form }: NodeConf, shows: FieldChoice): Wire[] {
  return form.flatMap((key) => {
    const field = findField(scope.type.fields, key);
    if (field === undefined || !shows(field)) return [];
    return [fieldPair(field, readField(scope, field) ?? null)];
  });
}

function roleOwnersNamed({ item, type }: ItemScope, only?: readonly string[]): Wire[] {
  return type.roles
    .filter(({ id }) => only === undefined || only.includes(id))
    .map(({ id, name, isMemberMulti }) => ({
      role: id,
      name,
      owners: item.roleOwners.get(id) ?? [],
      exist: item.roleOwners.has(id),
      is_member_multi: isMemberMulti,
    }));
}

/** 1 not reached, 2 current, 3 left. */
function stateProgress({ status, statusHistory }: WorkItem, key: string): number {
  if (status === key) return 2;
  return statusHistory.some((change) => change.key === key) ? 3 : 1;
}

function stateTimes({ statusHistory }: WorkItem, key: string): WireObject {
  const index = statusHistory.findLastIndex((change) => change.key === key);
  return {
    actual_begin_time: isoTime(statusHistory[index]?.at ?? 0),
    actual_finish_time: isoTime((index >= 0 && statusHistory[index + 1]?.at) || 0),
  };
}

/** Who a sub-task belongs to: its own people, those of its roles, or who owns its node. */
export function taskOwners({ assignee, roleAssignee }: SubTask): readonly string[] {
  return assignee.length > 0 ? assignee : [...new Set([...roleAssignee.values()].flat())];
}

export function subTaskReply(
  task: SubTask,
  scope: ItemScope,
  { ownerRoles }: NodeConf,
): WireObject {
  const owners = taskOwners(task);
  return {
    id: task.id,
    name: task.name,
    owners,
    assignee: task.assignee,
    role_assignee: [...task.roleAssignee].map(([role, of]) => ({ role, owners: of })),
    schedules: [scheduleReply(task.schedule, owners)],
    order: taskOrder(task, scope.item),
    details: '',
    note: task.note,
    passed: task.passed,
    actual_begin_time: isoTime(task.beganAt),
    actual_finish_time: isoTime(task.finishedAt),
    deliverable: pairs(task.deliverable, scope),
    fields: pairs(task.fields, scope),
    owner_roles: ownerRoles,
    owner_usage_mode: task.roleAssignee.size > 0 ? 2 : 1,
  };
}

function taskOrder(task: SubTask, { nodes }: WorkItem): number {
  const siblings = nodes.find(({ subTasks }) => subTasks.includes(task))?.subTasks ?? [];
  return siblings.indexOf(task) + 1;
}

/** Fields of sub-tasks belong to the type `sub_task`, deliverables to the item's own. */
function pairs(values: ReadonlyMap<string, Wire>, { space, type }: ItemScope): Wire[] {
  const fields = [...(findType(space, 'sub_task')?.fields ?? []), ...type.fields];
  return [...values].flatMap(([key, value]) => {
    const field = findField(fields, key);
    return field === undefined ? [] : [fieldPair(field, value)];
  });
}
