import type { Candidate } from '../../../core/choose.js';
import { InputError } from '../../../core/errors.js';
import type { JsonObject } from '../../../core/json.js';
import { choose } from '../../input/choose.js';
import { tasksOf } from '../read/flow.js';
import type { StoredFlow } from '../read/stored-flow.js';
import { linkName, linkNode } from './flow-changes.js';

export type Graph = Pick<StoredFlow, 'tasks' | 'flows' | 'relations'>;

/** Something in a graph, by what it is called there. */
export interface GraphNode extends Candidate {
  readonly stored: JsonObject;
}

/** Tasks by their node ids; ids and names find them too. */
export function taskNodes(tasks: readonly JsonObject[]): readonly GraphNode[] {
  return tasksOf({ tasks }).map(({ id, name, node, stored }) => {
    return { id: node, name, others: [id], stored };
  });
}

export function flowNodes(flows: readonly JsonObject[]): readonly GraphNode[] {
  return flows.map((stored) => ({
    id: linkNode(stored),
    name: linkName(stored),
    others: [String(stored['flowId'])],
    stored,
  }));
}

/** The nodes that a relation joins, which tasks and awaited flows also go by their names and ids. */
export function endsOf(
  { tasks, flows }: Graph,
  { source, target }: JsonObject,
  path: string,
): readonly [source: string, target: string] {
  const targets = taskNodes(tasks);
  const nodeOf = (key: string, given: unknown, nodes: readonly GraphNode[]) => {
    const what = nodes === targets ? 'task' : 'task or awaited flow';
    const name = typeof given === 'number' ? String(given) : given;
    if (typeof name !== 'string') {
      throw new InputError([{ path: `${path}.${key}`, problem: `is required: the ${what}` }]);
    }
    return choose({ what, name, path: `${path}.${key}`, idWord: 'id' }, nodes).id;
  };
  return [
    nodeOf('source', source, [...targets, ...flowNodes(flows)]),
    nodeOf('target', target, targets),
  ];
}
