import { type ItemScope, templateOf } from '../gateway/access.js';
import { record } from '../items/op-records.js';
import type { ProjectWorld } from '../model/model.js';
import type { NodeConf, Template } from '../model/process.js';
import { type NodeState, noSchedule, type SubTask, type WorkItem } from '../model/work-item.js';
import { checkConfirmation, checkOperator } from './node-refusals.js';
import { type NodeScope, nodeOwners, nodesOf } from './node-scope.js';

/** The nodes of a new item; those that nothing leads to are in progress, the others open when all before them are done. */
export function firstNodes(template: Template, world: ProjectWorld): NodeState[] {
  return template.nodes.map((conf) => {
    const isFirst = template.links.every(([, target]) => target !== conf.key);
    return {
      key: conf.key,
      status: isFirst ? 2 : 1,
      owners: undefined,
      schedule: noSchedule(),
      schedules: [],
      beganAt: isFirst ? world.clock.now() : 0,
      finishedAt: 0,
      confirmations: new Map(),
      subTasks: conf.tasks.map((task) => taskOf(task, world)),
      movingUntil: 0,
      review: { opinion: '', conclusion: '', owners: new Map() },
    };
  });
}

function taskOf(
  { name, required, deliverableField }: NodeConf['tasks'][number],
  world: ProjectWorld,
) {
  return newTask({ name, required, deliverableField }, world);
}

/** A sub-task that nobody has touched yet. */
export function newTask(
  from: Pick<SubTask, 'name' | 'required' | 'deliverableField'>,
  { ids, clock }: ProjectWorld,
): SubTask {
  return {
    ...from,
    id: ids.newRecordId(),
    createdAt: clock.now(),
    assignee: [],
    roleAssignee: new Map(),
    schedule: noSchedule(),
    note: '',
    passed: false,
    beganAt: clock.now(),
    finishedAt: 0,
    deliverable: new Map(),
    fields: new Map(),
  };
}

/** Completes a node, or notes that one of several has confirmed it. */
export function confirmNode(at: NodeScope): void {
  const { scope, node, conf, userKey, world } = at;
  checkOperator(at);
  checkConfirmation(at);
  const now = world.clock.now();
  node.confirmations.set(userKey, now);
  node.movingUntil = now + world.options.transitionMs;
  const owners = nodeOwners(scope.item, node, conf);
  const isWhole = conf.passMode === 2 || owners.every((owner) => node.confirmations.has(owner));
  if (isWhole) finish(at, now);
}

function finish({ scope, node, conf, userKey, world }: NodeScope, now: number): void {
  node.status = 3;
  node.finishedAt = now;
  for (const next of nodesAfter(node.key, scope)) {
    if (next.status === 1 && isReached(next, scope)) {
      next.status = 2;
      next.beganAt = now;
    }
  }
  moveStage(scope, userKey, now);
  record(scope, nodeHappening('complete', conf), userKey, world);
}

/** Opens a completed node again; what comes after it has not been arrived at any more. */
export function rollbackNode(at: NodeScope, reason: string): void {
  const { scope, node, conf, userKey, world } = at;
  checkOperator(at);
  const now = world.clock.now();
  for (const later of followers(node.key, scope)) reset(later);
  reset(node);
  node.status = 2;
  node.beganAt = now;
  node.movingUntil = now + world.options.transitionMs;
  moveStage(scope, userKey, now);
  record(scope, { ...nodeHappening('rollback', conf), new: [reason] }, userKey, world);
}

function reset(node: NodeState): void {
  node.status = 1;
  node.beganAt = 0;
  node.finishedAt = 0;
  node.confirmations.clear();
}

function nodesAfter(key: string, scope: ItemScope): NodeState[] {
  const targets = links(scope).flatMap(([source, target]) => (source === key ? [target] : []));
  return scope.item.nodes.filter((node) => targets.includes(node.key));
}

/** Everything that a node leads to, near and far. */
function followers(key: string, scope: ItemScope, seen = new Set<NodeState>()): Set<NodeState> {
  for (const node of nodesAfter(key, scope)) {
    if (seen.has(node)) continue;
    seen.add(node);
    followers(node.key, scope, seen);
  }
  return seen;
}

/** Parallel branches meet in a gate: each of them must be through. */
function isReached({ key }: NodeState, scope: ItemScope): boolean {
  const sources = links(scope).flatMap(([source, target]) => (target === key ? [source] : []));
  const before = scope.item.nodes.filter((node) => sources.includes(node.key));
  return before.every(({ status }) => status === 3);
}

function links(scope: ItemScope): Template['links'] {
  return templateOf(scope)?.links ?? [];
}

/** The stage of an item is that of the last node that was arrived at. */
export function moveStage(scope: ItemScope, userKey: string, now: number): void {
  const reached = nodesOf(scope).filter(({ node }) => node.status > 1);
  const stage = reached.at(-1)?.conf.subStage;
  if (stage === undefined || stage === scope.item.status) return;
  setStatus(scope.item, stage, userKey, now);
}

export function setStatus(item: WorkItem, key: string, by: string, at: number): void {
  item.status = key;
  item.statusHistory.push({ key, at, by });
}

function nodeHappening(operation: string, { key, name }: NodeConf) {
  return {
    operation,
    module: 'node_mod',
    objectType: 'work_item_node',
    objectValue: key,
    property: name,
  };
}
