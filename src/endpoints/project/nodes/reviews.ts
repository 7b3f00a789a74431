import { z } from 'zod';
import { terse } from '../../../core/terse.js';
import { defineProjectResource } from '../project-endpoint.js';
import { anything, listOf, maybeText, nothing, parts, text } from '../replies.js';
import { argumentRules, atLeastOneOf, type Rule } from '../rules.js';
import {
  item,
  itemIds,
  json,
  key,
  nodeId,
  ofItem,
  projectKey,
  someKeys,
  workItemId,
} from '../schemas.js';
import * as template from '../template-listings.js';

const reviews = {
  finished_infos: parts({
    node_id: maybeText,
    summary_mode: maybeText,
    opinion: anything,
    conclusion: anything,
  }),
};

const reviewOptions = listOf({
  node_id: text,
  finished_conclusion_option: parts(),
  finished_owners_conclusion_option: parts(),
  finished_overall_conclusion_option: parts(),
});

const itemInBody = { project_key: projectKey, work_item_id: workItemId };
const ofNodes = {
  ...itemInBody,
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
    reply: reviews,
    listing: template.reviews,
  },
  update: {
    route: 'POST /open_api/work_item/finished/update',
    title: 'Write a review of a node',
    summary: 'Write, change or reset the opinion and the conclusion on a node.',
    effect: 'update',
    path: {},
    body: {
      ...itemInBody,
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
    reply: reviewOptions,
    listing: template.reviewOptions,
  },
});

const deliverables = listOf({
  deliverable_uuid: maybeText,
  deliverable_type: maybeText,
  deliverable_info: anything,
});

const multiSignal = { status: maybeText, detail: parts() };

export const projectDeliverables = defineProjectResource('project_deliverables', {
  get: {
    route: 'POST /open_api/work_item/deliverable/batch_query',
    title: 'Get deliverables',
    summary: 'Deliverables by their item ids; asked 10 at a time.',
    effect: 'read',
    path: {},
    body: { project_key: projectKey, work_item_ids: itemIds(100) },
    batch: { over: 'work_item_ids', max: 10, results: ['data'] },
    reply: deliverables,
    listing: template.deliverables,
  },
});

const queryLink = z
  .object({
    url: z.string().min(1).optional(),
    method: z.string().min(1).optional(),
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
          id: z.string().min(1).optional(),
          title: z.string().optional(),
          status: z.enum(['passed', 'processing', 'rejected']).optional(),
          view_link: z.string().min(1).optional(),
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
    reply: multiSignal,
  },
});
