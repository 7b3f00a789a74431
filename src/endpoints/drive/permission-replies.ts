import { z } from 'zod';

/** What the vendor sends back, as far as it is relied upon; further keys pass through. */

const text = z.string();

export const member = z
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
export const permissionPublic = z
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
