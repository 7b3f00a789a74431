import type { LocalFile } from '../../core/local-file.js';
import { refusal } from '../access/refusal.js';
import { blockBytes, decoded, type Encoding, encodingNames } from './encoding.js';

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
    throw refusal(argument, `is not ${encodingNames[encoding]} text`);
  }
  if (text.includes('\0')) {
    throw refusal(argument, 'holds zero bytes: it is no text');
  }
  return text;
}
