import type { WireObject } from '../gateway/wire.js';

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
