import { z } from 'zod';
import { defineResource } from '../../../core/endpoint.js';
import { perSecond } from '../../../core/rate.js';
import { terse } from '../../../core/terse.js';
import { appToken, fieldId, tableId, viewName } from '../schemas.js';

const fieldGroup = z
  .object({
    id: fieldId.optional(),
    name: viewName,
    children: z
      .array(z.object({ type: z.literal('field').default('field'), id: fieldId }).strict())
      .min(1)
      .max(300),
    description: z.string().max(2_000).optional(),
  })
  .strict();

export const bitableFieldGroups = defineResource('bitable_field_groups', {
  create: {
    route: 'POST /open-apis/bitable/v1/apps/{app_token}/tables/{table_id}/field_groups',
    title: 'Create field groups',
    summary: 'Group the fields of a table; a field is in one group at most.',
    docs: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-field_group/create',
    effect: 'create',
    path: { app_token: appToken, table_id: tableId },
    body: {
      field_groups: terse(
        z
          .array(fieldGroup)
          .min(1)
          .max(300)
          .describe('[{name, children [{type: "field", id: field_id}], description?}]'),
      ),
    },
    /** The JSON text of a list of ids and names. */
    reply: { field_groups: z.string().optional() },
    rate: perSecond(10),
    oneWriterPer: 'app_token',
  },
});
