import { currentOperators, statusKey } from '../fields/read-field.js';
import {
  findType,
  type ItemScope,
  namedSpaces,
  spaceOf,
  typeIn,
  visibleItems,
} from '../gateway/access.js';
import { page } from '../gateway/paging.js';
import { refuse } from '../gateway/refusal.js';
import {
  bodyIds,
  bodyInteger,
  bodyObject,
  bodyObjects,
  bodyText,
  bodyTexts,
  type ProjectHandlerGroup,
  refuseParameter,
  requiredText,
} from '../gateway/request.js';
import { int64, type WireObject } from '../gateway/wire.js';
import { itemReply, wantedOf } from '../items/item-reply.js';
import type { NodeConf } from '../model/process.js';
import type { SubTask } from '../model/work-item.js';
import { nodesOf } from '../nodes/node-scope.js';
import { subTaskReply, taskOwners } from '../nodes/workflow-reply.js';
import { members } from './cell-tests.js';
import type { ItemTest } from './search-group.js';

/** "获取指定的工作项列表", in one space and across spaces. */
export const filterHandlers = {
  project_work_items_filter: (request, world) => {
    const space = spaceOf(request, world);
    const { body } = request;
    const keys = bodyTexts(body, 'work_item_type_keys') ?? [];
    if (keys.length === 0) refuse(20003);
    const types = new Set(keys.map((key) => findType(space, key)?.key ?? refuse(20003)));
    if ((bodyTexts(body, 'user_keys') ?? []).length > 10) refuse(20004);
    const tests = [...filterTests(body), ...userTest(body)];
    const found = visibleItems([space], request, world).filter(
      (scope) =>
        types.has(scope.type.key) && !scope.item.aborted && tests.every((test) => test(scope)),
    );
    const rule = { defaultSize: 20, maxSize: 200, total: world.options.filterTotal };
    const { items, pagination } = page(found, body, rule);
    const wanted = wantedOf(request);
    return { data: items.map(({ item }) => itemReply(item, wanted, world)), pagination };
  },

  project_work_items_filter_across: (request, world) => {
    const { body } = request;
    const typeKey = requiredText(body, 'work_item_type_key');
    const spaces = namedSpaces(request, world);
    for (const space of spaces) typeIn(space, typeKey);
    if ((bodyIds(body, 'work_item_ids') ?? []).length > 50) refuse(20028);
    const tests = [...filterTests(body), ...searchUserTest(body)];
    const found = visibleItems(spaces, request, world).filter(
      ({ type, item, ...rest }) =>
        [type.key, type.apiName].includes(typeKey) &&
        !item.aborted &&
        tests.every((test) => test({ type, item, ...rest })),
    );
    const rule = { defaultSize: 20, maxSize: 50, total: world.options.searchTotal };
    const { items, pagination } = page(found, body, rule);
    const wanted = wantedOf(request);
    return { data: items.map(({ item }) => itemReply(item, wanted, world)), pagination };
  },
} satisfies ProjectHandlerGroup;

/** What both filters take. */
function filterTests(body: WireObject): ItemTest[] {
  return [
    ...nameTest(body),
    ...listTest(bodyIds(body, 'work_item_ids'), ({ item }) => [item.id]),
    ...listTest(bodyIds(body, 'template_ids'), ({ item }) => [item.templateId]),
    ...listTest(statuses(body), ({ item }) => [statusKey(item)]),
    ...listTest(bodyTexts(body, 'sub_stages'), ({ item }) => [statusKey(item)]),
    ...listTest(bodyTexts(body, 'businesses'), ({ item }) => members(item.values.get('business'))),
    ...listTest(bodyTexts(body, 'priorities'), ({ item }) => members(item.values.get('priority'))),
    ...listTest(bodyTexts(body, 'tags'), ({ item }) => members(item.values.get('tags'))),
    ...intervalTest(body, 'created_at', ({ item }) => item.createdAt),
    ...intervalTest(body, 'updated_at', ({ item }) => item.updatedAt),
  ];
}

function nameTest(body: WireObject): ItemTest[] {
  const part = (bodyText(body, 'work_item_name') ?? '').toLowerCase();
  return part === '' ? [] : [({ item }) => item.name.toLowerCase().includes(part)];
}

function statuses(body: WireObject): string[] {
  return bodyObjects(body, 'work_item_status').flatMap((one) => bodyText(one, 'state_key') ?? []);
}

function listTest(
  wanted: readonly string[] | undefined,
  read: (scope: Parameters<ItemTest>[0]) => readonly string[],
): ItemTest[] {
  if (wanted === undefined || wanted.length === 0) return [];
  return [(scope) => read(scope).some((value) => wanted.includes(value))];
}

/** TimeInterval: an end that is left out is now. */
function intervalTest(
  body: WireObject,
  name: string,
  read: (scope: Parameters<ItemTest>[0]) => number,
): ItemTest[] {
  const interval = bodyObject(body, name);
  if (interval === undefined) return [];
  const { start, end } = readInterval(interval);
  return [(scope) => read(scope) >= start && read(scope) <= end];
}

export function readInterval(interval: WireObject): { start: number; end: number } {
  const start = bodyInteger(interval, 'start') ?? refuse(20013);
  const end = bodyInteger(interval, 'end') ?? Number.MAX_SAFE_INTEGER;
  const isMoment = (time: number) => /^\d{13,}$/.test(String(time));
  return isMoment(start) && isMoment(end) && start <= end ? { start, end } : refuse(20013);
}

/** "people involved": creators, watchers, and who has the item in hand. */
function userTest(body: WireObject): ItemTest[] {
  const keys = bodyTexts(body, 'user_keys') ?? [];
  if (keys.length === 0) return [];
  return [
    (scope) => {
      const { item } = scope;
      const watchers = members(item.values.get('watchers'));
      const owners = [...item.roleOwners.values()].flat();
      const involved = [item.createdBy, ...watchers, ...owners, ...currentOperators(scope)];
      return involved.some((userKey) => keys.includes(userKey));
    },
  ];
}

const userFields: ReadonlyMap<string, (scope: Parameters<ItemTest>[0]) => readonly string[]> =
  new Map([
    ['owner', ({ item }) => [item.createdBy]],
    ['watchers', ({ item }) => members(item.values.get('watchers'))],
    ['issue_operator', ({ item }) => item.roleOwners.get('operator') ?? []],
    ['issue_reporter', ({ item }) => item.roleOwners.get('reporter') ?? []],
  ]);

/** SearchUser: people in a field or in a role, not in both; without either, wherever they are. */
function searchUserTest(body: WireObject): ItemTest[] {
  const asked = bodyObject(body, 'search_user');
  if (asked === undefined) return [];
  const keys = bodyTexts(asked, 'user_keys') ?? [];
  const reader = searchedReader(bodyText(asked, 'field_key') ?? '', bodyText(asked, 'role') ?? '');
  if (reader === undefined) return userTest(asked);
  return keys.length === 0 ? refuse(20059) : listTest(keys, reader);
}

function searchedReader(fieldKey: string, role: string) {
  if (fieldKey === '') return role === '' ? undefined : ownersReader(role);
  return role === '' ? fieldReader(fieldKey) : refuse(20058);
}

function fieldReader(key: string) {
  return userFields.get(key) ?? refuse(20006, `Invalid Param, field_key ${key}`);
}

function ownersReader(role: string) {
  return ({ item }: Parameters<ItemTest>[0]) => item.roleOwners.get(role) ?? [];
}

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
} satisfies ProjectHandlerGroup;

interface FoundTask {
  readonly scope: ItemScope;
  readonly conf: NodeConf;
  readonly task: SubTask;
}

function tasksOf(scope: ItemScope): FoundTask[] {
  return nodesOf(scope).flatMap(({ node, conf }) =>
    node.subTasks.map((task) => ({ scope, conf, task })),
  );
}

type TaskTest = (task: SubTask) => boolean;

function taskTests(body: WireObject): TaskTest[] {
  const readers = [taskNameTest, taskUserTest, taskStatusTest, taskCreatedTest];
  return readers.flatMap((read) => read(body));
}

function taskNameTest(body: WireObject): TaskTest[] {
  const part = (bodyText(body, 'name') ?? '').toLowerCase();
  return part === '' ? [] : [({ name }) => name.toLowerCase().includes(part)];
}

function taskUserTest(body: WireObject): TaskTest[] {
  const keys = bodyTexts(body, 'user_keys') ?? [];
  if (keys.length === 0) return [];
  return [(task) => taskOwners(task).some((owner) => keys.includes(owner))];
}

/** 0 in progress, 1 done. */
function taskStatusTest(body: WireObject): TaskTest[] {
  const status = bodyInteger(body, 'status');
  if (status === undefined) return [];
  if (status !== 0 && status !== 1) refuseParameter('status', '0 or 1');
  return [({ passed }) => passed === (status === 1)];
}

function taskCreatedTest(body: WireObject): TaskTest[] {
  const interval = bodyObject(body, 'created_at');
  if (interval === undefined) return [];
  const { start, end } = readInterval(interval);
  return [({ createdAt }) => createdAt >= start && createdAt <= end];
}

/** SubDetail. */
function taskDetail({ scope, conf, task }: FoundTask): WireObject {
  return {
    work_item_id: int64(scope.item.id),
    work_item_name: scope.item.name,
    node_id: conf.key,
    sub_task: subTaskReply(task, scope, conf),
  };
}
