import { InputError } from '../../../../core/errors.js';
import type { LocalFile } from '../../../../core/local-file.js';
import type { Outcome } from '../../../answer/result.js';
import type { ToolContext } from '../../../context/tool-context.js';
import { dryRunAnswer, importAnswer } from './answers.js';
import type { ImportArgs } from './args.js';
import { MissingWords } from './columns/missing-words.js';
import { fileLayout, withFirstLines } from './file-layout.js';
import { planImport } from './plan.js';
import { checkAll, type ImportJob, runImport, throwIfRefused } from './run-import.js';
import { type FileScan, type ScanOptions, scanFile } from './scan-file.js';
import { scanNotes } from './scan-notes.js';

export async function run(args: ImportArgs, context: ToolContext): Promise<Outcome> {
  const file = await context.files.open(args.path, { argument: 'path' });
  try {
    return await importOpened(context, file, args);
  } finally {
    await file.close();
  }
}

async function importOpened(
  context: ToolContext,
  file: LocalFile,
  args: ImportArgs,
): Promise<Outcome> {
  const layout = await fileLayout(context, file, args);
  const missing = new MissingWords(args.missing);
  const plan = await scanAndPlan(context, file, args, { layout, missing });
  const { scan } = plan;
  const job: ImportJob = {
    context,
    file,
    scan,
    missing,
    plan,
    skip: checkedSkip(args, scan),
    decimal: args.decimal,
    madeBy: madeBy(file, args),
    createOptions: args.create_options === true,
    skips: args.on_error !== 'stop',
  };
  if (args.dry_run === true) {
    return dryRunAnswer(job, await checkAll(job, true));
  }
  const { unit } = scan;
  if (!job.skips) {
    throwIfRefused(await checkAll(job, false), unit);
  }
  return importAnswer(job, await runImport(job, unit));
}

/** What is wrong with the file as a whole is told with its first lines. */
async function scanAndPlan(
  context: ToolContext,
  file: LocalFile,
  args: ImportArgs,
  { layout, missing }: ScanOptions,
) {
  try {
    const scan = await scanFile(file, { layout, missing }, context.run.signal);
    for (const note of scanNotes(scan)) {
      context.note(note);
    }
    return await planImport(context, args, scan);
  } catch (error) {
    throw withFirstLines(error, layout);
  }
}

/** Names what makes a file of refused rows, so that a repeat may replace it. */
function madeBy({ path }: LocalFile, args: ImportArgs): string | undefined {
  const { app_token: app, table_id: table, new_table: newTable, sheet, skip_rows: skip = 0 } = args;
  return skip > 0 ? undefined : JSON.stringify([path, sheet, app, newTable ?? table]);
}

function checkedSkip({ skip_rows: skip = 0 }: ImportArgs, { rowCount }: FileScan): number {
  if (skip > rowCount) {
    const problem = `is ${skip}, but the file has ${rowCount} rows`;
    throw new InputError([{ path: 'skip_rows', problem }]);
  }
  return skip;
}
