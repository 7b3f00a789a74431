import { applyPairs, checkKind, fieldOf, writeField } from '../fields/pairs.js';
import { hasValue } from '../fields/read-field.js';
import {
  bodyItem,
  checkEditable,
  checkInterceptions,
  editableItem,
  findType,
  type ItemScope,
  isVisible,
  itemIn,
  itemOf,
  liveItem,
  mayEdit,
  spaceOf,
  typeOf,
} from '../gateway/access.js';
import { refuse } from '../gateway/refusal.js';
import {
  bodyBoolean,
  bodyId,
  bodyIds,
  bodyInteger,
  bodyObjects,
  bodyText,
  bodyTexts,
  type ProjectHandlerGroup,
  type ProjectRequest,
  refuseMissing,
} from '../gateway/request.js';
import { int64, type WireObject } from '../gateway/wire.js';
import type { ProjectWorld, Space, WorkItemType } from '../model/model.js';
import type { Template } from '../model/process.js';
import type { WorkItem } from '../model/work-item.js';
import { itemReply, wantedOf } from './item-reply.js';
import { emptyItem, keepItem } from './new-item.js';
import { onDraft, record } from './op-records.js';

const maxIds = 50;

/** Work items by themselves: created, read by id, updated, deleted, terminated, frozen. */
export const workItemHandlers = {
  project_work_items_create: (request, world) => {
    const space = spaceOf(request, world);
    return { data: int64(createItem(space, request, world).id) };
  },

  project_work_items_get: (request, world) => {
    const { space, type } = typeOf(request, world);
    const ids = bodyIds(request.body, 'work_item_ids') ?? refuseMissing('work_item_ids');
    if (ids.length > maxIds) refuse(20028);
    const wanted = wantedOf(request);
    const found = [...new Set(ids)].flatMap((id) => liveItem(id, world) ?? []);
    if (found.some(({ projectKey }) => projectKey !== space.key)) refuse(20014);
    const shown = found.filter(
      (item) => item.typeKey === type.key && isVisible(item, space, request),
    );
    if (shown.length === 0) refuse(30005);
    return { data: shown.map((item) => itemReply(item, wanted, world)) };
  },

  project_work_items_update: (request, world) => {
    const scope = editableItem(request, world);
    const pairs = bodyObjects(request.body, 'update_fields');
    if (pairs.length === 0) refuseMissing('update_fields');
    onDraft(scope, world, (draft) => {
      for (const pair of pairs) checkInterceptions(draft, fieldOf(pair, draft.type.fields).key);
      applyPairs(pairs, { scope: draft, userKey: request.identity.userKey, world });
    });
    return {};
  },

  project_work_items_delete: (request, world) => {
    const scope = itemOf(request, world);
    if (!mayEdit(scope, request.identity.userKey)) refuse(10001);
    checkInterceptions(scope, 'delete');
    scope.item.deleted = true;
    log(scope, 'delete', request, world);
    return {};
  },

  project_work_items_abort: (request, world) => {
    const scope = itemOf(request, world);
    const aborts = bodyBoolean(request.body, 'is_aborted') ?? false;
    if (scope.type.flowMode !== 'workflow') refuse(20056);
    if (!mayEdit(scope, request.identity.userKey)) refuse(10001);
    if (scope.item.aborted === aborts) refuse(aborts ? 20007 : 20008);
    checkReason(request, aborts ? abortReasons : restoreReasons);
    checkInterceptions(scope, 'abort');
    scope.item.aborted = aborts;
    log(scope, aborts ? 'terminate' : 'restore', request, world);
    return {};
  },

  project_work_items_freeze: (request, world) => {
    const scope = bodyItem(request, world);
    const freezes = bodyBoolean(request.body, 'is_frozen') ?? refuseMissing('is_frozen');
    checkEditable({ ...scope, item: { ...scope.item, frozen: false } }, request.identity.userKey);
    scope.item.frozen = freezes;
    return { data: {} };
  },

  project_work_items_invite_bots: (request, world) => {
    const space = spaceOf(request, world);
    itemIn(space, request.path['work_item_id'] ?? '', request, world);
    const bots = bodyTexts(request.body, 'app_ids') ?? [];
    if (bots.length === 0) refuse(20020);
    if (bots.length > 5) refuse(20019);
    return refuse(20021);
  },
} satisfies ProjectHandlerGroup;

const abortReasons: ReadonlySet<string> = new Set(['cancel', 'repeat', 'test', 'other']);
const restoreReasons: ReadonlySet<string> = new Set(['restart', 'rollback', 'test', 'other']);

function checkReason({ body }: ProjectRequest, options: ReadonlySet<string>): void {
  const option = bodyText(body, 'reason_option') ?? '';
  const reason = bodyText(body, 'reason') ?? '';
  if (option === '' && reason === '') refuse(20009);
  if (option !== '' && !options.has(option))
    refuse(20006, `Invalid Param, reason_option ${option}`);
  if (option === 'other' && reason === '') refuse(20009);
}

function log(scope: ItemScope, operation: string, request: ProjectRequest, world: ProjectWorld) {
  const { item } = scope;
  const happening = {
    operation,
    module: 'work_item_mod',
    objectType: 'work_item',
    objectValue: item.id,
    new: [item.name],
  };
  record(scope, happening, request.identity.userKey, world);
}

/** "创建工作项". */
function createItem(
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
  const writing = { scope, userKey, world, isNew: true };
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
