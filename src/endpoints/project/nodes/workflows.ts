import { z } from 'zod';
import { fieldValues, roleOwners, userDetailOnly } from '../fields/field-values.js';
import { defineProjectResource, page } from '../project-endpoint.js';
import { nothing } from '../replies.js';
import { item, ofItem, workflow } from '../routes.js';
import {
  fieldKeys,
  idNumber,
  key,
  oneOfNumbers,
  projectKey,
  typeKey,
  workItemId,
} from '../schemas.js';
import * as reply from './workflow-replies.js';

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
    reply: reply.workflowDetail,
  },
});

export const projectStates = defineProjectResource('project_states', {
  change: {
    route: `POST ${workflow}/node/state_change`,
    title: 'Change the state of an item',
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

export const projectTransitions = defineProjectResource('project_transitions', {
  get_required: {
    route: 'POST /open_api/work_item/transition_required_info/get',
    title: 'Get what a transition requires',
    summary:
      'Fields, roles, sub-tasks and deliverables that completing a node or reaching a state needs.',
    effect: 'read',
    path: {},
    body: {
      project_key: projectKey,
      work_item_type_key: typeKey.optional(),
      work_item_id: workItemId,
      state_key: key('Node id, or target state'),
      mode: z.enum(['unfinished']).describe('Only what is missing').optional(),
    },
    reply: reply.requiredItems,
  },
});
