import { extname } from 'node:path';
import type { LocalSink } from '../../../core/local-file.js';
import { csvWriter, jsonLinesWriter, type RowWriter } from '../../../files/row-writers.js';
import type { Desk } from '../../desk.js';
import { listAll } from '../../listing.js';
import { type RecordPages, recordPages } from '../../record-pages.js';
import type { Outcome } from '../../result.js';
import type { ExportArgs } from '../bitable-export-table.js';
import { csvColumns, type ExportColumns, jsonColumns } from './columns.js';

type Format = NonNullable<ExportArgs['format']>;

export async function run(args: ExportArgs, desk: Desk): Promise<Outcome> {
  const format = args.format ?? formatOf(args.path);
  const name = await fileName(desk, args, format);
  const sink = await desk.files.create(args.path, { argument: 'path', ...name });
  try {
    return await exportInto(sink, desk, args, format);
  } catch (error) {
    await sink.discard();
    desk.note('no file was left behind');
    throw error;
  }
}

function formatOf(path: string): Format {
  return /\.(?:jsonl|ndjson)$/i.test(path) ? 'jsonl' : 'csv';
}

/** For a path that may be a folder, the name of the table. */
async function fileName(
  desk: Desk,
  { app_token, table_id, path }: ExportArgs,
  format: Format,
): Promise<{ readonly name?: string }> {
  if (extname(path) !== '') {
    return {};
  }
  const tables = await listAll(desk, 'bitable_tables_list', { app_token });
  const table = tables.find((item) => item['table_id'] === table_id);
  return { name: `${String(table?.['name'] ?? table_id)}.${format}` };
}

async function exportInto(
  sink: LocalSink,
  desk: Desk,
  { path: _, format: __, guard = true, bom = false, ...asked }: ExportArgs,
  format: Format,
): Promise<Outcome> {
  const records = await recordPages(desk, asked);
  const columns = format === 'csv' ? csvColumns(records.question) : jsonColumns(records.question);
  const writer =
    format === 'csv' ? csvWriter(sink, columns.names, { guard, bom }) : jsonLinesWriter(sink);
  const rows = await writeAll(desk, records, columns, writer);
  const { path, size } = await writer.finish();
  return { facts: { path, rows, bytes: size, columns: columns.names }, notes: [] };
}

async function writeAll(
  desk: Desk,
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
    desk.run.progress(rows, expected, `${rows} rows`);
  }
  if (expected !== undefined && expected !== rows) {
    desk.note(`the file has ${rows} rows, but Feishu counts ${expected}: the table was changing`);
  }
  return rows;
}
