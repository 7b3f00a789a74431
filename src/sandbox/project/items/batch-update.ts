import { checkKind, checkWritable, fieldOf, writeField } from '../fields/pairs.js';
import { readField } from '../fields/read-field.js';
import {
  bodySpace,
  checkEditable,
  checkInterceptions,
  liveItem,
  scopeOf,
  typeIn,
} from '../gateway/access.js';
import { ProjectRefusal, refuse } from '../gateway/refusal.js';
import {
  bodyIds,
  bodyText,
  type ProjectHandlerGroup,
  refuseMissing,
  refuseParameter,
  requiredText,
} from '../gateway/request.js';
import { isWireList, sameWire, type Wire, type WireObject } from '../gateway/wire.js';
import type { ProjectFieldConf } from '../model/fields.js';
import type { ProjectWorld } from '../model/model.js';
import type { BatchTask, UpdateMode } from '../model/work-item.js';
import { onDraft } from './op-records.js';

const maxIds = 50;

/** "批量更新工作项字段值" and "查询批量更新进度". */
export const batchUpdateHandlers = {
  project_work_items_batch_update: (request, world) => {
    const space = bodySpace(request, world);
    const { body, identity } = request;
    const type = typeIn(space, requiredText(body, 'work_item_type_key'));
    const itemIds = bodyIds(body, 'work_item_ids') ?? refuseMissing('work_item_ids');
    if (itemIds.length > maxIds) refuse(50006, 'ErrOAPIBatchUpdateOverLimit');
    const field = fieldOf({ field_key: requiredText(body, 'field_key') }, type.fields);
    checkMode(body, field);
    const id = world.ids.newRecordId();
    world.batchTasks.set(id, {
      id,
      userKey: identity.userKey,
      startedAt: world.clock.now(),
      itemIds,
      asked: body,
      succeeded: [],
      failed: [],
      scenes: new Set(),
    });
    return { data: { task_id: id } };
  },

  project_tasks_get_result: ({ query }, world) => {
    const id = query.get('task_id') ?? '';
    if (id === '') refuseMissing('task_id');
    const task = world.batchTasks.get(id);
    return { data: task === undefined ? nothing(id) : progress(task, world) };
  },
} satisfies ProjectHandlerGroup;

const modes: readonly UpdateMode[] = ['APPEND', 'UPDATE', 'REPLACE'];

function checkMode(body: WireObject, field: ProjectFieldConf): void {
  const mode = modeOf(body) ?? refuseParameter('update_mode', 'APPEND, UPDATE or REPLACE');
  checkKind(field);
  if (mode === 'APPEND' && !isMulti(field)) refuse(20029, `Unsupported Field Type, ${field.key}`);
  if (mode === 'REPLACE' && body['before_field_value'] === undefined) {
    refuseMissing('before_field_value');
  }
}

function modeOf(body: WireObject): UpdateMode | undefined {
  const asked = bodyText(body, 'update_mode');
  return modes.find((mode) => mode === asked);
}

function isMulti({ type }: ProjectFieldConf): boolean {
  return type.includes('multi') && type !== 'multi_text';
}

function nothing(id: string): WireObject {
  return {
    task_id: id,
    task_status: 'NOT_EXIST',
    total: 0,
    success_total: 0,
    error_total: 0,
    success_sub_task_list: [],
    fail_sub_task_list: [],
    error_scenes: [],
  };
}

function progress(task: BatchTask, { clock }: ProjectWorld): WireObject {
  const { id, itemIds, succeeded, failed, scenes, startedAt } = task;
  const done = succeeded.length + failed.length;
  const ended = failed.length > 0 && succeeded.length === 0 ? 'FAILED' : 'SUCCESS';
  const underWay = clock.now() === startedAt ? 'IDLE' : 'RUNNING';
  return {
    task_id: id,
    task_status: done === itemIds.length ? ended : underWay,
    total: itemIds.length,
    success_total: succeeded.length,
    error_total: failed.length,
    success_sub_task_list: succeeded,
    fail_sub_task_list: failed,
    error_scenes: [...scenes],
  };
}

/** Does what batch updates have done by now; every call sees the world after it. */
export function settleBatchTasks(world: ProjectWorld): void {
  const { clock, options, batchTasks } = world;
  for (const task of batchTasks.values()) {
    const due = Math.floor((clock.now() - task.startedAt) / options.batchItemMs);
    const done = task.succeeded.length + task.failed.length;
    for (const id of task.itemIds.slice(done, due)) settleItem(id, task, world);
  }
}

function settleItem(id: string, task: BatchTask, world: ProjectWorld): void {
  try {
    updateItem(id, task, world);
    task.succeeded.push(id);
  } catch (error) {
    if (!(error instanceof ProjectRefusal)) throw error;
    task.failed.push(id);
    task.scenes.add(error.message);
  }
}

function updateItem(id: string, { asked, userKey }: BatchTask, world: ProjectWorld): void {
  const scope = scopeOf(liveItem(id, world) ?? refuse(30005, 'WorkItem Not Found'), world);
  checkEditable(scope, userKey);
  const field = fieldOf(asked, scope.type.fields);
  checkInterceptions(scope, field.key);
  onDraft(scope, world, (draft) => {
    const writing = { scope: draft, userKey, world };
    checkWritable(field, writing);
    const value = resultOf(asked, readField(draft, field) ?? null);
    if (value !== undefined) writeField(field, value, writing);
  });
}

/** The value after the update; undefined where REPLACE does not find what it shall replace. */
function resultOf(asked: WireObject, old: Wire): Wire | undefined {
  const after = asked['after_field_value'] ?? null;
  const before = asked['before_field_value'] ?? null;
  const results: Readonly<Record<UpdateMode, () => Wire | undefined>> = {
    UPDATE: () => after,
    APPEND: () => [...listed(old), ...listed(after).filter((each) => !isIn(each, listed(old)))],
    REPLACE: () => replaced(old, before, after),
  };
  return results[modeOf(asked) ?? 'UPDATE']();
}

function replaced(old: Wire, before: Wire, after: Wire): Wire | undefined {
  if (!isWireList(old)) return isIn(old, [before]) ? after : undefined;
  const gone = listed(before);
  if (!old.some((each) => isIn(each, gone))) return undefined;
  const kept = old.filter((each) => !isIn(each, gone));
  return [...kept, ...listed(after).filter((each) => !isIn(each, kept))];
}

function listed(value: Wire): readonly Wire[] {
  if (value === null || value === '') return [];
  return isWireList(value) ? value : [value];
}

/** Options are the same by their value, whatever their label says. */
function isIn(value: Wire, list: readonly Wire[]): boolean {
  return list.some((each) => sameWire(bare(each), bare(value)));
}

function bare(value: Wire): Wire {
  const isOption = typeof value === 'object' && value !== null && 'value' in value;
  return isOption ? (value.value ?? null) : value;
}
