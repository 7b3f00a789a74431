import { z } from 'zod';
import { perMinute } from '../../../core/rate.js';
import { terse } from '../../../core/terse.js';
import * as config from '../config-listings.js';
import { expand } from '../fields/field-values.js';
import * as listings from '../listings.js';
import {
  defineProjectResource,
  numberedInBody,
  numberedInQuery,
  page,
} from '../project-endpoint.js';
import * as records from '../record-listings.js';
import { count, flag, id, listOf, maybeText, nothing, parts, text, workItems } from '../replies.js';
import { argumentRules, exactlyOneOf } from '../rules.js';
import {
  inSpace,
  itemIds,
  key,
  keys,
  ofType,
  oneOfNumbers,
  someNamedIds,
  space,
  timeInterval,
  typeKey,
  viewId,
} from '../schemas.js';
import { conditionsFit, searchGroup } from '../search/search-schemas.js';

const views = listOf({
  view_id: text,
  name: maybeText,
  view_url: maybeText,
  view_type: count.describe('1 condition, 2 fixed'),
  created_by: maybeText,
  quick_filters: parts(),
});

const fixedView = {
  view_id: maybeText,
  name: maybeText,
  editable: flag,
  work_item_id_list: z.array(id).nullish(),
};

const newView = { view_id: text };

const ofView = { ...inSpace, view_id: viewId };
const quickFilter = key('Quick filter of the view').optional();

/** Who may edit a view with its owner. */
const cooperation = {
  cooperation_mode: oneOfNumbers(
    'Who edits: 1 those named, 2 administrators, 3 members',
    1,
    2,
    3,
  ).optional(),
  cooperation_user_keys: keys('User keys').optional(),
  cooperation_team_ids: someNamedIds('Team ids', 200).optional(),
  cooperation_teams: terse(
    z
      .array(
        z
          .object({
            id: z.string(),
            not_cascade: z.boolean().optional(),
            not_contain_team_manager: z.boolean().optional(),
          })
          .strict(),
      )
      .describe('[{id, not_cascade}]'),
  ).optional(),
};

const cooperationKeys = [
  'cooperation_mode',
  'cooperation_user_keys',
  'cooperation_team_ids',
  'cooperation_teams',
] as const;

export const projectViews = defineProjectResource('project_views', {
  list: {
    route: `POST ${space}/view_conf/list`,
    title: 'List views',
    summary: 'Views of a work item type, by id, name, creator or time.',
    effect: 'read',
    path: inSpace,
    body: {
      work_item_type_key: typeKey,
      view_ids: keys('View ids; override the rest', 10).optional(),
      view_name: key('Part of the name').optional(),
      created_by: key('User key').optional(),
      created_at: timeInterval.optional(),
      is_query_quick_filter: z.boolean().describe('With quick filters').optional(),
    },
    hiddenArguments: ['created_at', 'is_query_quick_filter'],
    pages: numberedInBody({ maxSize: 10, defaultLimit: 10 }),
    reply: views,
    listing: config.views,
  },
  get_panorama: {
    route: `POST ${space}/view/{view_id}`,
    title: 'Get a panorama view',
    summary: 'Work items of a panorama view, which reaches over spaces.',
    effect: 'read',
    path: ofView,
    body: { quick_filter_id: quickFilter, expand: expand.optional() },
    pages: numberedInBody({ maxSize: 50, defaultLimit: 20 }),
    reply: workItems,
    listing: listings.workItems,
  },
});

export const projectFixedViews = defineProjectResource('project_fixed_views', {
  get: {
    route: `GET ${space}/fix_view/{view_id}`,
    title: 'Get a view',
    summary: 'Ids of the items in a fixed or condition view.',
    effect: 'read',
    path: ofView,
    query: { quick_filter_id: quickFilter },
    hiddenArguments: ['quick_filter_id'],
    pages: {
      ...numberedInQuery({ maxSize: 200, defaultLimit: 200 }),
      items: 'work_item_id_list',
      bare: true,
    },
    reply: fixedView,
    listing: records.viewItems,
  },
  create: {
    route: `POST ${space}/{work_item_type_key}/fix_view`,
    title: 'Create a fixed view',
    summary: 'Create a view of chosen items.',
    effect: 'create',
    path: ofType,
    body: { work_item_id_list: itemIds(200), name: key('Name'), ...cooperation },
    hiddenArguments: cooperationKeys,
    reply: fixedView,
  },
  update: {
    route: `POST ${space}/{work_item_type_key}/fix_view/{view_id}`,
    title: 'Change a fixed view',
    oneWriterPer: 'project_key',
    summary: 'Add items to a fixed view, or take items out of it.',
    effect: 'update',
    path: { ...ofType, view_id: viewId },
    body: {
      add_work_item_ids: itemIds(200).optional(),
      remove_work_item_ids: someNamedIds('Or item ids to take out', 200).optional(),
      ...cooperation,
    },
    hiddenArguments: cooperationKeys,
    crossFieldRule: argumentRules(exactlyOneOf('add_work_item_ids', 'remove_work_item_ids')),
    reply: nothing,
  },
  delete: {
    route: `DELETE ${space}/fix_view/{view_id}`,
    title: 'Delete a view',
    summary: 'Delete a view of any kind; its items stay.',
    effect: 'delete',
    path: ofView,
    reply: nothing,
  },
});

const conditionView = {
  project_key: key('Space key, not its simple name'),
  work_item_type_key: typeKey,
  search_group: searchGroup('As in project_work_items_search; dates as ISO days, no current_nodes'),
  ...cooperation,
  meego_user_key: key('User key of the owner').optional(),
};

export const projectConditionViews = defineProjectResource('project_condition_views', {
  create: {
    route: 'POST /open_api/view/v1/create_condition_view',
    title: 'Create a condition view',
    summary: 'Create a view of all items that meet conditions.',
    effect: 'create',
    path: {},
    body: { ...conditionView, name: key('Name') },
    crossFieldRule: argumentRules(conditionsFit),
    reply: newView,
  },
  update: {
    route: 'POST /open_api/view/v1/update_condition_view',
    title: 'Change a condition view',
    oneWriterPer: 'project_key',
    summary: 'Replace the conditions of a condition view.',
    docs: page('568y2esm'),
    effect: 'update',
    path: {},
    body: { ...conditionView, view_id: viewId, name: key('Name').optional() },
    crossFieldRule: argumentRules(conditionsFit),
    rate: perMinute(450),
    reply: nothing,
  },
});
