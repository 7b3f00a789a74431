import { nodesOf } from '../fields/read-field.js';
import { editableItem, type ItemScope, itemOf, templateOf } from '../gateway/access.js';
import {
  bodyObject,
  bodyObjects,
  bodyText,
  refuseParameter,
  requiredId,
  requiredText,
} from '../gateway/body.js';
import type { ProjectHandlers, ProjectRequest } from '../gateway/handler.js';
import { refuse } from '../gateway/refusal.js';
import { int64 } from '../gateway/wire.js';
import type { NodeState, SubTask } from '../items/work-item.js';
import { onDraft } from '../model/draft.js';
import type { ProjectWorld } from '../model/model.js';
import { newTask } from '../nodes/node-flow.js';
import type { NodeConf } from '../nodes/process.js';
import { readSchedule } from '../nodes/schedule.js';
import {
  assignTask,
  completeTask,
  logTask,
  reopenTask,
  writeTaskFields,
} from './subtask-changes.js';
import { subTaskReply } from './subtask-reply.js';

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
    const place = { node: path['node_id'] ?? '', task: path['task_id'] ?? '' };
    inTask(place, request, world, (at) => {
      at.task.name = bodyText(request.body, 'name') ?? at.task.name;
      changeTask(at);
      logTask('modify', at);
    });
    return {};
  },

  project_subtasks_operate: (request, world) => {
    const { body } = request;
    const place = { node: requiredText(body, 'node_id'), task: requiredId(body, 'task_id') };
    const operate = operations.get(requiredText(body, 'action')) ?? refuse(20082);
    inTask(place, request, world, (at) => {
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
} satisfies ProjectHandlers;

const operations = new Map([
  ['confirm', completeTask],
  ['rollback', reopenTask],
]);

/** A sub-task, and who changes it by what. */
export interface TaskChange {
  readonly task: SubTask;
  readonly conf: NodeConf;
  /** Its item is a draft. */
  readonly scope: ItemScope;
  readonly request: ProjectRequest;
  readonly world: ProjectWorld;
}

function inTask(
  place: { readonly node: string; readonly task: string },
  request: ProjectRequest,
  world: ProjectWorld,
  change: (at: TaskChange) => void,
): void {
  const scope = editableItem(request, world);
  checkNodeFlow(scope);
  onDraft(scope, world, (draft) => {
    const { node, conf } = nodeIn(draft, place.node);
    const task = node.subTasks.find(({ id }) => id === place.task) ?? refuse(20046);
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
  if (schedule !== undefined) at.task.schedule = readSchedule(schedule, at.task.schedule);
  if (at.task.name.trim() === '') refuseParameter('name', 'it must not be empty');
  at.task.note = bodyText(body, 'note') ?? at.task.note;
  writeTaskFields(at);
}
