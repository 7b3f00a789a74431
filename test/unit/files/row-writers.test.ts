import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/core/json.js';
import { csvWriter, jsonLinesWriter } from '../../../src/files/rows/row-writers.js';
import { memorySink } from '../../support/folder-fixture.js';

async function cellAsWritten(value: Json, guard: boolean): Promise<string> {
  const sink = memorySink();
  const writer = csvWriter(sink, ['a', 'b'], { guard, bom: false });
  await writer.write({ a: value, b: 'end' });
  await writer.finish();
  return sink.text.slice('a,b\r\n'.length, -',end\r\n'.length);
}

describe('a CSV export', () => {
  it.each([
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ["+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-1+1', "'-1+1"],
    ['＝1+1', "'＝1+1"],
    ['\t=1', `"'\t=1"`.replaceAll('"', '')],
    ['\r=1', `"'\r=1"`],
    ['\n=1', `"'\n=1"`],
  ])('disarms %j (row 41)', async (text, cell) => {
    expect(await cellAsWritten(text, true)).toBe(cell);
    expect(await cellAsWritten([text], true)).toBe(cell);
    expect(await cellAsWritten({ text }, true)).toBe(cell);
  });

  it('leaves formulas as they are where that is wished (row 41)', async () => {
    expect(await cellAsWritten('@SUM(A1)', false)).toBe('@SUM(A1)');
  });

  it.each(['-5', '+8613800000000', '-1.5e-3', "it's", 'a=b', ' - item'])(
    'leaves %j as it is, which runs nowhere',
    async (text) => {
      expect((await cellAsWritten(text, true)).replaceAll('"', '')).toBe(text);
    },
  );

  it('disarms the names of columns too', async () => {
    const sink = memorySink();
    await csvWriter(sink, ['=1+1', 'b'], { guard: true, bom: true }).finish();
    expect(sink.text).toBe("\uFEFF'=1+1,b\r\n");
  });

  it.each<[Json, string]>([
    [null, ''],
    [true, 'true'],
    [-12.5, '-12.5'],
    ['a,b', '"a,b"'],
    ['say "hi"\n', '"say ""hi""\n"'],
    [['进行中', '暂停'], '"进行中, 暂停"'],
    [{ id: 'ou_1', name: '林' }, '林'],
    [
      [
        { id: 'ou_1', name: '林' },
        { id: 'ou_2', name: '周' },
      ],
      '"林, 周"',
    ],
    [{ text: 'docs', link: 'https://x' }, 'docs'],
    [{ link: 'https://x' }, 'https://x'],
    [{ location: '116.3,39.9', full_address: 'x' }, '"116.3,39.9"'],
    [{ a: 1 }, '"{""a"":1}"'],
    [[[1, 2], [3]], '"1, 2, 3"'],
  ])('has %j as %s', async (value, cell) => {
    expect(await cellAsWritten(value, true)).toBe(cell);
  });
});

describe('a long export', () => {
  it('goes to the disk in blocks, and waits for it', async () => {
    const sink = memorySink();
    let writing = 0;
    const slow = {
      ...sink,
      write: async (chunk: Uint8Array) => {
        expect(writing).toBe(0);
        writing += 1;
        await new Promise((resolve) => setImmediate(resolve));
        writing -= 1;
        await sink.write(chunk);
      },
    };
    const writer = jsonLinesWriter(slow);
    for (let index = 0; index < 10_000; index += 1) {
      await writer.write({ index, text: 'x'.repeat(100) });
    }
    await writer.finish();
    expect(sink.text.trimEnd().split('\n')).toHaveLength(10_000);
    expect(sink.chunks).toBeGreaterThan(10);
    expect(sink.chunks).toBeLessThan(30);
  });
});
