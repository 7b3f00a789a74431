import { z } from 'zod';
import { defineResource } from '../../core/endpoint.js';
import { perMinute } from '../../core/rate.js';
import { terse } from '../../core/terse.js';
import { documentToken, sharedKind } from './document-schemas.js';

/** An address or an id; of a collaborator that is changed or removed it travels in the path. */
const memberId = z
  .string()
  .refine((id) => /^[^\s/]{1,254}$/.test(id), 'an id or an e-mail address')
  .describe('Id or e-mail address');

const people = ['openid', 'email', 'userid'] as const;

const ownerType = z.enum(people).describe('Kind of member_id');

/**
 * Wiki spaces are left out: they are told apart by a second `type`, which flat arguments have no name for. No
 * other kind needs it.
 */
const members = z.enum([...people, 'unionid', 'openchat', 'opendepartmentid', 'groupid']);

const memberType = members.describe('Kind of member_id');

/** The same, where saying the kinds once in a tool list is enough. */
const memberTypeBriefly = terse(members.describe('As in members_create'));

const perms = z.enum(['view', 'edit', 'full_access']);

const perm = perms.describe('Right');

const permBriefly = terse(perms.describe('What they keep'));

const permType = terse(
  z.enum(['container', 'single_page']).describe('Wiki: container or single_page'),
);

const needNotification = z.boolean().describe('Tell them');

const memberFields = z.string().min(1).describe('name,type,avatar,external_label or *');

const action = z
  .enum(['view', 'edit', 'share', 'comment', 'export', 'copy', 'print', 'manage_public'])
  .describe('What to do');

function oneOf<const Values extends readonly [string, ...string[]]>(values: Values, who: string) {
  return terse(z.enum(values).describe(`${who}: ${values.join(', ')}`)).optional();
}

/** What of a document's public settings can be changed. */
const publicSettings = {
  external_access: z.boolean().optional().describe('Open to outsiders'),
  security_entity: oneOf(['anyone_can_view', 'anyone_can_edit', 'only_full_access'], 'Copying'),
  comment_entity: oneOf(['anyone_can_view', 'anyone_can_edit'], 'Comments'),
  share_entity: oneOf(['anyone', 'same_tenant', 'only_full_access'], 'Sharing'),
  link_share_entity: oneOf(
    ['tenant_readable', 'tenant_editable', 'anyone_readable', 'anyone_editable', 'closed'],
    'The link',
  ),
  invite_external: z.boolean().optional().describe('Non-managers invite outsiders'),
};

const text = z.string();

const memberReply = z
  .object({
    member_type: text,
    member_id: text,
    perm: text,
    perm_type: text.optional(),
    type: text.optional(),
    name: text.optional(),
  })
  .passthrough();

/** The vendor leaves out what was not changed. */
const permissionPublic = z
  .object({
    external_access: z.boolean().optional(),
    security_entity: text.optional(),
    comment_entity: text.optional(),
    share_entity: text.optional(),
    link_share_entity: text.optional(),
    invite_external: z.boolean().optional(),
    lock_switch: z.boolean().optional(),
  })
  .passthrough();

const docs = 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/drive-v1';
const document = '/open-apis/drive/v1/permissions/{token}';

const path = { token: documentToken };
const type = sharedKind;
const need_notification = needNotification.optional();
const perm_type = permType.optional();

export const drivePermissionMembers = defineResource('drive_permission_members', {
  list: {
    route: `GET ${document}/members`,
    title: 'List collaborators',
    summary: 'Who a base or document is shared with.',
    docs: `${docs}/permission-member/list`,
    effect: 'read',
    base: 'token',
    path,
    query: { type, fields: memberFields.optional(), perm_type },
    reply: { items: z.array(memberReply).nullish() },
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
    body: { member_type: memberType, member_id: memberId, perm, perm_type },
    reply: { member: memberReply },
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
    path: { ...path, member_id: memberId },
    query: { type, need_notification },
    body: { member_type: memberTypeBriefly, perm, perm_type },
    reply: { member: memberReply },
    rate: perMinute(100),
    storedIn: { name: 'drive_permission_members_list', at: 'items', by: 'member_id' },
    oneWriterPer: 'token',
  },
  delete: {
    route: `DELETE ${document}/members/{member_id}`,
    title: 'Remove a collaborator',
    summary: 'End the sharing with a collaborator.',
    docs: `${docs}/permission-member/delete`,
    effect: 'delete',
    base: 'token',
    path: { ...path, member_id: memberId },
    query: { type, member_type: memberTypeBriefly },
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
      old_owner_perm: permBriefly.optional(),
    },
    body: { member_type: ownerType, member_id: memberId },
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
    query: { type, action },
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
    reply: { permission_public: permissionPublic },
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
    body: publicSettings,
    reply: { permission_public: permissionPublic },
    rate: perMinute(100),
    storedIn: { name: 'drive_permission_public_get', at: 'permission_public' },
    oneWriterPer: 'token',
  },
});
