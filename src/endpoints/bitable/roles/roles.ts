import { defineResource } from '../../../core/endpoint.js';
import { perSecond } from '../../../core/rate.js';
import * as reply from '../reply-schemas.js';
import { appToken, roleId } from '../schemas.js';
import { listedRole, writtenRole } from './role-replies.js';
import {
  blockRoles,
  blockRolesBriefly,
  roleName,
  tableRoles,
  tableRolesBriefly,
} from './role-schemas.js';

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
    reply: reply.pageOf(listedRole),
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
    summary: 'Change the rights of a role. Tables that are not named keep theirs.',
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
    oneWriterPer: 'app_token',
  },
});
