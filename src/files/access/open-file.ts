import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { LocalFile } from '../../core/local-file.js';
import { isOpenedInside, locate, outside } from './locate.js';
import { inWords, refusal, sizeText } from './refusal.js';

/** The vendor takes no larger attachment, and no table holds more rows than such a file. */
const largestFile = 2 * 1024 ** 3;

export interface OpenOptions {
  /** The argument that holds the path; refusals name it. */
  readonly argument: string;
  readonly maxBytes?: number;
}

/** Not through a link that took the file's place meanwhile, and without waiting for whoever writes to a pipe. */
const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Opens a regular file inside one of the folders. Nothing of it is read before all is checked. */
export async function openFile(
  folders: readonly string[],
  path: string,
  { argument, maxBytes = largestFile }: OpenOptions,
): Promise<LocalFile> {
  const real = await locate(folders, path, argument);
  return inWords(argument, async () => {
    const seen = await lstat(real, { bigint: true });
    if (!seen.isFile()) {
      throw refusal(argument, `is ${kindOf(seen)}, not a file`);
    }
    const handle = await open(real, flags);
    try {
      const opened = await handle.stat({ bigint: true });
      const isSame = opened.isFile() && opened.dev === seen.dev && opened.ino === seen.ino;
      if (!isSame || !(await isOpenedInside(folders, handle, real))) {
        throw outside(folders, argument);
      }
      return localFile(handle, real, checkedSize(opened.size, maxBytes, argument), argument);
    } catch (error) {
      await handle.close();
      throw error;
    }
  });
}

function kindOf(stats: BigIntStats): string {
  if (stats.isDirectory()) {
    return 'a folder';
  }
  return stats.isSymbolicLink() ? 'a link that leads nowhere' : 'a device, pipe or socket';
}

function checkedSize(size: bigint, maxBytes: number, argument: string): number {
  if (size > BigInt(maxBytes)) {
    throw refusal(argument, `is ${sizeText(Number(size))}`, `files up to ${sizeText(maxBytes)}`);
  }
  return Number(size);
}

/** Reads as many bytes as the file had when it was opened, however it grows. */
function localFile(handle: FileHandle, path: string, size: number, argument: string): LocalFile {
  return {
    name: basename(path),
    path,
    size,
    async *blocks(blockSize) {
      for (let at = 0; at < size; at += blockSize) {
        const block = Buffer.allocUnsafe(Math.min(blockSize, size - at));
        await inWords(argument, () => fill(block, handle, at, argument));
        yield block;
      }
    },
    close: () => handle.close(),
  };
}

async function fill(
  block: Buffer,
  handle: FileHandle,
  start: number,
  argument: string,
): Promise<void> {
  let filled = 0;
  while (filled < block.length) {
    const { bytesRead } = await handle.read(block, filled, block.length - filled, start + filled);
    if (bytesRead === 0) {
      throw refusal(argument, 'became shorter while it was read');
    }
    filled += bytesRead;
  }
}
