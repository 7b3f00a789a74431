import { extname } from 'node:path';
import { InputError } from '../../../../core/errors.js';
import type { LocalSink } from '../../../../core/local-file.js';
import { csvWriter, jsonLinesWriter, type RowWriter } from '../../../../files/rows/row-writers.js';
import type { Outcome } from '../../../answer/result.js';
import { listAll } from '../../../context/listing.js';
import type { ToolContext } from '../../../context/tool-context.js';
import { type RecordPages, recordPages } from '../../query/record-pages.js';
import type { ExportArgs } from './args.js';
import { csvColumns, type ExportColumns, jsonColumns } from './columns.js';

type Format = NonNullable<ExportArgs['format']>;

export async function run(args: ExportArgs, context: ToolContext): Promise<Outcome> {
  const { isFolder } = await context.files.check(args.path, { argument: 'path' });
  const format = args.format ?? formatOf(args.path, isFolder);
  const name = isFolder ? await fileName(context, args, format) : {};
  const sink = await context.files.create(args.path, { argument: 'path', ...name });
  try {
    return await exportInto(sink, context, args, format);
  } catch (error) {
    await sink.discard();
    context.note('no file was left behind');
    throw error;
  }
}

const formats: ReadonlyMap<string, Format> = new Map([
  ['', 'csv'],
  ['.csv', 'csv'],
  ['.jsonl', 'jsonl'],
  ['.ndjson', 'jsonl'],
]);

function formatOf(path: string, isFolder: boolean): Format {
  const extension = isFolder ? '' : extname(path).toLowerCase();
  const format = formats.get(extension);
  if (format === undefined) {
    const problem = `ends in ${extension}, which tells no format that is written here`;
    const allowed = '.csv or .jsonl, or any name with format';
    throw new InputError([{ path: 'path', problem, allowed }]);
  }
  return format;
}

/** In a folder, the name of the table. */
async function fileName(
  context: ToolContext,
  { app_token, table_id }: ExportArgs,
  format: Format,
): Promise<{ readonly name: string }> {
  const tables = await listAll(context, 'bitable_tables_list', { app_token });
  const table = tables.find((item) => item['table_id'] === table_id);
  return { name: `${String(table?.['name'] ?? table_id)}.${format}` };
}

async function exportInto(
  sink: LocalSink,
  context: ToolContext,
  { path: _, format: __, guard = true, bom = false, ...asked }: ExportArgs,
  format: Format,
): Promise<Outcome> {
  const records = await recordPages(context, asked);
  const columns = format === 'csv' ? csvColumns(records.question) : jsonColumns(records.question);
  const writer =
    format === 'csv' ? csvWriter(sink, columns.names, { guard, bom }) : jsonLinesWriter(sink);
  const rows = await writeAll(context, records, columns, writer);
  const { path, size } = await writer.finish();
  return { facts: { path, rows, bytes: size, columns: columns.names }, notes: [] };
}

async function writeAll(
  context: ToolContext,
  records: RecordPages,
  columns: ExportColumns,
  writer: RowWriter,
): Promise<number> {
  let rows = 0;
  let expected: number | undefined;
  for await (const page of records.pages()) {
    for (const record of page.records) {
      await writer.write(columns.rowOf(record));
    }
    rows += page.records.length;
    expected = page.total;
    context.run.progress(rows, expected, `${rows} rows`);
  }
  if (expected !== undefined && expected !== rows) {
    context.note(
      `the file has ${rows} rows, but Feishu counts ${expected}: the table was changing`,
    );
  }
  return rows;
}
