import type { JsonObject } from '../../../../core/json.js';
import type { Outcome } from '../../../answer/result.js';
import { type Args, callEndpoint, type ToolContext } from '../../../context/tool-context.js';
import { choose } from '../../../input/choose.js';
import { done, namesOfNodes, shownNode, underWay } from '../../progress/nodes.js';
import type { PersonNames } from '../../progress/standing.js';
import { refusal } from '../../resolve/issues.js';
import { nodesIn, type ProjectNode } from '../../resolve/keys.js';
import { objectsIn, textOf } from '../../resolve/reply-values.js';

/** The node that is meant: by name or key, or the only one under way. */
export function nodeMeant(workflow: JsonObject, name: string | undefined): ProjectNode {
  const nodes = nodesIn(workflow);
  if (name !== undefined) {
    return choose({ what: 'node', name, path: 'node' }, nodes);
  }
  const open = nodes.filter(({ status }) => status === underWay);
  const [only, ...others] = open;
  if (only === undefined) {
    throw refusal('node', 'is needed: no node is under way', namesOfNodes(nodes));
  }
  if (others.length > 0) {
    throw refusal('node', `is needed: ${open.length} nodes are under way`, namesOfNodes(open));
  }
  return only;
}

export function peopleIn({ user_details }: JsonObject): PersonNames {
  const names = new Map(
    objectsIn(user_details).map(({ user_key, name_cn, username }) => [
      textOf(user_key),
      textOf(name_cn) || textOf(username),
    ]),
  );
  return (userKey) => names.get(userKey) || userKey;
}

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
      node: shownNode(now, people),
      completed: now.status === done,
      opened: opened.map((it) => shownNode(it, people)),
      ...(waiting.length > 0 && { waiting_for: waiting }),
    },
    notes: now.status === done ? [] : [undoneNote(waiting)],
  };
}

function isUnderWay({ status }: ProjectNode): boolean {
  return status === underWay;
}

/** Who has yet to confirm a node that needs several. */
function confirming({ told }: ProjectNode, people: PersonNames): readonly string[] {
  return objectsIn(told['sub_status'])
    .filter(({ status }) => status !== 1)
    .map(({ owner }) => people(textOf(owner)));
}

function undoneNote(waiting: readonly string[]): string {
  return waiting.length > 0
    ? `confirmed; the node is done once ${waiting.join(', ')} confirmed as well`
    : 'confirmed, but the node is not done yet: look again with project_workflows_get';
}
