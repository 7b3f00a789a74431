import type { JsonObject } from '../../../core/json.js';
import { type Change, changesBetween } from '../../answer/changes.js';
import { tasksOf } from '../read/flow.js';
import { parameterMap } from '../read/parameters.js';
import type { StoredFlow } from '../read/stored-flow.js';

/** Compares two states of a flow: its settings, its people, and each parameter, task, awaited flow and relation. */
export function flowChanges(before: StoredFlow, after: StoredFlow): readonly Change[] {
  const names = new Map([...nodeNames(after), ...nodeNames(before)]);
  const nameOf = (node: unknown) => names.get(String(node)) ?? String(node);
  const relationName = ({ source, target }: JsonObject) => `${nameOf(source)} → ${nameOf(target)}`;
  return [
    ...changesBetween(before.settings, after.settings),
    ...changesBetween(peopleOf(before), peopleOf(after)),
    ...parameterChanges(before, after),
    ...itemChanges('tasks', before.tasks, after.tasks, ({ nodeId, taskId }) =>
      nameOf(nodeId ?? `t_${String(taskId)}`),
    ),
    ...itemChanges('flows', before.flows, after.flows, ({ nodeId, flowId }) =>
      nameOf(nodeId ?? `f_${String(flowId)}`),
    ),
    ...itemChanges('relations', before.relations, after.relations, relationName),
  ];
}

/** The names of tasks and awaited flows by their nodes. */
function nodeNames(flow: Pick<StoredFlow, 'tasks' | 'flows'>): ReadonlyMap<string, string> {
  const tasks = tasksOf({ tasks: flow.tasks });
  return new Map([
    ...tasks.map(({ node, name }): [string, string] => [node, name]),
    ...flow.flows.map((link): [string, string] => [linkNode(link), linkName(link)]),
  ]);
}

export function linkNode({ nodeId, flowId }: JsonObject): string {
  return String(nodeId ?? `f_${String(flowId)}`);
}

export function linkName({ flowName, flow_name: snake, flowId }: JsonObject): string {
  return String(flowName ?? snake ?? flowId);
}

function peopleOf({ owners, visitors }: StoredFlow): JsonObject {
  return { owners: [...owners], visitors: [...visitors] };
}

function parameterChanges(before: StoredFlow, after: StoredFlow): readonly Change[] {
  const [old, now] = [parameterMap(before.parameters), parameterMap(after.parameters)];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return changesBetween(old, now, keys).map((change) => ({
    ...change,
    field: `parameters.${change.field}`,
  }));
}

/** What is on one side alone is shown whole; of what is on both, the values that differ. */
function itemChanges(
  part: string,
  before: readonly JsonObject[],
  after: readonly JsonObject[],
  nameOf: (item: JsonObject) => string,
): readonly Change[] {
  const [old, now] = [before, after].map(
    (items) => new Map(items.map((item) => [nameOf(item), item])),
  );
  const names = new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])]);
  return [...names].flatMap((name): readonly Change[] => {
    const [one, other] = [old?.get(name), now?.get(name)];
    const field = `${part}.${name}`;
    if (one === undefined || other === undefined) {
      return [{ field, old: one ?? null, new: other ?? null }];
    }
    return changesBetween(one, other).map((change) => ({
      ...change,
      field: `${field}.${change.field}`,
    }));
  });
}
