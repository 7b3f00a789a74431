import type { Enos, FlowInstance } from '../model.js';
import { type Plan, type PlannedTask, planOf } from './plan.js';
import type { Status } from './status.js';

/** When an instance runs. Times that are not reached yet are known already: the clock only uncovers them. */
export interface Course {
  readonly instance: FlowInstance;
  readonly plan: Plan;
  /** Undefined for what is cancelled before it starts. */
  readonly startAt: number | undefined;
  readonly endAt: number;
}

/**
 * The courses of all instances. "The workflow only allows one instance to run at any one time": each starts when
 * those of the same flow before it have ended.
 */
export function allCourses(enos: Enos): readonly Course[] {
  const freeAt = new Map<number, number>();
  const queue = [...enos.instances].sort((a, b) => a.plannedAt - b.plannedAt);
  return queue.map((instance) => {
    const { flowId } = instance.flow;
    const course = courseFrom(instance, freeAt.get(flowId) ?? 0, enos);
    if (course.startAt !== undefined) freeAt.set(flowId, course.endAt);
    return course;
  });
}

function courseFrom(instance: FlowInstance, freeAt: number, { options }: Enos): Course {
  const plan = planOf(instance, options);
  const { cancelledAt = Number.POSITIVE_INFINITY, plannedAt } = instance;
  const startAt = Math.max(plannedAt + options.initMs + options.waitMs, freeAt);
  if (cancelledAt < startAt) return { instance, plan, startAt: undefined, endAt: cancelledAt };
  return { instance, plan, startAt, endAt: Math.min(startAt + plan.lastsMs, cancelledAt) };
}

export function flowStatus(course: Course, { clock, options }: Enos): Status {
  const now = clock.now();
  const { instance, startAt, endAt } = course;
  if (now >= endAt) return wasCancelled(course) ? 'CANCEL' : course.plan.outcome;
  if (startAt !== undefined && now >= startAt) return 'RUNNING';
  return now < instance.plannedAt + options.initMs ? 'INIT' : 'WAIT';
}

export function isOver({ endAt }: Course, { clock }: Enos): boolean {
  return clock.now() >= endAt;
}

function wasCancelled({ instance, startAt, plan }: Course): boolean {
  const { cancelledAt } = instance;
  return (
    cancelledAt !== undefined && (startAt === undefined || cancelledAt < startAt + plan.lastsMs)
  );
}

export interface TaskCourse {
  readonly status: Status;
  /** Undefined until it is reached. */
  readonly startAt: number | undefined;
  readonly endAt: number | undefined;
}

const notBegun = { startAt: undefined, endAt: undefined };

/** How far a task is by now. */
export function taskCourse(taskId: number, course: Course, { clock }: Enos): TaskCourse {
  const { instance, plan, startAt: flowStart, endAt: flowEnd } = course;
  if (!instance.taskIds.has(taskId)) return { status: 'SKIP', ...notBegun };
  const now = clock.now();
  const stopped = wasCancelled(course) && now >= flowEnd;
  const planned = plan.tasks.get(taskId);
  if (flowStart === undefined || now < flowStart || planned === undefined) {
    return { status: stopped ? 'CANCEL' : 'INIT', ...notBegun };
  }
  const done = begun(planned, flowStart, Math.min(now, flowEnd));
  if (!stopped || isEnded(done)) return done;
  return { ...done, status: 'CANCEL', endAt: done.startAt && flowEnd };
}

/** A task of a flow that has begun, as it stands at a time. */
function begun(planned: PlannedTask, flowStart: number, time: number): TaskCourse {
  const startAt = flowStart + planned.startMs;
  const endAt = flowStart + planned.endMs;
  if (time < startAt) return { status: 'WAIT', ...notBegun };
  return time < endAt
    ? { status: 'RUNNING', startAt, endAt: undefined }
    : { status: planned.outcome, startAt, endAt };
}

function isEnded({ endAt }: TaskCourse): boolean {
  return endAt !== undefined;
}
