/** A sub-task that a node brings along. */
export interface TaskConf {
  readonly id: string;
  readonly name: string;
  /** The node cannot be completed without it. */
  readonly required: boolean;
  readonly deliverableField?: string;
}

/** What must be there before a node can be completed, and how it is completed. */
export interface NodeConf {
  readonly key: string;
  readonly name: string;
  /** The status of the work item while this node is the furthest one. */
  readonly subStage: string;
  /** Roles whose owners own the node; without any, owners are set on the node itself. */
  readonly ownerRoles: readonly string[];
  /** The people who own the node by default. */
  readonly owners: readonly string[];
  /** 2: one person completes it. 3: every owner confirms. */
  readonly passMode: 2 | 3;
  readonly milestone: boolean;
  /** Several owners have a schedule each. */
  readonly differentSchedule: boolean;
  readonly needsOwner: boolean;
  /** Points and schedule. */
  readonly needsSchedule: boolean;
  readonly needsActualTime: boolean;
  readonly needsDueTime: boolean;
  readonly requiredRoles: readonly string[];
  readonly requiredFields: readonly string[];
  /** External signals that must have passed. */
  readonly signals: readonly string[];
  /** The fields of the node's form. */
  readonly form: readonly string[];
  readonly tasks: readonly TaskConf[];
}

export interface StateConf {
  readonly key: string;
  readonly name: string;
  /** 1 initial, 2 in between, 3 archived. */
  readonly kind: 1 | 2 | 3;
}

export interface Transition {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly requiredFields: readonly string[];
  readonly form: readonly string[];
  /** Who may take it; everybody when empty. */
  readonly roles: readonly string[];
}

/** A process: nodes of a node flow, or states of a state flow. */
export interface Template {
  readonly id: string;
  name: string;
  version: number;
  disabled: boolean;
  readonly key: string;
  nodes: readonly NodeConf[];
  links: readonly (readonly [source: string, target: string])[];
  states: readonly StateConf[];
  transitions: readonly Transition[];
}

/** A node that asks for nothing but what is said. */
export function nodeConf(
  key: string,
  name: string,
  subStage: string,
  asks: Partial<NodeConf> = {},
): NodeConf {
  return {
    key,
    name,
    subStage,
    ownerRoles: [],
    owners: [],
    passMode: 2,
    milestone: false,
    differentSchedule: false,
    needsOwner: false,
    needsSchedule: false,
    needsActualTime: false,
    needsDueTime: false,
    requiredRoles: [],
    requiredFields: [],
    signals: [],
    form: [],
    tasks: [],
    ...asks,
  };
}
