import { z } from 'zod';
import { perMinute } from '../../../core/rate.js';
import {
  clearsSchedule,
  fieldValues,
  fieldValuesBriefly,
  roleOwners,
  schedule,
  schedules,
} from '../fields/field-values.js';
import * as listings from '../listings.js';
import { defineProjectResource, numberedInBody } from '../project-endpoint.js';
import { listOf, maybeId, maybeText, newId, nothing, parts, subTask, text } from '../replies.js';
import { argumentRules, atMostOneOf, atMostTogether } from '../rules.js';
import {
  item,
  key,
  keys,
  nodeId,
  ofItem,
  ofNode,
  oneOfNumbers,
  taskId,
  taskIdInPath,
  timeInterval,
  userKeys,
} from '../schemas.js';

const nodeTasks = listOf({
  id: text,
  state_key: maybeText,
  node_name: maybeText,
  sub_tasks: parts(subTask),
});

const foundTasks = listOf({
  work_item_id: maybeId,
  work_item_name: maybeText,
  node_id: maybeText,
  sub_task: z.object(subTask).passthrough().nullish(),
});

const assignee = {
  assignee: keys('Owners').optional(),
  role_assignee: roleOwners.optional(),
};

/** 20047. */
const eitherAssignee = atMostOneOf('assignee', 'role_assignee');

const note = z.string().describe('Note').optional();
const deliverable = fieldValues('Deliverable, [{field_key, field_value}]').optional();

export const projectSubtasks = defineProjectResource('project_subtasks', {
  list: {
    route: `GET ${item}/workflow/task`,
    title: 'List sub-tasks',
    summary: 'Sub-tasks of an item, node by node.',
    effect: 'read',
    path: ofItem,
    query: { node_id: nodeId.optional() },
    reply: nodeTasks,
    listing: listings.nodeTasks,
  },
  search: {
    route: 'POST /open_api/work_item/subtask/search',
    title: 'Search sub-tasks',
    summary: 'Sub-tasks in up to 10 spaces by name, owner, status or time; at most 5,000.',
    effect: 'read',
    path: {},
    body: {
      project_keys: keys('Space keys', 10).optional(),
      simple_names: keys('Or simple names', 10).optional(),
      name: key('Part of the name').optional(),
      user_keys: userKeys.optional(),
      status: oneOfNumbers('0 under way, 1 done', 0, 1).optional(),
      created_at: timeInterval.optional(),
    },
    crossFieldRule: argumentRules(atMostTogether(10, 'project_keys', 'simple_names')),
    pages: numberedInBody({ maxSize: 50, defaultLimit: 50, reach: 5_000 }),
    rate: perMinute(450),
    reply: foundTasks,
    listing: listings.foundTasks,
  },
  create: {
    route: `POST ${item}/workflow/task`,
    title: 'Create a sub-task',
    oneWriterPer: 'work_item_id',
    summary: 'Create a sub-task of a node; answers its id.',
    effect: 'create',
    path: ofItem,
    body: {
      node_id: nodeId,
      name: key('Name'),
      alias_key: key('Alias').optional(),
      ...assignee,
      schedule: schedule.optional(),
      note,
      field_value_pairs: fieldValuesBriefly.optional(),
    },
    hiddenArguments: ['alias_key'],
    crossFieldRule: argumentRules(eitherAssignee),
    reply: newId,
  },
  update: {
    route: `POST ${item}/workflow/{node_id}/task/{task_id}`,
    title: 'Update a sub-task',
    oneWriterPer: 'work_item_id',
    summary: 'Change the name, owners, schedule or fields of a sub-task.',
    effect: 'update',
    path: { ...ofNode, task_id: taskIdInPath },
    body: {
      name: key('Name').optional(),
      ...assignee,
      schedule: schedule.optional(),
      note,
      deliverable,
      update_fields: fieldValuesBriefly.optional(),
    },
    clears: clearsSchedule('schedule'),
    crossFieldRule: argumentRules(eitherAssignee),
    reply: nothing,
  },
  operate: {
    route: `POST ${item}/subtask/modify`,
    title: 'Complete or roll back a sub-task',
    oneWriterPer: 'work_item_id',
    summary: 'Complete (confirm) or roll back a sub-task.',
    effect: 'update',
    path: ofItem,
    body: {
      node_id: nodeId,
      task_id: taskId,
      action: z.enum(['confirm', 'rollback']).describe('What to do'),
      ...assignee,
      schedules: schedules.optional(),
      deliverable,
      note,
    },
    crossFieldRule: argumentRules(eitherAssignee),
    reply: nothing,
  },
  delete: {
    route: `DELETE ${item}/task/{task_id}`,
    title: 'Delete a sub-task',
    oneWriterPer: 'work_item_id',
    summary: 'Delete a sub-task.',
    effect: 'delete',
    path: { ...ofItem, task_id: taskIdInPath },
    reply: nothing,
  },
});
