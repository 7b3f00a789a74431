import type { Enos, FlowInstance } from '../model.js';
import { type PlannedTask, planOf, type RunPlan } from './plan.js';

/** When an instance runs. Times that are not reached yet are known already: the clock only uncovers them. */
export interface InstanceTimeline {
  readonly instance: FlowInstance;
  readonly plan: RunPlan;
  /** Undefined for what is cancelled before it starts. */
  readonly startAt: number | undefined;
  readonly endAt: number;
}

/**
 * The timelines of all instances. "The workflow only allows one instance to run at any one time": each starts when
 * those of the same flow before it have ended.
 */
export function allTimelines(enos: Enos): readonly InstanceTimeline[] {
  const freeAt = new Map<number, number>();
  const queue = [...enos.instances].sort((a, b) => a.plannedAt - b.plannedAt);
  return queue.map((instance) => {
    const { flowId } = instance.flow;
    const timeline = timelineFrom(instance, freeAt.get(flowId) ?? 0, enos);
    if (timeline.startAt !== undefined) freeAt.set(flowId, timeline.endAt);
    return timeline;
  });
}

function timelineFrom(instance: FlowInstance, freeAt: number, { options }: Enos): InstanceTimeline {
  const plan = planOf(instance, options);
  const { cancelledAt = Number.POSITIVE_INFINITY, plannedAt } = instance;
  const startAt = Math.max(plannedAt + options.initMs + options.waitMs, freeAt);
  if (cancelledAt < startAt) return { instance, plan, startAt: undefined, endAt: cancelledAt };
  return { instance, plan, startAt, endAt: Math.min(startAt + plan.lastsMs, cancelledAt) };
}

export function flowStatus(timeline: InstanceTimeline, { clock, options }: Enos): RunStatus {
  const now = clock.now();
  const { instance, startAt, endAt } = timeline;
  if (now >= endAt) return wasCancelled(timeline) ? 'CANCEL' : timeline.plan.outcome;
  if (startAt !== undefined && now >= startAt) return 'RUNNING';
  return now < instance.plannedAt + options.initMs ? 'INIT' : 'WAIT';
}

export function isOver({ endAt }: InstanceTimeline, { clock }: Enos): boolean {
  return clock.now() >= endAt;
}

function wasCancelled({ instance, startAt, plan }: InstanceTimeline): boolean {
  const { cancelledAt } = instance;
  return (
    cancelledAt !== undefined && (startAt === undefined || cancelledAt < startAt + plan.lastsMs)
  );
}

export interface TaskTimeline {
  readonly status: RunStatus;
  /** Undefined until it is reached. */
  readonly startAt: number | undefined;
  readonly endAt: number | undefined;
}

const notBegun = { startAt: undefined, endAt: undefined };

/** How far a task is by now. */
export function taskTimeline(
  taskId: number,
  timeline: InstanceTimeline,
  { clock }: Enos,
): TaskTimeline {
  const { instance, plan, startAt: flowStart, endAt: flowEnd } = timeline;
  if (!instance.taskIds.has(taskId)) return { status: 'SKIP', ...notBegun };
  const now = clock.now();
  const stopped = wasCancelled(timeline) && now >= flowEnd;
  const planned = plan.tasks.get(taskId);
  if (flowStart === undefined || now < flowStart || planned === undefined) {
    return { status: stopped ? 'CANCEL' : 'INIT', ...notBegun };
  }
  const done = begun(planned, flowStart, Math.min(now, flowEnd));
  if (!stopped || isEnded(done)) return done;
  return { ...done, status: 'CANCEL', endAt: done.startAt && flowEnd };
}

/** A task of a flow that has begun, as it stands at a time. */
function begun(planned: PlannedTask, flowStart: number, time: number): TaskTimeline {
  const startAt = flowStart + planned.startMs;
  const endAt = flowStart + planned.endMs;
  if (time < startAt) return { status: 'WAIT', ...notBegun };
  return time < endAt
    ? { status: 'RUNNING', startAt, endAt: undefined }
    : { status: planned.outcome, startAt, endAt };
}

function isEnded({ endAt }: TaskTimeline): boolean {
  return endAt !== undefined;
}

/** The page "List Flow Instances", FlowInstanceStatus; those that the sandbox brings about. */
const codes = {
  FAIL: -1,
  INIT: 0,
  SUCCESS: 1,
  RUNNING: 2,
  WAIT: 5,
  TIMEOUT: 7,
  CANCEL: 8,
  SKIP: 10,
} as const;

export type RunStatus = keyof typeof codes;

export function statusCode(status: RunStatus): number {
  return codes[status];
}
