import { z } from 'zod';
import * as listings from '../listings.js';
import { defineProjectResource } from '../project-endpoint.js';
import { anything, flag, maybeText, nothing, parts, userDetail } from '../replies.js';
import {
  inSpace,
  item,
  key,
  objects,
  ofItem,
  projectKey,
  space,
  typeKey,
  workItemId,
} from '../schemas.js';
import * as template from '../template-listings.js';

const wbsTree = {
  template_key: maybeText,
  related_sub_work_items: parts(),
  related_parent_work_item: anything,
  user_details: parts(userDetail),
  connections: parts(),
};

const wbsDraft = { wbs_draft: z.object({ draft_id: maybeText }).passthrough().nullish() };

const wbsPatch = { relation_values: parts(), failed_tasks: anything };

const wbsConfs = { draft_view_sub_work_item_confs: parts() };

const done = { success: flag };

const drafts = '/open_api/work_item/wbs_view_draft';
const shared = `${space}/wbs_view_draft` as const;

/** The SDK marks nothing of it as required. */
const ofDraft = { project_key: projectKey.optional(), draft_id: key('Draft id').optional() };
const ofDraftItem = {
  project_key: projectKey.optional(),
  work_item_id: workItemId.optional(),
  work_item_type_key: typeKey.optional(),
};
const commit = {
  work_item_id: workItemId.optional(),
  draft_id: key('Draft id').optional(),
  commit_id: key('Commit id').optional(),
};

export const projectWbsViews = defineProjectResource('project_wbs_views', {
  get: {
    route: `GET ${item}/wbs_view`,
    title: 'Get the WBS of an item',
    summary: 'The work breakdown structure of an item (industry edition).',
    effect: 'read',
    path: ofItem,
    query: {
      need_union_deliverable: z.boolean().describe('With deliverables').optional(),
      need_schedule_table_agg: z.boolean().describe('With the summed schedule').optional(),
    },
    reply: wbsTree,
    listing: template.wbsRows,
    moreListings: [listings.connections],
    omitsInReply: ['user_details'],
  },
});

export const projectWbsDrafts = defineProjectResource('project_wbs_drafts', {
  get: {
    route: `POST ${drafts}/query`,
    title: 'Get a WBS draft',
    summary: 'The draft of a work breakdown structure; makes one where need_init is true.',
    // With need_init it may make one, so that it is no read.
    effect: 'update',
    path: {},
    body: {
      ...ofDraftItem,
      need_init: z.boolean().describe('Make one if there is none').optional(),
    },
    reply: wbsDraft,
  },
  patch: {
    route: `POST ${drafts}/patch`,
    title: 'Edit a WBS draft',
    summary: 'Change rows of a draft.',
    effect: 'update',
    path: {},
    body: {
      ...ofDraft,
      operations: objects('[{uuid, operation_type, operation_target, value}]').optional(),
      schedule_table_uuid: key('Schedule table').optional(),
    },
    reply: wbsPatch,
  },
  publish: {
    route: `POST ${drafts}/publish`,
    title: 'Publish a WBS draft',
    summary: 'Put a draft in place of the published structure.',
    effect: 'update',
    path: {},
    body: ofDraft,
    reply: nothing,
  },
  reset: {
    route: `POST ${drafts}/reset`,
    title: 'Reset a WBS draft',
    summary: 'Throw the changes of a draft away.',
    effect: 'delete',
    path: {},
    body: ofDraftItem,
    reply: wbsDraft,
  },
  get_sub_item_conf: {
    route: `GET ${drafts}/sub_work_item_conf`,
    title: 'Get what a WBS row can hold',
    summary: 'The types of items that can be put below a row of a draft.',
    effect: 'read',
    path: {},
    query: {
      ...ofDraft,
      work_item_id: workItemId.optional(),
      node_uuid: key('Row').optional(),
    },
    reply: wbsConfs,
  },
  publish_shared: {
    route: `POST ${shared}/publish`,
    title: 'Publish a shared WBS draft',
    summary: 'Publish a commit of a draft that several people edit.',
    effect: 'update',
    path: inSpace,
    body: commit,
    reply: done,
  },
  switch: {
    route: `POST ${shared}/switch`,
    title: 'Switch back a WBS draft',
    summary: 'Go back to a commit of a draft.',
    effect: 'update',
    path: inSpace,
    body: commit,
    reply: done,
  },
  update_frozen_rows: {
    route: `POST ${shared}/update/frozen_rows`,
    title: 'Freeze rows of a WBS draft',
    summary: 'Freeze or unfreeze rows of a draft.',
    effect: 'update',
    path: inSpace,
    body: { ...commit, update_type: z.number().int().describe('Kind of change').optional() },
    reply: nothing,
  },
  complete_audit: {
    route: 'POST /open_api/wbs_view_draft/complete-create-audit',
    title: 'Complete the audit of a WBS draft',
    summary: 'Say that a draft was looked through.',
    effect: 'update',
    path: {},
    body: { project_key: projectKey.optional(), ...commit },
    reply: done,
  },
});
