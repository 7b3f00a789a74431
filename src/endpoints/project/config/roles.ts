import { z } from 'zod';
import { terse } from '../../../core/terse.js';
import * as config from '../config-listings.js';
import { defineProjectResource } from '../project-endpoint.js';
import { flag, listOf, maybeText, newKey, nothing, text, texts } from '../replies.js';
import { argumentRules, atLeastOneOf } from '../rules.js';
import { key, ofType, space } from '../schemas.js';

const roles = listOf({
  id: text,
  name: maybeText,
  key: maybeText,
  role_alias: maybeText,
  is_owner: flag,
  members: texts,
  is_member_multi: flag,
});

const rolesPath = `${space}/flow_roles/{work_item_type_key}` as const;

const settings = z
  .object({
    name: z.string().min(1).optional(),
    is_owner: z.boolean().optional(),
    auto_enter_group: z.boolean().optional(),
    /** 1 by hand, 2 those named, 3 who created the item, 4 by conditions. */
    member_assign_mode: z.number().int().min(1).max(4).optional(),
    members: z.array(z.string()).optional(),
    is_member_multi: z.boolean().optional(),
    role_alias: z.string().optional(),
    lock_scope: z.array(z.string()).optional(),
  })
  .strict();

const described =
  '{name, members: [user_key], member_assign_mode: 1 by hand, 2 members, 3 creator, 4 by conditions; is_owner, is_member_multi, auto_enter_group}';

const which = {
  role_id: key('Role id').optional(),
  role_alias: key('Or its alias').optional(),
};

const named = argumentRules(atLeastOneOf('role_id', 'role_alias'));

export const projectRoles = defineProjectResource('project_roles', {
  list: {
    route: `GET ${rolesPath}`,
    title: 'List roles',
    summary: 'Ids, names and members of the roles of a work item type.',
    effect: 'read',
    path: ofType,
    reply: roles,
    listing: config.roles,
  },
  create: {
    route: `POST ${rolesPath}/create_role`,
    title: 'Create a role',
    summary: 'Create a role of a work item type.',
    effect: 'create',
    path: ofType,
    body: {
      role: terse(settings.extend({ id: z.string().min(1).optional() }).describe(described)),
    },
    reply: newKey,
  },
  update: {
    route: `POST ${rolesPath}/update_role`,
    title: 'Change a role',
    oneWriterPer: 'project_key',
    summary: 'Change a role of a work item type.',
    effect: 'update',
    path: ofType,
    body: { ...which, role: terse(settings.describe(described)) },
    crossFieldRule: named,
    reply: nothing,
  },
  delete: {
    route: `POST ${rolesPath}/delete_role`,
    title: 'Delete a role',
    summary: 'Delete a role that no item uses.',
    effect: 'delete',
    path: ofType,
    body: which,
    crossFieldRule: named,
    reply: nothing,
  },
});
