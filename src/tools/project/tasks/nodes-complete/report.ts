import type { JsonObject } from '../../../../core/json.js';
import type { Outcome } from '../../../answer/result.js';
import { type Args, callEndpoint, type ToolContext } from '../../../context/tool-context.js';
import { objectsIn, textOf } from '../../resolve/field.js';
import { nodesIn, type ProjectNode } from '../../resolve/nodes.js';
import { done, type People, peopleIn, shown, underWay } from './node.js';

/** A node may still be moving on for a moment after it was confirmed. */
const gapMs = 1_000;
const maxLooks = 3;

export function askWorkflow(context: ToolContext, item: Args): Promise<JsonObject> {
  const expand = { need_user_detail: true };
  return callEndpoint(context, 'project_workflows_get', { ...item, flow_type: 0, expand });
}

/** The workflow once the node is done, or as it is after a few looks. */
export async function workflowAfter(
  context: ToolContext,
  item: Args,
  key: string,
): Promise<JsonObject> {
  let workflow = await askWorkflow(context, item);
  for (let look = 1; look < maxLooks && !isDone(workflow, key); look += 1) {
    await context.client.sleep(gapMs, context.run.signal);
    workflow = await askWorkflow(context, item);
  }
  return workflow;
}

export function isDone(workflow: JsonObject, key: string): boolean {
  return nodesIn(workflow).some(({ id, status }) => id === key && status === done);
}

/** What came of a confirmation: the node as it is, and what opened by it. */
export function reported(
  before: readonly ProjectNode[],
  workflow: JsonObject,
  node: ProjectNode,
): Outcome {
  const people = peopleIn(workflow);
  const nodes = nodesIn(workflow);
  const now = nodes.find(({ id }) => id === node.id) ?? node;
  const wasOpen = new Set(before.filter(isUnderWay).map(({ id }) => id));
  const opened = nodes.filter((it) => isUnderWay(it) && !wasOpen.has(it.id));
  const waiting = now.status === done ? [] : confirming(now, people);
  return {
    facts: {
      node: shown(now, people),
      completed: now.status === done,
      opened: opened.map((it) => shown(it, people)),
      ...(waiting.length > 0 && { waiting_for: waiting }),
    },
    notes: now.status === done ? [] : [undoneNote(waiting)],
  };
}

function isUnderWay({ status }: ProjectNode): boolean {
  return status === underWay;
}

/** Who has yet to confirm a node that needs several. */
function confirming({ told }: ProjectNode, people: People): readonly string[] {
  return objectsIn(told['sub_status'])
    .filter(({ status }) => status !== 1)
    .map(({ owner }) => people(textOf(owner)));
}

function undoneNote(waiting: readonly string[]): string {
  return waiting.length > 0
    ? `confirmed; the node is done once ${waiting.join(', ')} confirmed as well`
    : 'confirmed, but the node is not done yet: look again with project_workflows_get';
}
