import type { JsonObject } from '../../../core/json.js';
import { nodesIn, type ProjectNode } from '../resolve/keys.js';
import { objectsIn, textOf, textsIn } from '../resolve/reply-values.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';
import { changesIn } from './foresee-node.js';
import {
  alreadySo,
  change,
  type ForeseenWrite,
  type Foresight,
  firstGiven,
  nothingForeseen,
} from './foresight.js';
import { namesOfNodes, underWay } from './nodes.js';
import { refuseMissing } from './requirements.js';
import {
  callerDoubt,
  type PersonNames,
  refuseTerminated,
  standingOf,
  templateBehind,
} from './standing.js';
import type { RequirementArguments } from './transition.js';

const words: RequirementArguments = {
  owners: 'role_owners',
  roles: 'role_owners',
  schedule: 'fields',
};

/** Taking a transition of a state flow. */
export async function foreseeState(write: ForeseenWrite): Promise<Foresight> {
  const { args, given, resolution, context } = write;
  refuseTerminated(await standingOf(resolution, context), resolution);
  const workflow = await resolution.workflow(1);
  const states = nodesIn(workflow);
  const here = states.find(({ status }) => status === underWay);
  if (here === undefined) {
    return nothingForeseen;
  }
  if (isState(here, textOf(given['transition_id'])) && args['transition_id'] === undefined) {
    return thereAlready(here, write);
  }
  const target = targetOf(workflow, here, write);
  if (target === undefined) {
    return nothingForeseen;
  }
  const { fields, role_owners } = args;
  const changes = changesIn({
    ...(fields !== undefined && { fields }),
    ...(role_owners !== undefined && { role_assignee: role_owners }),
  });
  const known = (await resolution.fields()) ?? [];
  const nameOf = (key: string) => key;
  await refuseMissing({ resolution, context, target, fields: known, changes, words, nameOf });
  const doubt = await notAuthorized(workflow, here, write);
  if (doubt !== undefined && !resolution.issues.isEmpty) {
    resolution.issues.add('', doubt);
  }
  return {
    changes: [change('state', here.name, target.name)],
    notes: doubt === undefined ? [] : [doubt],
  };
}

function isState({ id, name }: ProjectNode, text: string): boolean {
  return text === id || text === name;
}

function thereAlready(here: ProjectNode, write: ForeseenWrite): Foresight {
  const { issues } = write.resolution;
  issues.forget('transition_id');
  const filledIn = firstGiven(write, ['fields', 'role_owners']);
  if (filledIn !== undefined) {
    const problem = `cannot be filled in by a transition: the item is in the state ${here.name} already`;
    issues.add(filledIn, problem, 'project_work_items_update');
  }
  return alreadySo({ state: here.name }, `the item is in the state ${here.name} already`);
}

/** The state that a transition leads to; one that does not start at the present state is refused. */
function targetOf(
  workflow: JsonObject,
  here: ProjectNode,
  { args, resolution }: ForeseenWrite,
): ProjectNode | undefined {
  const states = nodesIn(workflow);
  const id = textOf(args['transition_id']);
  const ways = objectsIn(workflow['connections']);
  const way = ways.find(({ transition_id }) => textOf(transition_id) === id);
  const [source, target] = [way?.['source_state_key'], way?.['target_state_key']].map((key) =>
    states.find((state) => state.id === key),
  );
  if (target === undefined || source === undefined || source.id === here.id) {
    return target;
  }
  const next = ways
    .filter(({ source_state_key }) => source_state_key === here.id)
    .flatMap(({ target_state_key }) => states.filter((state) => state.id === target_state_key));
  const problem = `is ${id} (${source.name} → ${target.name}), and the item is in the state ${here.name}`;
  resolution.issues.add('transition_id', problem, `to go to: ${namesOfNodes(next)}`);
  return undefined;
}

/** Says which roles may leave the present state, where the user of the calls has none of them. */
async function notAuthorized(
  workflow: JsonObject,
  here: ProjectNode,
  write: ForeseenWrite,
): Promise<string | undefined> {
  const roles = await authorizedRoles(workflow, here, write.resolution);
  if (roles.length === 0) {
    return undefined;
  }
  const owners = objectsIn(here.told['role_owners']);
  const holders = roles.map((role) => owners.find((entry) => entry['role'] === role));
  const fact = (nameOf: PersonNames) => {
    const who = roles.map((role, index) => {
      const entry = holders[index];
      const names = textsIn(entry?.['owners']).map(nameOf).join(', ');
      return `${textOf(entry?.['name']) || role} (${names || 'nobody'})`;
    });
    return `items are moved on from ${here.name} by ${who.join(', ')}`;
  };
  return callerDoubt(
    holders.flatMap((entry) => textsIn(entry?.['owners'])),
    fact,
    write,
  );
}

async function authorizedRoles(
  workflow: JsonObject,
  here: ProjectNode,
  resolution: ResolutionContext,
): Promise<readonly string[]> {
  const template = await templateBehind(workflow, resolution);
  const conf = objectsIn(template?.['state_flow_confs']).find(
    ({ state_key }) => state_key === here.id,
  );
  return textsIn(conf?.['authorized_roles']);
}
