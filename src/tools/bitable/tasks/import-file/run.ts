import { fieldOf } from '../../../../cells/field.js';
import { describeField } from '../../../../cells/kinds/kinds.js';
import { InputError } from '../../../../core/errors.js';
import type { JsonObject } from '../../../../core/json.js';
import type { LocalFile } from '../../../../core/local-file.js';
import { encodingNames } from '../../../../files/rows/encoding.js';
import { formatOf } from '../../../../files/rows/row-format.js';
import { fitting } from '../../../answer/budget.js';
import type { Outcome } from '../../../answer/result.js';
import type { ToolContext } from '../../../context/tool-context.js';
import type { ImportArgs } from './args.js';
import { MissingWords } from './missing-words.js';
import { type NewTable, planImport } from './plan.js';
import {
  checkAll,
  type ImportCounts,
  type ImportJob,
  runImport,
  throwIfRefused,
} from './run-import.js';
import { type FileScan, scanFile } from './scan-file.js';
import type { Targets } from './targets.js';

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
  const missing = new MissingWords(args.missing);
  const scan = await scanFile(file, format, missing, context.run.signal);
  if (scan.encoding !== 'utf-8') {
    context.note(`read as ${encodingNames[scan.encoding]}`);
  }
  const job: ImportJob = {
    context,
    file,
    format,
    scan,
    missing,
    plan: await planImport(context, args, scan),
    skip: checkedSkip(args, scan),
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

function checkedSkip({ skip_rows: skip = 0 }: ImportArgs, { rowCount }: FileScan): number {
  if (skip > rowCount) {
    const problem = `is ${skip}, but the file has ${rowCount} rows`;
    throw new InputError([{ path: 'skip_rows', problem }]);
  }
  return skip;
}

/** Characters of an answer that the list of fields may take. */
const fieldRoom = 20_000;

/** Records a table, by the text of the error 1254103. */
const usualRoom = 20_000;

/** Says what was imported. */
function importAnswer({ plan }: ImportJob, counts: ImportCounts): Outcome {
  const { tableId, inserted, refusedFile } = counts;
  const { newTable } = plan;
  const fields = newTable === undefined ? [] : fieldLines(newTable);
  return {
    facts: {
      table_id: tableId,
      inserted,
      ...refusalFacts(counts),
      ...(refusedFile !== undefined && { refused_file: refusedFile }),
      ...(newTable !== undefined && { created_fields: fitting(fields, fieldRoom) }),
    },
    notes:
      refusedFile === undefined
        ? []
        : ['mend the rows in refused_file and import that file: it holds no others'],
  };
}

/** Says what an import would do. */
function dryRunAnswer({ plan, scan }: ImportJob, counts: ImportCounts): Outcome {
  const { newTable, tableRef, targets } = plan;
  const fields = newTable === undefined ? [] : fieldLines(newTable);
  return {
    facts: {
      dry_run: true,
      ...(newTable === undefined
        ? { table_id: tableRef.tableId }
        : { new_fields: fitting(fields, fieldRoom) }),
      rows: scan.rowCount,
      would_insert: counts.inserted,
      ...refusalFacts(counts),
      mapping: differences(scan.columns, targets),
    },
    notes: [
      'nothing was written: this was a dry run',
      ...(counts.inserted > usualRoom
        ? [`many plans take ${usualRoom.toLocaleString('en')} records a table (1254103)`]
        : []),
    ],
  };
}

function refusalFacts({ blank, refused, missing }: ImportCounts): JsonObject {
  return {
    skipped: blank,
    ...(missing.size > 0 && { missing: Object.fromEntries(missing) }),
    refused: refused.count,
    ...(refused.count > 0 && { refusals: refused.shown }),
  };
}

/** The columns that go elsewhere than to the field of their own name; null for those that are left out. */
function differences(columns: readonly string[], targets: Targets): JsonObject {
  const moved = columns.filter((column) => targets.get(column) !== column);
  return Object.fromEntries(moved.map((column) => [column, targets.get(column) ?? null]));
}

/** `工时: number` and so on. */
function fieldLines({ fields }: NewTable): readonly JsonObject[] {
  return fields
    .map(fieldOf)
    .map((field) => ({ field_name: field.name, type: describeField(field) }));
}
