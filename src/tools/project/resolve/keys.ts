import type { Candidate } from '../../../core/choose.js';
import { ApiError } from '../../../core/errors.js';
import type { Json, JsonObject } from '../../../core/json.js';
import { choose } from '../../input/choose.js';
import { unlistedId } from '../names/listed.js';
import { subTaskId } from '../names/sub-tasks.js';
import { fieldNamed, withSubFields } from './field.js';
import { refusal } from './issues.js';
import { objectsIn, textOf, textsIn } from './reply-values.js';
import type { ResolutionContext } from './resolution-context.js';

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

/** Keys that the vendor gives: hardly any person calls a node so. */
const nodeKeyForm = /^state_\d+$/;

/** The key of a node of the item by key or name. */
export async function nodeKey(
  resolution: ResolutionContext,
  name: string,
  path: string,
): Promise<string> {
  if (nodeKeyForm.test(name) && resolution.trusts()) {
    return name;
  }
  return (await nodeOfItem(resolution, name, path)).id;
}

/** Finds a node of the item by key or name; one in the form of a key is looked up as well. */
export async function nodeOfItem(
  resolution: ResolutionContext,
  name: string,
  path: string,
): Promise<ProjectNode> {
  return choose({ what: 'node', name, path }, nodesIn(await resolution.workflow(0)));
}

/** The keys of nodes of the item; all are looked up, as the vendor leaves out those that there are not. */
export async function nodeKeys(
  resolution: ResolutionContext,
  given: unknown,
  path: string,
): Promise<string[]> {
  const nodes = nodesIn(await resolution.workflow(0));
  return resolution.issues.attemptAll(
    textsIn(given),
    (name, index) => choose({ what: 'node', name, path: `${path}[${index}]` }, nodes).id,
  );
}

/** Hours go to a node or to a sub-task; records that are changed go by their ids. */
export function withNodes(
  resolution: ResolutionContext,
  given: Json,
  path: string,
): Promise<JsonObject[]> {
  return resolution.issues.attemptAll(objectsIn(given), async (hours, index) => {
    const { resource_type: kind, resource_id: resource } = hours;
    if (resource === undefined) {
      return hours;
    }
    const find = kind === 'node' ? nodeKey : subTaskId;
    const place = `${path}[${index}].resource_id`;
    return { ...hours, resource_id: await find(resolution, textOf(resource), place) };
  });
}

/** The key of a node, or of a state, whichever the item has. */
export async function stateKey(
  resolution: ResolutionContext,
  name: string,
  path: string,
): Promise<string> {
  if (nodeKeyForm.test(name) && resolution.trusts()) {
    return name;
  }
  const isState = await resolution.isStateFlow();
  const steps = nodesIn(await resolution.workflow(isState ? 1 : 0));
  return choose({ what: isState ? 'state' : 'node', name, path }, steps).id;
}

const current = 2;

/** The transition from the state that the item is in to the one of that name. */
export async function transitionId(
  resolution: ResolutionContext,
  name: string,
  path: string,
): Promise<string> {
  if (/^\d+$/.test(name) && resolution.trusts()) {
    return name;
  }
  const workflow = await stateFlow(resolution);
  const states = nodesIn(workflow);
  const here = states.find(({ status }) => status === current);
  const ways = objectsIn(workflow['connections'])
    .filter(({ source_state_key }) => source_state_key === here?.id)
    .map(({ target_state_key, transition_id }) => ({
      id: textOf(target_state_key),
      name: states.find(({ id }) => id === target_state_key)?.name ?? '',
      transition: textOf(transition_id),
    }));
  const byId = ways.find(({ transition }) => transition === name);
  if (byId !== undefined) {
    return byId.transition;
  }
  if (ways.length === 0) {
    throw refusal(path, `leads nowhere: nothing follows the state ${here?.name ?? ''}`);
  }
  return choose({ what: `state after ${here?.name}`, name, path }, ways).transition;
}

async function stateFlow(resolution: ResolutionContext): Promise<JsonObject> {
  try {
    return await resolution.workflow(1);
  } catch (error) {
    if (error instanceof ApiError && error.facts.code === nodeFlowCode) {
      const remedy = 'project_nodes_complete completes its nodes';
      throw refusal('work_item_id', 'is an item with nodes, not states', remedy);
    }
    throw error;
  }
}

/** FlowType Is Error, Please Convert To Node FlowType. */
const nodeFlowCode = 20027;

/** The key of a field, sub-fields among them; as it was given where the fields may not be seen. */
export async function fieldKey(
  resolution: ResolutionContext,
  name: string,
  path: string,
): Promise<string> {
  return fieldKeyOfType(resolution, name, path, '');
}

/** The same of a type that need not be that of the call; an empty one is that of the call. */
export async function fieldKeyOfType(
  resolution: ResolutionContext,
  name: string,
  path: string,
  type: string,
): Promise<string> {
  const fields = await (type === '' ? resolution.fields() : resolution.fields(type));
  return fields === undefined
    ? unlistedId({ what: 'field', name, path }, resolution)
    : fieldNamed(name, withSubFields(fields), path).id;
}

/** Of which fields to return: a minus before a key leaves that field out. */
export function fieldKeys(
  resolution: ResolutionContext,
  given: unknown,
  path: string,
): Promise<string[]> {
  return resolution.issues.attemptAll(textsIn(given), async (text, index) => {
    const [, minus = '', name = ''] = /^(-?)(.*)$/s.exec(text) ?? [];
    return `${minus}${await fieldKey(resolution, name, `${path}[${index}]`)}`;
  });
}
