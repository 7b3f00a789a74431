import { z } from 'zod';
import { InputError } from '../../core/errors.js';
import type { LocalFile } from '../../core/local-file.js';
import { terse } from '../../core/terse.js';
import { appToken, tableId, tableName } from '../../endpoints/bitable/schemas.js';
import { formatOf, type RowFormat, rowFormats } from '../../files/row-format.js';
import type { Desk } from '../desk.js';
import type { Outcome } from '../result.js';
import { createOptions, dryRun } from '../schema.js';
import { answerOf, rehearsedAnswerOf } from './import-file/answer.js';
import { carryOut, type Job, rehearse, throwIfRefused } from './import-file/carry-out.js';
import { throwIfCancelled } from './import-file/course.js';
import { planOf } from './import-file/plan.js';
import { type Survey, survey } from './import-file/survey.js';
import { defineTask } from './task.js';

const mapping = terse(
  z.record(z.string().nullable()).describe('{column: field}; null leaves it out. Default: by name'),
);

const count = z.number().optional();
const list = z.array(z.object({})).optional();

const shape = {
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

type Args = z.output<z.ZodObject<typeof shape>>;

/** A file of any length into a table, in the order of its rows. */
export const bitableImportFile = defineTask({
  title: 'Import a file',
  summary:
    'Insert the rows of a local CSV, TSV, JSON or JSON lines file, any number, into a table or a new one. dry_run shows mapping, types and refused rows.',
  effect: 'create',
  base: 'app_token',
  input: shape,
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
  run: importFile,
});

async function importFile(args: Args, desk: Desk): Promise<Outcome> {
  const file = await desk.files.open(args.path, { argument: 'path' });
  try {
    return await importOpened(desk, file, args);
  } finally {
    await file.close();
  }
}

async function importOpened(desk: Desk, file: LocalFile, args: Args): Promise<Outcome> {
  const format = formatOf(file.name, args.format);
  const seen = await survey(file, format, () => throwIfCancelled(desk.run.signal));
  const job: Job = {
    desk,
    file,
    format,
    survey: seen,
    plan: await planOf(desk, args, seen),
    skip: checkedSkip(args, seen),
    createOptions: args.create_options === true,
    skips: args.on_error !== 'stop',
  };
  if (args.dry_run === true) {
    return rehearsedAnswerOf(job, await rehearse(job, true));
  }
  const unit = unitOf(format);
  if (!job.skips) {
    throwIfRefused(await rehearse(job, false), unit);
  }
  return answerOf(job, await carryOut(job, unit));
}

/** A JSON array has elements, whatever its lines are. */
function unitOf(format: RowFormat): string {
  return format === 'json' ? 'element' : 'line';
}

function checkedSkip({ skip_rows: skip = 0 }: Args, { rowCount }: Survey): number {
  if (skip > rowCount) {
    const problem = `is ${skip}, but the file has ${rowCount} rows`;
    throw new InputError([{ path: 'skip_rows', problem }]);
  }
  return skip;
}
