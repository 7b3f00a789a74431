import { type Candidate, NameIndex } from '../../../core/choose.js';
import type { Json, JsonObject } from '../../../core/json.js';
import { choose } from '../../input/choose.js';
import { idAmong, unlistedId } from '../names/listed.js';
import { fieldNamed, type ProjectOption, withSubFields } from './field.js';
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

/** Keys that the vendor gives: no person calls a node so. */
const nodeKeyForm = /^state_\d+$/;

/** The key of a node of the item by key or name. */
export async function nodeKey(
  resolution: ResolutionContext,
  name: string,
  path: string,
): Promise<string> {
  if (nodeKeyForm.test(name)) {
    return name;
  }
  return choose({ what: 'node', name, path }, nodesIn(await resolution.workflow(0))).id;
}

/** Hours go to a node, which may be named, or to a sub-task. */
export function withNodes(
  resolution: ResolutionContext,
  given: Json,
  path: string,
): Promise<JsonObject[]> {
  return resolution.issues.attemptAll(objectsIn(given), async (hours, index) => {
    const id = textOf(hours['resource_id']);
    return hours['resource_type'] === 'node'
      ? { ...hours, resource_id: await nodeKey(resolution, id, `${path}[${index}].resource_id`) }
      : hours;
  });
}

/** The key of a node, or of a state, whichever the item has. */
export async function stateKey(
  resolution: ResolutionContext,
  name: string,
  path: string,
): Promise<string> {
  if (nodeKeyForm.test(name)) {
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
  if (/^\d+$/.test(name)) {
    return name;
  }
  const workflow = await resolution.workflow(1);
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

/** The key of a field, sub-fields among them; as it was given where the fields may not be seen. */
export async function fieldKey(
  resolution: ResolutionContext,
  name: string,
  path: string,
): Promise<string> {
  const fields = await resolution.fields();
  return fields === undefined
    ? unlistedId({ what: 'field', name, path }, resolution.notes)
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

/** The relation, or the field, by which items are related. */
export async function relationKey(
  resolution: ResolutionContext,
  name: string,
  path: string,
): Promise<string> {
  const relations = await resolution.names.list('project_relations_list', {
    project_key: resolution.space,
  });
  const ofType = relations.filter(({ work_item_type_key: type }) => type === resolution.type);
  const found = [ofType, relations]
    .map((list) => new NameIndex(list.map(relationOf)).choose(name).found)
    .find((relation) => relation !== undefined);
  return found?.id ?? fieldKey(resolution, name, path);
}

function relationOf({ id, name }: JsonObject): Candidate {
  return { id: textOf(id), name: textOf(name) };
}

/** The values of options of a field that a list names by value or label, those that can be chosen no more among them. */
export async function optionValues(
  resolution: ResolutionContext,
  key: string,
  given: unknown,
  path: string,
): Promise<string[]> {
  const field = (await resolution.fields())?.find(({ id }) => id === key);
  const isListed = field !== undefined && field.everyOption.length > 0;
  const options = isListed ? flatOptions(field.everyOption) : undefined;
  return resolution.issues.attemptAll(textsIn(given), (name, at) =>
    idAmong({ what: 'option', name, path: `${path}[${at}]` }, options, resolution.notes),
  );
}

function flatOptions(options: readonly ProjectOption[]): readonly Candidate[] {
  return options.flatMap((option) => [option, ...flatOptions(option.children)]);
}
