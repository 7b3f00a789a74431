import type { ListingSpec } from '../../core/endpoint.js';
import { as, onRequest, shared, summed } from './columns.js';

/* How the lists of replies are answered as columns and rows. */

const itemColumns = {
  id: 'id',
  name: 'name',
  project: shared('space', 'project_key'),
  type: shared('type', 'work_item_type_key'),
  status: as('status', 'work_item_status.state_key'),
  current_nodes: as('currentNodes', 'current_nodes'),
  updated_at: as('time', 'updated_at'),
  created_at: onRequest('time', 'created_at'),
  created_by: onRequest('user', 'created_by'),
  updated_by: onRequest('user', 'updated_by'),
  template: onRequest('template', 'template_id'),
  state_times: onRequest('stateTimes', 'state_times'),
} as const;

const repeatedInItems = ['simple_name', 'template_type', 'pattern', 'sub_stage', 'user_details'];

/** Work items of a list: what most people look for. */
export const workItems: ListingSpec = {
  in: 'data',
  columns: itemColumns,
  identifying: 2,
  omit: repeatedInItems,
  fieldsIn: 'fields',
  usualFields: ['priority', 'current_status_operator'],
  publishesFields: true,
};

/** Items of searches that answer ids alone where nothing is selected. */
export const selectedItems: ListingSpec = { ...workItems, selectsAtLeast: ['name'] };

export const foundItems: ListingSpec = { ...selectedItems, in: 'datas' };

/** Work items by id: all that is set. */
export const wholeItems: ListingSpec = {
  in: 'data',
  columns: itemColumns,
  identifying: 2,
  omit: repeatedInItems,
  fieldsIn: 'fields',
};

export const resources: ListingSpec = {
  ...wholeItems,
  columns: { ...itemColumns, id: as('either', 'id') },
  omit: [...repeatedInItems, 'work_item_id'],
};

export const itemsByText: ListingSpec = {
  in: 'data',
  columns: {
    id: 'ID',
    name: 'name',
    project: shared('space', 'ProjectKey'),
    type: shared('type', 'WorkItemTypeKey'),
    created_by: as('user', 'CreatedBy'),
    created_at: as('time', 'CreatedAt'),
    found_in: as('words', 'SearchHit'),
  },
  identifying: 2,
  omit: ['ProjectKeys'],
};

const nodeColumns = {
  id: as('nodeId', 'state_key'),
  name: 'name',
  status: as('nodeStatus', 'status'),
  owners: as('users', 'owners'),
  roles: as('roleOwners', 'role_assignee'),
  start: as('time', 'node_schedule.estimate_start_date'),
  end: as('endTime', 'node_schedule.estimate_end_date'),
  points: summed('node_schedule.points'),
  actual_work_time: summed('node_schedule.actual_work_time'),
  schedules: as('schedules', 'schedules'),
  began: as('time', 'actual_begin_time'),
  finished: as('time', 'actual_finish_time'),
  confirmed: as('confirmations', 'sub_status'),
  fields: as('filled', 'fields'),
  empty_fields: as('unfilled', 'fields'),
  requires: as('requiredByNode', 'state_key'),
  node_fields: as('filled', 'node_fields'),
  sub_tasks: as('subTasks', 'sub_tasks'),
  milestone: as('flag', 'milestone'),
  participants: as('users', 'participants'),
  owner_roles: onRequest('roles', 'owner_roles'),
} as const;

const nodeOmits = ['id', 'owner_usage_mode', 'different_schedule', 'checker'];

export const workflowNodes: ListingSpec = {
  in: 'workflow_nodes',
  columns: nodeColumns,
  identifying: 2,
  omit: nodeOmits,
};

const stateColumns = {
  id: as('nodeId', 'id'),
  name: 'name',
  status: as('nodeStatus', 'status'),
  roles: as('roleOwners', 'role_owners'),
  began: as('time', 'actual_begin_time'),
  finished: as('time', 'actual_finish_time'),
  fields: as('filled', 'fields'),
  empty_fields: as('unfilled', 'fields'),
} as const;

export const workflowStates: ListingSpec = {
  in: 'state_flow_nodes',
  columns: stateColumns,
  identifying: 2,
  omit: ['state_key'],
};

export const connections: ListingSpec = {
  in: 'connections',
  columns: {
    from: as('node', 'source_state_key'),
    to: as('node', 'target_state_key'),
    transition_id: 'transition_id',
  },
};

const taskColumns = {
  id: 'id',
  name: 'name',
  done: 'passed',
  owners: as('users', 'owners'),
  assignee: as('users', 'assignee'),
  roles: as('roleOwners', 'role_assignee'),
  start: as('start', 'schedules'),
  end: as('end', 'schedules'),
  points: { at: 'schedules', as: 'points', sum: true },
  actual_work_time: { at: 'schedules', as: 'workTime', sum: true },
  began: as('time', 'actual_begin_time'),
  finished: as('time', 'actual_finish_time'),
  fields: as('filled', 'fields'),
  deliverable: as('filled', 'deliverable'),
  note: 'note',
} as const;

const taskOmits = ['order', 'owner_usage_mode', 'owner_roles'];

export const nodeTasks: ListingSpec = {
  in: 'data',
  each: 'sub_tasks',
  columns: { ...taskColumns, node: '..node_name', node_id: '..state_key' },
  identifying: 2,
  omit: [...taskOmits, 'template_id', 'version', 'id'],
};

export const foundTasks: ListingSpec = {
  in: 'data',
  columns: {
    ...Object.fromEntries(
      Object.entries(taskColumns).map(([name, column]) => [
        name,
        typeof column === 'string'
          ? `sub_task.${column}`
          : { ...column, at: `sub_task.${column.at}` },
      ]),
    ),
    node: as('itemNode', 'node_id'),
    node_id: 'node_id',
    work_item_id: 'work_item_id',
    work_item_name: 'work_item_name',
  },
  identifying: 2,
};

/** What completing a node, or reaching a state, needs. */
export const requiredForm: ListingSpec = {
  in: 'form_items',
  columns: {
    key: 'key',
    name: as('requiredName', 'key'),
    kind: 'class',
    type: 'field_type_key',
    finished: 'finished',
    waits_for: as('users', 'not_finished_owner'),
    sub_fields: as('requiredSubFields', 'sub_field'),
    state: as('plain', 'state_info'),
  },
  identifying: 2,
};

export const requiredNodeFields: ListingSpec = {
  in: 'node_fields',
  columns: {
    key: 'field_key',
    name: as('field', 'field_key'),
    type: 'field_type_key',
    finished: 'finished',
    waits_for: as('users', 'not_finished_owner'),
    sub_fields: as('requiredSubFields', 'sub_field'),
  },
  identifying: 2,
};
