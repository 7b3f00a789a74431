const modulus = 65_521;
/** As many bytes as can be added up before the sums outgrow 32 bits. */
const stretch = 5_552;

/** The Adler-32 checksum (RFC 1950) as the vendor writes it: a decimal number. */
export function adler32(bytes: Uint8Array): string {
  let low = 1;
  let high = 0;
  for (let start = 0; start < bytes.length; start += stretch) {
    for (const byte of bytes.subarray(start, start + stretch)) {
      low += byte;
      high += low;
    }
    low %= modulus;
    high %= modulus;
  }
  return String(high * 65_536 + low);
}
