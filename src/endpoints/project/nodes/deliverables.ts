import { z } from 'zod';
import { terse } from '../../../core/terse.js';
import * as reply from '../items/work-item-replies.js';
import { defineProjectResource } from '../project-endpoint.js';
import { item, ofItem } from '../routes.js';
import { itemIds, json, key, projectKey } from '../schemas.js';
import { argumentRules, atLeastOneOf } from './rules.js';

export const projectDeliverables = defineProjectResource('project_deliverables', {
  get: {
    route: 'POST /open_api/work_item/deliverable/batch_query',
    title: 'Get deliverables',
    summary: 'Deliverables by their item ids; asked 10 at a time.',
    effect: 'read',
    path: {},
    body: { project_key: projectKey, work_item_ids: itemIds(100) },
    batch: { over: 'work_item_ids', max: 10, results: ['data'] },
    reply: reply.deliverables,
  },
});

const queryLink = z
  .object({
    url: z.string().optional(),
    method: z.string().optional(),
    headers: json.optional(),
    body: json.optional(),
    params: json.optional(),
  })
  .strict();

const details = terse(
  z
    .array(
      z
        .object({
          id: z.string().optional(),
          title: z.string().optional(),
          status: z.enum(['passed', 'processing', 'rejected']).optional(),
          view_link: z.string().optional(),
          query_link: queryLink.optional(),
        })
        .strict(),
    )
    .describe('[{id, title, status: passed|processing|rejected, view_link}]'),
);

export const projectMultiSignals = defineProjectResource('project_multi_signals', {
  update: {
    route: `POST ${item}/update/multi_signal`,
    title: 'Set external signals',
    summary: 'Set the signals of a field that systems outside report to.',
    effect: 'update',
    path: ofItem,
    body: {
      field_key: key('Signal field').optional(),
      field_alias: key('Or its alias').optional(),
      details: details.optional(),
      update_type: key('How to update').optional(),
    },
    crossFieldRule: argumentRules(atLeastOneOf('field_key', 'field_alias')),
    reply: reply.multiSignal,
  },
});
