import {
  alreadySo,
  change,
  type ForeseenWrite,
  type Foresight,
  nothingForeseen,
} from './foresight.js';
import { refuseTerminated, standingOf, titleOf } from './standing.js';

/** Terminating or restoring an item. */
export async function foreseeAbort({
  args,
  resolution,
  context,
}: ForeseenWrite): Promise<Foresight> {
  const standing = await standingOf(resolution, context);
  const terminates = args['is_aborted'] === true;
  if (standing !== undefined && standing.isTerminated === terminates) {
    const state = terminates ? 'is terminated already' : 'is not terminated';
    const facts = { work_item: standing.name, terminated: terminates };
    return alreadySo(facts, `${titleOf(standing)} ${state}`);
  }
  if (await resolution.isStateFlow()) {
    const problem = 'is an item with states, and only items with nodes are terminated';
    resolution.issues.add('work_item_id', problem, 'project_states_change moves it on');
  }
  return standing === undefined
    ? nothingForeseen
    : { changes: [change('terminated', standing.isTerminated, terminates)], notes: [] };
}

/** Freezing or thawing an item: the vendor does not tell whether it is frozen. */
export async function foreseeFreeze({
  args,
  resolution,
  context,
}: ForeseenWrite): Promise<Foresight> {
  const standing = await standingOf(resolution, context);
  refuseTerminated(standing, resolution);
  const title = standing === undefined ? 'the item' : titleOf(standing);
  return {
    changes: [change('frozen', unknown, args['is_frozen'] === true)],
    notes: [`the vendor does not tell whether ${title} was frozen before`],
  };
}

const unknown = 'unknown';
