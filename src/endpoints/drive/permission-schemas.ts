import { z } from 'zod';
import { terse } from '../../core/terse.js';

/** An address or an id; of a collaborator that is changed or removed it travels in the path. */
export const memberId = z
  .string()
  .refine((id) => /^[^\s/]{1,254}$/.test(id), 'an id or an e-mail address')
  .describe('Id or e-mail address');

const people = ['openid', 'email', 'userid'] as const;

export const ownerType = z.enum(people).describe('Kind of member_id');

/**
 * Wiki spaces are left out: they are told apart by a second `type`, which flat arguments have no name for. No
 * other kind needs it.
 */
const members = z.enum([...people, 'unionid', 'openchat', 'opendepartmentid', 'groupid']);

export const memberType = members.describe('Kind of member_id');

/** The same, where saying the kinds once in a tool list is enough. */
export const memberTypeBriefly = terse(members.describe('As in members_create'));

const perms = z.enum(['view', 'edit', 'full_access']);

export const perm = perms.describe('Right');

export const permBriefly = terse(perms.describe('What they keep'));

export const permType = terse(
  z.enum(['container', 'single_page']).describe('Wiki: container or single_page'),
);

export const needNotification = z.boolean().describe('Tell them');

export const memberFields = z.string().describe('name,type,avatar,external_label or *');

export const action = z
  .enum(['view', 'edit', 'share', 'comment', 'export', 'copy', 'print', 'manage_public'])
  .describe('What to do');

function oneOf<const Values extends readonly [string, ...string[]]>(values: Values, who: string) {
  return terse(z.enum(values).describe(`${who}: ${values.join(', ')}`)).optional();
}

/** What of a document's public settings can be changed. */
export const publicSettings = {
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
