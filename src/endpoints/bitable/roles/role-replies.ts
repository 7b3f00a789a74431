import { z } from 'zod';
import { json } from '../schemas.js';

/** What the role endpoints send back, as far as it is relied upon; further keys pass through. */

const role = z
  .object({
    role_id: z.string().optional(),
    role_name: z.string(),
    table_roles: z.array(json).nullish(),
    block_roles: z.array(json).nullish(),
  })
  .passthrough();

export const listedRole = role.extend({ role_id: z.string() });

/** The page of the older update leaves `role_id` out. */
export const writtenRole = { role };

export const member = z
  .object({
    member_type: z.string().optional(),
    member_name: z.string().optional(),
    member_en_name: z.string().optional(),
  })
  .passthrough();
