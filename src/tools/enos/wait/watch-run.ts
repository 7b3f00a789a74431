import { CancelledError } from '../../../core/errors.js';
import { finalStatuses } from '../../../endpoints/enos/statuses.js';
import { type Failure, isFailure } from '../../answer/render.js';
import { callEndpoint, type ToolContext } from '../../context/tool-context.js';
import { type FlowRun, readRun } from './flow-run.js';

const firstGapMs = 1_000;
const longestGapMs = 5_000;
/** A look that begins in time may still take this long: with it, hosts that wait 60 s get their answer. */
export const graceMs = 6_000;
/** Failed looks in a row that end the watch; what was just accepted may not show at once. */
const maxMisses = 3;

/** What is known of a run. */
export interface Sight {
  /** As it was seen last; undefined where it never was. */
  readonly run: FlowRun | undefined;
  /** Why the last look failed, where it did. */
  readonly failure: Failure | undefined;
  readonly misses: number;
}

/** Looks at a run with growing gaps until it is over, or until `endsAt` on the client's clock. */
export async function watchRun(
  context: ToolContext,
  flowInstId: string,
  endsAt: number,
): Promise<Sight> {
  const { client, run } = context;
  let sight: Sight = { run: undefined, failure: undefined, misses: 0 };
  let gapMs = firstGapMs;
  do {
    const leftMs = endsAt - client.now();
    await client.sleep(Math.max(0, Math.min(gapMs, leftMs)), run.signal);
    sight = await look(context, flowInstId, endsAt, sight);
    tell(context, sight.run);
    gapMs = Math.min(gapMs + 1_000, longestGapMs);
  } while (isToBeWatched(sight) && client.now() < endsAt);
  return sight;
}

function isToBeWatched({ run, misses }: Sight): boolean {
  return misses < maxMisses && !(run !== undefined && isOver(run));
}

export function isOver({ status }: FlowRun): boolean {
  return finalStatuses.has(status);
}

export function doneIn({ tasks }: FlowRun): number {
  return tasks.filter(({ status }) => finalStatuses.has(status)).length;
}

async function look(
  context: ToolContext,
  flowInstId: string,
  endsAt: number,
  before: Sight,
): Promise<Sight> {
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

function tell({ run: { progress } }: ToolContext, run: FlowRun | undefined): void {
  if (run === undefined) {
    return;
  }
  const active = run.tasks.filter(({ status }) => status === 'RUNNING');
  const names = active.map(({ taskName }) => taskName).join(', ');
  progress(doneIn(run), run.tasks.length, names === '' ? run.status : `${run.status}: ${names}`);
}
