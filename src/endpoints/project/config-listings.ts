import type { ListingSpec } from '../../core/endpoint.js';
import { as, onRequest } from './columns.js';

/* How the lists of spaces, fields, people and views are answered as columns and rows. */

export const spaceKeys: ListingSpec = {
  in: 'data',
  columns: {
    project_key: 'id',
    name: as('space', 'id'),
    simple_name: as('simpleName', 'id'),
  },
};

export const spaces: ListingSpec = {
  in: '',
  columns: {
    project_key: 'project_key',
    name: 'name',
    simple_name: 'simple_name',
    administrators: as('users', 'administrators'),
  },
};

export const workItemTypes: ListingSpec = {
  in: 'data',
  columns: {
    type_key: 'type_key',
    name: 'name',
    api_name: 'api_name',
    is_disabled: as('flag', 'is_disable'),
  },
  omit: ['enable_model_resource_lib'],
};

export const businessLines: ListingSpec = {
  in: 'data',
  nested: 'children',
  columns: {
    id: 'id',
    name: as('nestedName', 'name'),
    is_disabled: as('flag', 'disabled'),
    watchers: as('users', 'watchers'),
    super_masters: as('users', 'super_masters'),
  },
  omit: ['project', 'labels', 'role_owners', 'order', 'parent', 'level_id', 'children'],
};

export const teams: ListingSpec = {
  in: 'data',
  columns: {
    team_id: 'team_id',
    name: 'team_name',
    members: as('users', 'members'),
    administrators: as('users', 'administrators'),
  },
  omit: ['user_keys'],
};

export const roles: ListingSpec = {
  in: 'data',
  columns: {
    id: 'id',
    name: 'name',
    alias: 'role_alias',
    members: as('users', 'members'),
    is_owner: as('flag', 'is_owner'),
    is_required: as('flag', 'is_required'),
    is_member_multi: onRequest('plain', 'is_member_multi'),
    member_assign_mode: onRequest('plain', 'member_assign_mode'),
    auto_enter_group: onRequest('plain', 'auto_enter_group'),
    key: onRequest('plain', 'key'),
  },
  omit: [
    ...['role_appear_mode', 'deletable', 'allow_delete', 'authorization_role_keys'],
    ...['lock_app_id', 'lock_scope'],
  ],
};

export const users: ListingSpec = {
  in: 'data',
  columns: {
    user_key: 'user_key',
    name: as('personName', 'name_cn'),
    email: 'email',
    name_en: 'name_en',
    status: 'status',
    out_id: onRequest('plain', 'out_id'),
    user_id: onRequest('plain', 'user_id'),
    avatar_url: onRequest('plain', 'avatar_url'),
  },
  identifying: 2,
  omit: ['name', 'username'],
};

export const userGroups: ListingSpec = {
  in: 'list',
  columns: {
    id: 'id',
    name: 'name',
    members: as('users', 'user_members'),
    user_count: 'user_count',
  },
};

const optionColumns = {
  key: 'field_key',
  name: 'field_name',
  type: 'field_type_key',
  alias: 'field_alias',
  options: as('options', 'options'),
  sub_fields: as('subFields', 'compound_fields'),
} as const;

export const fields: ListingSpec = {
  in: 'data',
  columns: {
    ...optionColumns,
    read_only: as('calculated', 'value_generate_mode'),
    is_obsoleted: as('flag', 'is_obsoleted'),
    types: { at: 'work_item_scopes', as: 'types', shared: true },
    relation: as('relation', 'relation_id'),
    editable_by: onRequest('plain', 'editable_personnel_scope'),
    is_custom_field: onRequest('plain', 'is_custom_field'),
  },
  identifying: 2,
  publishesFields: true,
};

/** A creation form. */
export const formFields: ListingSpec = {
  in: 'data',
  columns: {
    ...optionColumns,
    required: as('required', 'is_required'),
    default: as('defaultValue', 'default_value'),
    roles: as('roleOwners', 'role_assign'),
    tips: 'field_tips',
    visible: as('hidden', 'is_visibility'),
  },
  identifying: 2,
  omit: ['field_uuid', 'label', 'is_validity', 'free_add'],
};

export const fieldOptions: ListingSpec = {
  in: 'options',
  nested: 'children',
  columns: {
    id: 'value',
    label: as('nestedName', 'label'),
    is_disabled: as('flag', 'is_disabled'),
  },
  omit: ['is_visibility', 'children', 'order'],
};

export const aggregatedFields: ListingSpec = {
  in: 'agg_resource_items',
  columns: {
    key: 'key',
    label: 'label',
    type: 'type',
    work_item_type: as('type', 'scope.work_item_type_key'),
    project: { at: 'scope.project_key', as: 'space', shared: true },
  },
  omit: ['is_preset'],
};

export const templates: ListingSpec = {
  in: 'data',
  columns: {
    template_id: 'template_id',
    name: 'template_name',
    key: 'template_key',
    version: 'version',
    is_disabled: as('flag', 'is_disabled'),
  },
  omit: ['unique_key'],
};

export const views: ListingSpec = {
  in: 'data',
  columns: {
    view_id: 'view_id',
    name: 'name',
    kind: as('viewKind', 'view_type'),
    created_by: as('user', 'created_by'),
    created_at: as('time', 'created_at'),
    collaborators: as('users', 'collaborators'),
    quick_filters: as('plain', 'quick_filters'),
    view_url: onRequest('plain', 'view_url'),
  },
  identifying: 2,
  omit: ['auth', 'system_view'],
};

export const charts: ListingSpec = {
  in: 'chart_list',
  columns: { chart_id: 'chart_id', name: 'chart_name' },
};

export const relations: ListingSpec = {
  in: 'data',
  columns: {
    id: 'id',
    name: 'name',
    from: as('type', 'work_item_type_key'),
    to: as('places', 'relation_details'),
    kind: as('relationKind', 'relation_type'),
    is_disabled: as('flag', 'disabled'),
  },
  omit: ['work_item_type_name'],
};

export const relationRules: ListingSpec = {
  in: 'data',
  each: 'rules',
  columns: {
    id: 'id',
    name: 'name',
    from_type: as('type', 'current_work_item_type_key'),
    to_space: '..remote_project_name',
    to_space_key: '..remote_project_key',
    to_type: 'remote_work_item_type_name',
    to_type_key: 'remote_work_item_type_key',
  },
  omit: [
    ...['work_item_relation_id', 'work_item_relation_name', 'current_work_item_type_name'],
    ...['chat_group_merge', 'disabled'],
  ],
};

export const associations: ListingSpec = {
  in: 'data',
  columns: {
    work_item_id: 'relation_work_item_id',
    name: 'relation_work_item_name',
    type: 'relation_work_item_type_key',
    project: as('space', 'relation_project_key'),
    rule_id: 'project_relation_rule_id',
  },
  identifying: 2,
};
