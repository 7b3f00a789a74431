import { z } from 'zod';
import { defineProjectResource } from '../project-endpoint.js';
import { nothing } from '../replies.js';
import { key, nodeId, projectKey, someKeys, workItemId } from '../schemas.js';
import type { Rule } from './rules.js';
import { argumentRules } from './rules.js';
import * as reply from './workflow-replies.js';

const ofItem = { project_key: projectKey, work_item_id: workItemId };
const ofNodes = {
  ...ofItem,
  node_ids: someKeys('Node ids', 100),
};

const kindIsGiven: Rule = {
  holds: ({ reset, operation_type }) => reset === true || operation_type !== undefined,
  path: 'operation_type',
  message: 'needed unless reset is true',
};

export const projectReviews = defineProjectResource('project_reviews', {
  list: {
    route: 'POST /open_api/work_item/finished/batch_query',
    title: 'List reviews of nodes',
    summary: 'Opinions and conclusions on nodes; asked 10 at a time.',
    effect: 'read',
    path: {},
    body: ofNodes,
    batch: { over: 'node_ids', max: 10, results: ['finished_infos'] },
    reply: reply.reviews,
  },
  update: {
    route: 'POST /open_api/work_item/finished/update',
    title: 'Write a review of a node',
    summary: 'Write, change or reset the opinion and the conclusion on a node.',
    effect: 'update',
    path: {},
    body: {
      ...ofItem,
      node_id: nodeId.optional(),
      opinion: z.string().describe('Opinion; "" deletes it').optional(),
      finished_conclusion_option_key: key('Conclusion, from list_options').optional(),
      operation_type: z.enum(['node', 'owner']).describe('Of the node, or of its owner').optional(),
      reset: z.boolean().describe('Take everything back').optional(),
    },
    crossFieldRule: argumentRules(kindIsGiven),
    reply: nothing,
  },
  list_options: {
    route: 'POST /open_api/work_item/finished/query_conclusion_option',
    title: 'List conclusions of a review',
    summary: 'The conclusions that reviews of nodes can come to; asked 10 at a time.',
    effect: 'read',
    path: {},
    body: ofNodes,
    batch: { over: 'node_ids', max: 10, results: ['data'] },
    reply: reply.reviewOptions,
  },
});
