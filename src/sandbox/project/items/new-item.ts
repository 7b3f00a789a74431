import type { ItemScope } from '../gateway/access.js';
import type { ProjectWorld, Space, WorkItemType } from '../model/model.js';
import type { Template } from '../model/process.js';
import type { WorkItem } from '../model/work-item.js';
import { firstNodes, setStatus } from '../nodes/node-flow.js';
import { record } from './op-records.js';

interface Beginning {
  readonly space: Space;
  readonly type: WorkItemType;
  readonly template: Template;
  readonly userKey: string;
  readonly world: ProjectWorld;
}

/** An item that nobody has written to; not in the world yet. */
export function emptyItem({ space, type, template, userKey, world }: Beginning): WorkItem {
  const now = world.clock.now();
  return {
    id: world.ids.newItemId(),
    projectKey: space.key,
    typeKey: type.key,
    templateId: template.id,
    createdBy: userKey,
    createdAt: now,
    name: '',
    updatedBy: userKey,
    updatedAt: now,
    deleted: false,
    aborted: false,
    frozen: false,
    visibleTo: undefined,
    values: new Map(),
    groups: new Map(),
    roleOwners: new Map(
      type.roles
        .filter(({ memberAssignMode }) => memberAssignMode > 1)
        .map(({ id, memberAssignMode, members }) => [
          id,
          memberAssignMode === 3 ? [userKey] : members,
        ]),
    ),
    nodes: [],
    status: '',
    statusHistory: [],
  };
}

/** Puts a new item at the beginning of its process, and into the world. */
export function keepItem(scope: ItemScope, template: Template, world: ProjectWorld): void {
  const { item, type } = scope;
  item.nodes.push(...firstNodes(template, world));
  const initial = template.states.find(({ kind }) => kind === 1)?.key;
  const stage = template.nodes[0]?.subStage;
  setStatus(item, initial ?? stage ?? '', item.createdBy, item.createdAt);
  world.items.set(item.id, item);
  const happening = {
    operation: 'create',
    module: 'work_item_mod',
    objectType: 'work_item',
    objectValue: item.id,
    property: type.name,
    new: [item.name],
  };
  record(scope, happening, item.createdBy, world);
}
