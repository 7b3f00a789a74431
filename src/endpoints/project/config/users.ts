import { z } from 'zod';
import { terse } from '../../../core/terse.js';
import { argumentRules, atLeastOneOf, atMostTogether } from '../nodes/rules.js';
import { defineProjectResource } from '../project-endpoint.js';
import { key, keys, projectKey } from '../schemas.js';
import * as reply from './people-replies.js';

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
      emails: keys('E-mails', 100).optional(),
      tenant_key: key('Tenant of the e-mails').optional(),
    },
    hiddenArguments: ['out_ids', 'tenant_key'],
    crossFieldRule: argumentRules(
      atLeastOneOf('user_keys', 'out_ids', 'emails'),
      atMostTogether(100, 'user_keys', 'out_ids', 'emails'),
    ),
    reply: reply.users,
  },
  search: {
    route: 'POST /open_api/user/search',
    title: 'Search users',
    summary: 'People by part of their name.',
    effect: 'read',
    path: {},
    body: {
      query: z.string().describe('Part of the name').optional(),
      project_key: projectKey.optional(),
    },
    reply: reply.users,
  },
  query_tenant: {
    route: 'POST /open_api/user/tp/query',
    title: 'Get users of a tenant plugin',
    summary: 'People by user key, e-mail or id of another platform.',
    effect: 'read',
    path: {},
    body: {
      user_keys: keys('User keys').optional(),
      emails: keys('E-mails').optional(),
      out_users: terse(
        z
          .array(
            z
              .object({
                out_user_id: z.string().optional(),
                login_platform_type: z.string().optional(),
              })
              .strict(),
          )
          .describe('[{out_user_id, login_platform_type}]'),
      ).optional(),
    },
    reply: reply.users,
  },
});
