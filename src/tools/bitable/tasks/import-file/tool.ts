import { z } from 'zod';
import { rowFormats } from '../../../../core/row-formats.js';
import { terse } from '../../../../core/terse.js';
import { appToken, tableId, tableName } from '../../../../endpoints/bitable/schemas.js';
import { createOptions, dryRun } from '../../../answer/schema.js';
import { type ArgsOf, defineTask } from '../../../catalog/task.js';

const mapping = terse(
  z.record(z.string().nullable()).describe('{column: field}; null leaves it out. Default: by name'),
);

const input = {
  app_token: appToken,
  path: z.string().min(1).describe('File inside a --files folder'),
  table_id: tableId.optional(),
  new_table: tableName.describe('Or create this table, with field types by the values').optional(),
  format: z.enum(rowFormats).optional().describe('Default: by extension'),
  mapping: mapping.optional(),
  on_error: z
    .enum(['skip', 'stop'])
    .optional()
    .describe('skip (default): refused rows go to a file; stop: then nothing is written'),
  skip_rows: z.number().int().min(0).optional().describe('To go on after a stop'),
  create_options: createOptions.optional(),
  dry_run: dryRun.describe('Only show the plan').optional(),
};

export type ImportArgs = ArgsOf<typeof input>;

const count = z.number().optional();
const list = z.array(z.object({})).optional();

/** A file of any length into a table, in the order of its rows. */
export const bitableImportFile = defineTask({
  title: 'Import a file',
  summary:
    'Insert the rows of a local CSV, TSV, JSON or JSON lines file, any number, into a table or a new one. dry_run shows mapping, types and refused rows.',
  effect: 'create',
  base: 'app_token',
  input,
  output: {
    table_id: z.string().optional(),
    inserted: count,
    skipped: count.describe('Blank rows'),
    refused: count,
    refused_file: z.string().optional(),
    refusals: list.describe('The first 20: line, reason'),
    created_fields: list,
    dry_run: z.boolean().optional(),
    rows: count.describe('In the file'),
    would_insert: count,
    mapping: z.object({}).optional().describe('Columns that go to a field of another name'),
    new_fields: list,
  },
  load: () => import('./run.js'),
});
