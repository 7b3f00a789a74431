import type { WireObject } from '../gateway/wire.js';

interface ViewBasics {
  readonly id: string;
  readonly projectKey: string;
  readonly typeKey: string;
  readonly createdBy: string;
  readonly createdAt: number;
  name: string;
  modifiedBy: string;
  /** 1: the people and teams that are named. 2: administrators. 3: all members. */
  cooperationMode: number;
  collaborators: readonly string[];
}

/** Lists the work items that were put into it. */
export interface FixedView extends ViewBasics {
  readonly kind: 'fixed';
  itemIds: readonly string[];
}

/** Lists what meets its conditions. */
export interface ConditionView extends ViewBasics {
  readonly kind: 'condition';
  /** A SearchGroup, checked when it was given. */
  group: WireObject;
  /** Shows several types and spaces, and is read by its own endpoint only. */
  readonly panorama: boolean;
}
