import { z } from 'zod';
import { appToken, tableId } from '../../../../endpoints/bitable/schemas.js';

export const input = z
  .object({
    app_token: appToken,
    table_id: tableId.optional().describe('Only this table, with its views; id or name'),
    detail: z
      .enum(['tables', 'fields', 'full'])
      .optional()
      .describe(
        'tables: ids and sizes; fields (default); full: also option ids, formulas, views with filters, forms, dashboards, automations, roles',
      ),
  })
  .strict();

export type DescribeArgs = z.output<typeof input>;
