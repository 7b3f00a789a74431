import { CancelledError, PartialTaskError } from '../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { failedStatuses, finalStatuses, statusName } from '../../../endpoints/enos/statuses.js';
import { type Failure, headline, isFailure } from '../../answer/failure-text.js';
import type { Outcome } from '../../answer/result.js';
import type { EndpointSteps } from '../../context/operation.js';
import { inParallel } from '../../context/parallel.js';
import { callEndpoint, type ToolContext } from '../../context/tool-context.js';

const defaultWaitSeconds = 45;
const firstGapMs = 1_000;
const longestGapMs = 5_000;
/** A look that begins in time may still take this long: with it, hosts that wait 60 s get their answer. */
const graceMs = 6_000;
/** Failed looks in a row that end the watch; what was just accepted may not show at once. */
const maxMisses = 3;
/** Tasks that an answer shows, each with its log. */
const maxTasks = 10;
const tailLength = 1_500;

/** A task within a run. */
interface TaskRun {
  readonly taskInstId: string;
  readonly taskName: string;
  readonly status: string;
}

/** One run of a flow as it stands. */
interface FlowRun {
  readonly status: string;
  readonly tasks: readonly TaskRun[];
}

/** What is known of a run. */
interface Observation {
  /** As it was seen last; undefined where it never was. */
  readonly run: FlowRun | undefined;
  /** Why the last look failed, where it did. */
  readonly failure: Failure | undefined;
  readonly misses: number;
}

/** Builds the steps of one call. What the trigger itself takes counts as waited. */
export function followSteps(): Required<Pick<EndpointSteps, 'before' | 'after'>> {
  let startedAt = 0;
  return {
    async before({ wait: _wait, wait_seconds: _seconds, ...sent }, context) {
      startedAt = context.client.now();
      return sent;
    },
    async after(outcome, { wait, wait_seconds: seconds }, context) {
      const waits = wait ?? seconds !== undefined;
      const waitMs = Number(seconds ?? defaultWaitSeconds) * 1_000;
      return waits ? follow(outcome, context, startedAt + waitMs) : outcome;
    },
  };
}

async function follow(outcome: Outcome, context: ToolContext, endsAt: number): Promise<Outcome> {
  const flowInstId = String(outcome.facts['flowInstanceId']);
  try {
    const observation = await watchRun(context, flowInstId, endsAt);
    const failed = failedIn(observation.run);
    const shown = await withLogs(failed, context, graceMs);
    return {
      facts: { ...outcome.facts, ...factsOf(observation.run, shown) },
      notes: [...outcome.notes, ...notesOf(observation, flowInstId, failed.length)],
    };
  } catch (error) {
    throw error instanceof CancelledError ? leftRunning(flowInstId, error) : error;
  }
}

function factsOf(run: FlowRun | undefined, failed: readonly JsonObject[]): JsonObject {
  return {
    ...(run && { status: run.status, tasks_done: doneIn(run), tasks_total: run.tasks.length }),
    ...(failed.length > 0 && { failed_tasks: failed }),
  };
}

function notesOf(observation: Observation, flowInstId: string, failed: number): readonly string[] {
  const { run, failure } = observation;
  const again = `look again with enos_flow_instances_get, flowInstId ${flowInstId}`;
  if (failure !== undefined) {
    const why = headline(failure, 'read').replace(/\.$/, '');
    return [`the flow was triggered, but its run could not be looked at (${why}): ${again}`];
  }
  if (run !== undefined && !isOver(run)) {
    return [`the time to wait is over; the run is ${run.status} and goes on: ${again}`];
  }
  if (failed > maxTasks) {
    return [`failed_tasks holds the first ${maxTasks} of ${failed}`];
  }
  return failedStatuses.has(run?.status ?? '') && failed === 0
    ? [`no task of the run is marked as failed: ${again}`]
    : [];
}

/** Nobody waits any more, but what was triggered runs. */
function leftRunning(flowInstId: string, cause: CancelledError): PartialTaskError {
  return new PartialTaskError(
    `Only the waiting ended: the flow was triggered, and its run ${flowInstId} goes on at EnOS.`,
    [`enos_flow_instances_get shows how it goes, enos_flow_instances_cancel stops it.`],
    cause,
  );
}

/** Looks at a run with growing gaps until it is over, or until `endsAt` on the client's clock. */
async function watchRun(
  context: ToolContext,
  flowInstId: string,
  endsAt: number,
): Promise<Observation> {
  const { client, run } = context;
  let observation: Observation = { run: undefined, failure: undefined, misses: 0 };
  let gapMs = firstGapMs;
  do {
    const leftMs = endsAt - client.now();
    await client.sleep(Math.max(0, Math.min(gapMs, leftMs)), run.signal);
    observation = await observe(context, flowInstId, endsAt, observation);
    reportProgress(context, observation.run);
    gapMs = Math.min(gapMs + 1_000, longestGapMs);
  } while (isToBeWatched(observation) && client.now() < endsAt);
  return observation;
}

function isToBeWatched({ run, misses }: Observation): boolean {
  return misses < maxMisses && !(run !== undefined && isOver(run));
}

function isOver({ status }: FlowRun): boolean {
  return finalStatuses.has(status);
}

function doneIn({ tasks }: FlowRun): number {
  return tasks.filter(({ status }) => finalStatuses.has(status)).length;
}

async function observe(
  context: ToolContext,
  flowInstId: string,
  endsAt: number,
  before: Observation,
): Promise<Observation> {
  const deadlineMs = Math.max(endsAt - context.client.now(), graceMs);
  try {
    const args = { flowInstId };
    const instance = await callEndpoint(context, 'enos_flow_instances_get', args, deadlineMs);
    return { run: readRun(instance), failure: undefined, misses: 0 };
  } catch (error) {
    if (error instanceof CancelledError || !isFailure(error)) {
      throw error;
    }
    return { ...before, failure: error, misses: before.misses + 1 };
  }
}

function reportProgress({ run: { progress } }: ToolContext, run: FlowRun | undefined): void {
  if (run === undefined) {
    return;
  }
  const active = run.tasks.filter(({ status }) => status === 'RUNNING');
  const names = active.map(({ taskName }) => taskName).join(', ');
  progress(doneIn(run), run.tasks.length, names === '' ? run.status : `${run.status}: ${names}`);
}

/** Reads what "Get Flow Instance" answers. */
function readRun({ status, graph }: JsonObject): FlowRun {
  const tasks = isJsonObject(graph) && Array.isArray(graph['tasks']) ? graph['tasks'] : [];
  return { status: statusName(status), tasks: tasks.filter(isJsonObject).map(readTask) };
}

/** Samples of the vendor write some keys in snake case. */
function readTask(task: JsonObject): TaskRun {
  return {
    taskInstId: textOf(task['taskInstId'] ?? task['task_inst_id']),
    taskName: textOf(task['taskName'] ?? task['task_name']),
    status: statusName(task['status']),
  };
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** A flow may go on beside a task that failed. */
function failedIn(run: FlowRun | undefined): readonly TaskRun[] {
  return run?.tasks.filter(({ status }) => failedStatuses.has(status)) ?? [];
}

/** The tasks with the ends of their logs, where a program says what went wrong. */
function withLogs(
  tasks: readonly TaskRun[],
  context: ToolContext,
  deadlineMs: number,
): Promise<readonly JsonObject[]> {
  return inParallel(tasks.slice(0, maxTasks), 3, async (task) => ({
    ...task,
    ...(await logOf(task, context, deadlineMs)),
  }));
}

/** Read whole and cut here: the vendor does not say which end its own `maxLength` leaves. */
async function logOf(
  { taskInstId }: TaskRun,
  context: ToolContext,
  deadlineMs: number,
): Promise<JsonObject> {
  try {
    const args = { taskInstId };
    const { log } = await callEndpoint(context, 'enos_task_instances_get_log', args, deadlineMs);
    return { log_tail: tailOf(String(log)) };
  } catch (error) {
    if (!isFailure(error)) {
      throw error;
    }
    return { no_log: headline(error, 'read') };
  }
}

function tailOf(log: string): string {
  const text = log.trimEnd();
  // Never from the middle of a character.
  return text.length > tailLength
    ? `…${text.slice(-tailLength).replace(/^[\uDC00-\uDFFF]/, '')}`
    : text;
}
