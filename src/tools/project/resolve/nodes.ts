import type { Candidate } from '../../../core/choose.js';
import type { JsonObject } from '../../../core/json.js';
import { choose } from '../../input/choose.js';
import { objectsIn, textOf } from './field.js';
import { refusal } from './issues.js';
import type { Scene } from './resolution-context.js';

/** A node, or a state, with what the vendor says of it. */
export interface ProjectNode extends Candidate {
  readonly status: number;
  readonly told: JsonObject;
}

export function nodesIn(workflow: JsonObject): readonly ProjectNode[] {
  const { workflow_nodes, state_flow_nodes } = workflow;
  return [...objectsIn(workflow_nodes), ...objectsIn(state_flow_nodes)].map((told) => ({
    id: textOf(told['state_key']) || textOf(told['id']),
    name: textOf(told['name']),
    status: Number(told['status']),
    told,
  }));
}

/** Keys that the vendor gives: no person calls a node so. */
const nodeKeyForm = /^state_\d+$/;

/** The key of a node of the item by key or name. */
export async function nodeKey(scene: Scene, name: string, path: string): Promise<string> {
  if (nodeKeyForm.test(name)) {
    return name;
  }
  return choose({ what: 'node', name, path }, nodesIn(await scene.workflow(0))).id;
}

/** The key of a node, or of a state, whichever the item has. */
export async function stateKey(scene: Scene, name: string, path: string): Promise<string> {
  if (nodeKeyForm.test(name)) {
    return name;
  }
  const isState = await scene.isStateFlow();
  const steps = nodesIn(await scene.workflow(isState ? 1 : 0));
  return choose({ what: isState ? 'state' : 'node', name, path }, steps).id;
}

const current = 2;

/** The transition from the state that the item is in to the one of that name. */
export async function transitionId(scene: Scene, name: string, path: string): Promise<string> {
  if (/^\d+$/.test(name)) {
    return name;
  }
  const workflow = await scene.workflow(1);
  const states = nodesIn(workflow);
  const here = states.find(({ status }) => status === current);
  const ways = objectsIn(workflow['connections'])
    .filter(({ source_state_key }) => source_state_key === here?.id)
    .map(({ target_state_key, transition_id }) => ({
      id: textOf(target_state_key),
      name: states.find(({ id }) => id === target_state_key)?.name ?? '',
      transition: textOf(transition_id),
    }));
  if (ways.length === 0) {
    throw refusal(path, `leads nowhere: nothing follows the state ${here?.name ?? ''}`);
  }
  return choose({ what: `state after ${here?.name}`, name, path }, ways).transition;
}
