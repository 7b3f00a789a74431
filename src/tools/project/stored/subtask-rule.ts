import type { Json, JsonObject } from '../../../core/json.js';
import { objectsIn, textOf } from '../resolve/reply-values.js';
import { listAfter } from '../resolve/set-values.js';
import { displayOf, people } from './display.js';
import { mergedPairs, mergedRoles, valueIn } from './item-values.js';
import { withNames } from './named-values.js';
import { mergedSchedule, shownSchedule } from './schedules.js';
import {
  ask,
  itemArgs,
  namedSet,
  needsForDeltas,
  ofOne,
  type ProjectWrite,
  type StoredRule,
} from './stored-rule.js';

/** A sub-task of a node. */
export const subtaskRule: StoredRule = {
  needsStored: (args) =>
    ['schedule', 'schedules', 'role_assignee'].some((key) => args[key] !== undefined) ||
    deltasOfTask(args),
  async read(write) {
    const { node_id = null, task_id } = write.args;
    const asked = { ...(await itemArgs(write)), node_id };
    const { data } = await ask(write, 'project_subtasks_list', asked);
    const tasks = objectsIn(data).flatMap(({ sub_tasks }) => objectsIn(sub_tasks));
    return tasks.find(({ id }) => textOf(id) === textOf(task_id)) ?? {};
  },
  merge: mergeTask,
  async shown(task, { resolution }) {
    const [schedule] = objectsIn(task['schedules']);
    const parts = {
      name: task['name'] ?? null,
      completed: task['passed'] ?? null,
      owners: people(task['owners']),
      ...shownSchedule(schedule, 'schedule'),
      note: task['note'] ?? null,
      ...(await taskFields(task, resolution)),
    };
    const [named] = await withNames([parts], resolution);
    return ofOne(objectsIn([named])[0] ?? {});
  },
};

const deltasOfTask = needsForDeltas('assignee', 'update_fields', 'deliverable');

async function taskFields(
  task: JsonObject,
  resolution: ProjectWrite['resolution'],
): Promise<JsonObject> {
  const pairs = [...objectsIn(task['fields']), ...objectsIn(task['deliverable'])];
  if (pairs.length === 0) {
    return {};
  }
  const own = (await resolution.fields('sub_task')) ?? [];
  const fields = [...own, ...((await resolution.fields()) ?? [])];
  return Object.fromEntries(
    pairs.map(({ field_key, field_value }) => {
      const field = fields.find(({ id }) => id === field_key);
      return [field?.name || textOf(field_key), displayOf(field_value, field)];
    }),
  );
}

async function mergeTask(task: JsonObject, write: ProjectWrite): Promise<JsonObject> {
  const { args, resolution } = write;
  const { assignee, role_assignee, schedule, schedules } = args;
  const [stored] = objectsIn(task['schedules']);
  const changed: [string, Json][] = [];
  for (const [key, from] of [
    ['update_fields', 'fields'],
    ['deliverable', 'deliverable'],
  ] as const) {
    if (args[key] !== undefined) {
      const storedValue = (field: string) => valueIn({ fields: task[from] ?? [] }, field);
      changed.push([key, await mergedPairs(objectsIn(args[key]), storedValue, write)]);
    }
  }
  return {
    ...args,
    ...Object.fromEntries(changed),
    ...(assignee !== undefined && {
      assignee: listAfter(task['assignee'], assignee, namedSet('assignee', resolution)),
    }),
    ...(role_assignee !== undefined && {
      role_assignee: mergedRoles(task['role_assignee'], role_assignee, resolution, true),
    }),
    ...(schedule !== undefined && { schedule: mergedSchedule(stored, schedule, write) }),
    ...(schedules !== undefined && {
      schedules: objectsIn(schedules).map((each, index) =>
        mergedSchedule(objectsIn(task['schedules'])[index], each, write),
      ),
    }),
  };
}
