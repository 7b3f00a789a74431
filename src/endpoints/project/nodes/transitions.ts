import { z } from 'zod';
import * as listings from '../listings.js';
import { defineProjectResource } from '../project-endpoint.js';
import { anything, flag, maybeId, maybeText, parts, texts } from '../replies.js';
import { key, projectKey, typeKey, workItemId } from '../schemas.js';

const requiredField = {
  field_key: maybeText,
  field_type_key: maybeText,
  finished: flag,
  not_finished_owner: texts,
  sub_field: parts(),
};

const requiredItems = {
  form_items: parts({
    class: maybeText.describe('field, role or control'),
    key: maybeText,
    field_type_key: maybeText,
    finished: flag,
    not_finished_owner: texts,
    sub_field: parts(requiredField),
    state_info: anything,
  }),
  tasks: parts({ task_id: maybeId, finished: flag }),
  deliverables: parts({ deliverable_id: maybeId, finished: flag }),
  node_fields: parts(requiredField),
};

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
    reply: requiredItems,
    listing: listings.requiredForm,
    moreListings: [listings.requiredNodeFields],
  },
});
