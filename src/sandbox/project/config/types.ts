import type { Field, Option } from '../fields/field-types.js';
import { isAdministrator, spaceOf, typeOf } from '../gateway/access.js';
import { bodyBoolean, bodyText } from '../gateway/body.js';
import type { ProjectHandlers } from '../gateway/handler.js';
import { refuse } from '../gateway/refusal.js';
import type { WireObject } from '../gateway/wire.js';
import type { Role, WorkItemType } from '../model/model.js';

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
    type.description = bodyText(body, 'description') ?? type.description;
    type.disabled = bodyBoolean(body, 'is_disabled') ?? type.disabled;
    type.pinned = bodyBoolean(body, 'is_pinned') ?? type.pinned;
    return { data: {} };
  },

  project_work_items_meta: (request, world) => {
    const { type } = typeOf(request, world);
    if (type.disabled) refuse(20044);
    return { data: type.fields.filter(isAskedFor).map((field) => fieldConf(field, type)) };
  },
} satisfies ProjectHandlers;

/** The style of the vendor's switches: 1 yes, 2 no. */
export function oneOrTwo(yes: boolean): 1 | 2 {
  return yes ? 1 : 2;
}

function typeReply(type: WorkItemType): WireObject {
  const isNodeFlow = type.flowMode === 'workflow';
  return {
    type_key: type.key,
    name: type.name,
    flow_mode: type.flowMode,
    api_name: type.apiName,
    description: type.description,
    is_disabled: type.disabled,
    is_pinned: type.pinned,
    enable_schedule: isNodeFlow,
    schedule_field_key: '',
    schedule_field_name: '',
    estimate_point_field_key: '',
    estimate_point_field_name: '',
    actual_work_time_field_key: '',
    actual_work_time_field_name: '',
    belong_roles: type.roles.map(({ id, name, alias }) => ({ id, name, key: alias || id })),
    actual_work_time_switch: isNodeFlow,
    enable_model_resource_lib: false,
  };
}

/** What the form of a new item has. */
function isAskedFor({ readOnly, type, key }: Field): boolean {
  return key === 'template' || (!readOnly && type !== 'multi_signal');
}

/** FieldConf. */
function fieldConf(field: Field, type: WorkItemType): WireObject {
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
    free_add: false,
    field_tips: field.help,
  };
}

function templateOptions({ templates }: WorkItemType): readonly Option[] {
  return templates.map(({ id, name, disabled }) => ({
    value: id,
    label: name,
    disabled,
    children: [],
  }));
}

function defaultValue({ defaultValue: value }: Field): WireObject {
  return value === undefined ? { default_appear: 2, value: null } : { default_appear: 1, value };
}

export function optionConf({ label, value, disabled, children }: Option): WireObject {
  return {
    label,
    value,
    is_disabled: oneOrTwo(disabled),
    is_visibility: 1,
    children: children.map(optionConf),
  };
}

function roleAssign({ id, name, memberAssignMode, members }: Role): WireObject {
  return {
    role: id,
    name,
    default_appear: 1,
    deletable: 1,
    member_assign: memberAssignMode,
    members,
  };
}
