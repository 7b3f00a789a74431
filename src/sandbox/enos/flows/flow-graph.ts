import type { JsonObject } from '../../../core/json.js';
import {
  bodyInteger,
  bodyObjects,
  bodyText,
  incorrectParameter,
  optionalText,
} from '../gateway/request.js';
import {
  type Enos,
  type EnosRelation,
  type EnosUser,
  type FlowLink,
  type FlowSettings,
  type FlowTask,
  type GraphPosition,
  nodeId,
} from '../model.js';
import { inOrder } from '../runs/plan.js';

type Graph = Pick<FlowSettings, 'tasks' | 'links' | 'relations'>;

interface CurrentGraph {
  /** Gives the parts that the body leaves out. */
  readonly omitted: Graph;
  /** The tasks of the flow. */
  readonly known: readonly FlowTask[];
}

/** The graph as "Save Flow" takes it. Tasks are not made there, only arranged. */
export function readGraph(
  body: JsonObject,
  { omitted, known }: CurrentGraph,
  user: EnosUser,
  enos: Enos,
): Graph {
  const tasks = bodyObjects(body, 'tasks')?.map((task) => readTask(task, known));
  const links = bodyObjects(body, 'flows')?.map((link) => readLink(link, user, enos));
  const flowId = bodyInteger(body, 'id');
  if (links?.some((link) => waitsFor(link.flowId, flowId, enos))) return incorrectParameter();
  const relations = bodyObjects(body, 'relations')?.map(readRelation);
  const graph = {
    tasks: tasks ?? omitted.tasks,
    links: links ?? omitted.links,
    relations: relations ?? omitted.relations,
  };
  return isConsistent(graph) ? graph : incorrectParameter();
}

/** Every node and relation is there once, every relation joins nodes that are there, and nothing waits for itself. */
export function isConsistent({ tasks, links, relations }: Graph): boolean {
  const targets = new Set(tasks.map(nodeId));
  const pairs = new Set(relations.map(({ source, target }) => `${source} ${target}`));
  const isTwice = targets.size < tasks.length || pairs.size < relations.length;
  if (isTwice) return false;
  const nodes = new Set([...targets, ...links.map(({ flowId }) => `f_${flowId}`)]);
  const joined = relations.every(({ source, target }) => nodes.has(source) && targets.has(target));
  return joined && inOrder({ tasks, relations }).length === tasks.length;
}

/** Whether a flow is another one or waits for it, however far down. */
function waitsFor(flowId: number, other: number, { flows }: Enos): boolean {
  const waiting = [flowId];
  for (const each of waiting) {
    if (each === other) return true;
    const links = flows.get(each)?.settings.links ?? [];
    waiting.push(...links.map((link) => link.flowId).filter((next) => !waiting.includes(next)));
  }
  return false;
}

function readTask(given: JsonObject, known: readonly FlowTask[]): FlowTask {
  const taskId = bodyInteger(given, 'taskId');
  const task = known.find((each) => each.taskId === taskId) ?? incorrectParameter();
  const name = optionalText(given, 'taskName') ?? task.name;
  return { ...task, name, position: readPosition(given) };
}

function readLink(given: JsonObject, user: EnosUser, { flows }: Enos): FlowLink {
  const flowId = bodyInteger(given, 'flowId');
  if (flows.get(flowId)?.orgId !== user.orgId) return incorrectParameter();
  const position = readPosition(given);
  if (given['isVirtual'] !== true) return { flowId, position };
  const [, taskId] = /^(\d+)\(/.exec(bodyText(given, 'flowName')) ?? incorrectParameter();
  return { flowId, taskId: Number(taskId), position };
}

function readRelation(given: JsonObject): EnosRelation {
  return {
    source: bodyText(given, 'source'),
    target: bodyText(given, 'target'),
    cycleGap: readCycleGap(optionalText(given, 'cycleGap') ?? 'D0'),
    rerun: given['rerun'] === true,
  };
}

/** A cycle and how many of it lie between the two runs, as in `D0` and `H1`. */
function readCycleGap(text: string): string {
  return /^(?:M|W|D|H|mi)-?\d{1,4}$/.test(text) ? text : incorrectParameter();
}

function readPosition({ x, y }: JsonObject): GraphPosition {
  return { x: typeof x === 'number' ? x : 0, y: typeof y === 'number' ? y : 0 };
}
