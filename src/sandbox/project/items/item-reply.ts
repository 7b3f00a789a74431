import { fieldPair, readField, statusKey } from '../fields/read-field.js';
import { plainText } from '../fields/rich-text.js';
import { isEmpty, rowPairs } from '../fields/values.js';
import { findUser, type ItemScope, scopeOf, templateOf } from '../gateway/access.js';
import { refuse } from '../gateway/refusal.js';
import { bodyBoolean, bodyObject, bodyTexts, type ProjectRequest } from '../gateway/request.js';
import { int64, isWireList, type Wire, type WireObject, writeWire } from '../gateway/wire.js';
import type { FieldChoice, ProjectFieldConf } from '../model/fields.js';
import type { ProjectWorld } from '../model/model.js';
import type { StateConf } from '../model/process.js';
import type { WorkItem } from '../model/work-item.js';
import { nodeOwners, nodesOf } from '../nodes/node-scope.js';
import { nodeFlowReply } from '../nodes/workflow-reply.js';

/** What a read shall hold: which fields, and what beyond them. */
export interface WantedParts {
  readonly shows: FieldChoice;
  readonly expand: WireObject;
}

/** `fields` names what to show, or with a minus what not to; `expand` asks for more. */
export function wantedOf({ body }: ProjectRequest): WantedParts {
  return {
    shows: fieldChoice(bodyTexts(body, 'fields')),
    expand: bodyObject(body, 'expand') ?? {},
  };
}

function fieldChoice(names: readonly string[] = []): WantedParts['shows'] {
  const left = names.filter((name) => name.startsWith('-')).map((name) => name.slice(1));
  if (left.length > 0 && left.length < names.length) refuse(20015);
  if (left.length > 0) return ({ key, alias }) => !left.includes(key) && !left.includes(alias);
  if (names.length === 0) return () => true;
  return ({ key, alias }) => names.includes(key) || names.includes(alias);
}

/** WorkItemInfo. */
export function itemReply(item: WorkItem, wanted: WantedParts, world: ProjectWorld): WireObject {
  const scope = scopeOf(item, world);
  return {
    id: int64(item.id),
    name: item.name,
    work_item_type_key: item.typeKey,
    project_key: item.projectKey,
    simple_name: scope.space.simpleName,
    template_id: int64(item.templateId),
    template_type: templateOf(scope)?.key ?? '',
    pattern: scope.type.flowMode === 'workflow' ? 'Node' : 'State',
    sub_stage: statusKey(item),
    work_item_status: statusReply(scope),
    current_nodes: currentNodes(scope),
    state_times: stateTimes(scope),
    created_by: item.createdBy,
    created_at: item.createdAt,
    updated_by: item.updatedBy,
    updated_at: item.updatedAt,
    fields: scope.type.fields.filter(wanted.shows).flatMap((field) => pairOf(scope, field)),
    ...expansions(scope, wanted.expand, world),
  };
}

function pairOf(scope: ItemScope, field: ProjectFieldConf): Wire[] {
  const value = readField(scope, field) ?? null;
  return isEmpty(value) ? [] : [fieldPair(field, value)];
}

/** WorkItemStatus. */
function statusReply(scope: ItemScope): WireObject {
  const { statusHistory } = scope.item;
  const states = templateOf(scope)?.states ?? [];
  const history = statusHistory.map(({ key, at, by }) => ({
    ...stateKind(key, states, scope),
    updated_at: at,
    updated_by: by,
  }));
  const { at = 0, by = '' } = statusHistory.at(-1) ?? {};
  const now = stateKind(statusKey(scope.item), states, scope);
  return { ...now, updated_at: at, updated_by: by, history };
}

function stateKind(key: string, states: readonly StateConf[], scope: ItemScope): WireObject {
  const state = states.find((each) => each.key === key);
  const isLast = scope.item.nodes.length > 0 && key === templateOf(scope)?.nodes.at(-1)?.subStage;
  return {
    state_key: key,
    is_archived_state: state?.kind === 3 || (isLast && scope.item.nodes.at(-1)?.status === 3),
    is_init_state: state?.kind === 1 || key === templateOf(scope)?.nodes[0]?.subStage,
  };
}

/** NodeBasicInfo of what is in progress; empty for a state flow. */
function currentNodes(scope: ItemScope): Wire[] {
  return nodesOf(scope)
    .filter(({ node }) => node.status === 2)
    .map(({ node, conf }) => ({
      id: node.key,
      name: conf.name,
      owners: nodeOwners(scope.item, node, conf),
      milestone: conf.milestone,
    }));
}

function stateTimes(scope: ItemScope): Wire[] {
  const ofNodes = nodesOf(scope)
    .filter(({ node }) => node.beganAt > 0)
    .map(({ node, conf }) => ({
      state_key: node.key,
      name: conf.name,
      start_time: node.beganAt,
      end_time: node.finishedAt,
    }));
  if (ofNodes.length > 0) return ofNodes;
  const { statusHistory } = scope.item;
  const states = templateOf(scope)?.states ?? [];
  return statusHistory.map(({ key, at }, index) => ({
    state_key: key,
    name: states.find((state) => state.key === key)?.name ?? key,
    start_time: at,
    end_time: statusHistory[index + 1]?.at ?? 0,
  }));
}

type Expansion = (scope: ItemScope, world: ProjectWorld) => WireObject;

/** Expand: what each switch adds. */
const expansionTable: readonly (readonly [name: string, expand: Expansion])[] = [
  ['need_workflow', (scope) => ({ workflow_infos: workflowInfos(scope) })],
  ['need_multi_text', (scope) => ({ multi_texts: multiTexts(scope) })],
  ['relation_fields_detail', (scope, world) => ({ relation_fields_detail: related(scope, world) })],
  ['need_user_detail', (scope, world) => ({ user_details: userDetails(scope, world) })],
  // The pages do not show how `compound_field_extra` is laid out: pairs whose value lists the groups.
  ['need_group_uuid_for_compound', (scope) => ({ compound_field_extra: groupExtra(scope) })],
  ['need_parent_workitem', () => ({ parent_work_item: [] })],
];

function expansions(scope: ItemScope, expand: WireObject, world: ProjectWorld): WireObject {
  const asked = expansionTable.filter(([name]) => bodyBoolean(expand, name) ?? false);
  return Object.assign({}, ...asked.map(([, add]) => add(scope, world)));
}

/** "目标工作项为状态流，但设置了 need_workflow" stands under 20003. */
function workflowInfos(scope: ItemScope): WireObject {
  return scope.type.flowMode === 'workflow' ? nodeFlowReply(scope) : refuse(20003);
}

function multiTexts(scope: ItemScope): Wire[] {
  return scope.type.fields
    .filter(({ type }) => type === 'multi_text')
    .flatMap((field) => {
      const value = readField(scope, field) ?? null;
      if (isEmpty(value)) return [];
      return [{ field_key: field.key, field_value: multiTextReply(value) }];
    });
}

export function multiTextReply(value: Wire): WireObject {
  const text = plainText(value);
  return {
    doc: isWireList(value) ? writeWire(value) : text,
    doc_text: text,
    doc_html: text
      .split('\n')
      .map((line) => `<p>${escaped(line)}</p>`)
      .join(''),
    is_empty: text === '',
    notify_user_list: [],
    notify_user_type: '',
  };
}

function related(scope: ItemScope, world: ProjectWorld): Wire[] {
  return scope.type.fields
    .filter(({ type }) => type.startsWith('work_item_related'))
    .flatMap((field) => {
      const value = scope.item.values.get(field.key) ?? null;
      const ids = isWireList(value) ? value : [value];
      const details = ids.flatMap((id) => relatedDetail(String(id), world));
      return details.length === 0 ? [] : [{ field_key: field.key, detail: details }];
    });
}

function relatedDetail(id: string, { items }: ProjectWorld): Wire[] {
  const item = items.get(id);
  if (item === undefined) return [];
  const { projectKey, typeKey } = item;
  return [{ story_id: int64(id), work_item_type_key: typeKey, project_key: projectKey }];
}

export function userDetails(scope: ItemScope, world: ProjectWorld): Wire[] {
  const { item } = scope;
  const ofNodes = nodesOf(scope).flatMap(({ node, conf }) => nodeOwners(item, node, conf));
  const keys = [
    item.createdBy,
    item.updatedBy,
    ...[...item.roleOwners.values()].flat(),
    ...ofNodes,
  ];
  return [...new Set(keys)].flatMap((key) => {
    const user = findUser(key, world);
    if (user === undefined) return [];
    const { userKey, nameCn, nameEn, email } = user;
    return [{ user_key: userKey, username: nameEn, email, name_cn: nameCn, name_en: nameEn }];
  });
}

function groupExtra({ item, type }: ItemScope): Wire[] {
  return type.fields.flatMap((field) => {
    const groups = item.groups.get(field.key) ?? [];
    if (groups.length === 0) return [];
    const rows = groups.map((group) => ({
      group_uuid: group.uuid,
      fields: rowPairs(group, field),
    }));
    return [fieldPair(field, rows)];
  });
}

function escaped(line: string): string {
  return line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
