import { applyPairs, fieldOf } from '../fields/pairs.js';
import {
  bodyItem,
  checkEditable,
  editableItem,
  type ItemScope,
  isVisible,
  itemOf,
  liveItem,
  mayEdit,
  spaceOf,
  typeOf,
} from '../gateway/access.js';
import { bodyBoolean, bodyIds, bodyObjects, bodyText, refuseMissing } from '../gateway/body.js';
import type { ProjectHandlers, ProjectRequest } from '../gateway/handler.js';
import { refuse } from '../gateway/refusal.js';
import { int64 } from '../gateway/wire.js';
import { onDraft } from '../model/draft.js';
import type { ProjectWorld } from '../model/model.js';
import { checkInterceptions } from '../nodes/interceptions.js';
import { createItem } from './item-create.js';
import { itemReply, wantedOf } from './item-reply.js';
import { record } from './op-log.js';

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
} satisfies ProjectHandlers;

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
