import { defineResource } from '../../../core/endpoint.js';
import { perSecond } from '../../../core/rate.js';
import * as reply from '../reply-schemas.js';
import { appToken, roleId } from '../schemas.js';
import { listedRole, writtenRole } from './role-replies.js';
import {
  baseRule,
  baseTableRoles,
  baseTableRolesBriefly,
  blockRolesBriefly,
  resettableBlockRoles,
  roleName,
} from './role-schemas.js';

const docs =
  'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/advanced-permission/base-v2/app-role';
const base = '/open-apis/base/v2/apps/{app_token}/roles';

/** The same roles in the finer form of advanced permissions 2.0; bitable_roles_delete deletes them too. */
export const bitableBaseRoles = defineResource('bitable_base_roles', {
  list: {
    route: `GET ${base}`,
    title: 'List roles in full',
    summary: 'Roles with the rights of advanced permissions 2.0: views, field actions, copying.',
    docs: `${docs}/list`,
    effect: 'read',
    path: { app_token: appToken },
    reply: reply.pageOf(listedRole),
    rate: perSecond(20),
    // The page names no largest size; a base has at most 30 roles.
    pages: { items: 'items', maxSize: 30, defaultLimit: 30 },
  },
  create: {
    route: `POST ${base}`,
    title: 'Create a role in full',
    summary: 'Create a role with the finer rights of advanced permissions 2.0.',
    docs: `${docs}/create`,
    effect: 'create',
    path: { app_token: appToken },
    body: {
      role_name: roleName,
      table_roles: baseTableRoles,
      block_roles: blockRolesBriefly.optional(),
      base_rule: baseRule.optional(),
    },
    reply: writtenRole,
    rate: perSecond(10),
    oneWriterPer: 'app_token',
  },
  update: {
    route: `PUT ${base}/{role_id}`,
    title: 'Update a role in full',
    summary:
      'Change the finer rights of a role. What is not named stays; base_rule is replaced whole.',
    docs: `${docs}/update`,
    effect: 'update',
    path: { app_token: appToken, role_id: roleId },
    body: {
      role_name: roleName,
      table_roles: baseTableRolesBriefly,
      block_roles: resettableBlockRoles.optional(),
      base_rule: baseRule.optional(),
    },
    reply: writtenRole,
    rate: perSecond(10),
    oneWriterPer: 'app_token',
  },
});
