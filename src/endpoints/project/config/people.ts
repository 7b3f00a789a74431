import { z } from 'zod';
import { terse } from '../../../core/terse.js';
import * as config from '../config-listings.js';
import { defineProjectResource } from '../project-endpoint.js';
import {
  anything,
  count,
  listOf,
  maybeId,
  maybeText,
  nothing,
  parts,
  text,
  texts,
  userDetail,
} from '../replies.js';
import { argumentRules, atLeastOneOf, atMostTogether, cases } from '../rules.js';
import { addresses, inSpace, key, keys, projectKey, someKeys, space } from '../schemas.js';

const users = listOf({
  ...userDetail,
  user_id: maybeId,
  name: anything,
  out_id: maybeText,
  status: maybeText,
});

export const projectUsers = defineProjectResource('project_users', {
  query: {
    route: 'POST /open_api/user/query',
    title: 'Get users',
    summary: 'User keys, names and e-mails of up to 100 people, by any of them.',
    effect: 'read',
    path: {},
    body: {
      user_keys: keys('User keys', 100).optional(),
      out_ids: keys('Union ids', 100).optional(),
      emails: addresses(100).optional(),
      tenant_key: key('Tenant of the e-mails').optional(),
    },
    hiddenArguments: ['out_ids', 'tenant_key'],
    crossFieldRule: argumentRules(
      atLeastOneOf('user_keys', 'out_ids', 'emails'),
      atMostTogether(100, 'user_keys', 'out_ids', 'emails'),
    ),
    sought: {
      items: 'data',
      by: { user_keys: 'user_key', out_ids: 'out_id', emails: 'email' },
    },
    reply: users,
    listing: config.users,
  },
  search: {
    route: 'POST /open_api/user/search',
    title: 'Search users',
    summary: 'People by part of their name.',
    effect: 'read',
    path: {},
    body: {
      query: z.string().min(1).describe('Part of the name').optional(),
      project_key: projectKey.optional(),
    },
    reply: users,
    listing: config.users,
  },
  query_tenant: {
    route: 'POST /open_api/user/tp/query',
    title: 'Get users of a tenant plugin',
    summary: 'People by user key, e-mail or id of another platform.',
    effect: 'read',
    path: {},
    body: {
      user_keys: keys('User keys').optional(),
      emails: addresses().optional(),
      out_users: terse(
        z
          .array(
            z
              .object({
                out_user_id: z.string().min(1).optional(),
                login_platform_type: z.string().min(1).optional(),
              })
              .strict(),
          )
          .describe('[{out_user_id, login_platform_type}]'),
      ).optional(),
    },
    sought: { items: 'data', by: { user_keys: 'user_key', emails: 'email' } },
    reply: users,
    listing: config.users,
  },
});

const newGroup = { id: text };

const groups = {
  list: parts({ id: text, name: maybeText, user_count: count, user_members: texts }),
};

function isNone(users: unknown): boolean {
  return users === undefined || (Array.isArray(users) && users.length === 0);
}

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
    reply: newGroup,
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
      {
        holds: ({ add_users, delete_users, replace_users }) =>
          isNone(replace_users) || (isNone(add_users) && isNone(delete_users)),
        path: 'replace_users',
        message: 'goes alone: the vendor ignores add_users and delete_users beside it',
      },
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
    reply: groups,
    listing: config.userGroups,
  },
});
