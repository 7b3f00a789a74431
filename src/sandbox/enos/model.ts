import { createHash } from 'node:crypto';
import type { SandboxClock } from '../kernel/clock.js';
import { defaultEnosOptions, type EnosOptions } from './options.js';

export interface EnosUser {
  readonly userId: string;
  readonly orgId: string;
  /** What owners and visitors are listed by. */
  readonly userName: string;
  readonly isLocked: boolean;
}

export interface FlowParameter {
  readonly key: string;
  readonly value: string;
}

export interface GraphPosition {
  readonly x: number;
  readonly y: number;
}

export interface FlowTask {
  readonly taskId: number;
  readonly name: string;
  /** As in an export: `COMMAND`, `DATA_INTEGRATION`. */
  readonly type: string;
  readonly cmd: string;
  readonly timeoutS: number;
  readonly retryLimit: number;
  /** JSON text. */
  readonly runMode: string;
  readonly position: GraphPosition;
}

/** Another flow that this one waits for, or one task of it. */
export interface FlowLink {
  readonly flowId: number;
  readonly taskId?: number | undefined;
  readonly position: GraphPosition;
}

/** Between node ids: `t_<taskId>`, `f_<flowId>`. */
export interface EnosRelation {
  readonly source: string;
  readonly target: string;
  readonly cycleGap: string;
  readonly rerun: boolean;
}

/** Names a task in relations. */
export function nodeId({ taskId }: Pick<FlowTask, 'taskId'>): string {
  return `t_${taskId}`;
}

/** What "Save Flow" replaces. */
export interface FlowSettings {
  readonly name: string;
  /** 0 manual, 1 periodic, 2 temporary. */
  readonly type: number;
  readonly freq: string;
  readonly cycle: string;
  readonly parameters: readonly FlowParameter[];
  readonly alertMode: number;
  readonly doAs: string;
  readonly owners: readonly string[];
  readonly visitors: readonly string[];
  /** yyyy-MM-dd */
  readonly startTime: string;
  readonly active: number;
  readonly desc: string;
  readonly queue: string;
  readonly tasks: readonly FlowTask[];
  readonly links: readonly FlowLink[];
  readonly relations: readonly EnosRelation[];
}

export interface Flow {
  readonly flowId: number;
  readonly orgId: string;
  readonly dirId: string;
  readonly creator: string;
  readonly createdAt: number;
  isLocked: boolean;
  settings: FlowSettings;
  updateUser: string;
  updatedAt: number;
  /** Up to when its schedule was carried out. */
  scheduledUntil: number;
}

/** One run of a flow, with the flow as it was then. */
export interface FlowInstance {
  readonly instanceId: string;
  /** The part of its id behind the flow's, which the ids of its tasks share. */
  readonly stamp: string;
  readonly flow: Flow;
  readonly settings: FlowSettings;
  readonly createdAt: number;
  /** As asked for; feeds the time parameters. */
  readonly triggerTime: number;
  /** When it may begin: the past begins at once. */
  readonly plannedAt: number;
  /** The tasks that take part. */
  readonly taskIds: ReadonlySet<number>;
  cancelledAt: number | undefined;
}

export function taskInstId({ taskId }: FlowTask, { stamp }: FlowInstance): string {
  return `${taskId}-${stamp}`;
}

export interface EnosDirectory {
  readonly dirId: string;
  readonly orgId: string;
  readonly name: string;
  /** Undefined for the root of an organization. */
  readonly parentId: string | undefined;
}

export interface Enos {
  readonly clock: SandboxClock;
  readonly options: EnosOptions;
  readonly users: readonly EnosUser[];
  readonly flows: Map<number, Flow>;
  readonly instances: FlowInstance[];
  readonly directories: EnosDirectory[];
  /** When each flow was last triggered by hand, by its id. */
  readonly triggeredAt: Map<number, number>;
  newFlowId(): number;
  newTaskId(): number;
  newDirId(): string;
}

export interface EnosSettings {
  readonly clock: SandboxClock;
  /** Services of one seed give the same ids in the same order. */
  readonly seed: string;
  readonly options?: Partial<EnosOptions>;
  readonly users: readonly EnosUser[];
}

/** A service in which nothing is yet but its users. */
export function createEnos({ clock, seed, options, users }: EnosSettings): Enos {
  let flows = 3_376;
  let tasks = 104_442;
  let directories = 0;
  return {
    clock,
    options: { ...defaultEnosOptions, ...options },
    users,
    flows: new Map(),
    instances: [],
    directories: [],
    triggeredAt: new Map(),
    newFlowId: () => {
      flows += 1;
      return flows;
    },
    newTaskId: () => {
      tasks += 1;
      return tasks;
    },
    newDirId: () => {
      directories += 1;
      return createHash('md5').update(`${seed} directory ${directories}`).digest('hex');
    },
  };
}
