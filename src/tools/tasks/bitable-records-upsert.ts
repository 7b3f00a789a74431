import { z } from 'zod';
import { terse } from '../../core/terse.js';
import { appToken, json, tableId } from '../../endpoints/bitable/schemas.js';
import { placeOf } from '../desk.js';
import { createOptions, dryRun } from '../schema.js';
import { defineTask } from './task.js';
import { doneOutcome, rehearsedOutcome } from './upsert/answer.js';
import { applyPlan } from './upsert/apply-plan.js';
import { findMatches } from './upsert/find-matches.js';
import { planOf } from './upsert/plan.js';
import { preparedUpsert } from './upsert/prepared-rows.js';
import { Steps } from './upsert/steps.js';

const rows = terse(
  z
    .array(z.record(json))
    .min(1)
    .max(20_000)
    .describe(
      'Field name to value, in the forms of bitable_records_batch_create; or {columns, rows}. What is left out stays',
    ),
);

const count = z.number();
const list = z.array(z.object({}));

/** Rows go into a table by key: what is new is inserted, what differs is updated. */
export const bitableRecordsUpsert = defineTask({
  title: 'Upsert records by key',
  summary:
    'Insert or update records by the values of key fields. Only cells that differ are written; keys that match several records or rows are left alone and named. Safe to repeat. dry_run shows the differences.',
  effect: 'update',
  base: 'app_token',
  input: {
    app_token: appToken,
    table_id: tableId,
    key_fields: z.array(z.string()).min(1).max(5).describe('Fields that tell records apart'),
    rows,
    create_options: createOptions.optional(),
    dry_run: dryRun.optional(),
  },
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
    updates: list.optional().describe('changes: field to [before, after]'),
    inserts: list.optional(),
  },
  async run(args, desk) {
    const place = placeOf(args);
    const steps = new Steps(desk.run);
    const upsert = await preparedUpsert(desk, place, args);
    const matches = await findMatches(desk, place, upsert, steps);
    const plan = planOf(upsert, matches);
    if (args.dry_run === true) {
      return rehearsedOutcome(plan, upsert.schema);
    }
    const { userIdType } = upsert;
    return doneOutcome(plan, await applyPlan(desk, place, plan, { userIdType, steps }));
  },
});
