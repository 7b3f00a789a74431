import { NameIndex } from '../../../core/choose.js';
import type { JsonObject } from '../../../core/json.js';
import { quoted } from '../../../core/text.js';
import { choose } from '../../input/choose.js';
import { endsOf, flowNodes, type Graph, type GraphNode, taskNodes } from './graph-nodes.js';

/** Names of what is to be taken out of a flow. */
export interface Removal {
  readonly tasks?: readonly string[] | undefined;
  readonly flows?: readonly string[] | undefined;
  readonly relations?: readonly JsonObject[] | undefined;
}

/** A graph without some of its parts. */
export interface ReducedGraph {
  readonly graph: Graph;
  readonly notes: readonly string[];
}

/** Takes tasks and awaited flows out of a graph, with the relations that join them, and single relations. */
export function removeFromGraph(graph: Graph, removal: Removal): ReducedGraph {
  const tasks = pick('tasks', taskNodes(graph.tasks), removal.tasks ?? []);
  const flows = pick('flows', flowNodes(graph.flows), removal.flows ?? []);
  const gone = new Set([...tasks.found, ...flows.found].map(({ id }) => id));
  const ends = (removal.relations ?? []).map((each, index) =>
    endsOf(graph, each, `remove.relations[${index}]`),
  );
  const isNamed = ({ source, target }: JsonObject) =>
    ends.some(([from, to]) => from === source && to === target);
  const isLoose = ({ source, target }: JsonObject) =>
    gone.has(String(source)) || gone.has(String(target));
  const kept = graph.relations.filter((relation) => !isNamed(relation) && !isLoose(relation));
  const loose = graph.relations.filter((relation) => !isNamed(relation) && isLoose(relation));
  const without = (items: readonly JsonObject[], { found }: Picked) =>
    items.filter((item) => !found.some(({ stored }) => stored === item));
  return {
    graph: {
      tasks: without(graph.tasks, tasks),
      flows: without(graph.flows, flows),
      relations: kept,
    },
    notes: [
      ...tasks.notes,
      ...flows.notes,
      ...(loose.length > 0 ? [`relations of what was removed went with it: ${loose.length}`] : []),
    ],
  };
}

interface Picked {
  readonly found: readonly GraphNode[];
  readonly notes: readonly string[];
}

/** What is not there needs no removal; what could be several is refused. */
function pick(part: string, nodes: readonly GraphNode[], names: readonly string[]): Picked {
  const index = new NameIndex(nodes);
  const picked = names.map((name, at) => {
    const { fitting } = index.choose(name);
    const what = part === 'tasks' ? 'task' : 'awaited flow';
    return fitting.length === 0
      ? { name, near: index.nearest(name) }
      : { name, node: choose({ what, name, path: `remove.${part}[${at}]`, idWord: 'id' }, nodes) };
  });
  const absent = picked.filter(({ node }) => node === undefined);
  return {
    found: picked.flatMap(({ node }) => (node === undefined ? [] : [node])),
    notes: absent.map(({ name, near }) => {
      const meant = near === undefined ? '' : `. Did you mean ${near}?`;
      return `remove.${part}: ${quoted(name)} is not in the flow, so there was nothing to remove${meant}`;
    }),
  };
}
