import { roleOwnersOf } from '../config/roles.js';
import { fieldOf } from '../fields/pairs.js';
import { acceptValue, isEmpty } from '../fields/values.js';
import {
  editableItem,
  findType,
  findUser,
  type ItemScope,
  itemOf,
  templateOf,
} from '../gateway/access.js';
import { refuse } from '../gateway/refusal.js';
import {
  bodyObject,
  bodyObjects,
  bodyText,
  bodyTexts,
  type ProjectHandlerGroup,
  type ProjectRequest,
  refuseParameter,
  requiredId,
  requiredText,
} from '../gateway/request.js';
import { int64, type Wire, type WireObject } from '../gateway/wire.js';
import { onDraft, record } from '../items/op-records.js';
import type { ProjectFieldConf } from '../model/fields.js';
import type { ProjectWorld } from '../model/model.js';
import type { NodeConf } from '../model/process.js';
import type { NodeState, SubTask } from '../model/work-item.js';
import { newTask } from '../nodes/node-flow.js';
import { nodesOf } from '../nodes/node-scope.js';
import { readSchedule } from '../nodes/schedule.js';
import { subTaskReply } from '../nodes/workflow-reply.js';

/** The sub-tasks of the nodes of a work item. */
export const subtaskHandlers = {
  project_subtasks_list: (request, world) => {
    const scope = itemOf(request, world);
    checkNodeFlow(scope);
    const only = request.query.get('node_id') ?? '';
    const nodes = nodesOf(scope).filter(({ node }) => only === '' || node.key === only);
    if (nodes.length === 0) refuse(20018);
    return {
      data: nodes.map(({ node, conf }) => ({
        id: node.key,
        state_key: node.key,
        node_name: conf.name,
        template_id: int64(scope.item.templateId),
        version: templateOf(scope)?.version ?? 0,
        sub_tasks: node.subTasks.map((task) => subTaskReply(task, scope, conf)),
      })),
    };
  },

  project_subtasks_create: (request, world) => {
    const scope = editableItem(request, world);
    checkNodeFlow(scope);
    const key = requiredText(request.body, 'node_id');
    const name = requiredText(request.body, 'name');
    return onDraft(scope, world, (draft) => {
      const { node, conf } = nodeIn(draft, key);
      const from = { name, required: true, deliverableField: undefined };
      const task = newTask(from, world);
      node.subTasks.push(task);
      changeTask({ task, conf, scope: draft, request, world });
      logTask('create', { task, scope: draft, request, world });
      return { data: int64(task.id) };
    });
  },

  project_subtasks_update: (request, world) => {
    const { path } = request;
    const target = { node: path['node_id'] ?? '', task: path['task_id'] ?? '' };
    inTask(target, request, world, (at) => {
      at.task.name = bodyText(request.body, 'name') ?? at.task.name;
      changeTask(at);
      logTask('modify', at);
    });
    return {};
  },

  project_subtasks_operate: (request, world) => {
    const { body } = request;
    const target = { node: requiredText(body, 'node_id'), task: requiredId(body, 'task_id') };
    const operate = operations.get(requiredText(body, 'action')) ?? refuse(20082);
    inTask(target, request, world, (at) => {
      changeTask(at);
      operate(at);
    });
    return {};
  },

  project_subtasks_delete: (request, world) => {
    const scope = editableItem(request, world);
    onDraft(scope, world, (draft) => {
      const id = request.path['task_id'] ?? '';
      const node = draft.item.nodes.find(({ subTasks }) => subTasks.some((task) => task.id === id));
      const task = node?.subTasks.find((each) => each.id === id);
      if (node === undefined || task === undefined) refuse(20046);
      node.subTasks = node.subTasks.filter((each) => each !== task);
      logTask('delete', { task, scope: draft, request, world });
    });
    return {};
  },
} satisfies ProjectHandlerGroup;

const operations = new Map([
  ['confirm', completeTask],
  ['rollback', reopenTask],
]);

/** A sub-task, and who changes it by what. */
interface TaskChange {
  readonly task: SubTask;
  readonly conf: NodeConf;
  /** Its item is a draft. */
  readonly scope: ItemScope;
  readonly request: ProjectRequest;
  readonly world: ProjectWorld;
}

function inTask(
  target: { readonly node: string; readonly task: string },
  request: ProjectRequest,
  world: ProjectWorld,
  change: (at: TaskChange) => void,
): void {
  const scope = editableItem(request, world);
  checkNodeFlow(scope);
  onDraft(scope, world, (draft) => {
    const { node, conf } = nodeIn(draft, target.node);
    const task = node.subTasks.find(({ id }) => id === target.task) ?? refuse(20046);
    change({ task, conf, scope: draft, request, world });
  });
}

function checkNodeFlow({ type }: ItemScope): void {
  if (type.flowMode !== 'workflow') refuse(20065, 'Not available for state flow');
}

function nodeIn(scope: ItemScope, key: string): { node: NodeState; conf: NodeConf } {
  return nodesOf(scope).find(({ node }) => node.key === key) ?? refuse(20018);
}

function changeTask(at: TaskChange): void {
  const { body } = at.request;
  assignTask(at);
  // `schedule` when it is written, `schedules` when it is operated.
  const schedule = bodyObject(body, 'schedule') ?? bodyObjects(body, 'schedules')[0];
  if (schedule !== undefined) {
    const keeps = at.world.options.unnamedParts === 'kept';
    at.task.schedule = readSchedule(schedule, at.world, keeps ? at.task.schedule : undefined);
  }
  if (at.task.name.trim() === '') refuseParameter('name', 'it must not be empty');
  at.task.note = bodyText(body, 'note') ?? at.task.note;
  writeTaskFields(at);
}

/** Gives a sub-task to people, or to the owners of a role of its node; never to both. */
function assignTask({ task, conf, scope, request, world }: TaskChange): void {
  const assignee = bodyTexts(request.body, 'assignee');
  const assigned = request.body['role_assignee'] ?? undefined;
  if (assignee !== undefined && assigned !== undefined) refuse(20047);
  const stranger = assignee?.find((userKey) => findUser(userKey, world) === undefined);
  if (stranger !== undefined) refuse(30006, `User Not Found, ${stranger}`);
  if (assignee !== undefined) {
    task.assignee = assignee;
    task.roleAssignee = new Map();
  }
  if (assigned === undefined) return;
  const roles = roleOwnersOf(assigned, 20041);
  const isBound = roles.every(({ role }) => conf.ownerRoles.includes(role));
  const isKnown = roles.every(({ role }) => scope.type.roles.some(({ id }) => id === role));
  if (!isKnown || (conf.ownerRoles.length > 0 && !isBound)) refuse(20048);
  task.roleAssignee = new Map(roles.map(({ role, owners }) => [role, owners]));
  task.assignee = [];
}

/** `deliverable` are fields of the item's type, the others of the type `sub_task`. */
function writeTaskFields(at: TaskChange): void {
  const { task, scope, request } = at;
  const taskFields = findType(scope.space, 'sub_task')?.fields ?? [];
  const { body } = request;
  const own = [...bodyObjects(body, 'update_fields'), ...bodyObjects(body, 'field_value_pairs')];
  write(own, taskFields, task.fields, at);
  write(bodyObjects(body, 'deliverable'), scope.type.fields, task.deliverable, at);
}

function write(
  pairs: readonly WireObject[],
  fields: readonly ProjectFieldConf[],
  values: Map<string, Wire>,
  { scope, world }: TaskChange,
): void {
  for (const pair of pairs) {
    const field = fieldOf(pair, fields);
    const value = pair['field_value'] ?? null;
    if (isEmpty(value)) values.delete(field.key);
    else values.set(field.key, acceptValue(value, { space: scope.space, field, world }));
  }
}

function completeTask(at: TaskChange): void {
  const { task, world } = at;
  if (task.passed) refuse(50006, 'Task has been finished', 'task has been finished');
  const { deliverableField } = task;
  if (deliverableField !== undefined && isEmpty(task.deliverable.get(deliverableField))) {
    refuse(50006, `deliverable ${deliverableField} is required`);
  }
  task.passed = true;
  task.finishedAt = world.clock.now();
  logTask('complete', at);
}

function reopenTask(at: TaskChange): void {
  const { task } = at;
  if (!task.passed) refuse(20037);
  task.passed = false;
  task.finishedAt = 0;
  logTask('rollback', at);
}

function logTask(
  operation: string,
  { task, scope, request, world }: Omit<TaskChange, 'conf'>,
): void {
  const happening = {
    operation,
    module: 'sub_task_mod',
    objectType: 'sub_task',
    objectValue: task.id,
    property: task.name,
  };
  record(scope, happening, request.identity.userKey, world);
}
