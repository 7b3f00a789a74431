import {
  bodySpace,
  findSpace,
  isAdministrator,
  itemOf,
  liveItem,
  spaceOf,
  typeIn,
} from '../gateway/access.js';
import { refuse } from '../gateway/refusal.js';
import {
  bodyId,
  bodyIds,
  bodyObjects,
  bodyText,
  bodyTexts,
  type ProjectHandlerGroup,
  type ProjectRequest,
  requiredId,
  requiredText,
} from '../gateway/request.js';
import { int64, type WireObject } from '../gateway/wire.js';
import type {
  AssociationRule,
  Binding,
  ProjectRelation,
  ProjectWorld,
  Space,
} from '../model/model.js';

/** Work items that are bound across spaces. */
export const associationHandlers = {
  project_associations_list_rules: (request, world) => {
    const space = spaceOf(request, world);
    const remotes = bodyTexts(request.body, 'remote_projects') ?? [];
    const keys = new Set(space.associationRules.map(({ remoteProjectKey }) => remoteProjectKey));
    const shown = [...keys].filter((key) => remotes.length === 0 || remotes.includes(key));
    return { data: shown.map((key) => rulesReply(key, space, world)) };
  },

  project_associations_list: (request, world) => {
    const { item, space } = itemOf(request, world);
    const rule = bodyText(request.body, 'relation_rule_id') ?? '';
    const remote = bodyId(request.body, 'relation_work_item_id');
    const own = world.bindings.filter(
      (binding) =>
        binding.itemId === item.id &&
        (rule === '' || binding.ruleId === rule) &&
        (remote === undefined || binding.remoteItemId === remote),
    );
    return { data: own.flatMap((binding) => bindingReply(binding, space, world)) };
  },

  project_associations_bind: (request, world) => {
    const { item, space } = itemOf(request, world);
    const ruleId = requiredText(request.body, 'relation_rule_id');
    ruleIn(space, ruleId);
    const remotes = bodyObjects(request.body, 'instances').map((one) =>
      requiredId(one, 'work_item_id'),
    );
    const fresh = remotes.map((remoteItemId) => ({ ruleId, itemId: item.id, remoteItemId }));
    for (const { remoteItemId } of fresh) liveItem(remoteItemId, world) ?? refuse(30015);
    if (fresh.some((one) => isBound(one, world))) refuse(1000051617);
    world.bindings.push(...fresh);
    return { data: {} };
  },

  project_associations_unbind: (request, world) => {
    const { item } = itemOf(request, world);
    const ruleId = requiredText(request.body, 'relation_rule_id');
    const remoteItemId = requiredId(request.body, 'relation_work_item_id');
    const wanted = { ruleId, itemId: item.id, remoteItemId };
    if (!isBound(wanted, world)) refuse(20006, 'Invalid Param, not bound');
    const index = world.bindings.findIndex((binding) => isSame(binding, wanted));
    world.bindings.splice(index, 1);
    return { data: {} };
  },

  project_story_relations_create: (request, world) => {
    spaceOf(request, world);
    const asked = bodyObjects(request.body, 'story_relations').map((one) => ({
      ruleId: bodyText(one, 'relation_id') ?? '',
      itemId: requiredId(one, 'local_work_item_id'),
      remoteItemId: requiredId(one, 'remote_work_item_id'),
    }));
    for (const { itemId, remoteItemId } of asked) {
      if (!liveItem(itemId, world) || !liveItem(remoteItemId, world)) refuse(30005);
    }
    world.bindings.push(...asked.filter((one) => !isBound(one, world)));
    return {
      data: Object.fromEntries(asked.map((one) => [one.itemId, int64(one.remoteItemId)])),
    };
  },

  project_story_relations_list: (request, world) => {
    spaceOf(request, world);
    const ids = bodyIds(request.body, 'work_item_ids') ?? [];
    const found = world.bindings.filter(({ itemId }) => ids.includes(itemId));
    const remotes = found.map(({ remoteItemId }) => remoteItemId);
    return {
      data: {
        work_item_project_map: Object.fromEntries(
          [...ids, ...remotes].map((id) => [id, world.items.get(id)?.projectKey]),
        ),
        value: Object.fromEntries(
          ids.map((id) => [
            id,
            found.filter((one) => one.itemId === id).map((one) => int64(one.remoteItemId)),
          ]),
        ),
      },
    };
  },
} satisfies ProjectHandlerGroup;

function ruleIn({ associationRules }: Space, id: string): AssociationRule {
  return associationRules.find((rule) => rule.id === id) ?? refuse(20006, 'relation_rule_id');
}

function isSame(one: Binding, other: Binding): boolean {
  const isPair = one.itemId === other.itemId && one.remoteItemId === other.remoteItemId;
  return isPair && one.ruleId === other.ruleId;
}

function isBound(wanted: Binding, { bindings }: ProjectWorld): boolean {
  return bindings.some((binding) => isSame(binding, wanted));
}

/** ProjectRelationRule. */
function rulesReply(remoteKey: string, space: Space, world: ProjectWorld): WireObject {
  const remote = findSpace(remoteKey, world) ?? refuse(30016);
  const rules = space.associationRules.filter(
    ({ remoteProjectKey }) => remoteProjectKey === remoteKey,
  );
  return {
    remote_project_key: remote.key,
    remote_project_name: remote.name,
    rules: rules.map(({ id, name, typeKey, remoteTypeKey }) => ({
      id,
      name,
      disabled: 1,
      work_item_relation_id: id,
      work_item_relation_name: name,
      current_work_item_type_key: typeKey,
      current_work_item_type_name: typeIn(space, typeKey).name,
      remote_work_item_type_key: remoteTypeKey,
      remote_work_item_type_name: typeIn(remote, remoteTypeKey).name,
      chat_group_merge: 2,
    })),
  };
}

/** RelationInstance. */
function bindingReply(binding: Binding, space: Space, world: ProjectWorld): WireObject[] {
  const item = liveItem(binding.remoteItemId, world);
  const remote = item === undefined ? undefined : findSpace(item.projectKey, world);
  if (item === undefined || remote === undefined) return [];
  const rule = space.associationRules.find(({ id }) => id === binding.ruleId);
  return [
    {
      relation_work_item_id: int64(item.id),
      relation_work_item_name: item.name,
      relation_work_item_type_key: item.typeKey,
      relation_work_item_type_name: typeIn(remote, item.typeKey).name,
      project_relation_rule_id: binding.ruleId,
      project_relation_rule_name: rule?.name ?? '',
      relation_project_key: remote.key,
      relation_project_name: remote.name,
    },
  ];
}

/** How work items of a space can be related. */
export const relationHandlers = {
  project_relations_list: (request, world) => {
    const space = spaceOf(request, world);
    return { data: space.relations.map((relation) => relationReply(relation, space, world)) };
  },

  project_relations_create: (request, world) => {
    const space = administeredSpace(request, world);
    const spec = relationSpec(request, space);
    const id = world.ids.newObjectId();
    space.relations.push({ ...spec, id, kind: 0 });
    return { data: { relation_id: id } };
  },

  project_relations_update: (request, world) => {
    const space = administeredSpace(request, world);
    const relation = relationOf(request, space);
    Object.assign(relation, relationSpec(request, space, relation));
    return { data: {} };
  },

  project_relations_delete: (request, world) => {
    const space = administeredSpace(request, world);
    space.relations.splice(space.relations.indexOf(relationOf(request, space)), 1);
    return {};
  },
} satisfies ProjectHandlerGroup;

function administeredSpace(request: ProjectRequest, world: ProjectWorld): Space {
  const space = bodySpace(request, world);
  return isAdministrator(space, request.identity.userKey) ? space : refuse(10005);
}

function relationOf({ body }: ProjectRequest, { relations }: Space): ProjectRelation {
  const id = requiredText(body, 'relation_id');
  return relations.find((relation) => relation.id === id) ?? refuse(30018);
}

function relationSpec({ body }: ProjectRequest, space: Space, own?: ProjectRelation) {
  const name = requiredText(body, 'name');
  const isTaken = space.relations.some((each) => each !== own && each.name === name);
  if (isTaken) refuse(50006, 'relationship name duplicated');
  return {
    name,
    typeKey: typeIn(space, requiredText(body, 'work_item_type_key')).key,
    details: bodyObjects(body, 'relation_details').map((detail) => ({
      projectKey: requiredText(detail, 'project_key'),
      typeKey: requiredText(detail, 'work_item_type_key'),
    })),
  };
}

/** WorkItemRelation. */
function relationReply(relation: ProjectRelation, space: Space, world: ProjectWorld): WireObject {
  const { id, name, typeKey, kind, details } = relation;
  return {
    id,
    name,
    disabled: false,
    relation_type: kind,
    work_item_type_key: typeKey,
    work_item_type_name: typeIn(space, typeKey).name,
    relation_details: details.map((detail) => detailReply(detail, world)),
  };
}

function detailReply(detail: ProjectRelation['details'][number], world: ProjectWorld): WireObject {
  const space = findSpace(detail.projectKey, world);
  return {
    project_key: space?.key ?? detail.projectKey,
    project_name: space?.name ?? '',
    work_item_type_key: detail.typeKey,
    work_item_type_name: space?.types.find(({ key }) => key === detail.typeKey)?.name ?? '',
  };
}
