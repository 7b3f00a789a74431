import type { JsonObject } from '../../../core/json.js';
import { isFailure } from '../../answer/failure-text.js';
import type { Outcome } from '../../answer/result.js';
import { callEndpoint, type ToolContext } from '../../context/tool-context.js';
import { nodesIn, type ProjectNode } from '../resolve/keys.js';
import { objectsIn, textOf } from '../resolve/reply-values.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';
import { done, ownersOf, underWay } from './nodes.js';

/** A node may still be moving on for a moment after it was operated. */
const gapMs = 1_000;
const maxLooks = 3;

interface OperatedNode {
  readonly args: JsonObject;
  readonly resolution: ResolutionContext;
  readonly outcome: Outcome;
  readonly context: ToolContext;
}

/** Waits until a node shows what was done to it, and tells who must confirm it as well. */
export async function settledNode(operated: OperatedNode): Promise<Outcome> {
  const { outcome, context } = operated;
  if (context.answers === 'short') {
    return outcome;
  }
  try {
    const node = await nodeAfter(operated);
    const note = node && (await noteOf(node, operated));
    return note === undefined ? outcome : { ...outcome, notes: [...outcome.notes, note] };
  } catch (error) {
    if (!isFailure(error)) {
      throw error;
    }
    return outcome;
  }
}

async function nodeAfter(operated: OperatedNode): Promise<ProjectNode | undefined> {
  const { context } = operated;
  let node = await look(operated);
  for (let looks = 1; looks < maxLooks && !isSettled(node, operated); looks += 1) {
    await context.client.sleep(gapMs, context.run.signal);
    node = await look(operated);
  }
  return node;
}

async function look({ args, resolution, context }: OperatedNode): Promise<ProjectNode | undefined> {
  const workflow = await callEndpoint(context, 'project_workflows_get', {
    project_key: args['project_key'],
    work_item_type_key: await resolution.knownType(),
    work_item_id: args['work_item_id'],
    flow_type: 0,
  });
  return nodesIn(workflow).find(({ id }) => id === textOf(args['node_id']));
}

function isSettled(node: ProjectNode | undefined, { args }: OperatedNode): boolean {
  if (node === undefined || args['action'] === 'rollback') {
    return node?.status !== done;
  }
  const isConfirmed = objectsIn(node.told['sub_status']).some(({ status }) => status === 1);
  return node.status === done || isConfirmed;
}

async function noteOf(
  node: ProjectNode,
  { args, resolution }: OperatedNode,
): Promise<string | undefined> {
  const expected = args['action'] === 'rollback' ? underWay : done;
  if (node.status === expected) {
    return undefined;
  }
  const { confirmed, waiting, nameOf } = await ownersOf(node, resolution);
  const others = waiting.map(nameOf).join(', ');
  return args['action'] === 'confirm' && confirmed.length > 0 && others !== ''
    ? `confirmed; ${node.name} is done once ${others} confirmed as well`
    : `${node.name} is still moving: look again with project_workflows_get`;
}
