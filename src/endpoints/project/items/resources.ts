import { expand, fieldValuesBriefly } from '../fields/field-values.js';
import * as listings from '../listings.js';
import { defineProjectResource, searchAfter } from '../project-endpoint.js';
import {
  anything,
  fieldValue,
  id,
  listOf,
  maybeId,
  maybeText,
  nothing,
  parts,
} from '../replies.js';
import { argumentRules } from '../rules.js';
import {
  fieldKeys,
  itemIds,
  key,
  namedIdInPath,
  projectKey,
  templateId,
  typeKey,
  workItemId,
} from '../schemas.js';
import * as search from '../search/search-schemas.js';

/** Found by search, items carry `work_item_id`; queried by id, they carry `id`. */
const resourceItems = listOf({
  id: maybeId,
  work_item_id: maybeId,
  name: maybeText,
  fields: parts(fieldValue),
});

const newResource = { work_item_id: id };

const newInstance = { work_item_id: id, ignore_create_info: anything };

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
    reply: newResource,
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
    reply: resourceItems,
    listing: listings.resources,
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
    path: { project_key: projectKey, work_item_id: namedIdInPath('Resource id') },
    body: {
      work_item_type_key: typeKey,
      name: key('Name').optional(),
      template_id: templateId.optional(),
      field_value_pairs: fieldValuesBriefly.optional(),
    },
    reply: newInstance,
  },
});

export const projectResources = defineProjectResource('project_resources', {
  search: {
    route: 'POST /open_api/work_item/resource/search/params',
    title: 'Search the resource library',
    summary: 'Resources that meet conditions on their fields.',
    effect: 'read',
    path: {},
    body: {
      data_sources: search.dataSources,
      search_group: search.searchGroupBriefly,
      field_selected: search.fieldSelected.optional(),
      features: search.features.optional(),
    },
    crossFieldRule: argumentRules(search.conditionsFit),
    pages: searchAfter('data', { maxSize: 50, defaultLimit: 20 }),
    reply: resourceItems,
    listing: listings.resources,
  },
});
