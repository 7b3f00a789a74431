import type { ListingSpec } from '../../core/endpoint.js';
import { as, onRequest } from './columns.js';

/* How templates, reviews and the structures of the industry edition are answered as columns and rows. */

export const templateNodes: ListingSpec = {
  in: 'workflow_confs',
  columns: {
    id: 'state_key',
    name: 'name',
    status: 'belong_status',
    after: as('nodes', 'pre_node_state_key'),
    roles: as('roles', 'owner_roles'),
    owners: as('users', 'owners'),
    fields: as('formFields', 'fields'),
    tasks: as('taskConfs', 'task_confs'),
    needs_when_done: as('neededWhenDone', 'done_schedule'),
    has_schedule: as('flag', 'need_schedule'),
    milestone: as('flag', 'is_milestone'),
    completion_tips: 'completion_tips',
    sub_work_items: 'sub_work_items',
    pass_mode: onRequest('plain', 'pass_mode'),
    owner_usage_mode: onRequest('plain', 'owner_usage_mode'),
    different_schedule: onRequest('flag', 'different_schedule'),
    visibility_usage_mode: onRequest('plain', 'visibility_usage_mode'),
    deletable: onRequest('plain', 'deletable'),
    deletable_by: onRequest('roles', 'deletable_operation_role'),
    completed_by: onRequest('roles', 'done_operation_role'),
    is_limit_node: onRequest('flag', 'is_limit_node'),
    sub_tasks: onRequest('plain', 'sub_tasks'),
    tags: onRequest('plain', 'tags'),
  },
  identifying: 2,
  omit: ['done_actual_point', 'done_allocate_owner', 'done_finish_time'],
};

export const templateStates: ListingSpec = {
  in: 'state_flow_confs',
  columns: {
    id: 'state_key',
    name: 'name',
    state_type: 'state_type',
    roles: as('roles', 'authorized_roles'),
    confirm_form_list: 'confirm_form_list',
  },
  identifying: 2,
};

export const reviews: ListingSpec = {
  in: 'finished_infos',
  columns: {
    node_id: 'node_id',
    node: as('itemNode', 'node_id'),
    conclusion: as('conclusion', 'conclusion.finished_conclusion_result'),
    conclusions_of_owners: as('conclusions', 'conclusion.owners_finished_conclusion_result'),
    opinion: 'opinion.finished_opinion_result',
    opinions_of_owners: as('opinions', 'opinion.owners_finished_opinion_result'),
    summary_mode: onRequest('plain', 'summary_mode'),
  },
  identifying: 2,
};

export const reviewOptions: ListingSpec = {
  in: 'data',
  columns: {
    node_id: 'node_id',
    node: as('itemNode', 'node_id'),
    conclusions: as('keyedLabels', 'finished_conclusion_option'),
    conclusions_of_owners: as('keyedLabels', 'finished_owners_conclusion_option'),
    overall_conclusions: as('keyedLabels', 'finished_overall_conclusion_option'),
  },
  identifying: 2,
};

export const nodeElements: ListingSpec = {
  in: 'node_elements',
  columns: { key: 'element_key', name: 'name' },
};

export const taskElements: ListingSpec = { ...nodeElements, in: 'task_elements' };

export const wbsRows: ListingSpec = {
  in: 'related_sub_work_items',
  nested: 'sub_work_item',
  columns: {
    node_uuid: 'node_uuid',
    name: as('nestedName', 'name'),
    kind: 'type',
    status: 'wbs_status',
    work_item_id: 'work_item_id',
    type: as('type', 'work_item_type_key'),
    state_key: 'state_key',
    roles: as('roleOwners', 'role_owners'),
    start: as('time', 'schedule.estimate_start_date'),
    end: as('endTime', 'schedule.estimate_end_date'),
    points: 'points',
    began: as('time', 'start_time'),
    finished: as('time', 'finish_time'),
    deliverable: as('filled', 'deliverable'),
    fields: as('filled', 'field_values'),
    milestone: as('flag', 'milestone'),
  },
  identifying: 2,
  omit: ['sub_work_item'],
};

/** The stories that stories are linked with, a row for each pair. */
export const storyLinks: ListingSpec = {
  in: 'value',
  entries: true,
  columns: { work_item_id: 'key', name: as('item', 'key'), linked_work_item_id: 'value' },
  identifying: 2,
};

/** The spaces of linked stories. */
export const storySpaces: ListingSpec = {
  in: 'work_item_project_map',
  entries: true,
  columns: { work_item_id: 'key', project: as('space', 'value') },
};

/** The groups of a chart, with their numbers in the order of the titles. */
export const chartData: ListingSpec = {
  in: 'chart_data_list',
  columns: { dims: as('members', 'dim'), values: as('members', 'value') },
  omit: ['is_zero_spec'],
};

const departmentColumns = {
  department_meego_key: 'department_meego_key',
  name: as('local', 'name'),
  members: 'memberCount',
  parent: as('local', 'parent.name'),
  children: as('localNames', 'all_children'),
  direct_employees: as('localNames', 'direct_employees'),
  org_level: onRequest('plain', 'org_level'),
  external_ids: onRequest('plain', 'external_ids'),
  all_employees: onRequest('localNames', 'all_employees'),
} as const;

export const departments: ListingSpec = {
  in: 'departments',
  columns: departmentColumns,
  identifying: 2,
};

export const departmentChildren: ListingSpec = { ...departments, in: 'all_children' };

export const accounts: ListingSpec = {
  in: 'accounts',
  columns: {
    user_meego_key: 'user_meego_key',
    name: as('local', 'name'),
    status: 'status',
    external_ids: 'external_ids',
    login_platform_type: onRequest('plain', 'login_platform_type'),
    tenant_meego_key: onRequest('plain', 'tenant_meego_key'),
    avatar_url: onRequest('plain', 'avatar_url'),
  },
  identifying: 2,
};

export const directEmployees: ListingSpec = { ...accounts, in: 'direct_employees' };

export const allEmployees: ListingSpec = { ...accounts, in: 'all_employees' };

export const deliverables: ListingSpec = {
  in: 'data',
  columns: {
    deliverable_uuid: 'deliverable_uuid',
    type: 'deliverable_type',
    name: 'deliverable_info.name',
    info: 'deliverable_info',
  },
};
