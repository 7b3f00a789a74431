import { z } from 'zod';
import { rowFormats } from '../../../../core/local-file.js';
import { terse } from '../../../../core/terse.js';
import { appToken, tableId, tableName } from '../../../../endpoints/bitable/schemas.js';
import { createOptions, dryRun } from '../../../answer/schema.js';

const mapping = terse(
  z.record(z.string().nullable()).describe('{column: field}; null leaves it out. Default: by name'),
);

export const input = z
  .object({
    app_token: appToken,
    path: z.string().min(1).describe('File inside a --files folder'),
    table_id: tableId.optional(),
    new_table: tableName.describe('Or create this table, types by values').optional(),
    format: z.enum(rowFormats).optional().describe('Default: by extension'),
    encoding: z.string().min(1).optional().describe('If not found out'),
    delimiter: z.string().min(1).max(3).optional().describe('Default: by the first lines'),
    header_row: z.number().int().min(0).optional().describe('Line of the header; 0: none'),
    sheet: z.string().min(1).optional().describe('Default: the first'),
    mapping: mapping.optional(),
    on_error: z
      .enum(['skip', 'stop'])
      .optional()
      .describe('Refused rows go to a file (skip, default), or nothing is written'),
    skip_rows: z.number().int().min(0).optional().describe('To go on after a stop'),
    decimal: z.enum([',', '.']).optional().describe('If cells do not tell'),
    missing: z.array(z.string()).optional().describe('Words for no value. Default: -, N/A, 无, …'),
    create_options: createOptions.optional(),
    dry_run: dryRun.describe('Only show the plan').optional(),
  })
  .strict();

export type ImportArgs = z.output<typeof input>;
