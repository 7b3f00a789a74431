import { isAdministrator, reachSpace, typeIn } from '../gateway/access.js';
import { refuse } from '../gateway/refusal.js';
import {
  bodyObject,
  bodyObjects,
  bodyText,
  type ProjectHandlerGroup,
  type ProjectRequest,
  refuseMissing,
  requiredText,
} from '../gateway/request.js';
import type { Wire, WireObject } from '../gateway/wire.js';
import { findField } from '../model/fields.js';
import type { ProjectWorld, WorkItemType } from '../model/model.js';
import type { ConditionView } from '../model/views.js';
import { compileGroup } from '../search/search-group.js';
import { changeCooperation, cooperation } from './cooperation.js';

/** Condition views. Their dates are days written as ISO text, unlike those of a search. */
export const conditionViewHandlers = {
  project_condition_views_create: (request, world) => {
    const { space, type } = namedType(request, world);
    const { body, identity } = request;
    const name = requiredText(body, 'name');
    const group = bodyObject(body, 'search_group') ?? refuseMissing('search_group');
    const view: ConditionView = {
      kind: 'condition',
      id: world.ids.newViewId(),
      projectKey: space.key,
      typeKey: type.key,
      createdBy: identity.userKey,
      createdAt: world.clock.now(),
      name,
      modifiedBy: identity.userKey,
      ...cooperation(body),
      group: storedGroup(group, type),
      panorama: false,
    };
    world.views.set(view.id, view);
    return { data: { view_id: view.id } };
  },

  project_condition_views_update: (request, world) => {
    const { space, type } = namedType(request, world);
    const { body, identity } = request;
    const view = world.views.get(requiredText(body, 'view_id')) ?? refuse(30004);
    if (view.projectKey !== space.key) refuse(20012);
    if (view.kind !== 'condition') refuse(20006, 'Invalid Param, view_id is no condition view');
    const isEditor = view.createdBy === identity.userKey;
    if (!isEditor && !isAdministrator(space, identity.userKey)) refuse(10001);
    const group = bodyObject(body, 'search_group');
    if (group !== undefined) view.group = storedGroup(group, type);
    view.name = bodyText(body, 'name') ?? view.name;
    changeCooperation(view, body, world);
    view.modifiedBy = identity.userKey;
    return {};
  },
} satisfies ProjectHandlerGroup;

/** These take the id of a space, not its simple_name. */
function namedType(request: ProjectRequest, world: ProjectWorld) {
  const key = requiredText(request.body, 'project_key');
  if (!/^[0-9a-f]{24}$/.test(key)) refuse(1000052062);
  const space = reachSpace(key, request, world);
  return { space, type: typeIn(space, requiredText(request.body, 'work_item_type_key')) };
}

/** The group as a search reads it, checked. */
function storedGroup(group: WireObject, type: WorkItemType): WireObject {
  const stored = withMoments(group, type);
  compileGroup(stored, type);
  return stored;
}

function withMoments(group: WireObject, type: WorkItemType): WireObject {
  return {
    ...group,
    search_params: bodyObjects(group, 'search_params').map((param) => paramOf(param, type)),
    search_groups: bodyObjects(group, 'search_groups').map((inner) => withMoments(inner, type)),
  };
}

function paramOf(param: WireObject, { fields }: WorkItemType): WireObject {
  const key = bodyText(param, 'param_key') ?? '';
  if (key === 'current_nodes') refuse(20029, 'Unsupported Field Type, current_nodes');
  const isDate = findField(fields, key)?.type === 'date' || key === 'created_at';
  return isDate ? { ...param, value: moment(param['value'] ?? null) } : param;
}

function moment(value: Wire): Wire {
  if (typeof value !== 'string') return value === null ? value : refuse(20069);
  const time = Date.parse(value);
  return Number.isNaN(time) ? refuse(20069) : time;
}
