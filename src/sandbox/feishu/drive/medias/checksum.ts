import { deflateSync } from 'node:zlib';

/** Adler-32 as a decimal number: what zlib writes behind everything it packs. */
export function checksumOf(bytes: Uint8Array): string {
  const packed = deflateSync(bytes, { level: 0 });
  return String(packed.readUInt32BE(packed.length - 4));
}
