import { z } from 'zod';
import { recordChangesShape } from '../../../answer/changes.js';
import { defineTask } from '../../../context/task.js';
import { input } from './args.js';

const count = z.number();
const list = z.array(z.object({}));

/** Rows go into a table by key: what is new is inserted, what differs is updated. */
export const bitableRecordsUpsert = defineTask({
  title: 'Upsert records by key',
  summary:
    'Insert or update records by the values of key fields. Only cells that differ are written; keys that match several records or rows are left alone and named. Safe to repeat. dry_run shows the differences.',
  effect: 'update',
  base: 'app_token',
  input,
  output: {
    dry_run: z.boolean().optional(),
    inserted: count.optional(),
    updated: count.optional(),
    unchanged: count.optional(),
    ambiguous: count.optional().describe('Rows for which nothing is written'),
    ambiguous_keys: list.optional(),
    unmatched: count.optional(),
    unmatched_rows: z.array(count).optional(),
    record_ids: z.array(z.string()).optional().describe('Of the inserted'),
    ...recordChangesShape,
    updates: list.optional().describe('changes: field to [before, after]'),
    inserts: list.optional(),
  },
  load: () => import('./run.js'),
});
