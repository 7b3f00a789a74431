import { z } from 'zod';
import { CancelledError, PartialTaskError } from '../../../core/errors.js';
import type { JsonObject } from '../../../core/json.js';
import { failedStatuses } from '../../../endpoints/enos/statuses.js';
import { headline } from '../../answer/failure-text.js';
import type { Outcome } from '../../answer/result.js';
import type { ExtensionSteps } from '../../context/extension.js';
import type { ToolContext } from '../../context/tool-context.js';
import { failedIn, maxTasks, withLogs } from './failed-tasks.js';
import type { FlowRun } from './flow-run.js';
import { wait } from './wait.js';
import { doneIn, graceMs, isOver, type Sight, watchRun } from './watch-run.js';

const wishes = z.object(wait);
const usualSeconds = 45;

/** The steps of one call. What the trigger itself takes counts as waited. */
export function followSteps(): ExtensionSteps {
  let startedAt = 0;
  return {
    async before({ wait: _wait, wait_seconds: _seconds, ...sent }, context) {
      startedAt = context.client.now();
      return sent;
    },
    async after(outcome, args, context) {
      const { wait_seconds: seconds, wait: waits = seconds !== undefined } = wishes.parse(args);
      const waitMs = (seconds ?? usualSeconds) * 1_000;
      return waits ? follow(outcome, context, startedAt + waitMs) : outcome;
    },
  };
}

async function follow(outcome: Outcome, context: ToolContext, endsAt: number): Promise<Outcome> {
  const flowInstId = String(outcome.facts['flowInstanceId']);
  try {
    const sight = await watchRun(context, flowInstId, endsAt);
    const failed = failedIn(sight.run);
    const shown = await withLogs(failed, context, graceMs);
    return {
      facts: { ...outcome.facts, ...factsOf(sight.run, shown) },
      notes: [...outcome.notes, ...notesOf(sight, flowInstId, failed.length)],
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

function notesOf(sight: Sight, flowInstId: string, failed: number): readonly string[] {
  const { run, failure } = sight;
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
