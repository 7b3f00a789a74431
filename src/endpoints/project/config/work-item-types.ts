import { z } from 'zod';
import { defineProjectResource, page } from '../project-endpoint.js';
import { nothing } from '../replies.js';
import { inSpace, ofType, space } from '../routes.js';
import { key, keys } from '../schemas.js';
import * as reply from './space-replies.js';

export const projectWorkItemTypes = defineProjectResource('project_work_item_types', {
  list: {
    route: `GET ${space}/work_item/all-types`,
    title: 'List work item types',
    summary: 'Keys and names of the work item types of a space.',
    docs: page('3pjp854w'),
    effect: 'read',
    path: inSpace,
    reply: reply.workItemTypes,
  },
  get: {
    route: `GET ${space}/work_item/type/{work_item_type_key}`,
    title: 'Get a work item type',
    summary: 'Settings of a work item type: node flow or state flow, schedule fields, roles.',
    effect: 'read',
    path: ofType,
    reply: reply.workItemType,
  },
  update: {
    route: `PUT ${space}/work_item/type/{work_item_type_key}`,
    title: 'Change a work item type',
    summary: 'Change settings of a work item type. For administrators of the space.',
    effect: 'update',
    path: ofType,
    body: {
      description: z.string().describe('Description').optional(),
      is_disabled: z.boolean().describe('Out of use').optional(),
      is_pinned: z.boolean().describe('In the navigation').optional(),
      enable_schedule: z.boolean().describe('With a schedule of its own').optional(),
      schedule_field_key: key('Field that holds the schedule').optional(),
      estimate_point_field_key: key('Field that holds the points').optional(),
      actual_work_time_field_key: key('Field that holds the actual hours').optional(),
      belong_role_keys: keys('Roles that it belongs to').optional(),
      actual_work_time_switch: z.boolean().describe('Register actual hours').optional(),
    },
    reply: nothing,
  },
});
