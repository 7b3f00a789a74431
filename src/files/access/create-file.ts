import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, type FileHandle, link, lstat, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { CheckedTarget, CreateOptions, LocalSink } from '../../core/local-file.js';
import { isOpenedInside, locate, outside } from './locate.js';
import type { MadeFiles } from './made-files.js';
import { inWords, refusal, systemCode } from './refusal.js';

const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
/** Nobody but its owner needs to read what was exported. */
const mode = 0o600;

/**
 * A new file inside one of the folders. It is written under a passing name and gets its own when it is finished; a
 * file that has that name already stays, and the new one is counted: `report (2).csv`. `made` knows those that the
 * same work may replace.
 */
export async function createFile(
  folders: readonly string[],
  path: string,
  { argument, name, madeBy }: CreateOptions,
  made: MadeFiles,
): Promise<LocalSink> {
  const real = await locate(folders, path, argument);
  return inWords(argument, async () => {
    const target = await targetAt(real, name, argument);
    const passing = join(target.folder, `.bitable-mcp-${randomUUID()}.part`);
    const handle = await open(passing, flags, mode);
    if (!(await isOpenedInside(folders, handle, passing))) {
      await handle.close();
      await rm(passing, { force: true });
      throw outside(folders, argument);
    }
    return localSink(handle, { ...target, passing, argument, made, madeBy });
  });
}

/** Refuses a path at which no file can be made, without making one. */
export async function checkCreate(
  folders: readonly string[],
  path: string,
  { argument }: Pick<CreateOptions, 'argument'>,
): Promise<CheckedTarget> {
  const real = await locate(folders, path, argument);
  return inWords(argument, async () => {
    const { folder } = await targetAt(real, basename(real), argument);
    await access(folder, constants.W_OK | constants.X_OK);
    return { isFolder: folder === real };
  });
}

interface Target {
  readonly folder: string;
  readonly name: string;
}

async function targetAt(real: string, name: string | undefined, argument: string): Promise<Target> {
  if (await isFolder(real)) {
    if (name === undefined) {
      throw refusal(argument, 'is a folder', 'the path of a new file');
    }
    return { folder: real, name: safeName(name) };
  }
  if (!(await isFolder(dirname(real)))) {
    throw refusal(argument, 'lies in a folder that does not exist');
  }
  return { folder: dirname(real), name: safeName(basename(real)) };
}

async function isFolder(path: string): Promise<boolean> {
  const stats = await lstat(path).catch(() => undefined);
  return stats?.isDirectory() ?? false;
}

interface Draft extends Target {
  readonly passing: string;
  readonly argument: string;
  readonly made: MadeFiles;
  readonly madeBy: string | undefined;
}

function localSink(handle: FileHandle, draft: Draft): LocalSink {
  let size = 0;
  return {
    async write(chunk) {
      await inWords(draft.argument, () => handle.writeFile(chunk));
      size += chunk.length;
    },
    finish: () =>
      inWords(draft.argument, async () => {
        await handle.sync();
        await handle.close();
        return { path: await publish(draft), size };
      }),
    async discard() {
      await handle.close();
      await rm(draft.passing, { force: true });
    },
  };
}

/** Gives the file its name, or the first counted one that is free. */
async function publish({ folder, name, passing, argument, made, madeBy }: Draft): Promise<string> {
  const first = join(folder, name);
  if (madeBy !== undefined && (await made.mayReplace(first, { passing, madeBy }))) {
    await rename(passing, first);
    await made.keep(first, madeBy);
    return first;
  }
  for (const candidate of namesakes(name)) {
    const path = join(folder, candidate);
    if (await takesName(passing, path)) {
      await rm(passing, { force: true });
      await made.keep(path, madeBy);
      return path;
    }
  }
  throw refusal(argument, `is one of too many files called ${name}`);
}

async function takesName(passing: string, path: string): Promise<boolean> {
  try {
    await linkOrMove(passing, path);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

const noLinks: readonly (string | undefined)[] = ['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'];

/** A second name for a file never takes the place of another one; not every disk knows them. */
async function linkOrMove(passing: string, path: string): Promise<void> {
  try {
    await link(passing, path);
  } catch (error) {
    if (!noLinks.includes(systemCode(error))) {
      throw error;
    }
    await (await open(path, flags, mode)).close();
    await rename(passing, path);
  }
}

const mostBytes = 200;

/** Control and format characters, bidi marks among them, halves of characters, line separators. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** What leads out of the folder, hides the file, or is trimmed anyway. */
const lead = /^[\s./\\]+/;
/** What Windows has other uses for. */
const reserved = /[\\/:*?"<>|]/g;
const tail = /(?<![\s.])[\s.]+$/;
const device = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)\s*(?:\.|$)/i;
const extension = /\.[^.\s]{1,16}$/u;

/** A name for a new file from one that strangers chose: no path, no device, no tricks; the extension stays. */
export function safeName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(invisible, '')
    .replace(lead, '')
    .replace(reserved, '_')
    .replace(tail, '');
  const usable = device.test(plain) ? `_${plain}` : plain;
  return usable === '' ? 'file' : shortened(usable);
}

function shortened(name: string): string {
  const ending = extension.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - ending.length);
  return firstBytes(stem, mostBytes - Buffer.byteLength(ending)).replace(tail, '') + ending;
}

/** As many whole characters as fit. */
function firstBytes(text: string, count: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(count));
  return text.slice(0, read);
}

const mostNamesakes = 1_000;

/** `report.csv`, `report (2).csv`, `report (3).csv`… */
function* namesakes(name: string): Generator<string> {
  const ending = extension.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - ending.length);
  yield name;
  for (let count = 2; count <= mostNamesakes; count += 1) {
    yield `${stem} (${count})${ending}`;
  }
}
