import { z } from 'zod';
import { perMinute, perSecond } from '../../../core/rate.js';
import { expand } from '../fields/field-values.js';
import * as listings from '../listings.js';
import { defineProjectResource, numberedInBody, page, searchAfter } from '../project-endpoint.js';
import {
  anything,
  count,
  id,
  listOf,
  maybeText,
  parts,
  texts,
  workItem,
  workItems,
} from '../replies.js';
import { argumentRules, atLeastOneOf, atMostTogether } from '../rules.js';
import {
  fieldKeys,
  inSpace,
  item,
  itemIds,
  key,
  keys,
  object,
  ofItem,
  ofType,
  oneOfNumbers,
  projectKey,
  someNamedIds,
  space,
  tenantGroupId,
  timeInterval,
  typeKey,
} from '../schemas.js';
import * as search from './search-schemas.js';

/** The full search answers its items beside `data`, which is a text. */
const foundItems = { datas: parts(workItem) };

const foundText = { data: anything, extra_info: anything };

/** In this spelling (page "全文搜索"). */
const foundByText = listOf({
  ID: id,
  name: maybeText,
  WorkItemTypeKey: maybeText,
  ProjectKey: maybeText,
  CreatedBy: maybeText,
  CreatedAt: count,
  SearchHit: texts,
});

/** 450 a minute are the narrower of the two limits of a search: evenly spaced they keep 15 a second too. */
const searchRate = perMinute(450);

/** What both filters look at. */
const simple = {
  work_item_name: key('Part of the name').optional(),
  created_at: timeInterval.optional(),
  updated_at: timeInterval.optional(),
  work_item_status: search.statuses.optional(),
  businesses: keys('Business line ids').optional(),
  priorities: keys('Priority values').optional(),
  tags: keys('Tags').optional(),
  expand: expand.optional(),
};

export const projectWorkItemSearch = defineProjectResource('project_work_items', {
  filter: {
    route: `POST ${space}/work_item/filter`,
    title: 'Filter work items of a space',
    summary: 'Work items of a space by type, name, people, time or status; not terminated ones.',
    effect: 'read',
    path: inSpace,
    body: {
      work_item_type_keys: keys('Type keys'),
      user_keys: keys('Creator, watcher or role', 10).optional(),
      work_item_ids: itemIds(200).optional(),
      sub_stages: keys('Sub-stages').optional(),
      search_id: key('Saved search; overrides the rest').optional(),
      ...simple,
    },
    hiddenArguments: ['sub_stages', 'businesses', 'priorities', 'tags', 'search_id'],
    pages: numberedInBody({ maxSize: 200, defaultLimit: 20, reach: 200_000 }),
    rate: searchRate,
    reply: workItems,
    listing: listings.workItems,
  },
  filter_across: {
    route: 'POST /open_api/work_items/filter_across_project',
    title: 'Filter work items across spaces',
    summary: 'Work items of one type in several spaces; at most 5,000 are reached.',
    effect: 'read',
    path: {},
    body: {
      work_item_type_key: typeKey,
      project_keys: keys('Space keys').optional(),
      simple_names: keys('Or simple names').optional(),
      search_user: search.searchUser.optional(),
      work_item_ids: itemIds(50).optional(),
      template_ids: someNamedIds('Template ids', 200).optional(),
      tenant_group_id: tenantGroupId.optional(),
      ...simple,
    },
    hiddenArguments: ['tenant_group_id', 'template_ids', 'businesses', 'priorities', 'tags'],
    crossFieldRule: argumentRules(atMostTogether(100, 'project_keys', 'simple_names')),
    pages: numberedInBody({ maxSize: 50, defaultLimit: 20, reach: 5_000 }),
    rate: searchRate,
    reply: workItems,
    listing: listings.workItems,
  },
  search: {
    route: `POST ${space}/work_item/{work_item_type_key}/search/params`,
    title: 'Search work items by conditions',
    summary: 'Work items of a type that meet conditions on any fields; at most 5,000 are reached.',
    docs: page('1l8il0l6'),
    effect: 'read',
    path: ofType,
    body: {
      search_group: search.searchGroupInFull,
      fields: fieldKeys.optional(),
      expand: expand.optional(),
    },
    crossFieldRule: argumentRules(search.conditionsFit),
    pages: numberedInBody({ maxSize: 50, defaultLimit: 20, reach: 5_000 }),
    rate: searchRate,
    reply: workItems,
    listing: listings.workItems,
  },
  full_text: {
    route: 'POST /open_api/compositive_search',
    title: 'Search by text',
    summary: 'Work items or views whose name or text has these words; the best 200.',
    effect: 'read',
    path: {},
    body: {
      project_keys: keys('Space keys').optional(),
      simple_names: keys('Or simple names').optional(),
      query_type: z.enum(['workitem', 'view']).describe('What to find'),
      query: z
        .string()
        .refine(({ length }) => length >= 1 && length <= 200, '1 to 200 characters')
        .describe('Words'),
      query_sub_type: keys('Type keys').optional(),
    },
    crossFieldRule: argumentRules(atLeastOneOf('project_keys', 'simple_names')),
    pages: numberedInBody({ maxSize: 50, defaultLimit: 20, reach: 200 }),
    reply: foundByText,
    listing: listings.itemsByText,
  },
  search_by_relation: {
    route: `POST ${item}/search_by_relation`,
    title: 'List related work items',
    summary: 'The items that an item is related to, by a relation or a field.',
    docs: page('39dcbh1d'),
    effect: 'read',
    path: ofItem,
    body: {
      relation_work_item_type_key: key('Type of the related items'),
      relation_key: key('Relation id, or key of the field'),
      relation_type: oneOfNumbers('0 id, 1 alias', 0, 1).optional(),
      expand: expand.optional(),
    },
    pages: numberedInBody({ maxSize: 50, defaultLimit: 20, reach: 5_000 }),
    rate: perSecond(10),
    reply: workItems,
    listing: listings.workItems,
  },
  universal_search: {
    route: 'POST /open_api/view_search/universal_search',
    title: 'Search with chosen fields',
    summary: 'Search by conditions without a bound of 5,000, with only the fields named.',
    effect: 'read',
    path: {},
    body: {
      project_key: projectKey,
      work_item_type_key: typeKey,
      search_group: search.searchGroupBriefly,
      field_selected: search.fieldSelected.optional(),
      sort: search.sort.optional(),
      features: search.features.optional(),
      user_key: key('In whose name').optional(),
    },
    hiddenArguments: ['features', 'user_key'],
    crossFieldRule: argumentRules(search.conditionsFit),
    pages: searchAfter('datas', { maxSize: 50, defaultLimit: 20 }),
    reply: { ...foundItems, ...foundText },
    listing: listings.foundItems,
    jsonEncodedPaths: ['data'],
  },
  integrate_search: {
    route: 'POST /open_api/view_search/integrate_search',
    title: 'Search several sources',
    summary: 'The search beneath the others: several types and spaces, a view, or a saved search.',
    effect: 'read',
    path: {},
    body: {
      data_sources: search.dataSources.optional(),
      query: object('Query of the vendor: {filter, sorts, groups, pagination…}').optional(),
      view_id: key('View id').optional(),
      search_id: key('Saved search').optional(),
      field_selected: search.fieldSelected.optional(),
      features: search.features.optional(),
    },
    reply: foundText,
    listing: listings.selectedItems,
    jsonEncodedPaths: ['data'],
  },
});
