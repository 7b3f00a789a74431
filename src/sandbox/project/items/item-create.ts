import { checkKind, fieldOf, writeField } from '../fields/pairs.js';
import { hasValue } from '../fields/read-field.js';
import { findType, type ItemScope } from '../gateway/access.js';
import { bodyId, bodyInteger, bodyObjects, bodyText } from '../gateway/body.js';
import type { ProjectRequest } from '../gateway/handler.js';
import { refuse } from '../gateway/refusal.js';
import type { WireObject } from '../gateway/wire.js';
import type { ProjectWorld, Space, WorkItemType } from '../model/model.js';
import { firstNodes, setStatus } from '../nodes/node-flow.js';
import type { Template } from '../nodes/process.js';
import { record } from './op-log.js';
import type { WorkItem } from './work-item.js';

/** "创建工作项". */
export function createItem(
  space: Space,
  { body, identity }: ProjectRequest,
  world: ProjectWorld,
): WorkItem {
  // "Optional" on the page; without it there is no type to find.
  const type = findType(space, bodyText(body, 'work_item_type_key') ?? '') ?? refuse(30014);
  if (type.disabled) refuse(20044);
  const pairs = bodyObjects(body, 'field_value_pairs');
  checkDuplicates(body, pairs, type);
  const template = chosenTemplate(body, pairs, type);
  const { userKey } = identity;
  const item = emptyItem({ space, type, template, userKey, world });
  const scope = { space, type, item };
  fill(scope, bodyText(body, 'name'), pairs, userKey, world);
  if (bodyInteger(body, 'required_mode') === 1) checkRequired(scope);
  keepItem(scope, template, world);
  return item;
}

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

/** Neither a field twice, nor `name` and `template` both inside and beside the pairs. */
function checkDuplicates(body: WireObject, pairs: readonly WireObject[], type: WorkItemType) {
  const keys = pairs.map((pair) => fieldOf(pair, type.fields).key);
  if (body['name'] !== undefined) keys.push('name');
  if (body['template_id'] !== undefined) keys.push('template');
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) refuse(20083, `Duplication Field Exist, FieldKey: ${twice}`);
}

/** The one that is asked for, or the first that is enabled. */
function chosenTemplate(
  body: WireObject,
  pairs: readonly WireObject[],
  type: WorkItemType,
): Template {
  const inPairs = pairs.find((pair) => pair['field_key'] === 'template');
  const id = bodyId(body, 'template_id') ?? inPairs?.['field_value'] ?? undefined;
  const enabled = type.templates.filter(({ disabled }) => !disabled);
  const found = id === undefined ? enabled[0] : enabled.find((each) => each.id === String(id));
  return found ?? refuse(50006, 'template is invalid');
}

function fill(
  scope: ItemScope,
  name: string | undefined,
  pairs: readonly WireObject[],
  userKey: string,
  world: ProjectWorld,
): void {
  const { length } = world.records;
  const writing = { scope, userKey, world };
  for (const pair of pairs) {
    const field = fieldOf(pair, scope.type.fields);
    if (field.key === 'template') continue;
    checkKind(field);
    writeField(field, pair['field_value'] ?? null, writing);
  }
  scope.item.name = name ?? scope.item.name;
  // One entry of the log tells of the creation with everything in it.
  world.records.length = length;
}

function checkRequired(scope: ItemScope): void {
  const lacking = scope.type.fields.find((field) => field.required && !hasValue(scope, field));
  if (lacking !== undefined) {
    refuse(20038, `${lacking.name}(${lacking.key}) Required`, 'Required Field Is Not Set');
  }
}
