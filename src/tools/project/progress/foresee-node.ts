import type { JsonObject } from '../../../core/json.js';
import type { ToolContext } from '../../context/tool-context.js';
import { nodesIn, type ProjectNode } from '../resolve/keys.js';
import { objectsIn, textsIn } from '../resolve/reply-values.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';
import { deltaOf } from '../resolve/set-values.js';
import {
  alreadySo,
  type ForeseenWrite,
  type Foresight,
  firstGiven,
  nothingForeseen,
} from './foresight.js';
import {
  changesOfCompletion,
  changesOfRollback,
  done,
  type NodeOwners,
  namesOfNodes,
  ownersOf,
  shownNode,
  underWay,
} from './nodes.js';
import { refuseMissing } from './requirements.js';
import { callerDoubt, type PersonNames, refuseTerminated, standingOf } from './standing.js';
import type { NodeChanges, RequirementArguments } from './transition.js';

/** A node that a call is about, among the others of its item. */
export interface NodeCall {
  readonly node: ProjectNode;
  readonly workflow: JsonObject;
  /** The argument that names the node. */
  readonly path: string;
  readonly resolution: ResolutionContext;
  readonly context: ToolContext;
}

/** Completing or rolling back a node with project_nodes_operate. */
export async function foreseeNode(write: ForeseenWrite): Promise<Foresight> {
  const { args, resolution, context } = write;
  const workflow = await resolution.workflow(0);
  const node = nodesIn(workflow).find(({ id }) => id === args['node_id']);
  refuseTerminated(await standingOf(resolution, context), resolution);
  if (node === undefined) {
    return nothingForeseen;
  }
  const call = { node, workflow, path: 'node_id', resolution, context };
  const filledIn = firstGiven(write, fillable);
  return args['action'] === 'rollback'
    ? foreseeRollback(call, filledIn)
    : foreseeConfirmation(call, { changes: changesIn(args), filledIn, words });
}

const words: RequirementArguments = {
  owners: 'node_owners',
  roles: 'role_assignee',
  schedule: 'node_schedule',
};

const fillable = ['fields', 'node_owners', 'node_schedule', 'schedules', 'clear', 'role_assignee'];

/** The changes of a node among the arguments of a call. */
export function changesIn(args: JsonObject): NodeChanges {
  const { node_owners, node_schedule, schedules, role_assignee, finished_infos } = args;
  const schedule = objectsIn([node_schedule])[0];
  const fields = ['fields', 'node_fields', 'node_custom_fields'].flatMap((key) => args[key] ?? []);
  return {
    ...(node_owners !== undefined && {
      node_owners: textsIn(deltaOf(node_owners)?.add ?? node_owners),
    }),
    ...(schedule !== undefined && { node_schedule: schedule }),
    ...(schedules !== undefined && { schedules: objectsIn(schedules) }),
    ...(fields.length > 0 && { fields: objectsIn(fields) }),
    ...(role_assignee !== undefined && { role_assignee: objectsIn(role_assignee) }),
    ...(finished_infos !== undefined && { hasReview: true }),
  };
}

/** What a completion brings along. */
interface Completion {
  readonly changes: NodeChanges;
  /** The first argument that writes into the node on the way. */
  readonly filledIn: string | undefined;
  readonly words: RequirementArguments;
}

/** Tells all at once what stands against the completion of a node. */
export async function foreseeConfirmation(
  call: NodeCall,
  { changes, filledIn, words: names }: Completion,
): Promise<Foresight> {
  const { node, workflow, resolution, context } = call;
  const owners = await ownersOf(node, resolution);
  if (node.status === done) {
    return doneBefore(call, owners, filledIn);
  }
  if (node.status !== underWay) {
    refuseNotReached(call);
    return nothingForeseen;
  }
  const me = context.client.actsAs;
  if (me !== undefined && owners.confirmed.includes(me)) {
    return confirmedBefore(call, owners, filledIn);
  }
  const fields = (await resolution.fields()) ?? [];
  const { nameOf } = owners;
  await refuseMissing({ resolution, context, target: node, fields, changes, words: names, nameOf });
  const doubt = await notOwner(call, changes, owners);
  if (doubt !== undefined && !resolution.issues.isEmpty) {
    resolution.issues.add('', doubt);
  }
  return {
    changes: owners.keys.length > 1 ? [] : changesOfCompletion(workflow, node),
    notes: [...(doubt === undefined ? [] : [doubt]), ...severalNote(node, owners)],
  };
}

function doneBefore(
  { node, path, resolution }: NodeCall,
  { nameOf }: NodeOwners,
  filledIn: string | undefined,
): Foresight {
  if (filledIn !== undefined) {
    const problem = `cannot be filled in: ${node.name} is done already`;
    const allowed =
      path === 'node_id'
        ? 'project_nodes_update, or roll the node back'
        : 'project_work_items_update, or roll the node back';
    resolution.issues.add(filledIn, problem, allowed);
  }
  const facts = { node: shownNode(node, nameOf), completed: true, opened: [] };
  return alreadySo(facts, `${node.name} was done already`);
}

function refuseNotReached({ node, workflow, path, resolution }: NodeCall): void {
  const open = nodesIn(workflow).filter(({ status }) => status === underWay);
  const problem = `is ${node.name}, which is not reached yet`;
  resolution.issues.add(path, problem, `under way: ${namesOfNodes(open)}`);
}

/** The user of the calls is one of several who confirm, and has done so. */
function confirmedBefore(
  { node, resolution }: NodeCall,
  { confirmed, waiting, nameOf }: NodeOwners,
  filledIn: string | undefined,
): Foresight {
  const have = confirmed.map(nameOf);
  const missing = waiting.map(nameOf);
  const state = `${have.join(', ')} confirmed ${node.name} already; it is done once ${missing.join(', ')} confirmed as well`;
  if (filledIn !== undefined) {
    resolution.issues.add(filledIn, `cannot be filled in: ${state}`, 'project_nodes_update');
  }
  return alreadySo(
    {
      node: shownNode(node, nameOf),
      completed: false,
      opened: [],
      confirmed_by: have,
      waiting_for: missing,
    },
    state,
  );
}

/** Says who owns the node where the user of the calls does not. */
async function notOwner(
  call: NodeCall,
  { node_owners, role_assignee = [] }: NodeChanges,
  { keys }: NodeOwners,
): Promise<string | undefined> {
  const becoming = [
    ...(node_owners ?? keys),
    ...role_assignee.flatMap(({ owners }) => textsIn(owners)),
  ];
  const fact = (nameOf: PersonNames) =>
    `${call.node.name} is owned by ${becoming.map(nameOf).join(', ')}`;
  return becoming.length === 0 ? undefined : callerDoubt(becoming, fact, call);
}

/** Nothing tells ahead whether one of several owners is enough. */
function severalNote({ name }: ProjectNode, { keys, confirmed, waiting, nameOf }: NodeOwners) {
  if (keys.length < 2) {
    return [];
  }
  const who = confirmed.length > 0 ? `; confirmed so far: ${confirmed.map(nameOf).join(', ')}` : '';
  const others = waiting.map(nameOf).join(', ');
  return [
    `${name} has ${keys.length} owners (${others} not confirmed yet${who}): where each must confirm, it is done once all have`,
  ];
}

/** Tells what a rollback reopens, and what it resets. */
async function foreseeRollback(
  { node, workflow, path, resolution }: NodeCall,
  filledIn: string | undefined,
): Promise<Foresight> {
  if (node.status === done) {
    return { ...nothingForeseen, changes: changesOfRollback(workflow, node) };
  }
  if (node.status === underWay) {
    if (filledIn !== undefined) {
      const problem = `cannot be filled in by a rollback: ${node.name} is under way already`;
      resolution.issues.add(filledIn, problem, 'project_nodes_update');
    }
    const { nameOf } = await ownersOf(node, resolution);
    return alreadySo({ node: shownNode(node, nameOf) }, `${node.name} is under way already`);
  }
  const finished = nodesIn(workflow).filter(({ status }) => status === done);
  const problem = `is ${node.name}, which is not reached yet, so that there is nothing to roll back`;
  resolution.issues.add(path, problem, `done: ${namesOfNodes(finished)}`);
  return nothingForeseen;
}
