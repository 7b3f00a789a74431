import { z } from 'zod';
import * as config from '../config-listings.js';
import { defineProjectResource, page } from '../project-endpoint.js';
import {
  anything,
  count,
  flag,
  id,
  listOf,
  maybeText,
  nothing,
  parts,
  text,
  texts,
} from '../replies.js';
import { argumentRules, atLeastOneOf } from '../rules.js';
import { inSpace, key, keys, ofType, space, tenantGroupId } from '../schemas.js';

const spaceKeys = { data: z.array(z.string()).optional().describe('Space keys') };

/** Spaces by their key, so that no key of the reply can be relied upon. */
const spacesByKey = {};

const businessLines = listOf({ id: text, name: maybeText, children: anything });

const teams = {
  ...listOf({
    team_id: id,
    team_name: maybeText,
    user_keys: texts,
    members: texts,
    administrators: texts,
  }),
  has_more: flag,
};

const userKey = key('Whose; own when absent').optional();

export const projectSpaces = defineProjectResource('project_spaces', {
  list: {
    route: 'POST /open_api/projects',
    title: 'List spaces',
    summary: 'Keys of the Feishu Project spaces that can be reached.',
    effect: 'read',
    path: {},
    body: {
      user_key: userKey,
      tenant_group_id: tenantGroupId.optional(),
      asset_key: key('Asset key').optional(),
      order: keys('+last_visited or -last_visited').optional(),
    },
    hiddenArguments: ['user_key', 'tenant_group_id', 'asset_key', 'order'],
    configBodyKey: 'user_key',
    reply: spaceKeys,
    listing: config.spaceKeys,
  },
  get: {
    route: 'POST /open_api/projects/detail',
    title: 'Get spaces',
    summary: 'Name, key and simple name of spaces; by either.',
    effect: 'read',
    path: {},
    body: {
      user_key: userKey,
      project_keys: keys('Space keys', 100).optional(),
      simple_names: keys('From the URL of the space', 100).optional(),
      tenant_group_id: tenantGroupId.optional(),
    },
    hiddenArguments: ['user_key', 'tenant_group_id'],
    configBodyKey: 'user_key',
    crossFieldRule: argumentRules(atLeastOneOf('project_keys', 'simple_names')),
    reply: spacesByKey,
    listing: config.spaces,
  },
});

export const projectBusinessLines = defineProjectResource('project_business_lines', {
  list: {
    route: `GET ${space}/business/all`,
    title: 'List business lines',
    summary: 'The tree of business lines of a space.',
    effect: 'read',
    path: inSpace,
    reply: businessLines,
    listing: config.businessLines,
  },
});

export const projectTeams = defineProjectResource('project_teams', {
  list: {
    route: `GET ${space}/teams/all`,
    title: 'List teams',
    summary: 'Teams of a space, with the user keys of their members.',
    effect: 'read',
    path: inSpace,
    reply: teams,
    listing: config.teams,
    pages: {
      items: 'data',
      maxSize: 300,
      defaultLimit: 100,
      keys: {
        style: 'offset',
        in: 'query',
        size: 'limit',
        at: 'offset',
        more: 'has_more',
      },
    },
  },
});

const workItemTypes = listOf({
  type_key: text,
  name: maybeText,
  api_name: maybeText,
  is_disable: count.describe('1 disabled, 2 enabled'),
});

const roleName = { id: maybeText, name: maybeText, key: maybeText };

const workItemType = {
  type_key: text,
  name: maybeText,
  flow_mode: maybeText.describe('workflow or stateflow'),
  api_name: maybeText,
  is_disabled: flag,
  schedule_field_key: maybeText,
  estimate_point_field_key: maybeText,
  actual_work_time_field_key: maybeText,
  belong_roles: parts(roleName),
};

export const projectWorkItemTypes = defineProjectResource('project_work_item_types', {
  list: {
    route: `GET ${space}/work_item/all-types`,
    title: 'List work item types',
    summary: 'Keys and names of the work item types of a space.',
    docs: page('3pjp854w'),
    effect: 'read',
    path: inSpace,
    reply: workItemTypes,
    listing: config.workItemTypes,
  },
  get: {
    route: `GET ${space}/work_item/type/{work_item_type_key}`,
    title: 'Get a work item type',
    summary: 'Settings of a work item type: node flow or state flow, schedule fields, roles.',
    effect: 'read',
    path: ofType,
    reply: workItemType,
  },
  update: {
    route: `PUT ${space}/work_item/type/{work_item_type_key}`,
    title: 'Change a work item type',
    oneWriterPer: 'project_key',
    summary: 'Change settings of a work item type. For administrators of the space.',
    effect: 'update',
    path: ofType,
    body: {
      description: z.string().describe('Description').optional(),
      is_disabled: z.boolean().describe('Out of use').optional(),
      is_pinned: z.boolean().describe('In the navigation').optional(),
      enable_schedule: z.boolean().describe('With a schedule of its own').optional(),
      schedule_field_key: key('Field that holds the schedule').optional(),
      estimate_point_field_key: key('Field that holds the points').optional(),
      actual_work_time_field_key: key('Field that holds the actual hours').optional(),
      belong_role_keys: keys('Roles that it belongs to').optional(),
      actual_work_time_switch: z.boolean().describe('Register actual hours').optional(),
    },
    reply: nothing,
  },
});
