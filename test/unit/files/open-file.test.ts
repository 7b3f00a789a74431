import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createFiles } from '../../../src/files/files.js';
import { emptyFolder, gathered, refusalOf } from '../../support/folder-fixture.js';

const argument = 'path';

async function textAt(folders: readonly string[], path: string): Promise<string> {
  const file = await createFiles(folders).open(path, { argument });
  onTestFinished(() => file.close());
  return Buffer.concat(await gathered(file.blocks(4))).toString('utf8');
}

function refused(folders: readonly string[], path: string) {
  return refusalOf(() => createFiles(folders).open(path, { argument }));
}

describe('a local file', () => {
  it('is read by a path within the folder, absolute or relative', async () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, '数据'));
    writeFileSync(join(folder, '数据', 'a.csv'), 'name\n林\n');
    expect(await textAt([folder], '数据/a.csv')).toBe('name\n林\n');
    expect(await textAt([folder], join(folder, '数据', '..', '数据', 'a.csv'))).toBe('name\n林\n');
  });

  it('is looked for in each folder in turn', async () => {
    const [first, second] = [emptyFolder(), emptyFolder()];
    writeFileSync(join(second, 'a.csv'), 'second');
    expect(await textAt([first, second], 'a.csv')).toBe('second');
    writeFileSync(join(first, 'a.csv'), 'first');
    expect(await textAt([first, second], 'a.csv')).toBe('first');
  });

  it('may be reached through a link that stays within the folders', async () => {
    const [first, second] = [emptyFolder(), emptyFolder()];
    writeFileSync(join(second, 'a.csv'), 'linked');
    symlinkSync(join(second, 'a.csv'), join(first, 'link'));
    expect(await textAt([first, second], 'link')).toBe('linked');
  });

  it('may have a name that looks like a way out, or like a pattern', async () => {
    const folder = emptyFolder();
    for (const name of ['..a', '...', '(a+)+$', '*', 'a b.csv ']) {
      writeFileSync(join(folder, name), name);
      expect(await textAt([folder], name)).toBe(name);
    }
  });

  it('is read no further than it was when it was opened', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'a'), '12345');
    const file = await createFiles([folder]).open('a', { argument });
    onTestFinished(() => file.close());
    appendFileSync(join(folder, 'a'), '67890');
    const blocks = await gathered(file.blocks(3));
    expect(blocks.map(String)).toEqual(['123', '45']);
    expect(file).toMatchObject({ name: 'a', size: 5 });
  });

  it('that shrinks while it is read is not passed on as if it were whole', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'a'), '12345');
    const file = await createFiles([folder]).open('a', { argument });
    onTestFinished(() => file.close());
    truncateSync(join(folder, 'a'), 3);
    const { problem } = await refusalOf(() => gathered(file.blocks(2)));
    expect(problem).toBe('became shorter while it was read');
  });
});

describe('refused is', () => {
  it('every path while no folder is allowed, with the way to allow one', async () => {
    const issue = await refused([], '/etc/passwd');
    expect(issue.path).toBe('path');
    expect(issue.problem).toContain('start the server with --files DIR');
  });

  it('a path that climbs out, or an absolute one elsewhere, by naming the folders and no content (row 43)', async () => {
    const folder = emptyFolder();
    const escapes = ['../../etc/passwd', '/etc/passwd', '../'.repeat(30).concat('etc/passwd')];
    for (const path of escapes) {
      expect(await refused([folder], path)).toEqual({
        path: 'path',
        problem: 'is no path inside the folders that may be touched',
        allowed: `files in ${folder}`,
      });
    }
  });

  it('what lies elsewhere in the same words whether it exists or not', async () => {
    const folder = emptyFolder();
    symlinkSync('/etc', join(folder, 'etc'));
    const there = await refused([folder], '/etc/passwd');
    expect(await refused([folder], '/etc/no-such-file')).toEqual(there);
    expect(await refused([folder], 'etc/passwd')).toEqual(there);
    expect(await refused([folder], 'etc/no-such-file')).toEqual(there);
  });

  it('a sibling whose name begins like the folder (row 44)', async () => {
    const parent = emptyFolder();
    for (const name of ['data', 'data-evil']) {
      mkdirSync(join(parent, name));
      writeFileSync(join(parent, name, 'x'), 'secret');
    }
    const { problem } = await refused([join(parent, 'data')], join(parent, 'data-evil', 'x'));
    expect(problem).toMatch(/^is no path inside/);
  });

  it('a link to a file outside, and a file through a link to a folder outside (row 45)', async () => {
    const [folder, outside] = [emptyFolder(), emptyFolder()];
    writeFileSync(join(outside, 'secret'), 'secret');
    symlinkSync(join(outside, 'secret'), join(folder, 'file'));
    symlinkSync(outside, join(folder, 'folder'));
    for (const path of ['file', 'folder/secret', 'folder/../../etc/passwd']) {
      expect((await refused([folder], path)).problem).toMatch(/^is no path inside/);
    }
  });

  it('a pipe, a device, a socket, a folder, and what the kernel shows as files, at once (row 47)', async () => {
    const folder = emptyFolder();
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    mkdirSync(join(folder, 'folder'));
    const special = 'is a device, pipe or socket, not a file';
    expect((await refused([folder], 'pipe')).problem).toBe(special);
    expect((await refused(['/dev'], '/dev/zero')).problem).toBe(special);
    expect((await refused([folder], '/dev/zero')).problem).toMatch(/^is no path inside/);
    expect((await refused([folder], '/proc/self/environ')).problem).toMatch(/^is no path inside/);
    expect((await refused([folder], 'folder')).problem).toBe('is a folder, not a file');
    expect((await refused([folder], '.')).problem).toBe('is a folder, not a file');
  });

  it('a file over the cap, sparse or not, before anything of it is read (row 48)', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'sparse'), '');
    truncateSync(join(folder, 'sparse'), 10 * 1024 ** 3);
    expect(await refused([folder], 'sparse')).toEqual({
      path: 'path',
      problem: 'is 10 GB',
      allowed: 'files up to 2 GB',
    });
    writeFileSync(join(folder, 'small'), '12345');
    const files = createFiles([folder]);
    const { allowed } = await refusalOf(() => files.open('small', { argument, maxBytes: 4 }));
    expect(allowed).toBe('files up to 4 bytes');
  });

  it.each([
    ['missing.csv', 'does not exist'],
    ['file/below', 'does not exist'],
    ['loop', 'is a link that leads nowhere, not a file'],
    ['dangling', 'is a link that leads nowhere, not a file'],
    ['x'.repeat(300), 'is longer than a path can be'],
    ['', 'is no path inside the folders that may be touched'],
    ['a\0b', 'is no path inside the folders that may be touched'],
  ])('%j, because it %s', async (path, problem) => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'file'), '');
    symlinkSync('loop', join(folder, 'loop'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling'));
    expect((await refused([folder], path)).problem).toBe(problem);
  });
});
