import {
  bodySpace,
  checkEditable,
  checkInterceptions,
  type ItemScope,
  isVisible,
  itemOf,
  liveItem,
  typeIn,
} from '../gateway/access.js';
import { ProjectRefusal, refuse } from '../gateway/refusal.js';
import {
  bodyList,
  bodyObjects,
  bodyText,
  type ProjectHandlerGroup,
  type ProjectRequest,
  refuseMissing,
  requiredId,
  requiredText,
} from '../gateway/request.js';
import { isWireList, type Wire, type WireObject } from '../gateway/wire.js';
import { onDraft, record } from '../items/op-records.js';
import { findField, type ProjectFieldConf } from '../model/fields.js';
import type { ProjectWorld } from '../model/model.js';
import type { CompoundRow } from '../model/work-item.js';
import { checkWritable } from './pairs.js';
import { acceptGroups, acceptRow } from './values.js';

/** "按组更新复合字段值". */
export const compoundFieldHandlers = {
  project_compound_fields_update: (request, world) => {
    const { body, identity } = request;
    const scope = compoundItem(request, world);
    const field = compoundField(request, scope);
    const change = changes.get(requiredText(body, 'action')) ?? refuseParam('action');
    checkEditable(scope, identity.userKey);
    checkInterceptions(scope, field.key);
    onDraft(scope, world, (draft) => {
      checkWritable(field, { scope: draft, userKey: identity.userKey, world });
      const groups = draft.item.groups.get(field.key) ?? [];
      draft.item.groups.set(field.key, change({ field, groups, scope: draft, request, world }));
      const happening = {
        operation: 'modify',
        module: 'field_mod',
        objectType: 'field',
        objectValue: field.key,
        property: field.name,
      };
      record(draft, happening, identity.userKey, world);
    });
    return { data: {} };
  },
} satisfies ProjectHandlerGroup;

/** "更新外部信号": a signal of several parts, which pairs cannot write. */
export const signalHandlers = {
  project_multi_signals_update: (request, world) => {
    const { item, type } = itemOf(request, world);
    const { body } = request;
    const name = bodyText(body, 'field_key') || bodyText(body, 'field_alias') || refuse(20025);
    const field = findField(type.fields, name) ?? refuse(30009);
    if (field.type !== 'multi_signal') refuse(20029);
    const detail = bodyObjects(body, 'details').map(signalDetail);
    const status = overall(detail.map((each) => each.status));
    item.values.set(field.key, { status, detail });
    return { data: { status, detail } };
  },
} satisfies ProjectHandlerGroup;

interface Change {
  readonly field: ProjectFieldConf;
  readonly groups: readonly CompoundRow[];
  readonly scope: ItemScope;
  readonly request: ProjectRequest;
  readonly world: ProjectWorld;
}

/** The groups that there are after a change, by `action`. */
const changes: ReadonlyMap<string, (change: Change) => readonly CompoundRow[]> = new Map([
  ['add', addGroups],
  ['update', updateGroup],
  ['delete', deleteGroup],
]);

function addGroups({ field, groups, scope, request, world }: Change): readonly CompoundRow[] {
  // "执行 add操作时不可填写"
  if ((bodyText(request.body, 'group_uuid') ?? '') !== '') refuseParam('group_uuid');
  const rows = requiredRows(request);
  return [...groups, ...acceptGroups(rows, { space: scope.space, field, world })];
}

/** Changes the sub-fields that are given; the others keep their values. */
function updateGroup(change: Change): readonly CompoundRow[] {
  const { field, groups, scope, request, world } = change;
  const uuid = knownGroup(change);
  const [row] = requiredRows(request);
  const values = acceptRow(row, { space: scope.space, field, world });
  return groups.map((group) =>
    group.uuid === uuid ? { uuid, values: new Map([...group.values, ...values]) } : group,
  );
}

function deleteGroup(change: Change): readonly CompoundRow[] {
  const uuid = knownGroup(change);
  return change.groups.filter((group) => group.uuid !== uuid);
}

/** "执行 update 或 delete 操作时必填" */
function knownGroup({ groups, request }: Change): string {
  const uuid = bodyText(request.body, 'group_uuid') ?? '';
  return groups.some((group) => group.uuid === uuid) ? uuid : refuseParam('group_uuid');
}

function requiredRows({ body }: ProjectRequest): readonly Wire[] {
  const rows = bodyList(body, 'fields') ?? [];
  if (rows.length === 0) refuseMissing('fields');
  return rows.every(isWireList) ? rows : refuse(9999, 'Invalid Param, fields must be list<list>');
}

function compoundItem(request: ProjectRequest, world: ProjectWorld): ItemScope {
  const space = bodySpace(request, world);
  const id = requiredId(request.body, 'work_item_id');
  // The page shows another number as `err.code` here.
  const words = { msg: 'WorkItem Not Found', innerCode: 1000050 };
  const item = liveItem(id, world);
  if (item === undefined) throw new ProjectRefusal(1000050244, words);
  if (item.projectKey !== space.key) refuse(1000050156, 'ProjectKey not match');
  if (!isVisible(item, space, request)) refuse(10001);
  return { space, item, type: typeIn(space, item.typeKey) };
}

function compoundField({ body }: ProjectRequest, { type }: ItemScope): ProjectFieldConf {
  const name = bodyText(body, 'field_key') || bodyText(body, 'field_alias') || refuse(20025);
  const field = findField(type.fields, name) ?? refuse(1000050248);
  if (field.type === 'compound_field') return field;
  return refuse(1000050156, 'Invalid field, only support compound_field');
}

/** The page names no text for a wrong action or group. */
function refuseParam(name: string): never {
  return refuse(1000050156, `Invalid Param, ${name}`);
}

const signalStatuses = ['passed', 'processing', 'rejected'];

function signalDetail(detail: WireObject) {
  const status = bodyText(detail, 'status') ?? '';
  if (!signalStatuses.includes(status)) refuse(20067);
  return {
    id: requiredText(detail, 'id'),
    title: bodyText(detail, 'title') ?? '',
    status,
    view_link: bodyText(detail, 'view_link') ?? '',
  };
}

/** One that was rejected rejects them all; all must have passed. */
function overall(statuses: readonly string[]): string {
  if (statuses.includes('rejected')) return 'rejected';
  return statuses.every((status) => status === 'passed') ? 'passed' : 'processing';
}
