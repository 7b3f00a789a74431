import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Agent } from './agent.js';
import { type ErrorCodeRow, errorCodesFile } from './error-codes.js';
import { check, say, step, table } from './narrator.js';

/** A folder of the demo's own, with the file in it that it imports. */
export async function demoFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bitable-mcp-demo-'));
  await copyFile(errorCodesFile, join(folder, basename(errorCodesFile.pathname)));
  return folder;
}

export function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true });
}

type Place = { readonly app_token: string; readonly table_id: string };

/** A file into a new table, a change by key, figures over everything, and a file out of it again. */
export async function liveByFiles(
  agent: Agent,
  app_token: string,
  rows: readonly ErrorCodeRow[],
): Promise<void> {
  const place = await importFile(agent, app_token, rows.length);
  await upsert(agent, place, rows);
  await aggregate(agent, place, rows);
  await exportTable(agent, place, rows);
}

const imported = z.object({ table_id: z.string(), inserted: z.number(), refused: z.number() });
const planned = z.object({
  new_fields: z.array(z.object({ field_name: z.string(), type: z.string() })),
});

async function importFile({ call }: Agent, app_token: string, expected: number): Promise<Place> {
  const wanted = { app_token, path: 'bitable-error-codes.csv', new_table: '导入的错误码' };
  const plan = planned.parse(
    await step(
      'Try an import: which fields would the file make?',
      () => call('bitable_import_file', { ...wanted, dry_run: true }),
      () => 'bitable_import_file with dry_run; nothing was written',
    ),
  );
  say(`  ${plan.new_fields.map(({ field_name: field, type }) => `${field}: ${type}`).join(', ')}`);
  const done = imported.parse(
    await step(
      'Import it',
      () => call('bitable_import_file', wanted),
      () => 'bitable_import_file',
    ),
  );
  check('rows imported', done.inserted, expected);
  check('rows refused', done.refused, 0);
  return { app_token, table_id: done.table_id };
}

const counts = z.object({
  inserted: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  ambiguous: z.number(),
});
const diff = counts.extend({ updates: z.array(z.object({ changes: z.record(z.unknown()) })) });

async function upsert({ call }: Agent, place: Place, all: readonly ErrorCodeRow[]): Promise<void> {
  const [first, second] = all.filter((row) => all.filter(hasKeyOf(row)).length === 1);
  if (first === undefined || second === undefined) {
    throw new Error('no row has a key of its own');
  }
  const rows = [
    first,
    { ...second, 排查建议: '先看 log_id' },
    { ...second, 错误码: 1, 描述: 'DemoOnly' },
  ];
  const wanted = { ...place, key_fields: ['接口', '错误码'], rows };
  const before = diff.parse(
    await step(
      'Three rows by key: what would change?',
      () => call('bitable_records_upsert', { ...wanted, dry_run: true }),
      () => 'bitable_records_upsert with dry_run',
    ),
  );
  for (const { changes } of before.updates) {
    say(`  ${JSON.stringify(changes)}`);
  }
  const done = counts.parse(
    await step(
      'Write them',
      () => call('bitable_records_upsert', wanted),
      () => 'bitable_records_upsert',
    ),
  );
  check('inserted, updated, unchanged', summary(done), '1, 1, 1');
  const again = counts.parse(await call('bitable_records_upsert', wanted));
  check('the same once more', summary(again), '0, 0, 3');
}

function hasKeyOf({ 接口, 错误码 }: ErrorCodeRow): (row: ErrorCodeRow) => boolean {
  return (row) => row.接口 === 接口 && row.错误码 === 错误码;
}

function summary({ inserted, updated, unchanged }: z.infer<typeof counts>): string {
  return `${inserted}, ${updated}, ${unchanged}`;
}

const figures = z.object({ columns: z.array(z.string()), rows: z.array(z.array(z.unknown())) });

async function aggregate(
  { call }: Agent,
  place: Place,
  all: readonly ErrorCodeRow[],
): Promise<void> {
  const found = figures.parse(
    await step(
      'How many errors by method, and how many different codes?',
      () =>
        call('bitable_records_aggregate', {
          ...place,
          group_by: ['方法'],
          measures: ['count', 'distinct(错误码)'],
          filter: '描述 != DemoOnly',
          sort: 'count desc',
        }),
      () => 'bitable_records_aggregate, over all records',
    ),
  );
  table(found.columns, found.rows);
  const posts = all.filter((row) => row.方法 === 'POST').length;
  check('POST', found.rows.find(([method]) => method === 'POST')?.[1], posts);
}

async function exportTable(
  { call }: Agent,
  place: Place,
  all: readonly ErrorCodeRow[],
): Promise<void> {
  const { path } = z.object({ path: z.string() }).parse(
    await step(
      'Export what answers HTTP 400 or more',
      () =>
        call('bitable_export_table', {
          ...place,
          path: 'failures.csv',
          filter: 'HTTP状态码 >= 400 and 描述 != DemoOnly',
          field_names: ['接口', 'HTTP状态码', '错误码'],
        }),
      () => 'bitable_export_table',
    ),
  );
  const exported: unknown[] = parse(await readFile(path), { columns: true });
  check('rows in the file', exported.length, all.filter((row) => row.HTTP状态码 >= 400).length);
}
