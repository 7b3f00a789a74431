import type { Wire, WireObject } from '../gateway/wire.js';

/** Times are milliseconds; 0 is unset. */
export interface Schedule {
  points: number;
  start: number;
  end: number;
  actualHours: number;
  isAuto: boolean;
  owners: readonly string[];
}

export interface SubTask {
  readonly id: string;
  name: string;
  readonly required: boolean;
  readonly deliverableField: string | undefined;
  readonly createdAt: number;
  assignee: readonly string[];
  roleAssignee: Map<string, readonly string[]>;
  schedule: Schedule;
  note: string;
  passed: boolean;
  beganAt: number;
  finishedAt: number;
  deliverable: Map<string, Wire>;
  fields: Map<string, Wire>;
}

export interface Review {
  opinion: string;
  conclusion: string;
  readonly owners: Map<string, { opinion: string; conclusion: string }>;
}

export interface NodeState {
  readonly key: string;
  /** 1 not arrived, 2 in progress, 3 done. */
  status: 1 | 2 | 3;
  /** Set on the node itself; they go before the owners of its roles. */
  owners: readonly string[] | undefined;
  schedule: Schedule;
  schedules: readonly Schedule[];
  beganAt: number;
  finishedAt: number;
  /** Who confirmed, and when. */
  readonly confirmations: Map<string, number>;
  subTasks: SubTask[];
  /** Until then it counts as in transition. */
  movingUntil: number;
  readonly review: Review;
}

/** A row of a compound field. */
export interface CompoundRow {
  readonly uuid: string;
  /** By the sub-field's key. */
  readonly values: ReadonlyMap<string, Wire>;
}

export interface StatusChange {
  readonly key: string;
  readonly at: number;
  readonly by: string;
}

export interface WorkItem {
  readonly id: string;
  readonly projectKey: string;
  readonly typeKey: string;
  readonly templateId: string;
  readonly createdBy: string;
  readonly createdAt: number;
  name: string;
  updatedBy: string;
  updatedAt: number;
  deleted: boolean;
  aborted: boolean;
  frozen: boolean;
  /** Whom strict permissions show it to; everybody in the space when absent. */
  readonly visibleTo: ReadonlySet<string> | undefined;
  /** By field key; compound fields have their groups instead. */
  readonly values: Map<string, Wire>;
  readonly groups: Map<string, readonly CompoundRow[]>;
  readonly roleOwners: Map<string, readonly string[]>;
  /** Of a node flow. */
  readonly nodes: NodeState[];
  /** The current state of a state flow, or the stage of a node flow. */
  status: string;
  readonly statusHistory: StatusChange[];
}

export function noSchedule(): Schedule {
  return { points: 0, start: 0, end: 0, actualHours: 0, isAuto: true, owners: [] };
}

/** How a value comes to a field that has one. */
export type UpdateMode = 'APPEND' | 'UPDATE' | 'REPLACE';

/** A batch update on its way: one item after the other, each at its time. */
export interface BatchTask {
  readonly id: string;
  readonly userKey: string;
  readonly startedAt: number;
  readonly itemIds: readonly string[];
  /** The body that asked for it; checked already. */
  readonly asked: WireObject;
  readonly succeeded: string[];
  readonly failed: string[];
  readonly scenes: Set<string>;
}
