import { PartialTaskError } from '../../../core/errors.js';
import type { Json, JsonObject } from '../../../core/json.js';
import { catalogue, type EndpointName } from '../../../endpoints/catalogue.js';
import { headline, isFailure } from '../../answer/failure-text.js';
import { type Outcome, replyOutcome } from '../../answer/result.js';
import { callEndpoint, type ToolContext, underWriterLock } from '../../context/tool-context.js';
import { refusal } from '../resolve/issues.js';
import { objectsIn, textOf } from '../resolve/reply-values.js';
import { idOf, listAfter } from '../resolve/set-values.js';
import { absentIds, isPerItem } from '../stored/item-rules.js';
import { mergedRoles, valueIn } from '../stored/item-values.js';
import { namedSet, type ProjectWrite } from '../stored/stored-rule.js';
import { followTask } from './batch-task.js';

export function isPerItemCall(name: EndpointName, args: JsonObject): boolean {
  return name === 'project_work_items_batch_update' && isPerItem(args);
}

/** Items that get the same list. */
interface ItemGroup {
  readonly value: Json;
  readonly ids: Json[];
}

/** Reads every item and writes its list, under the locks of all of them; items of one list go in one batch. */
export async function updateEach(write: ProjectWrite): Promise<Outcome> {
  const ids = Array.isArray(write.args['work_item_ids']) ? write.args['work_item_ids'] : [];
  const sorted = [...new Set(ids.map(textOf))].sort();
  return locked(sorted, write.context, (context) => updateGroups({ ...write, context }));
}

/** The first request that a change of each item would send; notes tell the others. */
export async function rehearseEach(write: ProjectWrite): Promise<JsonObject> {
  const { args, context } = write;
  const { groups, unchanged } = await groupsOf(write);
  const [first, ...others] = groups;
  if (unchanged > 0) {
    context.note(`${unchanged} of the items are as wanted already and would not be written`);
  }
  for (const { value, ids } of others) {
    const list = JSON.stringify(value);
    context.note(`a further request would give ${ids.map(textOf).join(', ')} the list ${list}`);
  }
  return first === undefined ? args : requestFor(first, args);
}

/** Holds the locks of items, always in one order. */
function locked(
  ids: readonly string[],
  context: ToolContext,
  task: (context: ToolContext) => Promise<Outcome>,
): Promise<Outcome> {
  const [work_item_id, ...others] = ids;
  return work_item_id === undefined
    ? task(context)
    : underWriterLock(context, 'project_work_items_update', { work_item_id }, (held) =>
        locked(others, held, task),
      );
}

async function updateGroups(write: ProjectWrite): Promise<Outcome> {
  const { args, context } = write;
  const { groups, unchanged } = await groupsOf(write);
  const done: Outcome[] = [];
  for (const group of groups) {
    try {
      done.push(await updateGroup(requestFor(group, args), context));
    } catch (error) {
      throw isFailure(error) ? halfDone(error, groups, done.length) : error;
    }
  }
  return total(done, groups, unchanged);
}

function requestFor({ value, ids }: ItemGroup, args: JsonObject): JsonObject {
  return {
    ...args,
    work_item_ids: ids,
    update_mode: 'UPDATE',
    after_field_value: Array.isArray(value) && value.length === 0 ? '' : value,
  };
}

async function groupsOf(write: ProjectWrite) {
  const { args, context } = write;
  const { project_key, work_item_type_key, work_item_ids, field_key } = args;
  const key = textOf(field_key);
  const reply = await callEndpoint(context, 'project_work_items_get', {
    project_key,
    work_item_type_key,
    work_item_ids,
    fields: [key],
  });
  const absent = absentIds(reply, args).join(', ');
  if (absent !== '') {
    const problem = `names items of another type, or that cannot be seen: ${absent}`;
    throw refusal('work_item_ids', problem, 'items of the type that work_item_type_key names');
  }
  const groups = new Map<string, ItemGroup>();
  let unchanged = 0;
  for (const item of objectsIn(reply['data'])) {
    const { id = null } = item;
    const stored = valueIn(item, key) ?? [];
    const value = valueAfter(stored, write, textOf(id));
    const before = keyOf(stored);
    if (keyOf(value) === before) {
      unchanged += 1;
      continue;
    }
    const group = groups.get(keyOf(value)) ?? { value, ids: [] };
    group.ids.push(id);
    groups.set(keyOf(value), group);
  }
  return { groups: [...groups.values()], unchanged };
}

/** What an item gets: its list after the change, or its roles with those that are not named. */
function valueAfter(stored: Json, { args, resolution }: ProjectWrite, id: string): Json {
  const { field_key: key, after_field_value: given = null } = args;
  return key === 'role_owners'
    ? mergedRoles(stored, given, resolution, true)
    : listAfter(stored, given, namedSet(`${textOf(key)} of ${id}`, resolution));
}

function keyOf(list: Json): string {
  const items = Array.isArray(list) ? list : [list];
  const isRoles = objectsIn(items).some(({ role }) => role !== undefined);
  return JSON.stringify(
    isRoles ? items.map((item) => JSON.stringify(item)).sort() : items.map(idOf),
  );
}

async function updateGroup(args: JsonObject, context: ToolContext): Promise<Outcome> {
  const startedAt = context.client.now();
  const endpoint = catalogue.project_work_items_batch_update;
  const sendable = Object.fromEntries(
    Object.entries(args).filter(([key]) => Object.hasOwn(endpoint.body, key)),
  );
  const data = await callEndpoint(context, 'project_work_items_batch_update', sendable);
  const view = { schema: undefined, fieldNames: undefined, segments: false };
  return followTask(replyOutcome(endpoint, sendable, data, view), startedAt, context);
}

function halfDone(
  error: Parameters<typeof headline>[0],
  groups: readonly ItemGroup[],
  done: number,
): PartialTaskError {
  const idsOf = (list: readonly ItemGroup[]) =>
    list.flatMap(({ ids }) => ids.map(textOf)).join(', ') || 'none';
  const cause = error instanceof PartialTaskError ? error.cause : error;
  const next = [
    `Updated: ${idsOf(groups.slice(0, done))}.`,
    `Failed at: ${idsOf(groups.slice(done, done + 1))} (${headline(error, 'update')}).`,
    `Not sent: ${idsOf(groups.slice(done + 1))}. The same call again changes what is left.`,
  ];
  const message =
    done === 0
      ? 'The list of no item was changed.'
      : 'The lists of some items were changed, not all.';
  return new PartialTaskError(message, next, cause);
}

function total(done: readonly Outcome[], groups: readonly ItemGroup[], unchanged: number): Outcome {
  const last = done.at(-1)?.facts ?? { task_status: 'SUCCESS' };
  const sum = (key: string) => done.reduce((all, { facts }) => all + Number(facts[key] ?? 0), 0);
  const written = groups.length === 1 ? 'one list' : `${groups.length} different lists`;
  const notes = [
    `${written} written`,
    ...(unchanged > 0 ? [`${unchanged} items were as wanted already and were not written`] : []),
  ];
  const lists = ['success_sub_task_list', 'fail_sub_task_list', 'error_scenes'].map((key) => [
    key,
    done.flatMap(({ facts }) => (Array.isArray(facts[key]) ? facts[key] : [])),
  ]);
  return {
    facts: {
      ...last,
      ...Object.fromEntries(lists),
      total: sum('total'),
      success_total: sum('success_total'),
      error_total: sum('error_total'),
    },
    notes: [...done.flatMap((outcome) => outcome.notes), ...notes],
  };
}
