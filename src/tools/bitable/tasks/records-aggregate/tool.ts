import { z } from 'zod';
import { terse } from '../../../../core/terse.js';
import { recordFilter } from '../../../../endpoints/bitable/records/filter-schemas.js';
import { appToken, tableId, viewId } from '../../../../endpoints/bitable/schemas.js';
import { type ArgsOf, defineTask } from '../../../catalog/task.js';
import { defaultLimit } from './default-limit.js';

/** Longer than any name of a field. */
const shortText = z.string().refine(({ length }) => length <= 500, 'at most 500 characters');

const input = {
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
  limit: z.number().int().min(1).max(10_000).optional().describe(`Groups; default ${defaultLimit}`),
};

export type AggregateArgs = ArgsOf<typeof input>;

/** Figures over all records, worked out while they pass by. */
export const bitableRecordsAggregate = defineTask({
  title: 'Aggregate records',
  summary:
    'Count, sum, average, min, max and distinct over all records, by group. Exact whatever the size of the table; one call instead of reading records.',
  effect: 'read',
  base: 'app_token',
  input,
  output: {
    columns: z.array(z.string()),
    rows: z.array(z.array(z.unknown())).describe('A group each; null for empty cells'),
    total: z.number().describe('Records counted'),
    groups: z.number(),
  },
  load: () => import('./run.js'),
});
