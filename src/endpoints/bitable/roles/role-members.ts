import { defineResource } from '../../../core/endpoint.js';
import { perSecond } from '../../../core/rate.js';
import * as reply from '../reply-schemas.js';
import { appToken, roleId } from '../schemas.js';
import { member } from './role-replies.js';
import { memberId, memberIdType, memberList } from './role-schemas.js';

const docs =
  'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-role-member';
const base = '/open-apis/bitable/v1/apps/{app_token}/roles/{role_id}/members';

const role = { app_token: appToken, role_id: roleId };
const idType = { member_id_type: memberIdType.optional() };

export const bitableRoleMembers = defineResource('bitable_role_members', {
  list: {
    route: `GET ${base}`,
    title: 'List members of a role',
    summary: 'People, groups and departments that have a role.',
    docs: `${docs}/list`,
    effect: 'read',
    path: role,
    reply: reply.pageOf(member),
    rate: perSecond(20),
    pages: { items: 'items', maxSize: 100, defaultLimit: 100 },
  },
  create: {
    route: `POST ${base}`,
    title: 'Add a member to a role',
    summary: 'Give a role to a person, a group or a department.',
    docs: `${docs}/create`,
    effect: 'create',
    path: role,
    query: idType,
    body: { member_id: memberId },
    reply: {},
    rate: perSecond(10),
    oneWriterPer: 'app_token',
  },
  delete: {
    route: `DELETE ${base}/{member_id}`,
    title: 'Remove a member from a role',
    summary: 'Take a role from a person, a group or a department.',
    docs: `${docs}/delete`,
    effect: 'delete',
    path: { ...role, member_id: memberId },
    query: idType,
    reply: {},
    rate: perSecond(10),
    oneWriterPer: 'app_token',
  },
  batch_create: {
    route: `POST ${base}/batch_create`,
    title: 'Add members to a role',
    summary: 'Give a role to several members; sent 100 at a time.',
    docs: `${docs}/batch_create`,
    effect: 'create',
    path: role,
    body: { member_list: memberList },
    reply: {},
    rate: perSecond(10),
    batch: { over: 'member_list', max: 100, results: [] },
    oneWriterPer: 'app_token',
  },
  batch_delete: {
    route: `POST ${base}/batch_delete`,
    title: 'Remove members from a role',
    summary: 'Take a role from several members; sent 100 at a time.',
    docs: `${docs}/batch_delete`,
    effect: 'delete',
    path: role,
    body: { member_list: memberList },
    reply: {},
    rate: perSecond(10),
    batch: { over: 'member_list', max: 100, results: [] },
    oneWriterPer: 'app_token',
  },
});
