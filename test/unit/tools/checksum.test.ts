import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { adler32 } from '../../../src/tools/bitable/media/media.js';

/** zlib ends what it packs with the checksum. */
function byZlib(bytes: Uint8Array): string {
  return String(deflateSync(bytes).readUInt32BE(deflateSync(bytes).length - 4));
}

it('the checksum is the one that zlib knows', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20_000 }), (bytes) => adler32(bytes) === byZlib(bytes)),
  );
  expect(adler32(Buffer.from('Wikipedia'))).toBe('300286872');
});

it('the checksum holds for megabytes of the largest byte', () => {
  const bytes = new Uint8Array(4 * 1024 * 1024).fill(255);
  expect(adler32(bytes)).toBe(byZlib(bytes));
});
