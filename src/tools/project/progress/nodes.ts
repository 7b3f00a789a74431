import type { JsonObject } from '../../../core/json.js';
import type { Change } from '../../answer/changes.js';
import { nodesIn, type ProjectNode } from '../resolve/keys.js';
import { objectsIn, textOf, textsIn } from '../resolve/reply-values.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';
import { change } from './foresight.js';
import { type PersonNames, personNames } from './standing.js';

const notReached = 1;
export const underWay = 2;
export const done = 3;

const statusNames: ReadonlyMap<number, string> = new Map([
  [notReached, 'not reached'],
  [underWay, 'under way'],
  [done, 'done'],
]);

/** The words for a status of a node. */
function statusText(status: number): string {
  return statusNames.get(status) ?? String(status);
}

export function namesOfNodes(nodes: readonly ProjectNode[]): string {
  return nodes.map(({ id, name }) => `${name} (${id})`).join(', ') || 'none';
}

/** A node for the caller; people by their names. */
export function shownNode(node: ProjectNode, nameOf: PersonNames): JsonObject {
  const { id, name, status, told } = node;
  return { key: id, name, status: statusText(status), owners: textsIn(told['owners']).map(nameOf) };
}

/** Who owns a node, and who of several has confirmed it. */
export interface NodeOwners {
  readonly keys: readonly string[];
  readonly confirmed: readonly string[];
  readonly waiting: readonly string[];
  readonly nameOf: PersonNames;
}

export async function ownersOf(
  { told }: ProjectNode,
  resolution: ResolutionContext,
): Promise<NodeOwners> {
  const keys = textsIn(told['owners']);
  const checks = objectsIn(told['sub_status']);
  const who = (isConfirmed: boolean) =>
    checks.filter(({ status }) => (status === 1) === isConfirmed).map(({ owner }) => textOf(owner));
  const [confirmed, waiting] = [who(true), who(false)];
  const nameOf = await personNames([...keys, ...confirmed, ...waiting], resolution);
  return { keys, confirmed, waiting, nameOf };
}

interface Link {
  readonly source: string;
  readonly target: string;
}

function linksIn({ connections }: JsonObject): readonly Link[] {
  return objectsIn(connections).map(({ source_state_key, target_state_key }) => ({
    source: textOf(source_state_key),
    target: textOf(target_state_key),
  }));
}

/** What opens when a node is completed: what comes after it and waits for nothing else. */
export function changesOfCompletion(workflow: JsonObject, node: ProjectNode): readonly Change[] {
  const nodes = nodesIn(workflow);
  const links = linksIn(workflow);
  const isDone = (key: string) =>
    key === node.id || nodes.some(({ id, status }) => id === key && status === done);
  const opens = nodes.filter(
    ({ id, status }) =>
      status === notReached &&
      links.some(({ source, target }) => source === node.id && target === id) &&
      links.every(({ source, target }) => target !== id || isDone(source)),
  );
  return [moved(node, done), ...opens.map((each) => moved(each, underWay))];
}

/** What is reset when a node is rolled back: everything that it leads to, near and far, and that was reached. */
export function changesOfRollback(workflow: JsonObject, node: ProjectNode): readonly Change[] {
  const links = linksIn(workflow);
  const after = new Set([node.id]);
  for (const key of after) {
    for (const { source, target } of links) {
      if (source === key) {
        after.add(target);
      }
    }
  }
  const reset = nodesIn(workflow).filter(
    ({ id, status }) => id !== node.id && after.has(id) && status !== notReached,
  );
  return [moved(node, underWay), ...reset.map((each) => moved(each, notReached))];
}

function moved({ name, status }: ProjectNode, to: number): Change {
  return change(name, statusText(status), statusText(to));
}
