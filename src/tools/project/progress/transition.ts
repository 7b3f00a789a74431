import type { Json, JsonObject } from '../../../core/json.js';
import type { ToolContext } from '../../context/tool-context.js';
import type { ProjectField } from '../resolve/field.js';
import type { ProjectNode } from '../resolve/keys.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';
import type { PersonNames } from './standing.js';

/** What would be sent of a node, in the vendor's terms. */
export interface NodeChanges {
  readonly node_owners?: readonly string[];
  readonly node_schedule?: JsonObject;
  readonly schedules?: readonly JsonObject[];
  readonly fields?: readonly JsonObject[];
  readonly role_assignee?: readonly JsonObject[];
  /** Whether an opinion or a conclusion goes along. */
  readonly hasReview?: boolean;
}

/** One thing that a transition lacks, as far as the changes do not bring it. */
export interface MissingRequirement {
  /** The argument that would bring it, or what it is. */
  readonly path: string;
  readonly problem: string;
  readonly allowed: string;
}

/** What a tool calls the arguments that bring what a transition requires. */
export interface RequirementArguments {
  readonly owners: string;
  readonly roles: string;
  readonly schedule: string;
}

/** A node that is to be completed, or a state that is to be reached, with what names its parts. */
export interface PlannedTransition {
  readonly resolution: ResolutionContext;
  readonly context: ToolContext;
  /** The node, or the state that the item is to reach. */
  readonly target: ProjectNode;
  readonly fields: readonly ProjectField[];
  readonly changes: NodeChanges;
  readonly words: RequirementArguments;
  readonly nameOf: PersonNames;
}

export function isFilled(value: Json | undefined): boolean {
  const isEmptyList = Array.isArray(value) && value.length === 0;
  return value !== undefined && value !== null && value !== '' && !isEmptyList;
}
