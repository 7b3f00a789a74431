import { isJsonObject } from '../../../core/json.js';
import type { EndpointName } from '../../../endpoints/catalogue.js';
import { reportChanges } from '../../answer/changes.js';
import { headline, isFailure } from '../../answer/failure-text.js';
import type { Outcome } from '../../answer/result.js';
import { namesInRequest } from '../explain/named-ids.js';
import type { Notes } from '../resolve/issues.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';
import {
  foreseeCommentDeletion,
  foreseeHoursDeletion,
  foreseeItemDeletion,
  foreseeSubTaskDeletion,
  foreseeViewDeletion,
} from './foresee-deletion.js';
import { foreseeAbort, foreseeFreeze } from './foresee-item.js';
import { foreseeNode } from './foresee-node.js';
import { foreseeState } from './foresee-state.js';
import { foreseeSubTask } from './foresee-sub-task.js';
import { type Foresee, type ForeseenWrite, type Foresight, nothingForeseen } from './foresight.js';

/** Writes that depend on the state that their item is in. */
const table: Partial<Readonly<Record<EndpointName, Foresee>>> = {
  project_nodes_operate: foreseeNode,
  project_states_change: foreseeState,
  project_subtasks_operate: foreseeSubTask,
  project_work_items_abort: foreseeAbort,
  project_work_items_freeze: foreseeFreeze,
  project_work_items_delete: foreseeItemDeletion,
  project_subtasks_delete: foreseeSubTaskDeletion,
  project_fixed_views_delete: foreseeViewDeletion,
  project_comments_delete: foreseeCommentDeletion,
  project_work_hours_delete: foreseeHoursDeletion,
};

/**
 * Looks at where the things stand that a write changes: what stands against it goes to the issues of its resolution. A
 * look that fails stands against nothing, as the write itself tells then.
 */
export async function foresee(write: ForeseenWrite, dryRun: boolean): Promise<Foresight> {
  const look = table[write.name];
  if (look === undefined || (write.context.answers === 'short' && !dryRun)) {
    return nothingForeseen;
  }
  try {
    const seen = await look(write);
    return dryRun && movesItem.test(write.name) ? withFrozenNote(seen) : seen;
  } catch (error) {
    if (!isFailure(error)) {
      throw error;
    }
    const why = headline(error, 'read').replace(/\.$/, '');
    const note = `the state of the item could not be read (${why})`;
    return { ...nothingForeseen, notes: dryRun ? [note] : [] };
  }
}

const movesItem = /^project_(nodes|states|subtasks)_/;

/** Adds what no read tells: nothing that the vendor gives shows whether an item is frozen. */
export function withFrozenNote(seen: Foresight): Foresight {
  const note = 'whether the item is frozen cannot be read; a frozen one is refused (10002)';
  return { ...seen, notes: [...seen.notes, note] };
}

interface Planned {
  readonly foreseen: Foresight;
  readonly resolution: ResolutionContext;
}

/** Adds to the plan of a write what it is going to change, and what the ids in it stand for. */
export async function withForesight(
  { facts, notes }: Outcome,
  { foreseen, resolution }: Planned,
): Promise<Outcome> {
  const { changes } = reportChanges(foreseen.changes).facts;
  const names = await namesInRequest(facts['would_send'] ?? null, resolution);
  const foreseenNames = foreseen.facts?.['names'];
  const shown = { ...Object.fromEntries(names), ...(isJsonObject(foreseenNames) && foreseenNames) };
  return {
    facts: {
      ...facts,
      ...foreseen.facts,
      ...(changes !== undefined && { would_change: changes }),
      ...(Object.keys(shown).length > 0 && { names: shown }),
    },
    notes: [...notes, ...foreseen.notes],
  };
}

/** Adds to the outcome of a write what it changed, where nothing can be read back. */
export function withReport({ facts, notes }: Outcome, { changes, ...seen }: Foresight): Outcome {
  const report = reportChanges(changes);
  return {
    facts: { ...facts, ...seen.facts, ...report.facts },
    notes: [...notes, ...seen.notes],
  };
}

/** Tells with a failure what stood against the write already before it was sent. */
export function tellForeseen(foreseen: Foresight | undefined, { note }: Notes): void {
  for (const text of foreseen?.notes ?? []) {
    note(text);
  }
}
