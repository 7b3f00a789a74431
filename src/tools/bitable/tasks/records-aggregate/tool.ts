import { z } from 'zod';
import { defineTask } from '../../../context/task.js';
import { input } from './args.js';

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
