import { z } from 'zod';
import { defineResource } from '../../core/endpoint.js';
import { perMinute } from '../../core/rate.js';
import { documentToken, sharedKind } from './document-schemas.js';
import * as reply from './permission-replies.js';
import * as ask from './permission-schemas.js';

const docs = 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/drive-v1';
const document = '/open-apis/drive/v1/permissions/{token}';

const path = { token: documentToken };
const type = sharedKind;
const need_notification = ask.needNotification.optional();
const perm_type = ask.permType.optional();

export const drivePermissionMembers = defineResource('drive_permission_members', {
  list: {
    route: `GET ${document}/members`,
    title: 'List collaborators',
    summary: 'Who a base or document is shared with.',
    docs: `${docs}/permission-member/list`,
    effect: 'read',
    base: 'token',
    path,
    query: { type, fields: ask.memberFields.optional(), perm_type },
    reply: { items: z.array(reply.member).nullish() },
    rate: perMinute(1_000),
  },
  create: {
    route: `POST ${document}/members`,
    title: 'Add a collaborator',
    summary: 'Share a base or document.',
    docs: `${docs}/permission-member/create`,
    effect: 'create',
    base: 'token',
    path,
    query: { type, need_notification },
    body: { member_type: ask.memberType, member_id: ask.memberId, perm: ask.perm, perm_type },
    reply: { member: reply.member },
    rate: perMinute(100),
    oneWriterPer: 'token',
  },
  update: {
    route: `PUT ${document}/members/{member_id}`,
    title: 'Change a collaborator',
    summary: 'Change the right of a collaborator.',
    docs: `${docs}/permission-member/update`,
    effect: 'update',
    base: 'token',
    path: { ...path, member_id: ask.memberId },
    query: { type, need_notification },
    body: { member_type: ask.memberTypeBriefly, perm: ask.perm, perm_type },
    reply: { member: reply.member },
    rate: perMinute(100),
    oneWriterPer: 'token',
  },
  delete: {
    route: `DELETE ${document}/members/{member_id}`,
    title: 'Remove a collaborator',
    summary: 'End the sharing with a collaborator.',
    docs: `${docs}/permission-member/delete`,
    effect: 'delete',
    base: 'token',
    path: { ...path, member_id: ask.memberId },
    query: { type, member_type: ask.memberTypeBriefly },
    reply: {},
    rate: perMinute(100),
    oneWriterPer: 'token',
  },
  transfer_owner: {
    route: `POST ${document}/members/transfer_owner`,
    title: 'Transfer ownership',
    summary: 'Make a person the owner of a base or document. Only the owner can.',
    docs: `${docs}/permission-member/transfer_owner`,
    effect: 'update',
    base: 'token',
    path,
    query: {
      type,
      need_notification,
      remove_old_owner: z.boolean().optional().describe('The old owner keeps nothing'),
      stay_put: z.boolean().optional().describe('Keep it in its folder'),
      old_owner_perm: ask.permBriefly.optional(),
    },
    body: { member_type: ask.ownerType, member_id: ask.memberId },
    reply: {},
    rate: perMinute(100),
    oneWriterPer: 'token',
  },
  check: {
    route: `GET ${document}/members/auth`,
    title: 'Check a right',
    summary: 'Whether the caller may do something with a base or document.',
    docs: `${docs}/permission-member/auth`,
    effect: 'read',
    base: 'token',
    path,
    query: { type, action: ask.action },
    reply: { auth_result: z.boolean() },
    rate: perMinute(100),
  },
});

export const drivePermissionPublic = defineResource('drive_permission_public', {
  get: {
    route: `GET ${document}/public`,
    title: 'Get public settings',
    summary: 'Who may copy, comment, share, and what the link gives.',
    docs: `${docs}/permission-public/get`,
    effect: 'read',
    base: 'token',
    path,
    query: { type },
    reply: { permission_public: reply.permissionPublic },
    rate: perMinute(1_000),
  },
  update: {
    route: `PATCH ${document}/public`,
    title: 'Change public settings',
    summary: 'Change who may copy, comment, share, and what the link gives.',
    docs: `${docs}/permission-public/patch`,
    effect: 'update',
    base: 'token',
    path,
    query: { type },
    body: ask.publicSettings,
    reply: { permission_public: reply.permissionPublic },
    rate: perMinute(100),
    oneWriterPer: 'token',
  },
});
