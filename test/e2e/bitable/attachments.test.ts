import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { World } from '../../support/built-server.js';
import {
  addFile,
  newFolder,
  newPlace,
  type Place,
  rowsAt,
  title,
} from '../../support/table-fixture.js';

const folder = newFolder();
const outside = newFolder();
let world: World;

beforeAll(async () => {
  world = await World.start({ args: ['--files', folder.path] });
});

afterAll(async () => {
  await world.end();
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

const placeWithFiles = () => newPlace(world.sandbox, [], fields);

/** Puts a file where the server may read it. */
function put(name: string, content: string): string {
  writeFileSync(join(folder.path, name), content);
  return name;
}

/** What the files of the attachment cells hold, row by row. */
async function contentsAt(place: Place): Promise<string[]> {
  const { rows, columns } = await world.call('bitable_records_search', {
    ...place,
    field_names: ['附件'],
  });
  const { files } = world.sandbox.world.bitable;
  const at = columns.indexOf('附件');
  return rows.map((row: { file_token: string }[][]) =>
    (row[at] ?? [])
      .map(({ file_token }) => Buffer.from(files.get(file_token)!.content).toString())
      .join('+'),
  );
}

describe('a local file in an attachment cell', () => {
  it('is uploaded, by its path in the folder or its whole path, and beside others', async () => {
    const place = placeWithFiles();
    const [a, b] = [put('合同.txt', '甲'), put('b.txt', '乙')];
    const cells = [a, join(folder.path, b), [a, b]];
    const records = cells.map((附件) => ({ fields: { 附件 } }));
    await world.call(batch, { ...place, records });
    expect(await contentsAt(place)).toEqual(['甲', '乙', '甲+乙']);
    const { rows } = await world.call('bitable_records_search', place);
    expect(rows[0][1]).toEqual([{ file_token: expect.any(String), name: '合同.txt', size: 3 }]);
  });

  it('is uploaded once, however many cells name it', async () => {
    const place = placeWithFiles();
    put('one.txt', '一');
    const before = world.sent(upload);
    const records = Array.from({ length: 5 }, () => ({ fields: { 附件: 'one.txt' } }));
    await world.call(batch, { ...place, records });
    expect(world.sent(upload)).toBe(before + 1);
    expect(await contentsAt(place)).toEqual(['一', '一', '一', '一', '一']);
  });

  it('may stand beside a file that is there already', async () => {
    const place = placeWithFiles();
    put('new.txt', '新');
    const token = addFile(world.sandbox, place.app_token);
    await world.call(create, { ...place, fields: { 附件: [token, 'new.txt'] } });
    expect(await contentsAt(place)).toEqual(['鲸+新']);
  });

  it('that may not go is refused in its cell, beside all others, and no file is uploaded', async () => {
    const place = placeWithFiles();
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
    const before = world.sent(upload);
    const text = await world.failure(batch, { ...place, records });
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
    expect(world.sent(upload)).toBe(before);
    expect(rowsAt(world.sandbox, place)).toEqual([]);
  });

  it('is only looked at in a dry run', async () => {
    const place = placeWithFiles();
    put('dry.txt', '干');
    const before = world.sent(upload);
    const args = { ...place, fields: { 附件: 'dry.txt' }, dry_run: true };
    const { would_send } = await world.call(create, args);
    expect(would_send.body.fields.附件).toEqual([{ file_token: '(file token of dry.txt)' }]);
    expect(world.sent(upload)).toBe(before);
  });

  it('is refused where the server was started without a folder', async () => {
    const closed = await World.start();
    const place = newPlace(closed.sandbox, [], fields);
    const text = await closed.failure(create, { ...place, fields: { 附件: 'a.txt' } });
    expect(text).toContain('fields.附件 is "a.txt", which names a local file');
    expect(text).toContain('--files DIR');
    await closed.end();
  });
});

describe('a file by itself', () => {
  it('is uploaded, written, read, and downloaded again as it was', async () => {
    const place = placeWithFiles();
    put('report.txt', '报告'.repeat(1_000));
    const { app_token } = place;
    const sent = await world.call('drive_medias_upload', { app_token, path: 'report.txt' });
    expect(sent).toMatchObject({ name: 'report.txt', size: 6_000 });
    await world.call(create, { ...place, fields: { 附件: sent.file_token } });
    const { rows } = await world.call('bitable_records_search', place);
    const [{ file_token }] = rows[0][1];
    const saved = await world.call('drive_medias_download', { file_token, path: 'copy.txt' });
    expect(saved).toEqual({ path: join(folder.path, 'copy.txt'), size: 6_000 });
    expect(readFileSync(saved.path, 'utf8')).toBe('报告'.repeat(1_000));
  });

  it('does not overwrite one that is there, and leaves nothing behind where it fails', async () => {
    put('kept.txt', '留');
    const file_token = addFile(world.sandbox, placeWithFiles().app_token);
    const there = { file_token, path: 'kept.txt' };
    const { path } = await world.call('drive_medias_download', there);
    expect(path).toBe(join(folder.path, 'kept (2).txt'));
    expect(readFileSync(join(folder.path, 'kept.txt'), 'utf8')).toBe('留');
    const files = readdirSync(folder.path);
    const gone = { file_token: 'boxNobody00000000000000xx', path: 'gone.txt' };
    await world.failure('drive_medias_download', gone);
    expect(readdirSync(folder.path)).toEqual(files);
  });

  it.each([
    'drive_medias_upload',
    'bitable_import_file',
    'bitable_export_table',
    'drive_medias_download',
  ])('is touched by %s inside the folder only', async (tool) => {
    const place = placeWithFiles();
    const file_token = addFile(world.sandbox, place.app_token);
    const own: Record<string, object> = {
      drive_medias_upload: { app_token: place.app_token },
      drive_medias_download: { file_token },
    };
    for (const path of [join(outside.path, 'x.csv'), '../x.csv', '/etc/passwd']) {
      const text = await world.failure(tool, { ...(own[tool] ?? place), path });
      expect(text).toContain('- path ');
      expect(text).toContain(folder.path);
    }
    expect(readdirSync(outside.path).filter((name) => name !== 'secret.txt')).toEqual([]);
  });
});
