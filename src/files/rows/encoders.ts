import type { Encoding } from './encoding.js';

/** Turns text into the bytes of one encoding. */
export type TextEncoding = (text: string) => Buffer;

/** Tells whether files are written in an encoding; names of fields and reasons need one that has all characters. */
export function isWritable(encoding: Encoding): boolean {
  return Object.hasOwn(encoders, encoding);
}

/** Gives the writer of an encoding that a file was read in; UTF-8 for one that is not written. */
export function encoderOf(encoding: Encoding): TextEncoding {
  return encoders[encoding]?.() ?? inUtf8;
}

const inUtf8: TextEncoding = (text) => Buffer.from(text);

const encoders: Readonly<Record<Encoding, () => TextEncoding>> = {
  'utf-8': () => inUtf8,
  'utf-16le': () => (text) => Buffer.from(text, 'utf16le'),
  'utf-16be': () => (text) => Buffer.from(text, 'utf16le').swap16(),
  gb18030: () => {
    const codes = gb18030Codes();
    return (text) => Buffer.concat(Array.from(text, (character) => bytesOf(character, codes)));
  },
};

/** By character, the two or four bytes of its code as one number. */
type Codes = ReadonlyMap<string, number>;

function bytesOf(character: string, codes: Codes): Buffer {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x80) {
    return Buffer.of(point);
  }
  const code = codes.get(character) ?? fourBytes(point < 0x10000 ? unknownIndex : point + 0x1e248);
  const bytes = Buffer.alloc(code > 0xffff ? 4 : 2);
  bytes.writeUIntBE(code, 0, bytes.length);
  return bytes;
}

/** A half of a surrogate pair is in no encoding; stands for U+FFFD. */
const unknownIndex = 39_417;

/** The linear index of a four-byte code: GB 18030, 1 = 0x81308131. Planes above the first begin at 189,000. */
function fourBytes(index: number): number {
  const lead = (0x81 + Math.floor(index / 12_600)) * 0x1000000;
  const second = (0x30 + (Math.floor(index / 1_260) % 10)) * 0x10000;
  return lead + second + (0x81 + (Math.floor(index / 10) % 126)) * 0x100 + 0x30 + (index % 10);
}

/** Codes of the first plane. Node only decodes GB18030, so the table is what it decodes each code to. */
function gb18030Codes(): Codes {
  const all = [...twoByteCodes(), ...fourByteCodes()];
  const lines = Buffer.alloc(all.length * 5, '\n');
  for (const [index, code] of all.entries()) {
    lines.writeUIntBE(code, index * 5, code > 0xffff ? 4 : 2);
  }
  const characters = new TextDecoder('gb18030').decode(lines).split(/\n+/);
  const codes = new Map<string, number>();
  for (const [index, code] of all.entries()) {
    const character = characters[index] ?? '';
    // The first of several codes for one character is the shorter one.
    if (character.length === 1 && !codes.has(character)) {
      codes.set(character, code);
    }
  }
  return codes;
}

function* twoByteCodes(): Generator<number> {
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      yield lead * 0x100 + trail;
    }
  }
}

const firstPlaneCodes = 39_420;

function* fourByteCodes(): Generator<number> {
  for (let index = 0; index < firstPlaneCodes; index += 1) {
    yield fourBytes(index);
  }
}
