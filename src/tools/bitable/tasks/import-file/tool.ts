import { z } from 'zod';
import { defineTask } from '../../../context/task.js';
import { input } from './args.js';

const count = z.number().optional();
const list = z.array(z.object({})).optional();

/** A file of any length into a table, in the order of its rows. */
export const bitableImportFile = defineTask({
  title: 'Import a file',
  summary:
    'Insert the rows of a local CSV, TSV, XLSX, JSON or JSON lines file, any number, into a table or a new one. dry_run shows mapping, types and refused rows.',
  effect: 'create',
  base: 'app_token',
  input,
  output: {
    table_id: z.string().optional(),
    inserted: count,
    skipped: count.describe('Blank rows'),
    missing: z.object({}).optional().describe('Cells with a word for no value, by column'),
    refused: count,
    refused_file: z.string().optional(),
    refusals: list.describe('The first 20: line, reason, cells'),
    created_fields: list,
    dry_run: z.boolean().optional(),
    rows: count.describe('In the file'),
    would_insert: count,
    read_as: z.string().optional(),
    mapping: z.array(z.string()).optional().describe('column → field: type'),
    sample: z.object({}).optional().describe('The first rows as they would be stored'),
    new_fields: list,
  },
  load: () => import('./run.js'),
});
