import { ApiError, CancelledError, PartialTaskError } from '../../../core/errors.js';
import type { JsonObject } from '../../../core/json.js';
import { type Failure, headline, isFailure } from '../../answer/failure-text.js';
import type { Outcome } from '../../answer/result.js';
import { callEndpoint, type ToolContext } from '../../context/tool-context.js';

/** The longest that a whole call follows a task: hosts wait 60 s for an answer. */
const longestMs = 45_000;
/** The vendor takes one question a second. */
const gapMs = 1_000;

const underWay = new Set(['IDLE', 'RUNNING']);
const failed = new Set(['FAILED', 'CANCELED', 'NOT_EXIST']);

/** Follows a batch update to its end, as long as somebody waits for the answer. */
export async function followTask(
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
