import { z } from 'zod';
import { terse } from '../../../../core/terse.js';
import { recordFilter } from '../../../../endpoints/bitable/records/filter-schemas.js';
import { appToken, tableId, viewId } from '../../../../endpoints/bitable/schemas.js';

/** How many groups an answer holds where the caller does not say. */
export const defaultLimit = 200;

/** Longer than any name of a field. */
const shortText = z
  .string()
  .min(1)
  .refine(({ length }) => length <= 500, 'at most 500 characters');

export const input = z
  .object({
    app_token: appToken,
    table_id: tableId,
    group_by: z
      .array(shortText)
      .max(5)
      .optional()
      .describe(
        'Fields; dates also by :day, :week, :month, :quarter or :year: ["状态", "截止日期:month"]',
      ),
    measures: z
      .array(shortText)
      .min(1)
      .max(20)
      .optional()
      .describe('count, count(f), sum(f), avg(f), min(f), max(f), distinct(f); default ["count"]'),
    filter: terse(recordFilter.describe('As in bitable_records_search')).optional(),
    view_id: viewId.optional(),
    sort: shortText.optional().describe('A column, such as "sum(金额) desc"; default the groups'),
    limit: z
      .number()
      .int()
      .min(1)
      .max(10_000)
      .optional()
      .describe(`Groups; default ${defaultLimit}`),
    offset: z.number().int().min(0).optional().describe('Groups to pass over'),
  })
  .strict();

export type AggregateArgs = z.output<typeof input>;
