import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { LocalFile, OpenOptions } from '../../core/local-file.js';
import { isOpenedInside, locate, outside } from './locate.js';
import { inWords, refusal, sizeText } from './refusal.js';

/** The vendor takes no larger attachment, and no table holds more rows than such a file. */
const largestFile = 2 * 1024 ** 3;

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

const headBytes = 4_096;

/** Why a file is not uploaded as an attachment; undefined where it may be. `head` is how its content begins. */
export function attachmentProblem(name: string, head: Uint8Array): string | undefined {
  const extension = /\.([^.\s]+)[.\s]*$/.exec(name)?.[1]?.toLowerCase() ?? '';
  if (refusedExtensions.has(extension)) {
    return `is a .${extension} file; programs, scripts and web pages are not uploaded`;
  }
  const bytes = Buffer.from(head.subarray(0, headBytes));
  const found = signatures.find(({ fits }) => fits(bytes));
  return found && `holds ${found.what}, which is not uploaded, whatever it is called`;
}

/** What runs where somebody opens it: programs, installers, scripts, and pages that carry scripts. */
const refusedExtensions: ReadonlySet<string> = new Set([
  ...['exe', 'dll', 'com', 'scr', 'pif', 'cpl', 'sys', 'msi', 'msp', 'msix', 'appx', 'apk'],
  ...['bat', 'cmd', 'ps1', 'psm1', 'vbs', 'vbe', 'js', 'mjs', 'cjs', 'jse', 'wsf', 'hta', 'lnk'],
  ...['reg', 'jar', 'sh', 'bash', 'zsh', 'command', 'run', 'elf', 'so', 'dylib', 'app'],
  ...['html', 'htm', 'xhtml', 'shtml', 'mht', 'mhtml', 'svg', 'svgz'],
]);

interface Signature {
  readonly what: string;
  readonly fits: (head: Buffer) => boolean;
}

/** What the first bytes give away, whatever the file is called. */
const signatures: readonly Signature[] = [
  // A text may begin with these two letters, but has no zero bytes.
  { what: 'a Windows program', fits: (head) => starts(head, 'MZ') && head.includes(0) },
  { what: 'a Linux program', fits: (head) => starts(head, '\x7fELF') },
  {
    what: 'a macOS program',
    fits: (head) => /^(?:\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe)/.test(latin(head)),
  },
  { what: 'a script', fits: (head) => /^(?:\xef\xbb\xbf)?#!/.test(latin(head)) },
  {
    what: 'a web page',
    fits: (head) => /^<(?:!doctype\s+html|html|head|body|script)\b/i.test(markup(head)),
  },
  { what: 'an SVG drawing', fits: (head) => /^<(?:svg\b|!doctype\s+svg)/i.test(markup(head)) },
];

function starts(head: Buffer, magic: string): boolean {
  return latin(head).startsWith(magic);
}

function latin(head: Buffer): string {
  return head.toString('latin1');
}

/** From the first element on: behind a byte order mark, blanks, the XML declaration and comments. */
function markup(head: Buffer): string {
  const text = latin(head);
  const prolog =
    /^(?:\xef\xbb\xbf)?(?:\s|<\?[^>]*>|<!--(?:(?!-->)[\s\S])*-->)*/.exec(text)?.[0] ?? '';
  return text.slice(prolog.length);
}
