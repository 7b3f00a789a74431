import { z } from 'zod';
import { appToken, json, orGrid, tableId } from '../../../../endpoints/bitable/schemas.js';
import { createOptions, dryRun } from '../../../answer/schema.js';

const rows = orGrid(
  z
    .array(z.record(json))
    .min(1)
    .max(20_000)
    .describe(
      'Field name to value, in the forms of bitable_records_batch_create; or {columns, rows}; {add, remove} changes a list. What is left out stays',
    ),
);

export const input = z
  .object({
    app_token: appToken,
    table_id: tableId,
    key_fields: z.array(z.string()).min(1).max(5).describe('Fields that tell records apart'),
    rows,
    create_options: createOptions.optional(),
    dry_run: dryRun.optional(),
  })
  .strict();

export type UpsertArgs = z.output<typeof input>;
