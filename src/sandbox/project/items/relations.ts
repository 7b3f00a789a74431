import { bodySpace, findSpace, isAdministrator, spaceOf, typeIn } from '../gateway/access.js';
import { bodyObjects, requiredText } from '../gateway/body.js';
import type { ProjectHandlers, ProjectRequest } from '../gateway/handler.js';
import { refuse } from '../gateway/refusal.js';
import type { WireObject } from '../gateway/wire.js';
import type { ProjectWorld, Relation, Space } from '../model/model.js';

/** How work items of a space can be related. */
export const relationHandlers = {
  project_relations_list: (request, world) => {
    const space = spaceOf(request, world);
    return { data: space.relations.map((relation) => relationReply(relation, space, world)) };
  },

  project_relations_create: (request, world) => {
    const space = administeredSpace(request, world);
    const relation = {
      ...relationSpec(request, space),
      id: world.ids.newObjectId(),
      kind: 0 as const,
    };
    space.relations.push(relation);
    return { data: { relation_id: relation.id } };
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
} satisfies ProjectHandlers;

function administeredSpace(request: ProjectRequest, world: ProjectWorld): Space {
  const space = bodySpace(request, world);
  return isAdministrator(space, request.identity.userKey) ? space : refuse(10005);
}

function relationOf({ body }: ProjectRequest, { relations }: Space): Relation {
  const id = requiredText(body, 'relation_id');
  return relations.find((relation) => relation.id === id) ?? refuse(30018);
}

function relationSpec({ body }: ProjectRequest, space: Space, own?: Relation) {
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
function relationReply(relation: Relation, space: Space, world: ProjectWorld): WireObject {
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

function detailReply(detail: Relation['details'][number], world: ProjectWorld): WireObject {
  const space = findSpace(detail.projectKey, world);
  return {
    project_key: space?.key ?? detail.projectKey,
    project_name: space?.name ?? '',
    work_item_type_key: detail.typeKey,
    work_item_type_name: space?.types.find(({ key }) => key === detail.typeKey)?.name ?? '',
  };
}
