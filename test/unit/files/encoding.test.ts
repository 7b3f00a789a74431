import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodingOf } from '../../../src/files/rows/encoding.js';
import { readRows } from '../../../src/files/rows/row-readers.js';
import { fileOf, gathered, refusalOf } from '../../support/folder-fixture.js';

const encodingIn = (bytes: Uint8Array) => encodingOf(fileOf(bytes), 'path');

async function read(bytes: Uint8Array) {
  const encoding = await encodingIn(bytes);
  const { columns, rows } = await readRows(fileOf(bytes), 'csv', { encoding });
  return { encoding, columns, rows: await gathered(rows) };
}

describe('a text file', () => {
  it.each([
    ['UTF-8', Buffer.from('名称\n'), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from('\uFEFF名称\n'), 'utf-8'],
    ['GBK', Buffer.from([0xc3, 0xfb, 0xb3, 0xc6, 0x0a]), 'gb18030'],
    ['GB18030', Buffer.from([0xc3, 0xfb, 0x81, 0x39, 0xa6, 0x33, 0x0a]), 'gb18030'],
    ['UTF-16', Buffer.from('\uFEFF名称\n', 'utf16le'), 'utf-16le'],
    ['nothing', Buffer.alloc(0), 'utf-8'],
  ] as const)('is %s by its bytes', async (_, bytes, encoding) => {
    expect(await encodingIn(bytes)).toBe(encoding);
  });

  it('in GB18030 is read whole, wherever its blocks cut a character', async () => {
    const bytes = (shift: number) =>
      Buffer.concat([
        Buffer.from(`${'x'.repeat(shift)}a\n`),
        Buffer.alloc(200_000, Buffer.from([0xd6, 0xd0])),
      ]);
    for (const shift of [0, 1]) {
      const { rows } = await read(bytes(shift));
      expect(rows.map((row) => 'values' in row && Object.values(row.values))).toEqual([
        ['中'.repeat(100_000)],
      ]);
    }
  });

  it.each([
    ['Latin', Buffer.from('name\ncaf\xe9\n', 'latin1'), /^is neither UTF-8 nor GB18030 text/],
    ['German', Buffer.from('Ort\nM\xfcnchen\n', 'latin1'), /^is neither UTF-8 nor GB18030 text/],
    ['Big5', Buffer.from('bd73b8b92ca96da657', 'hex'), /^is neither UTF-8 nor GB18030 text/],
    ['Shift JIS', Buffer.from('94d48d862c8e8196bc', 'hex'), /^is neither UTF-8 nor GB18030 text/],
    ['cut UTF-8', Buffer.from('名称\n林').subarray(0, -1), /^is UTF-8 text with broken characters/],
    [
      'damaged UTF-8',
      Buffer.concat([Buffer.from('名称\n林'), Buffer.from([0xff, 0x0a])]),
      /^is UTF-8 text with/,
    ],
    [
      'half of UTF-16',
      Buffer.from('\ufeffa,b\n', 'utf16le').subarray(0, -1),
      /^is not UTF-16 text/,
    ],
    ['UTF-16 without a mark', Buffer.from('a,b\n', 'utf16le'), /^holds zero bytes/],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), /^holds zero bytes/],
    ['xlsx', Buffer.from('PK\x03\x04rest'), /^is a workbook or a zip archive/],
    ['xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), /^is an old workbook/],
    ['gzip', Buffer.from([0x1f, 0x8b, 0x08]), /^is a gzip archive/],
  ])('that is %s in truth is refused as such', async (_, bytes, problem) => {
    expect((await refusalOf(() => read(bytes))).problem).toMatch(problem);
  });

  it('in UTF-8 is never taken for anything else', async () => {
    const text = fc.string({ unit: 'binary' }).map((it) => it.replaceAll(/\p{Surrogate}/gu, ''));
    await fc.assert(
      fc.asyncProperty(text, async (it) => {
        fc.pre(!['PK', '\u001f'].some((magic) => it.startsWith(magic)));
        expect(await encodingIn(Buffer.from(it))).toBe('utf-8');
      }),
    );
  });
});
