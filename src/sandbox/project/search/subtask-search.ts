import { nodesOf } from '../fields/read-field.js';
import type { ItemScope } from '../gateway/access.js';
import { bodyInteger, bodyObject, bodyText, bodyTexts, refuseParameter } from '../gateway/body.js';
import type { ProjectHandlers } from '../gateway/handler.js';
import { page } from '../gateway/paging.js';
import { int64, type WireObject } from '../gateway/wire.js';
import type { SubTask } from '../items/work-item.js';
import type { NodeConf } from '../nodes/process.js';
import { subTaskReply, taskOwners } from '../subtasks/subtask-reply.js';
import { namedSpaces, readInterval } from './filters.js';
import { visibleItems } from './visible-items.js';

/** "获取指定的子任务列表（跨空间）". */
export const subtaskSearchHandlers = {
  project_subtasks_search: (request, world) => {
    const tests = taskTests(request.body);
    const found = visibleItems(namedSpaces(request, world), request, world)
      .flatMap(tasksOf)
      .filter(({ task }) => tests.every((test) => test(task)));
    const rule = { defaultSize: 50, maxSize: 50, total: world.options.searchTotal };
    const { items, pagination } = page(found, request.body, rule);
    return { data: items.map(taskDetail), pagination };
  },
} satisfies ProjectHandlers;

interface Found {
  readonly scope: ItemScope;
  readonly conf: NodeConf;
  readonly task: SubTask;
}

function tasksOf(scope: ItemScope): Found[] {
  return nodesOf(scope).flatMap(({ node, conf }) =>
    node.subTasks.map((task) => ({ scope, conf, task })),
  );
}

type TaskTest = (task: SubTask) => boolean;

function taskTests(body: WireObject): TaskTest[] {
  return [...nameTest(body), ...userTest(body), ...statusTest(body), ...createdTest(body)];
}

function nameTest(body: WireObject): TaskTest[] {
  const part = (bodyText(body, 'name') ?? '').toLowerCase();
  return part === '' ? [] : [({ name }) => name.toLowerCase().includes(part)];
}

function userTest(body: WireObject): TaskTest[] {
  const keys = bodyTexts(body, 'user_keys') ?? [];
  if (keys.length === 0) return [];
  return [(task) => taskOwners(task).some((owner) => keys.includes(owner))];
}

/** 0 in progress, 1 done. */
function statusTest(body: WireObject): TaskTest[] {
  const status = bodyInteger(body, 'status');
  if (status === undefined) return [];
  if (status !== 0 && status !== 1) refuseParameter('status', '0 or 1');
  return [({ passed }) => passed === (status === 1)];
}

function createdTest(body: WireObject): TaskTest[] {
  const interval = bodyObject(body, 'created_at');
  if (interval === undefined) return [];
  const { start, end } = readInterval(interval);
  return [({ createdAt }) => createdAt >= start && createdAt <= end];
}

/** SubDetail. */
function taskDetail({ scope, conf, task }: Found): WireObject {
  return {
    work_item_id: int64(scope.item.id),
    work_item_name: scope.item.name,
    node_id: conf.key,
    sub_task: subTaskReply(task, scope, conf),
  };
}
