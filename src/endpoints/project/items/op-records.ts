import { z } from 'zod';
import { argumentRules, bothOrNone, type Rule } from '../nodes/rules.js';
import { defineProjectResource, page } from '../project-endpoint.js';
import { itemIds, key, keys, milliseconds } from '../schemas.js';
import * as reply from './work-item-replies.js';

const week = 7 * 24 * 3_600_000;

const withinAWeek: Rule = {
  holds: ({ start, end }) =>
    typeof start !== 'number' || typeof end !== 'number' || (start <= end && end - start <= week),
  path: 'end',
  message: 'at most 7 days after start',
};

export const projectOpRecords = defineProjectResource('project_op_records', {
  list: {
    route: 'POST /open_api/op_record/work_item/list',
    title: 'List operation records',
    summary: 'Who changed what in work items, since 2024-07-02; of at most 7 days where limited.',
    docs: page('swels3ca'),
    effect: 'read',
    path: {},
    body: {
      // A simple name is answered with an empty list.
      project_key: key('Space key, not its simple name'),
      work_item_ids: itemIds(50),
      operator: keys('By these user keys').optional(),
      operator_type: z
        .array(z.enum(['user', 'auto', 'system', 'calc_field', 'plugin', 'others']))
        .describe('By kind')
        .optional(),
      source_type: z
        .array(z.enum(['auto', 'plugin']))
        .describe('By source')
        .optional(),
      source: keys('By source id').optional(),
      operation_type: keys('modify, create, delete, terminate, restore, complete…').optional(),
      op_record_module: keys('work_item_mod, node_mod, sub_task_mod, field_mod…').optional(),
      start: milliseconds.describe('From, ms').optional(),
      end: milliseconds.describe('To, ms').optional(),
    },
    hiddenArguments: ['operator_type', 'source_type', 'source'],
    crossFieldRule: argumentRules(bothOrNone('start', 'end'), withinAWeek),
    pages: {
      items: 'op_records',
      maxSize: 200,
      defaultLimit: 50,
      keys: {
        style: 'cursor',
        in: 'body',
        size: 'page_size',
        at: 'start_from',
        next: 'start_from',
        more: 'has_more',
        total: 'total',
      },
    },
    reply: reply.operationRecords,
  },
});
