import { InputError } from '../../../../core/errors.js';
import type { LocalFile } from '../../../../core/local-file.js';
import type { RowFormat } from '../../../../core/row-formats.js';
import { encodingNames } from '../../../../files/rows/encoding.js';
import { formatOf } from '../../../../files/rows/row-format.js';
import type { Outcome } from '../../../answer/result.js';
import type { ToolContext } from '../../../context/tool-context.js';
import { answerOf, rehearsedAnswerOf } from './answer.js';
import type { ImportArgs } from './args.js';
import { throwIfCancelled } from './import-progress.js';
import { planOf } from './plan.js';
import { carryOut, type Job, rehearse, throwIfRefused } from './run-import.js';
import { type Survey, survey } from './scan-file.js';

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
  const format = formatOf(file.name, args.format);
  const seen = await survey(file, format, () => throwIfCancelled(context.run.signal));
  if (seen.encoding !== 'utf-8') {
    context.note(`read as ${encodingNames[seen.encoding]}`);
  }
  const job: Job = {
    context,
    file,
    format,
    survey: seen,
    plan: await planOf(context, args, seen),
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

function checkedSkip({ skip_rows: skip = 0 }: ImportArgs, { rowCount }: Survey): number {
  if (skip > rowCount) {
    const problem = `is ${skip}, but the file has ${rowCount} rows`;
    throw new InputError([{ path: 'skip_rows', problem }]);
  }
  return skip;
}
