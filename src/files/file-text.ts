import type { LocalFile } from '../core/local-file.js';
import { refusal } from './refusal.js';

const blockBytes = 64 * 1024;

/** Of files that are no text. They are refused as they stand: nothing is ever inflated. */
const noText: readonly (readonly [magic: readonly number[], what: string, allowed: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a workbook or a zip archive', 'the sheet saved as CSV (UTF-8)'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old workbook', 'the sheet saved as CSV (UTF-8)'],
  [[0x1f, 0x8b], 'a gzip archive', 'the file that is in it'],
  [[0xff, 0xfe], 'UTF-16 text', 'the file saved as UTF-8'],
  [[0xfe, 0xff], 'UTF-16 text', 'the file saved as UTF-8'],
];

/** The text of a file, piece by piece, without its byte order mark. */
export async function* textOf(file: LocalFile, argument: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (block?: Uint8Array) => {
    try {
      return decoder.decode(block, { stream: block !== undefined });
    } catch {
      throw refusal(
        argument,
        'is not UTF-8 text (it may be GBK)',
        'the file saved as UTF-8; in Excel: "CSV UTF-8"',
      );
    }
  };
  let isFirst = true;
  for await (const block of file.blocks(blockBytes)) {
    if (isFirst) {
      checkMagic(block, argument);
      isFirst = false;
    }
    yield checkedText(decode(block), argument);
  }
  decode();
}

function checkMagic(block: Uint8Array, argument: string): void {
  const found = noText.find(([magic]) => magic.every((byte, index) => block[index] === byte));
  if (found !== undefined) {
    const [, what, allowed] = found;
    throw refusal(argument, `is ${what}`, allowed);
  }
}

function checkedText(text: string, argument: string): string {
  if (text.includes('\0')) {
    throw refusal(argument, 'holds zero bytes: it is no text');
  }
  return text;
}
