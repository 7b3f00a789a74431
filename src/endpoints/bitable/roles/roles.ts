import { z } from 'zod';
import { defineResource } from '../../../core/endpoint.js';
import { perSecond } from '../../../core/rate.js';
import { appToken, json, pageOf, roleId } from '../schemas.js';
import {
  baseRule,
  baseTableRoles,
  baseTableRolesBriefly,
  blockRoles,
  blockRolesBriefly,
  memberId,
  memberIdType,
  memberList,
  resettableBlockRoles,
  roleName,
  tableRoles,
  tableRolesBriefly,
} from './role-schemas.js';

const role = z
  .object({
    role_id: z.string().optional(),
    role_name: z.string(),
    table_roles: z.array(json).nullish(),
    block_roles: z.array(json).nullish(),
  })
  .passthrough();

const listedRole = role.extend({ role_id: z.string() });

/** The page of the older update leaves `role_id` out. */
const writtenRole = { role };

const member = z
  .object({
    member_type: z.string().optional(),
    member_name: z.string().optional(),
    member_en_name: z.string().optional(),
  })
  .passthrough();

const docs = 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-role';
const base = '/open-apis/bitable/v1/apps/{app_token}/roles';

export const bitableRoles = defineResource('bitable_roles', {
  list: {
    route: `GET ${base}`,
    title: 'List roles',
    summary: 'Roles of a base with their rights. Needs advanced permissions on.',
    docs: `${docs}/list`,
    effect: 'read',
    path: { app_token: appToken },
    reply: pageOf(listedRole),
    rate: perSecond(20),
    pages: { items: 'items', maxSize: 30, defaultLimit: 30 },
  },
  create: {
    route: `POST ${base}`,
    title: 'Create a role',
    summary:
      'Create a role; who has none sees nothing. Needs advanced permissions on (bitable_apps_update).',
    docs: `${docs}/create`,
    effect: 'create',
    path: { app_token: appToken },
    body: { role_name: roleName, table_roles: tableRoles, block_roles: blockRoles.optional() },
    reply: writtenRole,
    rate: perSecond(10),
    oneWriterPer: 'app_token',
  },
  update: {
    route: `PUT ${base}/{role_id}`,
    title: 'Update a role',
    summary: 'Change a role; what is not named stays. table_perm: 0 takes a table away.',
    docs: `${docs}/update`,
    effect: 'update',
    path: { app_token: appToken, role_id: roleId },
    body: {
      role_name: roleName,
      table_roles: tableRolesBriefly,
      block_roles: blockRolesBriefly.optional(),
    },
    reply: writtenRole,
    rate: perSecond(10),
    oneWriterPer: 'app_token',
  },
  delete: {
    route: `DELETE ${base}/{role_id}`,
    title: 'Delete a role',
    summary: 'Delete a role; its members lose what it gave them.',
    docs: `${docs}/delete`,
    effect: 'delete',
    path: { app_token: appToken, role_id: roleId },
    reply: {},
    rate: perSecond(10),
    storedIn: { name: 'bitable_roles_list', at: 'items', by: 'role_id' },
    oneWriterPer: 'app_token',
  },
});

const baseRoleDocs =
  'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/advanced-permission/base-v2/app-role';

const baseRolesPath = '/open-apis/base/v2/apps/{app_token}/roles';

/** The same roles in the finer form of advanced permissions 2.0; bitable_roles_delete deletes them too. */
export const bitableBaseRoles = defineResource('bitable_base_roles', {
  list: {
    route: `GET ${baseRolesPath}`,
    title: 'List roles in full',
    summary: 'Roles with the rights of advanced permissions 2.0: views, field actions, copying.',
    docs: `${baseRoleDocs}/list`,
    effect: 'read',
    path: { app_token: appToken },
    reply: pageOf(listedRole),
    rate: perSecond(20),
    // The page names no largest size; a base has at most 30 roles.
    pages: { items: 'items', maxSize: 30, defaultLimit: 30 },
  },
  create: {
    route: `POST ${baseRolesPath}`,
    title: 'Create a role in full',
    summary: 'Create a role with the finer rights of advanced permissions 2.0.',
    docs: `${baseRoleDocs}/create`,
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
    route: `PUT ${baseRolesPath}/{role_id}`,
    title: 'Update a role in full',
    summary: 'Change the finer rights of a role; what is not named stays.',
    docs: `${baseRoleDocs}/update`,
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

const memberDocs =
  'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-role-member';

const membersPath = '/open-apis/bitable/v1/apps/{app_token}/roles/{role_id}/members';

const ofRole = { app_token: appToken, role_id: roleId };

const idType = { member_id_type: memberIdType.optional() };

export const bitableRoleMembers = defineResource('bitable_role_members', {
  list: {
    route: `GET ${membersPath}`,
    title: 'List members of a role',
    summary: 'People, groups and departments that have a role.',
    docs: `${memberDocs}/list`,
    effect: 'read',
    path: ofRole,
    reply: pageOf(member),
    rate: perSecond(20),
    pages: { items: 'items', maxSize: 100, defaultLimit: 100 },
  },
  create: {
    route: `POST ${membersPath}`,
    title: 'Add a member to a role',
    summary: 'Give a role to a person, a group or a department.',
    docs: `${memberDocs}/create`,
    effect: 'create',
    path: ofRole,
    query: idType,
    body: { member_id: memberId },
    reply: {},
    rate: perSecond(10),
    oneWriterPer: 'app_token',
  },
  delete: {
    route: `DELETE ${membersPath}/{member_id}`,
    title: 'Remove a member from a role',
    summary: 'Take a role from a person, a group or a department.',
    docs: `${memberDocs}/delete`,
    effect: 'delete',
    path: { ...ofRole, member_id: memberId },
    query: idType,
    reply: {},
    rate: perSecond(10),
    oneWriterPer: 'app_token',
  },
  batch_create: {
    route: `POST ${membersPath}/batch_create`,
    title: 'Add members to a role',
    summary: 'Give a role to several members; sent 100 at a time.',
    docs: `${memberDocs}/batch_create`,
    effect: 'create',
    path: ofRole,
    body: { member_list: memberList },
    reply: {},
    rate: perSecond(10),
    batch: { over: 'member_list', max: 100, results: [] },
    oneWriterPer: 'app_token',
  },
  batch_delete: {
    route: `POST ${membersPath}/batch_delete`,
    title: 'Remove members from a role',
    summary: 'Take a role from several members; sent 100 at a time.',
    docs: `${memberDocs}/batch_delete`,
    effect: 'delete',
    path: ofRole,
    body: { member_list: memberList },
    reply: {},
    rate: perSecond(10),
    batch: { over: 'member_list', max: 100, results: [] },
    oneWriterPer: 'app_token',
  },
});
