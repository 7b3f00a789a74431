import type { LocalFile } from '../../core/local-file.js';
import { refusal } from '../access/refusal.js';
import { looksChinese, readingsOf } from './encoding-guess.js';

/** How the characters of a text file are written, by the label that a TextDecoder takes. */
export type Encoding = string;

const names: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  gb18030: 'GB18030',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
};

export function encodingName(encoding: Encoding): string {
  return names[encoding] ?? encoding;
}

/** A caller's encoding by its standard label. */
export function checkedEncoding(given: string): Encoding {
  try {
    const { encoding } = new TextDecoder(given);
    return encoding === 'gbk' ? 'gb18030' : encoding;
  } catch {
    const allowed = 'a label such as "windows-1252", "big5" or "gb18030"';
    throw refusal('encoding', `is ${JSON.stringify(given)}`, allowed);
  }
}

const blockBytes = 64 * 1024;
const asUtf8 = 'the file saved as UTF-8; in Excel: "CSV UTF-8"';

type Decoder = InstanceType<typeof TextDecoder>;
type Magic = readonly number[];

/** Of files that are no text. They are refused as they stand: nothing is ever inflated. */
const noText: readonly (readonly [magic: Magic, what: string, allowed: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a workbook or a zip archive', 'format: "xlsx" for an .xlsx workbook'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old workbook', 'the sheet saved as .xlsx or as CSV (UTF-8)'],
  [[0x1f, 0x8b], 'a gzip archive', 'the file that is in it'],
];

/** Without such a mark, nothing tells UTF-16 from what is no text. */
const byteOrderMarks: readonly (readonly [mark: Magic, encoding: Encoding])[] = [
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0xef, 0xbb, 0xbf], 'utf-8'],
];

function markedEncoding(start: Uint8Array): Encoding | undefined {
  const isAt = (mark: Magic) => mark.every((byte, index) => start[index] === byte);
  return byteOrderMarks.find(([mark]) => isAt(mark))?.[1];
}

/**
 * How a text file is encoded: what it is in every byte, which takes reading it once. GB18030, with GBK in it, is what
 * Excel writes in China. `onBlock` may stop the reading by throwing. `given` is what the caller says; a mark says more.
 */
export async function encodingOf(
  file: LocalFile,
  argument: string,
  onBlock: () => void = () => undefined,
  given?: Encoding,
): Promise<Encoding> {
  const start = await startOf(file);
  const begins = ([magic]: readonly [Magic, ...unknown[]]) =>
    magic.every((byte, index) => start[index] === byte);
  const [, what, allowed] = noText.find(begins) ?? [];
  if (what !== undefined) {
    throw refusal(argument, `is ${what}`, allowed);
  }
  const marked = markedEncoding(start) ?? given;
  if (marked !== undefined) {
    return marked;
  }
  if (await isWritten(file, 'utf-8', onBlock)) {
    return 'utf-8';
  }
  if (await isMostlyUtf8(file, onBlock)) {
    throw refusal(argument, 'is UTF-8 text with broken characters', asUtf8);
  }
  if ((await isWritten(file, 'gb18030', onBlock)) && (await looksChinese(file))) {
    return 'gb18030';
  }
  throw await strangeEncoding(file, argument);
}

async function strangeEncoding(file: LocalFile, argument: string) {
  const readings = (await readingsOf(file)).map(
    ({ encoding, word }) => `"${encoding}" if ${JSON.stringify(word)} is right`,
  );
  const encodings = readings.length > 0 ? `encoding: ${readings.join(', ')}; or ` : '';
  return refusal(argument, 'is neither UTF-8 nor GB18030 text', `${encodings}${asUtf8}`);
}

async function startOf(file: LocalFile): Promise<Uint8Array> {
  for await (const block of file.blocks(blockBytes)) {
    return block;
  }
  return new Uint8Array();
}

async function isWritten(file: LocalFile, encoding: Encoding, onBlock: () => void) {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const block of file.blocks(blockBytes)) {
    onBlock();
    if (decoded(decoder, block) === undefined) {
      return false;
    }
  }
  return decoded(decoder) !== undefined;
}

/** The text of the next block, or of what is left at the end; undefined where it is not written so. */
function decoded(decoder: Decoder, block?: Uint8Array): string | undefined {
  try {
    return decoder.decode(block, { stream: block !== undefined });
  } catch {
    return undefined;
  }
}

/** Cut or damaged UTF-8 may pass for GB18030 of other characters. */
async function isMostlyUtf8(file: LocalFile, onBlock: () => void): Promise<boolean> {
  const decoder = new TextDecoder('utf-8');
  let whole = 0;
  let broken = 0;
  for await (const block of file.blocks(blockBytes)) {
    onBlock();
    const text = decoder.decode(block, { stream: true });
    whole += text.match(/[^\0-\x7f\ufffd]/gu)?.length ?? 0;
    broken += text.match(/\ufffd/g)?.length ?? 0;
  }
  return whole > broken;
}

/** Whether a file begins with a byte order mark. */
export async function hasByteOrderMark(file: LocalFile): Promise<boolean> {
  return markedEncoding(await startOf(file)) !== undefined;
}

/** The text of a file, piece by piece, without its byte order mark. */
export async function* textOf(
  file: LocalFile,
  encoding: Encoding,
  argument: string,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const block of file.blocks(blockBytes)) {
    yield checkedText(decoded(decoder, block), encoding, argument);
  }
  checkedText(decoded(decoder), encoding, argument);
}

function checkedText(text: string | undefined, encoding: Encoding, argument: string): string {
  if (text === undefined) {
    throw refusal(argument, `is not ${encodingName(encoding)} text`);
  }
  if (text.includes('\0')) {
    throw refusal(argument, 'holds zero bytes: it is no text');
  }
  return text;
}
