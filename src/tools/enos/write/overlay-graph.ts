import { NameIndex } from '../../../core/choose.js';
import { InputError, type InputIssue } from '../../../core/errors.js';
import { isJsonObject, type JsonObject } from '../../../core/json.js';
import { callEndpoint, type ToolContext } from '../../context/tool-context.js';
import { choose } from '../../input/choose.js';
import { objectsIn } from '../read/flow.js';
import { flowId } from '../resolve/flows.js';
import { endsOf, flowNodes, type Graph, taskNodes } from './graph-nodes.js';

/** Parts of a graph as a caller gives them. */
export type GivenGraph = Partial<Graph>;

/** What the vendor stores of each part of a graph. */
const storedKeys = {
  tasks: ['taskId', 'taskName', 'nodeId', 'x', 'y'],
  flows: ['flowId', 'flowName', 'nodeId', 'isVirtual', 'x', 'y'],
  relations: ['source', 'target', 'cycleGap', 'rerun'],
} as const;

/** Refuses what a save would drop, such as the command of a task. */
function checkKeys(part: keyof Graph, stored: Graph, given: GivenGraph): void {
  const known = new Set<string>([...storedKeys[part], ...stored[part].flatMap(Object.keys)]);
  const issues = (given[part] ?? []).flatMap((item, index) =>
    Object.keys(item)
      .filter((key) => !known.has(key))
      .map((key) => unstoredKey(`${part}[${index}].${key}`, [...known])),
  );
  if (issues.length > 0) {
    throw new InputError(issues);
  }
}

function unstoredKey(path: string, known: readonly string[]): InputIssue {
  const problem = 'is not stored in the graph of a flow: a save arranges tasks, what they do stays';
  return { path, problem, options: known.map((name) => ({ name })), optionKind: 'argument' };
}

/** Lays given tasks, awaited flows and relations over those of a flow; what is not given stays. */
export async function overlayGraph(
  context: ToolContext,
  stored: Graph,
  given: GivenGraph,
): Promise<Graph> {
  for (const part of ['tasks', 'flows', 'relations'] as const) {
    checkKeys(part, stored, given);
  }
  const tasks = overlayTasks(stored.tasks, given.tasks ?? []);
  const flows = await overlayFlows(context, stored.flows, given.flows ?? []);
  const relations = overlayRelations({ ...stored, tasks, flows }, given.relations ?? []);
  return { tasks, flows, relations };
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
  const id = await flowId(context, { argument, given, checksIds: true });
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

/** Reads parts of a graph out of checked arguments. */
export function givenGraph(args: Readonly<Record<string, unknown>>): GivenGraph {
  const keys = ['tasks', 'flows', 'relations'] as const;
  const given = keys.filter((key) => args[key] !== undefined);
  return Object.fromEntries(given.map((key) => [key, objectsInArgument(args[key])]));
}

function objectsInArgument(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? objectsIn(value.filter(isJsonObject)) : [];
}
