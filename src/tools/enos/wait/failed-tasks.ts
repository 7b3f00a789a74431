import type { JsonObject } from '../../../core/json.js';
import { failedStatuses } from '../../../endpoints/enos/statuses.js';
import { headline } from '../../answer/failure-text.js';
import { isFailure } from '../../answer/render.js';
import { inParallel } from '../../context/parallel.js';
import { callEndpoint, type ToolContext } from '../../context/tool-context.js';
import type { FlowRun, TaskRun } from './flow-run.js';

/** Tasks that an answer shows, each with its log. */
export const maxTasks = 10;
const tailLength = 1_500;

/** A flow may go on beside a task that failed. */
export function failedIn(run: FlowRun | undefined): readonly TaskRun[] {
  return run?.tasks.filter(({ status }) => failedStatuses.has(status)) ?? [];
}

/** The tasks with the ends of their logs, where a program says what went wrong. */
export function withLogs(
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
