import { z } from 'zod';
import { perSecond } from '../../../core/rate.js';
import { terse } from '../../../core/terse.js';
import {
  fieldValues,
  fieldValuesBriefly,
  nodeFields,
  roleOwners,
  schedule,
  scheduleConstraintRule,
  schedules,
} from '../fields/field-values.js';
import { defineProjectResource } from '../project-endpoint.js';
import { nothing } from '../replies.js';
import { ofNode, workflow } from '../routes.js';
import { keys, milliseconds, nodeId, object, projectKey, workItemId } from '../schemas.js';
import { argumentRules, cases } from './rules.js';

/** What both calls can change of a node; what is absent stays. */
const changes = {
  node_owners: keys('Owners; [] clears').optional(),
  node_schedule: schedule.optional(),
  schedules: schedules.optional(),
  fields: fieldValuesBriefly.optional(),
  role_assignee: roleOwners.optional(),
  node_custom_fields: fieldValues('Custom node fields, the same').optional(),
};

export const projectNodes = defineProjectResource('project_nodes', {
  update: {
    route: `PUT ${workflow}/node/{node_id}`,
    title: 'Update a node',
    summary: 'Set owners, schedule or form fields of a node, without completing it.',
    effect: 'update',
    path: ofNode,
    body: { ...changes, schedule_constraint_rule: scheduleConstraintRule.optional() },
    hiddenArguments: ['node_custom_fields', 'schedule_constraint_rule'],
    reply: nothing,
  },
  operate: {
    route: `POST ${workflow}/node/{node_id}/operate`,
    title: 'Complete or roll back a node',
    summary: 'Complete (confirm) or roll back a node of a node flow, updating it on the way.',
    effect: 'update',
    path: ofNode,
    body: {
      // Optional by its table, and refused where it lacks (20005).
      action: z.enum(['confirm', 'rollback']).describe('What to do'),
      rollback_reason: z.string().describe('Needed to roll back').optional(),
      ...changes,
      node_fields: nodeFields.optional(),
      finished_infos: object('Review: {opinion, conclusion}').optional(),
    },
    hiddenArguments: ['node_fields', 'node_custom_fields', 'finished_infos'],
    crossFieldRule: argumentRules(...cases('action', { rollback: { needs: ['rollback_reason'] } })),
    reply: nothing,
  },
  update_actual_time: {
    route: 'POST /open_api/work_item/actual_time/update',
    title: 'Set the actual time of a node',
    summary: 'Set when a node really started and finished.',
    effect: 'update',
    path: {},
    body: {
      project_key: projectKey.optional(),
      work_item_id: workItemId.optional(),
      node_id: nodeId.optional(),
      actual_time_info: terse(
        z
          .object({
            actual_start_time: milliseconds.optional(),
            actual_finish_time: milliseconds.optional(),
          })
          .strict()
          .describe('{actual_start_time, actual_finish_time}'),
      ).optional(),
    },
    rate: perSecond(10),
    reply: nothing,
  },
});
