import { expand, fieldValuesBriefly } from '../fields/field-values.js';
import * as reply from '../items/work-item-replies.js';
import { defineProjectResource } from '../project-endpoint.js';
import { nothing } from '../replies.js';
import {
  fieldKeys,
  idInPath,
  itemIds,
  key,
  projectKey,
  templateId,
  typeKey,
  workItemId,
} from '../schemas.js';

const base = '/open_api/work_item/resource';

export const projectResourceItems = defineProjectResource('project_resources', {
  create: {
    route: `POST ${base}/create_work_item`,
    title: 'Create a resource',
    summary: 'Create an item of the resource library.',
    effect: 'create',
    path: {},
    body: {
      project_key: projectKey,
      work_item_type_key: typeKey,
      template_id: templateId.optional(),
      field_value_pairs: fieldValuesBriefly.optional(),
    },
    reply: reply.newResource,
  },
  get: {
    route: `POST ${base}/query`,
    title: 'Get resources',
    summary: 'Items of the resource library by id; asked 50 at a time.',
    effect: 'read',
    path: {},
    body: {
      project_key: projectKey,
      work_item_ids: itemIds(500),
      work_item_type_key: typeKey,
      fields: fieldKeys.optional(),
      expand: expand.optional(),
    },
    batch: { over: 'work_item_ids', max: 50, results: ['data'] },
    reply: reply.resourceItems,
  },
  update: {
    route: `POST ${base}/update`,
    title: 'Update a resource',
    summary: 'Set the resource fields of an item of the library.',
    effect: 'update',
    path: {},
    body: {
      project_key: projectKey.optional(),
      work_item_type_key: typeKey.optional(),
      work_item_id: workItemId.optional(),
      update_fields: fieldValuesBriefly.optional(),
    },
    reply: nothing,
  },
  create_instance: {
    route: `POST ${base}/{project_key}/{work_item_id}/create_instance`,
    title: 'Use a resource',
    summary: 'Create a work item from an item of the resource library.',
    effect: 'create',
    path: { project_key: projectKey, work_item_id: idInPath('Resource id') },
    body: {
      work_item_type_key: typeKey,
      name: key('Name').optional(),
      template_id: templateId.optional(),
      field_value_pairs: fieldValuesBriefly.optional(),
    },
    reply: reply.newInstance,
  },
});
