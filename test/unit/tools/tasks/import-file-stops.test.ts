import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { InputError, NetworkError } from '../../../../src/core/errors.js';
import { emptyFolder } from '../../../support/folder-fixture.js';
import { toolContext } from '../../../support/tool-context.js';
import { createToolbox } from '../../../support/toolbox.js';
import {
  FileFixture,
  type SandboxFileFixture,
  sandboxFileFixture,
} from './fixtures/file-fixture.js';
import { takingClient, takingTable } from './fixtures/recording-client.js';

function putRows(fixture: FileFixture, count: number): void {
  const rows = Array.from({ length: count }, (_, n) => `行 ${n},${n}`);
  fixture.put('a.csv', `任务名称,工时\n${rows.join('\n')}\n`);
}

function argsOf({ app_token, table_id }: SandboxFileFixture) {
  return { app_token, table_id, path: 'a.csv' };
}

/** What the vendor holds of the file. */
function titles({ sandbox, app_token }: SandboxFileFixture, tableId: string): readonly string[] {
  const table = sandbox.world.bitable.bases.get(app_token)?.tables.get(tableId);
  const primary = table?.fields[0]?.fieldId ?? '';
  const cells = [...(table?.rows.values() ?? [])].map(({ cells }) => cells.get(primary));
  const texts = cells.map((cell) => (cell?.kind === 'text' ? cell.text : ''));
  return texts.filter((text) => text.startsWith('行 '));
}

const create = { endpoint: 'bitable_records_batch_create' } as const;

describe('an import that stops part way', () => {
  it('says which lines are in, and goes on from there without a gap or a repeat', async () => {
    const it = await sandboxFileFixture();
    putRows(it.fixture, 1_700);
    it.sandbox.faults.add({ ...create, kind: 'code', code: 1254302, skip: 2, times: 9 });
    const text = await it.fixture.failure('bitable_import_file', argsOf(it));
    expect(text).toContain('In: lines 2 to 1001 (1000 rows). Not in: all after line 1001.');
    expect(text).toContain('Why it stopped: Feishu answered 1254302');
    expect(text).toContain('call again with skip_rows: 1000.');
    it.sandbox.faults.clear();
    const rest = await it.fixture.call('bitable_import_file', { ...argsOf(it), skip_rows: 1_000 });
    expect(rest['inserted']).toBe(700);
    const all = titles(it, it.table_id);
    expect(all).toHaveLength(1_700);
    expect(new Set(all).size).toBe(1_700);
  });

  it('says which lines nobody knows of, and how to find out', async () => {
    let requests = 0;
    const client = takingClient(() => {
      requests += 1;
      if (requests === 2) {
        throw new NetworkError('the connection broke', 'headers', true);
      }
    });
    const it = new FileFixture(emptyFolder(), client);
    it.put('a.csv', `a,b\n${Array.from({ length: 1_200 }, (_, n) => `行 ${n},`).join('\n')}\n`);
    const text = await it.failure('bitable_import_file', { ...takingTable, path: 'a.csv' });
    expect(text).toContain(
      'In: lines 2 to 501 (500 rows). Unknown: lines 502 to 1001. Not in: all after line 1001.',
    );
    expect(text).toContain('look whether the row of line 502 (a: "行 500") is in the table');
    expect(text).toContain('call again with skip_rows: 1000, otherwise with skip_rows: 500.');
  });

  it('names the table that it created, in whose place the next call goes on', async () => {
    const it = await sandboxFileFixture();
    putRows(it.fixture, 600);
    it.sandbox.faults.add({ ...create, kind: 'code', code: 1254302, skip: 1 });
    const { app_token } = it;
    const args = { app_token, path: 'a.csv', new_table: '导入' };
    const text = await it.fixture.failure('bitable_import_file', args);
    const [, table_id = ''] = /The table (tbl\w+) was created\./.exec(text) ?? [];
    expect(text).toContain(`skip_rows: 500 and table_id: "${table_id}" in place of new_table`);
    await it.fixture.call('bitable_import_file', {
      app_token,
      path: 'a.csv',
      table_id,
      skip_rows: 500,
    });
    expect(titles(it, table_id)).toHaveLength(600);
  });

  it('says that the table is full, what is in, and how to go on in another', async () => {
    const it = await sandboxFileFixture({ options: { recordsPerTable: 600 } });
    putRows(it.fixture, 1_200);
    const text = await it.fixture.failure('bitable_import_file', argsOf(it));
    expect(text).toContain('In: lines 2 to 501 (500 rows).');
    expect(text).toContain('1254103');
    expect(text).toContain('The table is full after 500 records of this file');
    expect(text).toContain('depends on the plan of the tenant');
    expect(text).not.toContain('skip_rows: 500.');
    expect(text).toContain('skip_rows: 500 and new_table');
    const args = { app_token: it.app_token, path: 'a.csv', new_table: '余下', skip_rows: 500 };
    const rest = await it.fixture.failure('bitable_import_file', args);
    expect(rest).toContain('In: lines 502 to 1001 (500 rows).');
    expect(rest).toContain('skip_rows: 1000 and new_table');
  });

  it('keeps the refused rows up to there, and only those', async () => {
    const it = await sandboxFileFixture();
    const rows = Array.from({ length: 1_200 }, (_, n) => `行 ${n},${n % 400 === 300 ? 'x' : n}`);
    it.fixture.put('a.csv', `任务名称,工时\n${rows.join('\n')}\n`);
    it.sandbox.faults.add({ ...create, kind: 'code', code: 1254302, skip: 1, times: 9 });
    const text = await it.fixture.failure('bitable_import_file', argsOf(it));
    expect(text).toContain('In: lines 2 to 501 (499 rows; the others are refused or blank).');
    expect(text).toContain(`1 refused rows are in ${it.fixture.folder}/a.refused.csv`);
    expect(it.fixture.read('a.refused.csv').trim().split('\r\n')).toHaveLength(2);
  });

  it('lets the write under way end when it is cancelled, and counts it', async () => {
    const it = await sandboxFileFixture();
    putRows(it.fixture, 2_000);
    const caller = new AbortController();
    it.sandbox.faults.add({ ...create, kind: 'slow', ms: 50, skip: 1 });
    const running = it.fixture.run('bitable_import_file', argsOf(it), caller.signal);
    await expect.poll(() => it.fixture.progress.length).toBeGreaterThan(0);
    caller.abort();
    const { text, isError } = await running;
    expect(isError).toBe(true);
    const [, count = ''] = /In: lines 2 to \d+ \((\d+) rows\)/.exec(text) ?? [];
    expect(text).toContain('It was cancelled.');
    expect(text).toContain(`skip_rows: ${count}.`);
    expect(titles(it, it.table_id)).toHaveLength(Number(count));
  });

  it('comes through lost answers without a row lost or doubled', async () => {
    const it = await sandboxFileFixture();
    putRows(it.fixture, 1_200);
    it.sandbox.faults.add({ ...create, kind: 'reset', applied: true });
    const done = await it.fixture.call('bitable_import_file', argsOf(it));
    expect(done['inserted']).toBe(1_200);
    expect(new Set(titles(it, it.table_id)).size).toBe(1_200);
    expect(titles(it, it.table_id)).toHaveLength(1_200);
    expect(it.fixture.progress).toEqual([
      { done: 500, total: 1_200 },
      { done: 1_000, total: 1_200 },
      { done: 1_200, total: 1_200 },
    ]);
  });

  it('tells of refused rows in the answer where there can be no file of them', async () => {
    const folder = emptyFolder();
    const context = toolContext(takingClient(), { folders: [folder] });
    const noSpace = { path: 'path', problem: 'cannot be written: the disk is full' };
    const files = { ...context.files, create: () => Promise.reject(new InputError([noSpace])) };
    const toolbox = createToolbox(['bitable_import_file'], { ...context, files });
    new FileFixture(folder, takingClient()).put('a.csv', 'a,b\n1,2\n3,4,5\n');
    const run = { signal: new AbortController().signal, progress: () => undefined };
    const { text } = await toolbox.run(
      'bitable_import_file',
      { ...takingTable, path: 'a.csv' },
      run,
    );
    expect(text).toContain('In: lines 2 to 3 (1 rows; the others are refused or blank).');
    expect(text).toContain('- path cannot be written: the disk is full.');
    expect(text).toContain('refused rows could not be kept in a file: 3: has 3 cells');
  });

  it('is refused as a whole where nothing came of it', async () => {
    const it = await sandboxFileFixture();
    putRows(it.fixture, 10);
    it.sandbox.faults.add({ ...create, kind: 'code', code: 1254302 });
    const text = await it.fixture.failure('bitable_import_file', argsOf(it));
    expect(text).toContain('bitable_import_file failed. Feishu answered 1254302');
    expect(text).not.toContain('In: ');
    expect(readdirSync(it.fixture.folder)).toEqual(['a.csv']);
  });
});
