import { createInflateRaw } from 'node:zlib';
import { InputError } from '../../core/errors.js';
import type { LocalFile } from '../../core/local-file.js';
import { refusal, sizeText } from '../access/refusal.js';

/** What to do with a workbook that cannot be read. */
export const asCsv = 'the sheet saved as CSV (UTF-8)';

/** A workbook is held as it is packed; what is in it is unpacked piece by piece. */
const mostPacked = 64 * 1024 ** 2;
/** Of one part of it: a few kilobytes can unpack to gigabytes. */
const mostUnpacked = 512 * 1024 ** 2;

interface Entry {
  readonly method: number;
  readonly start: number;
  readonly size: number;
}

/** The parts of a zip archive. */
export interface ZipArchive {
  has(name: string): boolean;
  /** The text of a part, piece by piece. Refuses what cannot be read, as it gets there. */
  texts(name: string): AsyncGenerator<string>;
}

const [entryMark, directoryMark, endMark] = [0x04034b50, 0x02014b50, 0x06054b50];
const [stored, deflated] = [0, 8];
const endLength = 22;
const longestComment = 0xffff;

/** Reads the directory of a zip archive, none of whose parts may unpack to more than so many bytes. */
export async function openZip(
  file: LocalFile,
  argument: string,
  most = mostUnpacked,
): Promise<ZipArchive> {
  if (file.size > mostPacked) {
    const problem = `is a workbook of ${sizeText(file.size)}`;
    throw refusal(argument, problem, `workbooks up to ${sizeText(mostPacked)}, or ${asCsv}`);
  }
  const blocks: Uint8Array[] = [];
  for await (const block of file.blocks(1024 ** 2)) {
    blocks.push(block);
  }
  const bytes = Buffer.concat(blocks);
  const entries = readable(argument, () => entriesIn(bytes));
  return {
    has: (name) => entries.has(name),
    texts: (name) => textsOf(blocksOf(bytes, entries.get(name)), argument, most),
  };
}

/** Runs what reads the bytes of a workbook; whatever is wrong with them is a refusal of the file. */
function readable<Result>(argument: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw error instanceof InputError ? error : unreadable(argument);
  }
}

export function unreadable(argument: string): InputError {
  return refusal(argument, 'is a workbook that is damaged or protected', asCsv);
}

function entriesIn(bytes: Buffer): ReadonlyMap<string, Entry> {
  const end = bytes.lastIndexOf(Buffer.of(0x50, 0x4b, 0x05, 0x06));
  if (end < bytes.length - endLength - longestComment || bytes.readUInt32LE(end) !== endMark) {
    throw new RangeError('no end of the directory');
  }
  const entries = new Map<string, Entry>();
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    if (bytes.readUInt32LE(at) !== directoryMark) {
      throw new RangeError('no entry of the directory');
    }
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    entries.set(name.replaceAll('\\', '/'), entryAt(bytes, at));
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

function entryAt(bytes: Buffer, at: number): Entry {
  const header = bytes.readUInt32LE(at + 42);
  const isEncrypted = (bytes.readUInt16LE(at + 8) & 1) === 1;
  if (isEncrypted || bytes.readUInt32LE(header) !== entryMark) {
    throw new RangeError('no entry that can be read');
  }
  const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
  return { method: bytes.readUInt16LE(at + 10), start, size: bytes.readUInt32LE(at + 20) };
}

async function* textsOf(
  blocks: AsyncIterable<Buffer>,
  argument: string,
  most: number,
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let unpacked = 0;
  try {
    for await (const block of blocks) {
      unpacked += block.length;
      if (unpacked > most) {
        throw refusal(argument, `is a workbook that unpacks to more than ${sizeText(most)}`, asCsv);
      }
      yield decoder.decode(block, { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    throw error instanceof InputError ? error : unreadable(argument);
  }
}

/** Unpacks a part no further than it is asked for. */
async function* blocksOf(bytes: Buffer, entry: Entry | undefined): AsyncGenerator<Buffer> {
  if (entry === undefined || (entry.method !== stored && entry.method !== deflated)) {
    throw new RangeError('no part that can be unpacked');
  }
  const packed = bytes.subarray(entry.start, entry.start + entry.size);
  if (entry.method === stored) {
    yield packed;
    return;
  }
  const inflate = createInflateRaw();
  inflate.end(packed);
  yield* inflate;
}
