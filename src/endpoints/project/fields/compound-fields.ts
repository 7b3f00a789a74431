import { z } from 'zod';
import { argumentRules, atLeastOneOf, cases } from '../nodes/rules.js';
import { defineProjectResource } from '../project-endpoint.js';
import { nothing } from '../replies.js';
import { key, projectKey, workItemId } from '../schemas.js';
import { groups } from './field-values.js';

export const projectCompoundFields = defineProjectResource('project_compound_fields', {
  update: {
    route: 'POST /open_api/work_item/field_value/update_compound_field',
    title: 'Edit groups of a compound field',
    summary: 'Add, update or delete groups (rows) of a compound field of a work item.',
    effect: 'update',
    path: {},
    body: {
      project_key: projectKey,
      work_item_id: workItemId,
      field_key: key('Compound field').optional(),
      field_alias: key('Or its alias').optional(),
      action: z.enum(['add', 'update', 'delete']).describe('What to do'),
      group_uuid: key(
        'Of update, delete: from project_work_items_get with need_group_uuid_for_compound',
      ).optional(),
      fields: groups.optional(),
    },
    crossFieldRule: argumentRules(
      atLeastOneOf('field_key', 'field_alias'),
      ...cases('action', {
        add: { needs: ['fields'], forbids: ['group_uuid'] },
        update: { needs: ['group_uuid'], oneIn: ['fields'] },
        delete: { needs: ['group_uuid'], forbids: ['fields'] },
      }),
    ),
    reply: nothing,
  },
});
