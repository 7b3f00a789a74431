import { type Candidate, NameIndex } from '../../../core/choose.js';
import { InputError } from '../../../core/errors.js';
import { isJsonObject, type JsonObject } from '../../../core/json.js';
import { quoted } from '../../../core/text.js';
import { callEndpoint, type ToolContext } from '../../context/tool-context.js';
import { choose } from '../../input/choose.js';
import { objectsIn, tasksOf } from '../read/flow.js';
import type { StoredFlow } from '../read/stored-flow.js';
import { flowId } from '../resolve/flows.js';
import { linkName, linkNode } from './flow-changes.js';

export type Graph = Pick<StoredFlow, 'tasks' | 'flows' | 'relations'>;

/** Parts of a graph as a caller gives them. */
export type GivenGraph = Partial<Graph>;

/** Something in a graph, by what it is called there. */
interface Node extends Candidate {
  readonly stored: JsonObject;
}

/** Lays given tasks, awaited flows and relations over those of a flow; what is not given stays. */
export async function overlayGraph(
  context: ToolContext,
  stored: Graph,
  given: GivenGraph,
): Promise<Graph> {
  const tasks = overlayTasks(stored.tasks, given.tasks ?? []);
  const flows = await overlayFlows(context, stored.flows, given.flows ?? []);
  const relations = overlayRelations({ ...stored, tasks, flows }, given.relations ?? []);
  return { tasks, flows, relations };
}

/** Tasks by their node ids; ids and names find them too. */
export function taskNodes(tasks: readonly JsonObject[]): readonly Node[] {
  return tasksOf({ tasks }).map(({ id, name, node, stored }) => {
    return { id: node, name, others: [id], stored };
  });
}

export function flowNodes(flows: readonly JsonObject[]): readonly Node[] {
  return flows.map((stored) => ({
    id: linkNode(stored),
    name: linkName(stored),
    others: [String(stored['flowId'])],
    stored,
  }));
}

function overlayTasks(
  stored: readonly JsonObject[],
  given: readonly JsonObject[],
): readonly JsonObject[] {
  const nodes = taskNodes(stored);
  const changes = new Map<JsonObject, JsonObject>();
  for (const [index, { taskId, nodeId, ...more }] of given.entries()) {
    const [key, name] = identity({ taskId, nodeId, taskName: more['taskName'] }, `tasks[${index}]`);
    const wanted = { what: 'task', name, path: `tasks[${index}].${key}`, idWord: 'id' } as const;
    const { stored: task } = choose(wanted, nodes);
    const { taskName, ...others } = more;
    // A name beside an id is a new one.
    const change = key === 'taskName' || taskName === undefined ? others : { ...others, taskName };
    changes.set(task, { ...changes.get(task), ...change });
  }
  return stored.map((task) => ({ ...task, ...changes.get(task) }));
}

/** The first of the keys that is given: what tells which item is meant. */
function identity(item: JsonObject, path: string): readonly [key: string, name: string] {
  const given = Object.entries(item).find(([, value]) => value !== undefined && value !== null);
  if (given === undefined) {
    const keys = Object.keys(item).join(', ');
    throw new InputError([
      { path, problem: 'does not say which is meant', allowed: `one of ${keys}` },
    ]);
  }
  return [given[0], String(given[1])];
}

async function overlayFlows(
  context: ToolContext,
  stored: readonly JsonObject[],
  given: readonly JsonObject[],
): Promise<readonly JsonObject[]> {
  const nodes = new NameIndex(flowNodes(stored));
  const flows = [...stored];
  for (const [index, item] of given.entries()) {
    const { nodeId, flowId: id, flowName } = item;
    const [key, name] = identity({ nodeId, flowId: id, flowName }, `flows[${index}]`);
    const { found } = nodes.choose(name);
    const at = found === undefined ? -1 : flows.indexOf(found.stored);
    if (at >= 0 && found !== undefined) {
      flows[at] = { ...found.stored, ...item, ...identityOf(found.stored) };
    } else {
      flows.push({
        ...(await newLink(context, `flows[${index}].${key}`, name)),
        ...withoutIdentity(item),
      });
    }
  }
  return flows;
}

function identityOf({ nodeId, flowId: id, flowName }: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries({ nodeId, flowId: id, flowName }).filter(([, value]) => value !== undefined),
  );
}

function withoutIdentity({
  nodeId: _,
  flowId: __,
  flowName,
  isVirtual,
  ...more
}: JsonObject): JsonObject {
  // Of a link to one task, the name tells which.
  return isVirtual === true ? { ...more, isVirtual, flowName } : more;
}

async function newLink(context: ToolContext, argument: string, given: string): Promise<JsonObject> {
  const id = await flowId(context, { argument, given });
  const { flowName } = await callEndpoint(context, 'enos_flows_get', { flowId: id });
  const place = { nodeId: `f_${id}`, isVirtual: false, x: 0, y: 0 };
  return { flowId: String(id), flowName: flowName ?? '', ...place };
}

function overlayRelations(graph: Graph, given: readonly JsonObject[]): readonly JsonObject[] {
  const relations = [...graph.relations];
  for (const [index, item] of given.entries()) {
    const [source, target] = endsOf(graph, item, `relations[${index}]`);
    const at = relations.findIndex(
      (each) => each['source'] === source && each['target'] === target,
    );
    const stored = relations[at] ?? { cycleGap: 'D0', rerun: false };
    const relation = { ...stored, ...item, source, target };
    relations.splice(at < 0 ? relations.length : at, 1, relation);
  }
  return relations;
}

/** The nodes that a relation joins, which tasks and awaited flows also go by their names and ids. */
export function endsOf(
  { tasks, flows }: Graph,
  { source, target }: JsonObject,
  path: string,
): readonly [source: string, target: string] {
  const targets = taskNodes(tasks);
  const nodeOf = (key: string, given: unknown, nodes: readonly Node[]) => {
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
  readonly found: readonly Node[];
  readonly notes: readonly string[];
}

/** What is not there needs no removal; what could be several is refused. */
function pick(part: string, nodes: readonly Node[], names: readonly string[]): Picked {
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

/** Reads parts of a graph out of checked arguments. */
export function givenGraph(args: Readonly<Record<string, unknown>>): GivenGraph {
  const keys = ['tasks', 'flows', 'relations'] as const;
  const given = keys.filter((key) => args[key] !== undefined);
  return Object.fromEntries(given.map((key) => [key, objectsInArgument(args[key])]));
}

function objectsInArgument(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? objectsIn(value.filter(isJsonObject)) : [];
}
