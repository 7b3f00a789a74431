import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServerFixture } from '../../support/server-fixture.js';
import {
  addFile,
  newFolder,
  newTable,
  rowsAt,
  type TableRef,
  title,
} from '../../support/table-fixture.js';

const folder = newFolder();
const outside = newFolder();
let fixture: ServerFixture;

beforeAll(async () => {
  fixture = await ServerFixture.start({ args: ['--files', folder.path] });
});

afterAll(async () => {
  await fixture.end();
  folder.remove();
  outside.remove();
});

const create = 'bitable_records_create';
const batch = 'bitable_records_batch_create';
const upload = 'drive_medias_upload_all';

const fields = [
  { field_name: title, type: 1 },
  { field_name: '附件', type: 17 },
  { field_name: '人员', type: 11 },
];

const placeWithFiles = () => newTable(fixture.sandbox, [], fields);

/** Puts a file where the server may read it. */
function put(name: string, content: string): string {
  writeFileSync(join(folder.path, name), content);
  return name;
}

/** What the files of the attachment cells hold, row by row. */
async function contentsAt(tableRef: TableRef): Promise<string[]> {
  const { rows, columns } = await fixture.call('bitable_records_search', {
    ...tableRef,
    field_names: ['附件'],
  });
  const { files } = fixture.sandbox.world.bitable;
  const at = columns.indexOf('附件');
  return rows.map((row: { file_token: string }[][]) =>
    (row[at] ?? [])
      .map(({ file_token }) => Buffer.from(files.get(file_token)!.content).toString())
      .join('+'),
  );
}

describe('a local file in an attachment cell', () => {
  it('is uploaded, by its path in the folder or its whole path, and beside others', async () => {
    const tableRef = placeWithFiles();
    const [a, b] = [put('合同.txt', '甲'), put('b.txt', '乙')];
    const cells = [a, join(folder.path, b), [a, b]];
    const records = cells.map((附件) => ({ fields: { 附件 } }));
    await fixture.call(batch, { ...tableRef, records });
    expect(await contentsAt(tableRef)).toEqual(['甲', '乙', '甲+乙']);
    const { rows } = await fixture.call('bitable_records_search', tableRef);
    expect(rows[0][1]).toMatchObject([{ name: '合同.txt', size: 3, type: 'text/plain' }]);
  });

  it('is uploaded once, however many cells name it', async () => {
    const tableRef = placeWithFiles();
    put('one.txt', '一');
    const before = fixture.sent(upload);
    const records = Array.from({ length: 5 }, () => ({ fields: { 附件: 'one.txt' } }));
    await fixture.call(batch, { ...tableRef, records });
    expect(fixture.sent(upload)).toBe(before + 1);
    expect(await contentsAt(tableRef)).toEqual(['一', '一', '一', '一', '一']);
  });

  it('may stand beside a file that is there already', async () => {
    const tableRef = placeWithFiles();
    put('new.txt', '新');
    const token = addFile(fixture.sandbox, tableRef.app_token);
    await fixture.call(create, { ...tableRef, fields: { 附件: [token, 'new.txt'] } });
    expect(await contentsAt(tableRef)).toEqual(['鲸+新']);
  });

  it('that may not go is refused in its cell, beside all others, and no file is uploaded', async () => {
    const tableRef = placeWithFiles();
    put('good.txt', '好');
    put('bad.exe', 'MZ');
    const secret = join(outside.path, 'secret.txt');
    writeFileSync(secret, '密');
    symlinkSync(secret, join(folder.path, 'link.txt'));
    const cells = [
      'good.txt',
      secret,
      '../x.txt',
      'link.txt',
      'none.txt',
      'bad.exe',
      '/etc/passwd',
    ];
    const records: object[] = cells.map((附件) => ({ fields: { 附件 } }));
    records.push({ fields: { 人员: 'nobody@sandbox.invalid' } });
    const before = fixture.sent(upload);
    const text = await fixture.failure(batch, { ...tableRef, records });
    expect(text).toContain('nothing was sent');
    for (const row of [1, 2, 3, 4, 5, 6]) {
      expect(text).toContain(
        `- records[${row}].fields.附件 is ${JSON.stringify(cells[row])}, which `,
      );
    }
    expect(text).not.toContain('records[0]');
    expect(text).toContain('records[7].fields.人员 nobody of this tenant');
    expect(text).toContain(`files in ${folder.path}`);
    expect(text).not.toContain('密');
    expect(fixture.sent(upload)).toBe(before);
    expect(rowsAt(fixture.sandbox, tableRef)).toEqual([]);
  });

  it('is only looked at in a dry run', async () => {
    const tableRef = placeWithFiles();
    put('dry.txt', '干');
    const before = fixture.sent(upload);
    const args = { ...tableRef, fields: { 附件: 'dry.txt' }, dry_run: true };
    const { would_send } = await fixture.call(create, args);
    expect(would_send.body.fields.附件).toEqual([{ file_token: '(file token of dry.txt)' }]);
    expect(fixture.sent(upload)).toBe(before);
  });

  it('is refused where the server was started without a folder', async () => {
    const closed = await ServerFixture.start();
    const tableRef = newTable(closed.sandbox, [], fields);
    const text = await closed.failure(create, { ...tableRef, fields: { 附件: 'a.txt' } });
    expect(text).toContain('fields.附件 is "a.txt", which names a local file');
    expect(text).toContain('--files DIR');
    await closed.end();
  });
});

describe('a file by itself', () => {
  it('is uploaded, written, read, and downloaded again as it was', async () => {
    const tableRef = placeWithFiles();
    put('report.txt', '报告'.repeat(1_000));
    const { app_token } = tableRef;
    const sent = await fixture.call('drive_medias_upload', { app_token, path: 'report.txt' });
    expect(sent).toMatchObject({ name: 'report.txt', size: 6_000 });
    await fixture.call(create, { ...tableRef, fields: { 附件: sent.file_token } });
    const { rows } = await fixture.call('bitable_records_search', tableRef);
    const [{ file_token }] = rows[0][1];
    const saved = await fixture.call('drive_medias_download', { file_token, path: 'copy.txt' });
    expect(saved).toEqual({ path: join(folder.path, 'copy.txt'), size: 6_000 });
    expect(readFileSync(saved.path, 'utf8')).toBe('报告'.repeat(1_000));
  });

  it('does not overwrite one that is there, and leaves nothing behind where it fails', async () => {
    put('kept.txt', '留');
    const file_token = addFile(fixture.sandbox, placeWithFiles().app_token);
    const there = { file_token, path: 'kept.txt' };
    const { path } = await fixture.call('drive_medias_download', there);
    expect(path).toBe(join(folder.path, 'kept (2).txt'));
    expect(readFileSync(join(folder.path, 'kept.txt'), 'utf8')).toBe('留');
    const files = readdirSync(folder.path);
    const gone = { file_token: 'boxNobody00000000000000xx', path: 'gone.txt' };
    await fixture.failure('drive_medias_download', gone);
    expect(readdirSync(folder.path)).toEqual(files);
  });

  it.each([
    'drive_medias_upload',
    'bitable_import_file',
    'bitable_export_table',
    'drive_medias_download',
  ])('is touched by %s inside the folder only', async (tool) => {
    const tableRef = placeWithFiles();
    const file_token = addFile(fixture.sandbox, tableRef.app_token);
    const own: Record<string, object> = {
      drive_medias_upload: { app_token: tableRef.app_token },
      drive_medias_download: { file_token },
    };
    for (const path of [join(outside.path, 'x.csv'), '../x.csv', '/etc/passwd']) {
      const text = await fixture.failure(tool, { ...(own[tool] ?? tableRef), path });
      expect(text).toContain('- path ');
      expect(text).toContain(folder.path);
    }
    expect(readdirSync(outside.path).filter((name) => name !== 'secret.txt')).toEqual([]);
  });
});
