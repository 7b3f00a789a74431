import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { NetworkError } from '../../core/errors.js';

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  br: createBrotliDecompress,
  deflate: createInflate,
};

export const acceptEncoding = Object.keys(decoders).join(', ');

/** Reads a body as text and stops as soon as it grows beyond `maxBytes`, counted after inflating. */
export async function readText(
  body: Readable,
  encoding: string | undefined,
  maxBytes: number,
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of inflated(body, encoding)) {
    const bytes: Buffer = chunk;
    size += bytes.length;
    if (size > maxBytes) {
      throw tooLarge(maxBytes);
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Hands a body on as it comes, no faster than it is taken. */
export async function readInto(
  body: Readable,
  take: (chunk: Uint8Array) => Promise<void>,
): Promise<void> {
  for await (const chunk of body) {
    const bytes: Buffer = chunk;
    await take(bytes);
  }
}

function inflated(body: Readable, encoding = 'identity'): Readable {
  const decoder = decoders[encoding.trim().toLowerCase()]?.();
  // A failure of either stream ends the loop that reads the second one.
  return decoder === undefined ? body : pipeline(body, decoder, () => undefined);
}

function tooLarge(maxBytes: number): NetworkError {
  return new NetworkError(`the answer is larger than ${maxBytes} bytes`, 'body', true, {
    nonRetryable: true,
    hint: 'Ask for fewer items or fewer fields.',
  });
}
