import { findSpace, isAdministrator, spaceOf, typeOf } from '../gateway/access.js';
import { numbersOf } from '../gateway/paging.js';
import { refuse } from '../gateway/refusal.js';
import {
  bodyBoolean,
  bodyText,
  bodyTexts,
  type ProjectHandlerGroup,
  requiredText,
} from '../gateway/request.js';
import { int64, type WireObject } from '../gateway/wire.js';
import { type FieldOption, findField, type ProjectFieldConf } from '../model/fields.js';
import type { BusinessLine, ProjectRole, Space, Team, WorkItemType } from '../model/model.js';
import { namedUser, spacesOf } from './users.js';

const maxSpaces = 100;
const maxTeams = 300;

/** Spaces, and what belongs to a whole space. */
export const spaceHandlers = {
  project_spaces_list: (request, world) => {
    const { userKey } = namedUser(requiredText(request.body, 'user_key'), world);
    return { data: spacesOf(userKey, request, world).map(({ key }) => key) };
  },

  project_spaces_get: (request, world) => {
    const { body } = request;
    const { userKey } = namedUser(requiredText(body, 'user_key'), world);
    const keys = bodyTexts(body, 'project_keys') ?? [];
    const names = bodyTexts(body, 'simple_names') ?? [];
    if (keys.length + names.length === 0) refuse(20005, 'Missing Param, project_keys');
    if (keys.length > maxSpaces) refuse(20001);
    const reachable = new Set(spacesOf(userKey, request, world));
    const asked = [...keys, ...names].flatMap((name) => findSpace(name, world) ?? []);
    const found = asked.filter((space) => reachable.has(space));
    return {
      data: Object.fromEntries(found.map((space) => [space.key, spaceReply(space, userKey)])),
    };
  },

  project_business_lines_list: (request, world) => {
    const { key, businessLines } = spaceOf(request, world);
    return { data: businessLines.map((line, index) => lineReply(line, { key, index, level: 1 })) };
  },

  project_teams_list: (request, world) => {
    const { teams } = spaceOf(request, world);
    const { offset = 0, limit = maxTeams } = numbersOf(request, 'offset', 'limit');
    const [start, size] = [Number(offset), Number(limit) || maxTeams];
    if (size > maxTeams) refuse(20002, `Page Size Limit, the max limit is ${maxTeams}`);
    const shown = teams.slice(start, start + size);
    return { data: shown.map(teamReply), has_more: start + size < teams.length };
  },
} satisfies ProjectHandlerGroup;

/** Administrators are told to administrators only. */
function spaceReply(space: Space, userKey: string): WireObject {
  const { key, name, simpleName, administrators } = space;
  return {
    project_key: key,
    name,
    simple_name: simpleName,
    ...(isAdministrator(space, userKey) ? { administrators } : {}),
  };
}

interface LinePosition {
  readonly key: string;
  readonly index: number;
  readonly level: number;
  readonly parent?: string;
}

function lineReply({ id, name, disabled, children }: BusinessLine, at: LinePosition): WireObject {
  const { key, index, level, parent = '' } = at;
  return {
    id,
    name,
    project: key,
    labels: [],
    role_owners: {},
    watchers: [],
    order: index + 1,
    super_masters: [],
    parent,
    disabled,
    level_id: level,
    children: children.map((child, position) =>
      lineReply(child, { key, index: position, level: level + 1, parent: id }),
    ),
  };
}

function teamReply({ id, name, members, administrators }: Team): WireObject {
  const userKeys = [...new Set([...administrators, ...members])];
  return { team_id: int64(id), team_name: name, user_keys: userKeys, members, administrators };
}

/** Work item types, and what an item of a type is created with. */
export const typeHandlers = {
  project_work_item_types_list: (request, world) => {
    const { types } = spaceOf(request, world);
    return {
      data: types.map(({ key, name, disabled, apiName }) => ({
        type_key: key,
        name,
        is_disable: oneOrTwo(disabled),
        api_name: apiName,
        enable_model_resource_lib: false,
      })),
    };
  },

  project_work_item_types_get: (request, world) => ({
    data: typeReply(typeOf(request, world).type),
  }),

  project_work_item_types_update: (request, world) => {
    const { space, type } = typeOf(request, world);
    if (!isAdministrator(space, request.identity.userKey)) refuse(10005);
    const { body } = request;
    Object.assign(type, settingsOf(body, world.options.unnamedParts === 'kept' ? type : undefined));
    return { data: {} };
  },

  project_work_items_meta: (request, world) => {
    const { type } = typeOf(request, world);
    if (type.disabled) refuse(20044);
    return { data: type.fields.filter(isAskedFor).map((field) => fieldConf(field, type)) };
  },
} satisfies ProjectHandlerGroup;

/** Settings as a body gives them, over those that there are. */
function settingsOf(body: WireObject, before: Partial<WorkItemType> | undefined) {
  return {
    description: bodyText(body, 'description') ?? before?.description ?? '',
    disabled: bodyBoolean(body, 'is_disabled') ?? before?.disabled ?? false,
    pinned: bodyBoolean(body, 'is_pinned') ?? before?.pinned ?? false,
    scheduleField: bodyText(body, 'schedule_field_key') ?? before?.scheduleField ?? '',
    pointField: bodyText(body, 'estimate_point_field_key') ?? before?.pointField ?? '',
    actualTimeField: bodyText(body, 'actual_work_time_field_key') ?? before?.actualTimeField ?? '',
    belongRoles: bodyTexts(body, 'belong_role_keys') ?? before?.belongRoles ?? [],
    schedules: bodyBoolean(body, 'enable_schedule') ?? before?.schedules ?? false,
    actualTime: bodyBoolean(body, 'actual_work_time_switch') ?? before?.actualTime ?? false,
  };
}

/** The style of the vendor's switches: 1 yes, 2 no. */
export function oneOrTwo(yes: boolean): 1 | 2 {
  return yes ? 1 : 2;
}

function typeReply(type: WorkItemType): WireObject {
  const isNodeFlow = type.flowMode === 'workflow';
  const fieldName = (key: string | undefined) => findField(type.fields, key ?? '')?.name ?? '';
  return {
    type_key: type.key,
    name: type.name,
    flow_mode: type.flowMode,
    api_name: type.apiName,
    description: type.description,
    is_disabled: type.disabled,
    is_pinned: type.pinned,
    enable_schedule: type.schedules ?? isNodeFlow,
    schedule_field_key: type.scheduleField ?? '',
    schedule_field_name: fieldName(type.scheduleField),
    estimate_point_field_key: type.pointField ?? '',
    estimate_point_field_name: fieldName(type.pointField),
    actual_work_time_field_key: type.actualTimeField ?? '',
    actual_work_time_field_name: fieldName(type.actualTimeField),
    belong_roles: type.roles
      .filter(({ id }) => type.belongRoles?.includes(id) ?? true)
      .map(({ id, name, alias }) => ({ id, name, key: alias || id })),
    actual_work_time_switch: type.actualTime ?? isNodeFlow,
    enable_model_resource_lib: false,
  };
}

/** What the form of a new item has. */
function isAskedFor({ readOnly, type, key }: ProjectFieldConf): boolean {
  return key === 'template' || (!readOnly && type !== 'multi_signal');
}

/** FieldConf. */
function fieldConf(field: ProjectFieldConf, type: WorkItemType): WireObject {
  const options = field.key === 'template' ? templateOptions(type) : field.options;
  return {
    field_key: field.key,
    field_name: field.name,
    field_alias: field.alias,
    field_type_key: field.type,
    field_uuid: '',
    label: field.name,
    is_required: oneOrTwo(field.required),
    is_visibility: 1,
    is_validity: 1,
    role_assign: field.type === 'role_owners' ? type.roles.map(roleAssign) : [],
    default_value: defaultValue(field),
    options: options.map(optionConf),
    compound_fields: field.children.map((child) => fieldConf(child, type)),
    free_add: field.freeAdd ?? false,
    field_tips: field.help,
  };
}

function templateOptions({ templates }: WorkItemType): readonly FieldOption[] {
  return templates.map(({ id, name, disabled }) => ({
    value: id,
    label: name,
    disabled,
    children: [],
  }));
}

function defaultValue({ defaultValue: value }: ProjectFieldConf): WireObject {
  return value === undefined ? { default_appear: 2, value: null } : { default_appear: 1, value };
}

export function optionConf({ label, value, disabled, children }: FieldOption): WireObject {
  return {
    label,
    value,
    is_disabled: oneOrTwo(disabled),
    is_visibility: 1,
    children: children.map(optionConf),
  };
}

function roleAssign({ id, name, memberAssignMode, members }: ProjectRole): WireObject {
  return {
    role: id,
    name,
    default_appear: 1,
    deletable: 1,
    member_assign: memberAssignMode,
    members,
  };
}
