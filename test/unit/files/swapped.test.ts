import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import type * as FileSystem from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createFiles } from '../../../src/files/files.js';
import { emptyFolder, refusalOf } from '../../support/folder-fixture.js';

/** What somebody else does to the disk right before a file is opened, and whether this disk has links. */
const meanwhile = vi.hoisted(() => ({ swap: () => {}, links: true }));

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof FileSystem>();
  return {
    ...real,
    open: async (...call: Parameters<typeof real.open>) => {
      meanwhile.swap();
      return real.open(...call);
    },
    link: async (...call: Parameters<typeof real.link>) => {
      if (!meanwhile.links) {
        throw Object.assign(new Error('no links'), { code: 'EPERM', syscall: 'link' });
      }
      return real.link(...call);
    },
  };
});

const argument = 'path';
let folder: string;
let outside: string;

beforeEach(() => {
  folder = emptyFolder();
  outside = emptyFolder();
  mkdirSync(join(folder, 'sub'));
  for (const place of [join(folder, 'sub'), outside]) {
    writeFileSync(join(place, 'a.csv'), 'a');
  }
  meanwhile.swap = () => {};
  meanwhile.links = true;
});

function opening() {
  return refusalOf(() => createFiles([folder]).open('sub/a.csv', { argument }));
}

describe('between the check and the opening (row 46)', () => {
  it('a file swapped for a link outside is refused', async () => {
    meanwhile.swap = () => {
      renameSync(join(folder, 'sub', 'a.csv'), join(folder, 'old'));
      symlinkSync(join(outside, 'a.csv'), join(folder, 'sub', 'a.csv'));
    };
    expect((await opening()).problem).toBe('is a link that is not followed');
  });

  it('a folder on the way swapped for a link outside is refused', async () => {
    meanwhile.swap = () => {
      renameSync(join(folder, 'sub'), join(folder, 'old'));
      symlinkSync(outside, join(folder, 'sub'));
    };
    expect((await opening()).problem).toMatch(/^is no path inside/);
  });

  it('another file in its place is refused, even within the folder', async () => {
    meanwhile.swap = () => {
      writeFileSync(join(folder, 'other'), 'b');
      renameSync(join(folder, 'other'), join(folder, 'sub', 'a.csv'));
    };
    expect((await opening()).problem).toMatch(/^is no path inside/);
  });

  it('a pipe in its place is refused without waiting for a writer', async () => {
    meanwhile.swap = () => {
      renameSync(join(folder, 'sub', 'a.csv'), join(folder, 'old'));
      execFileSync('mkfifo', [join(folder, 'sub', 'a.csv')]);
    };
    expect((await opening()).problem).toMatch(/^is no path inside/);
  });

  it('a folder swapped for a link outside gets no new file either', async () => {
    meanwhile.swap = () => {
      renameSync(join(folder, 'sub'), join(folder, 'old'));
      symlinkSync(outside, join(folder, 'sub'));
    };
    const { problem } = await refusalOf(() =>
      createFiles([folder]).create('sub/new.csv', { argument }),
    );
    expect(problem).toMatch(/^is no path inside/);
    expect(readdirSync(outside)).toEqual(['a.csv']);
  });
});

describe('a disk without links', () => {
  it('takes new files all the same, and keeps those it has', async () => {
    meanwhile.links = false;
    const sink = await createFiles([folder]).create('sub/a.csv', { argument });
    await sink.write(Buffer.from('new'));
    expect(await sink.finish()).toEqual({ path: join(folder, 'sub', 'a (2).csv'), size: 3 });
    expect(readdirSync(join(folder, 'sub')).sort()).toEqual(['a (2).csv', 'a.csv']);
  });
});
