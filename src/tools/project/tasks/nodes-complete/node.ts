import type { JsonObject } from '../../../../core/json.js';
import { choose } from '../../../input/choose.js';
import { objectsIn, textOf, textsIn } from '../../resolve/field.js';
import { refusal } from '../../resolve/issues.js';
import { nodesIn, type ProjectNode } from '../../resolve/nodes.js';

export const underWay = 2;
export const done = 3;

const statusNames: ReadonlyMap<number, string> = new Map([
  [1, 'not reached'],
  [underWay, 'under way'],
  [done, 'done'],
]);

/** The node that is meant: by name or key, or the only one under way. */
export function nodeMeant(workflow: JsonObject, name: string | undefined): ProjectNode {
  const nodes = nodesIn(workflow);
  if (name !== undefined) {
    return choose({ what: 'node', name, path: 'node' }, nodes);
  }
  const open = nodes.filter(({ status }) => status === underWay);
  const [only, ...others] = open;
  if (only === undefined) {
    throw refusal('node', 'is needed: no node is under way', namesOf(nodes));
  }
  if (others.length > 0) {
    throw refusal('node', `is needed: ${open.length} nodes are under way`, namesOf(open));
  }
  return only;
}

export function namesOf(nodes: readonly ProjectNode[]): string {
  return nodes.map(({ id, name }) => `${name} (${id})`).join(', ') || 'none';
}

/** A node for the caller; people by their names. */
export function shown({ id, name, status, told }: ProjectNode, people: People): JsonObject {
  return {
    key: id,
    name,
    status: statusNames.get(status) ?? String(status),
    owners: textsIn(told['owners']).map(people),
  };
}

/** The name of a user key. */
export type People = (userKey: string) => string;

export function peopleIn({ user_details }: JsonObject): People {
  const names = new Map(
    objectsIn(user_details).map(({ user_key, name_cn, username }) => [
      textOf(user_key),
      textOf(name_cn) || textOf(username),
    ]),
  );
  return (userKey) => names.get(userKey) || userKey;
}
