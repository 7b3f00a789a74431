import { z } from 'zod';
import { defineResource } from '../../core/endpoint.js';
import { perMinute } from '../../core/rate.js';
import { userIdType } from '../bitable/schemas.js';

const user = z
  .object({
    user_id: z.string().optional(),
    email: z.string().optional(),
    mobile: z.string().optional(),
  })
  .passthrough();

export const contactUsers = defineResource('contact_users', {
  batch_get_id: {
    route: 'POST /open-apis/contact/v3/users/batch_get_id',
    title: 'Find people',
    summary: 'Ids of people by e-mail address or mobile number.',
    docs: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/user/batch_get_id',
    effect: 'read',
    path: {},
    query: { user_id_type: userIdType.optional() },
    body: {
      emails: z.array(z.string().min(1)).max(50).optional().describe('E-mail addresses'),
      mobiles: z.array(z.string().min(1)).max(50).optional().describe('Mobile numbers'),
      include_resigned: z.boolean().optional().describe('Also who left'),
    },
    reply: { user_list: z.array(user).nullish() },
    rate: perMinute(1_000),
  },
});
