import { z } from 'zod';
import { perSecond } from '../../../core/rate.js';
import {
  clearsSchedule,
  clearsTimes,
  fieldValues,
  fieldValuesBriefly,
  nodeFields,
  roleOwners,
  schedule,
  scheduleConstraintRule,
  schedules,
  userDetailOnly,
} from '../fields/field-values.js';
import * as listings from '../listings.js';
import { defineProjectResource, page } from '../project-endpoint.js';
import {
  anything,
  count,
  fieldValue,
  flag,
  maybeId,
  maybeText,
  nothing,
  parts,
  roleOwner,
  scheduleReply,
  subTask,
  text,
  texts,
  userDetail,
} from '../replies.js';
import { argumentRules, atMostOneOf, cases } from '../rules.js';
import {
  fieldKeys,
  idNumber,
  item,
  keys,
  milliseconds,
  nodeId,
  object,
  ofItem,
  ofNode,
  oneOfNumbers,
  projectKey,
  workflow,
  workItemId,
} from '../schemas.js';

/** What both calls can change of a node; what is absent stays. */
const changes = {
  node_owners: keys('Owners; [] clears').optional(),
  node_schedule: schedule.optional(),
  schedules: schedules.optional(),
  fields: fieldValuesBriefly.optional(),
  role_assignee: roleOwners.optional(),
  node_custom_fields: fieldValues('Custom node fields, the same').optional(),
};

/** Beside schedules of owners the one of the node is computed. */
const oneKindOfSchedule = atMostOneOf('node_schedule', 'schedules');

export const projectNodes = defineProjectResource('project_nodes', {
  update: {
    route: `PUT ${workflow}/node/{node_id}`,
    title: 'Update a node',
    oneWriterPer: 'work_item_id',
    summary: 'Set owners, schedule or form fields of a node, without completing it.',
    effect: 'update',
    path: ofNode,
    body: { ...changes, schedule_constraint_rule: scheduleConstraintRule.optional() },
    clears: clearsSchedule('node_schedule'),
    hiddenArguments: ['node_custom_fields', 'schedule_constraint_rule'],
    crossFieldRule: argumentRules(oneKindOfSchedule),
    reply: nothing,
  },
  operate: {
    route: `POST ${workflow}/node/{node_id}/operate`,
    title: 'Complete or roll back a node',
    oneWriterPer: 'work_item_id',
    summary: 'Complete (confirm) or roll back a node of a node flow, updating it on the way.',
    effect: 'update',
    path: ofNode,
    body: {
      // Optional by its table, and refused where it lacks (20005).
      action: z.enum(['confirm', 'rollback']).describe('What to do'),
      rollback_reason: z.string().min(1).describe('Needed to roll back').optional(),
      ...changes,
      node_fields: nodeFields.optional(),
      finished_infos: object('Review: {opinion, conclusion}').optional(),
    },
    clears: clearsSchedule('node_schedule'),
    hiddenArguments: ['node_fields', 'node_custom_fields', 'finished_infos'],
    crossFieldRule: argumentRules(
      oneKindOfSchedule,
      ...cases('action', { rollback: { needs: ['rollback_reason'] } }),
    ),
    reply: nothing,
  },
  update_actual_time: {
    route: 'POST /open_api/work_item/actual_time/update',
    title: 'Set the actual time of a node',
    oneWriterPer: 'work_item_id',
    summary: 'Set when a node really started and finished.',
    effect: 'update',
    path: {},
    body: {
      project_key: projectKey.optional(),
      work_item_id: workItemId.optional(),
      node_id: nodeId.optional(),
      actual_time_info: z
        .object({
          actual_start_time: milliseconds.optional(),
          actual_finish_time: milliseconds.optional(),
        })
        .strict()
        .describe('Actual times')
        .optional(),
    },
    clears: clearsTimes('actual_time_info', 'actual_start_time', 'actual_finish_time'),
    rate: perSecond(10),
    reply: nothing,
  },
});

const nodeStatus = z.number().nullish().describe('1 not started, 2 under way, 3 done');

const node = {
  id: text,
  state_key: maybeText,
  name: maybeText,
  status: nodeStatus,
  owners: texts,
  role_assignee: parts(roleOwner),
  node_schedule: anything,
  schedules: parts(scheduleReply),
  different_schedule: flag,
  fields: parts(fieldValue),
  node_fields: parts(fieldValue),
  sub_tasks: parts(subTask),
  actual_begin_time: maybeText,
  actual_finish_time: maybeText,
  sub_status: parts({ owner: maybeText, status: count }),
  milestone: flag,
};

const state = {
  id: text,
  name: maybeText,
  status: nodeStatus,
  role_owners: parts(roleOwner),
  fields: parts(fieldValue),
};

const workflowDetail = {
  workflow_nodes: parts(node),
  connections: parts({
    source_state_key: maybeText,
    target_state_key: maybeText,
    transition_id: maybeId,
  }),
  state_flow_nodes: parts(state),
  user_details: parts(userDetail),
  template_id: maybeId,
  version: maybeId,
};

export const projectWorkflows = defineProjectResource('project_workflows', {
  get: {
    route: `POST ${item}/workflow/query`,
    title: 'Get the workflow of an item',
    summary:
      'Nodes with status, owners, schedule, form fields and sub-tasks; or states and transitions.',
    docs: page('5hcmcl04'),
    effect: 'read',
    path: ofItem,
    body: {
      flow_type: oneOfNumbers('0 node flow, 1 state flow', 0, 1).optional(),
      fields: fieldKeys.optional(),
      expand: userDetailOnly.optional(),
    },
    reply: workflowDetail,
    listing: listings.workflowNodes,
    moreListings: [listings.workflowStates, listings.connections],
    omitsInReply: ['user_details'],
  },
});

export const projectStates = defineProjectResource('project_states', {
  change: {
    route: `POST ${workflow}/node/state_change`,
    title: 'Change the state of an item',
    oneWriterPer: 'work_item_id',
    summary: 'Take a transition of a state flow; see project_workflows_get with flow_type 1.',
    effect: 'update',
    path: ofItem,
    body: {
      transition_id: idNumber()
        .refine((id) => Number(id) !== 0, 'not 0')
        .describe('Transition id'),
      fields: fieldValues('Form of the state, [{field_key, field_value}]').optional(),
      role_owners: roleOwners.optional(),
    },
    reply: nothing,
  },
});
