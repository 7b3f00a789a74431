import { ApiError, CancelledError, PartialTaskError } from '../../../core/errors.js';
import type { JsonObject } from '../../../core/json.js';
import { catalogue, type EndpointName } from '../../../endpoints/catalogue.js';
import { type Failure, headline, isFailure } from '../../answer/failure-text.js';
import type { Outcome } from '../../answer/result.js';
import type { EndpointSteps } from '../../context/operation.js';
import { type Args, callEndpoint, type ToolContext } from '../../context/tool-context.js';
import { resolveArguments } from '../resolve/arguments.js';
import { compoundField } from '../resolve/field.js';
import { withFreshNames } from '../resolve/finder.js';
import { textOf } from '../resolve/reply-values.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';
import { compoundsIn, groupsIn, readBack, type WrittenGroups } from '../write/read-back.js';
import { refuseReversedTimes } from '../write/reversed-times.js';

/** A call as it was sent, and what its names stood for. */
interface ResolvedCall {
  readonly args: JsonObject;
  readonly resolution: ResolutionContext;
  /** On the client's clock. */
  readonly startedAt: number;
}

/** A call that succeeded, and how it was asked for. */
interface CompletedCall extends ResolvedCall {
  readonly outcome: Outcome;
  /** As the caller gave them. */
  readonly given: Args;
  readonly context: ToolContext;
}

/** What follows some writes. */
const followUps: Partial<
  Readonly<Record<EndpointName, (done: CompletedCall) => Promise<Outcome>>>
> = {
  project_work_items_create: (done) =>
    readPairs(done, 'field_value_pairs', textOf(done.outcome.facts['data'])),
  project_work_items_update: (done) => readPairs(done, 'update_fields'),
  project_nodes_update: (done) => readPairs(done, 'fields'),
  project_nodes_operate: (done) => readPairs(done, 'fields'),
  project_states_change: (done) => readPairs(done, 'fields'),
  project_compound_fields_update: readGroups,
  project_work_items_batch_update: ({ outcome, given, startedAt, context }) =>
    given['wait'] === false ? Promise.resolve(outcome) : followTask(outcome, startedAt, context),
};

/** Writes that change what names stand for. */
const renaming = /^project_(?:fields|roles|work_item_types|relations)_(?:create|update|delete)$/;

/** Builds the steps of one call of a tool of Feishu Project. */
export function projectSteps(name: EndpointName): EndpointSteps {
  let asked: ResolvedCall | undefined;
  return {
    async before(args, context) {
      const startedAt = context.client.now();
      asked = await withFreshNames(context, async (resolution) => ({
        args: await resolveArguments(name, args, resolution),
        resolution,
        startedAt,
      }));
      refuseReversedTimes(asked.args);
      return sendable(name, asked.args);
    },
    async after(outcome, given, context) {
      if (renaming.test(name)) {
        context.memory.listings.clear();
      }
      const follow = followUps[name];
      return asked === undefined || follow === undefined
        ? outcome
        : follow({ ...asked, outcome, given, context });
    },
    /** Names may have come to stand for something else. */
    async failed(error, _, { memory }) {
      memory.listings.clear();
      throw error;
    },
  };
}

const paging = ['limit', 'cursor'];

/** Without the arguments that only say how to look names up, or what to do afterwards. */
function sendable(name: EndpointName, args: JsonObject): JsonObject {
  const { path, query, body }: Shapes = catalogue[name];
  const known = new Set([...Object.keys({ ...path, ...query, ...body }), ...paging]);
  return Object.fromEntries(Object.entries(args).filter(([key]) => known.has(key)));
}

type Shapes = Readonly<Partial<Record<'path' | 'query' | 'body', object>>>;

async function readPairs(
  { args, resolution, outcome, context }: CompletedCall,
  argument: string,
  itemId = textOf(args['work_item_id']),
): Promise<Outcome> {
  const written = compoundsIn(args[argument], (await resolution.fields()) ?? []);
  return readBack(outcome, itemOf(resolution.type, args, itemId), written, context);
}

/** The groups that were added, or the one that was changed. */
async function readGroups({ args, resolution, outcome, context }: CompletedCall): Promise<Outcome> {
  const fields = args['action'] === 'delete' ? undefined : await resolution.fields();
  if (fields === undefined) {
    return outcome;
  }
  const field = compoundField(textOf(args['field_key']) || textOf(args['field_alias']), fields);
  const uuid = textOf(args['group_uuid']) || undefined;
  const written: WrittenGroups = { field, groups: groupsIn(args['fields']), uuid };
  const [only, ...others] = field.scopes;
  const type = resolution.type ?? (others.length === 0 ? only : undefined);
  if (type === undefined) {
    const note = 'give work_item_type_key as well to have what was written read back';
    return { ...outcome, notes: [...outcome.notes, note] };
  }
  return readBack(outcome, itemOf(type, args, textOf(args['work_item_id'])), [written], context);
}

function itemOf(type: string | undefined, { project_key }: JsonObject, id: string) {
  return {
    project_key: textOf(project_key),
    work_item_type_key: type ?? '',
    work_item_id: id,
  };
}

/** The longest that a whole call follows a task: hosts wait 60 s for an answer. */
const longestMs = 45_000;
/** The vendor takes one question a second. */
const gapMs = 1_000;

const underWay = new Set(['IDLE', 'RUNNING']);
const failed = new Set(['FAILED', 'CANCELED', 'NOT_EXIST']);

/** Follows a batch update to its end, as long as somebody waits for the answer. */
async function followTask(
  outcome: Outcome,
  startedAt: number,
  context: ToolContext,
): Promise<Outcome> {
  const taskId = String(outcome.facts['task_id']);
  try {
    const state = await watch(taskId, startedAt + longestMs, context);
    return ended(outcome, state, taskId);
  } catch (error) {
    if (error instanceof PartialTaskError || !isFailure(error)) {
      throw error;
    }
    throw error instanceof CancelledError ? goesOn(taskId, error) : unseen(taskId, error);
  }
}

async function watch(taskId: string, endsAt: number, context: ToolContext): Promise<JsonObject> {
  const { client, run } = context;
  let state: JsonObject;
  do {
    await client.sleep(gapMs, run.signal);
    state = await callEndpoint(context, 'project_tasks_get_result', { task_id: taskId });
    run.progress(countOf(state, 'success_total') + countOf(state, 'error_total'), totalOf(state));
  } while (underWay.has(String(state['task_status'])) && client.now() < endsAt);
  return state;
}

function ended(outcome: Outcome, state: JsonObject, taskId: string): Outcome {
  const status = String(state['task_status']);
  if (failed.has(status)) {
    throw stopped(state, taskId);
  }
  const errors = countOf(state, 'error_total');
  const notes = [
    ...(underWay.has(status) ? [`it is still ${status}: ${again(taskId)}`] : []),
    ...(errors > 0 ? [`${errors} of ${totalOf(state)} items were not updated`] : []),
  ];
  return { facts: { ...outcome.facts, ...state }, notes: [...outcome.notes, ...notes] };
}

function again(taskId: string): string {
  return `look again with project_tasks_get_result, task_id ${taskId}`;
}

function stopped(state: JsonObject, taskId: string): PartialTaskError {
  const { task_status, error_scenes: scenes, fail_sub_task_list: items } = state;
  const done = countOf(state, 'success_total');
  const cause = new ApiError({
    service: 'Feishu Project',
    kind: 'invalid',
    recovery: 'permanent',
    status: 200,
    reason: `the task ${taskId} is ${task_status}: ${listText(scenes) || 'it does not say why'}`,
  });
  const list = listText(items);
  const next = list === '' ? [] : [`Not updated: ${list}.`];
  return new PartialTaskError(`Updated ${done} of ${totalOf(state) ?? '?'} items.`, next, cause);
}

/** Nobody waits any more, but what was started runs. */
function goesOn(taskId: string, cause: CancelledError): PartialTaskError {
  return new PartialTaskError(
    `Only the waiting ended: the task ${taskId} goes on at Feishu Project.`,
    ['project_tasks_get_result shows how it goes.'],
    cause,
  );
}

function unseen(taskId: string, cause: Failure): PartialTaskError {
  return new PartialTaskError(
    `The task ${taskId} was started, but how it goes cannot be seen (${headline(cause, 'read')}).`,
    [`To see it, ${again(taskId)}.`],
    cause,
  );
}

function countOf(state: JsonObject, key: string): number {
  return Number(state[key] ?? 0);
}

function totalOf({ total }: JsonObject): number | undefined {
  return typeof total === 'number' ? total : undefined;
}

function listText(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(', ') : '';
}
