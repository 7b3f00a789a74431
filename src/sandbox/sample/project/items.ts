import type { ItemScope } from '../../project/gateway/access.js';
import { emptyItem, keepItem } from '../../project/items/new-item.js';
import { findField } from '../../project/model/fields.js';
import type { ProjectWorld, Space, WorkItemType } from '../../project/model/model.js';
import type { WorkItem } from '../../project/model/work-item.js';
import { moveStage, setStatus } from '../../project/nodes/node-flow.js';
import { nodesOf } from '../../project/nodes/node-scope.js';
import type { SampleItem } from './item-data.js';
import { keyOf, keysOf } from './people.js';

const dayMs = 24 * 60 * 60 * 1_000;

/** Adds items of one type; gives their ids by handle. */
export function addItems(
  samples: readonly SampleItem[],
  space: Space,
  type: WorkItemType,
  world: ProjectWorld,
): Record<string, string> {
  return Object.fromEntries(
    samples.map((sample) => [sample.handle, addItem(sample, space, type, world).id]),
  );
}

function addItem(
  sample: SampleItem,
  space: Space,
  type: WorkItemType,
  world: ProjectWorld,
): WorkItem {
  const [template] = type.templates;
  if (template === undefined) throw new Error(`${type.name} has no template`);
  const then = world.clock.now() - sample.daysAgo * dayMs;
  const past = { ...world, clock: { ...world.clock, now: () => then } };
  const userKey = keyOf(sample.creator);
  const item = emptyItem({ space, type, template, userKey, world: past });
  item.name = sample.name;
  const scope = { space, type, item };
  keepItem(scope, template, past);
  fill(scope, sample);
  for (const [role, names] of Object.entries(sample.roles))
    item.roleOwners.set(role, keysOf(names));
  for (const [index, key] of (sample.done ?? []).entries()) {
    pass(key, scope, then + (index + 1) * dayMs, userKey);
  }
  if (sample.state !== undefined) setStatus(item, sample.state, userKey, then + dayMs);
  item.updatedAt = item.statusHistory.at(-1)?.at ?? then;
  return item;
}

function fill({ item, type }: ItemScope, sample: SampleItem): void {
  const priority = findField(type.fields, 'priority')?.options.find(
    ({ value }) => value === sample.priority,
  );
  if (priority !== undefined) {
    item.values.set('priority', { label: priority.label, value: priority.value });
  }
  if (sample.description !== undefined) item.values.set('description', sample.description);
  for (const [key, value] of Object.entries(sample.values ?? {})) item.values.set(key, value);
}

/** Completes a node as somebody did long ago, when nothing was required yet. */
function pass(key: string, scope: ItemScope, at: number, userKey: string): void {
  const nodes = nodesOf(scope).map(({ node }) => node);
  const node = nodes.find((each) => each.key === key);
  if (node === undefined) return;
  Object.assign(node, { status: 3, finishedAt: at, beganAt: node.beganAt || at - dayMs });
  for (const task of node.subTasks) Object.assign(task, { passed: true, finishedAt: at });
  const template = scope.type.templates.find(({ id }) => id === scope.item.templateId);
  for (const next of nodes) {
    const before = template?.links.filter(([, target]) => target === next.key) ?? [];
    const isReached = before.every(([source]) =>
      nodes.some((each) => each.key === source && each.status === 3),
    );
    if (next.status === 1 && isReached) Object.assign(next, { status: 2, beganAt: at });
  }
  moveStage(scope, userKey, at);
}
