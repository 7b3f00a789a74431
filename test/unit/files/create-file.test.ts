import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFiles } from '../../../src/files/files.js';
import { emptyFolder, refusalOf } from '../../support/folder-fixture.js';

const argument = 'to';

async function written(folder: string, path: string, name?: string): Promise<string> {
  const sink = await createFiles([folder]).create(path, { argument, ...(name && { name }) });
  await sink.write(Buffer.from('new '));
  await sink.write(Buffer.from('content'));
  const { path: at, size } = await sink.finish();
  expect(readFileSync(at, 'utf8')).toBe('new content');
  expect(size).toBe(11);
  return at;
}

describe('a new file', () => {
  it('lies where the path says, for its owner alone', async () => {
    const folder = emptyFolder();
    const path = await written(folder, 'out.csv');
    expect(path).toBe(join(folder, 'out.csv'));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['out.csv']);
  });

  it('takes the suggested name where the path is a folder', async () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, 'sub'));
    expect(await written(folder, 'sub', '报告.csv')).toBe(join(folder, 'sub', '报告.csv'));
    expect(await written(folder, folder, '../报告.csv')).toBe(join(folder, '报告.csv'));
  });

  it('never takes the place of another, which it counts on from', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'out.csv'), 'old');
    symlinkSync('/etc/passwd', join(folder, 'out (2).csv'));
    expect(await written(folder, 'out.csv')).toBe(join(folder, 'out (3).csv'));
    expect(await written(folder, 'out.csv')).toBe(join(folder, 'out (4).csv'));
    expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe('old');
  });

  it('has its name only once it is whole, and leaves nothing when it is discarded', async () => {
    const folder = emptyFolder();
    const sink = await createFiles([folder]).create('out.csv', { argument });
    await sink.write(Buffer.from('half'));
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^\.bitable-mcp-.+\.part$/)]);
    await sink.discard();
    await sink.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('stays when it is discarded after it was finished', async () => {
    const folder = emptyFolder();
    const sink = await createFiles([folder]).create('out.csv', { argument });
    await sink.finish();
    await sink.discard();
    expect(readdirSync(folder)).toEqual(['out.csv']);
  });

  it('can be checked for beforehand, which makes none', async () => {
    const folder = emptyFolder();
    const files = createFiles([folder]);
    writeFileSync(join(folder, 'a.csv'), '');
    expect(await files.check('out.csv', { argument })).toEqual({ isFolder: false });
    expect(await files.check('.', { argument })).toEqual({ isFolder: true });
    for (const path of ['../out.csv', 'none/out.csv', 'a.csv/out.csv']) {
      const checked = await refusalOf(() => files.check(path, { argument }));
      expect(checked).toEqual(await refusalOf(() => files.create(path, { argument })));
    }
    expect((await refusalOf(() => createFiles([]).check('a', { argument }))).problem).toContain(
      'local files are off',
    );
    expect(readdirSync(folder)).toEqual(['a.csv']);
  });

  it('gets a sane name, within the folder, whatever it should be called (row 49)', async () => {
    const folder = emptyFolder();
    const names = ['../../.bashrc', 'CON', 'a\0b', `${'长'.repeat(300)}.pdf`, '..\\..\\x.txt'];
    const paths: string[] = [];
    for (const name of [...names, ...names]) {
      paths.push(await written(folder, '.', name));
    }
    expect(
      readdirSync(folder)
        .map((name) => join(folder, name))
        .sort(),
    ).toEqual(paths.sort());
    expect(readdirSync(folder)).toHaveLength(2 * names.length);
  });

  it.each([
    ['../out.csv', 'is no path inside the folders that may be touched'],
    ['/tmp/out.csv', 'is no path inside the folders that may be touched'],
    ['link/out.csv', 'is no path inside the folders that may be touched'],
    ['none/out.csv', 'lies in a folder that does not exist'],
    ['file/out.csv', 'lies in a folder that does not exist'],
    ['.', 'is a folder'],
  ])('is refused at %s, which %s', async (path, problem) => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'file'), '');
    symlinkSync('/tmp', join(folder, 'link'));
    const create = () => createFiles([folder]).create(path, { argument });
    expect(await refusalOf(create)).toMatchObject({ path: 'to', problem });
    expect(readdirSync(folder).sort()).toEqual(['file', 'link']);
  });
});
