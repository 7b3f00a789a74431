import { tenantGroupId } from '../items/search-schemas.js';
import { argumentRules, atLeastOneOf } from '../nodes/rules.js';
import { defineProjectResource } from '../project-endpoint.js';
import { inSpace, space } from '../routes.js';
import { key, keys } from '../schemas.js';
import * as reply from './space-replies.js';

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
    reply: reply.spaceKeys,
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
    reply: reply.spacesByKey,
  },
});

export const projectBusinessLines = defineProjectResource('project_business_lines', {
  list: {
    route: `GET ${space}/business/all`,
    title: 'List business lines',
    summary: 'The tree of business lines of a space.',
    effect: 'read',
    path: inSpace,
    reply: reply.businessLines,
  },
});

export const projectTeams = defineProjectResource('project_teams', {
  list: {
    route: `GET ${space}/teams/all`,
    title: 'List teams',
    summary: 'Teams of a space, with the user keys of their members.',
    effect: 'read',
    path: inSpace,
    reply: reply.teams,
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
