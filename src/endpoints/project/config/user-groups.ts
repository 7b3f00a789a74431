import { z } from 'zod';
import { argumentRules, atLeastOneOf, cases } from '../nodes/rules.js';
import { defineProjectResource } from '../project-endpoint.js';
import { nothing } from '../replies.js';
import { inSpace, space } from '../routes.js';
import { key, keys, someKeys } from '../schemas.js';
import * as reply from './people-replies.js';

export const projectUserGroups = defineProjectResource('project_user_groups', {
  create: {
    route: `POST ${space}/user_group`,
    title: 'Create a user group',
    summary: 'Create a group of people in a space.',
    effect: 'create',
    path: inSpace,
    body: {
      name: z
        .string()
        .refine((name) => /^[^/]{1,250}$/.test(name), '1 to 250 characters without /')
        .describe('Name'),
      users: someKeys('User keys', 100),
    },
    reply: reply.newGroup,
  },
  update_members: {
    route: `PATCH ${space}/user_group/members`,
    title: 'Change the members of a user group',
    summary: 'Add, remove or replace members of a user group, or of the space.',
    effect: 'update',
    path: inSpace,
    body: {
      user_group_type: z.enum(['PROJECT_MEMBER', 'CUSTOMIZE']).describe('Kind of group'),
      user_group_id: key('Needed with CUSTOMIZE').optional(),
      add_users: keys('User keys to add', 100).optional(),
      delete_users: keys('User keys to remove', 100).optional(),
      replace_users: keys('User keys in place of all; wins', 100).optional(),
    },
    crossFieldRule: argumentRules(
      atLeastOneOf('add_users', 'delete_users', 'replace_users'),
      ...cases('user_group_type', { CUSTOMIZE: { needs: ['user_group_id'] } }),
    ),
    reply: nothing,
  },
  list_members: {
    route: `POST ${space}/user_groups/members/page`,
    title: 'List user groups with members',
    summary: 'User groups of a space with the user keys of their members.',
    effect: 'read',
    path: inSpace,
    body: {
      user_group_type: z
        .enum(['PROJECT_ADMIN', 'PROJECT_MEMBER', 'CUSTOMIZE'])
        .describe('Kind of group'),
      user_group_ids: keys('Only these groups', 50).optional(),
    },
    pages: {
      items: 'list',
      maxSize: 100,
      defaultLimit: 50,
      keys: {
        style: 'number',
        in: 'body',
        size: 'page_size',
        at: 'page_num',
        more: 'pagination.has_more',
      },
    },
    reply: reply.groups,
  },
});
