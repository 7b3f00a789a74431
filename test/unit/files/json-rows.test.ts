import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/core/json.js';
import { JsonElements } from '../../../src/files/rows/json-rows.js';
import { readRows } from '../../../src/files/rows/row-readers.js';
import { jsonLinesWriter } from '../../../src/files/rows/row-writers.js';
import { fileOf, gathered, memorySink, refusalOf } from '../../support/folder-fixture.js';

async function read(content: string, format: 'json' | 'jsonl') {
  const { columns, rows } = await readRows(fileOf(content), format);
  expect(columns).toBeUndefined();
  return gathered(rows);
}

describe('a JSON file', () => {
  it('gives the objects of its array, numbered, with every digit', async () => {
    const text = '\uFEFF [ {"id":7345678901234567890,"a":[1,{"b":"]},\\""}]} ,\n{"a":null}] \n';
    expect(await read(text, 'json')).toEqual([
      { line: 1, values: { id: '7345678901234567890', a: [1, { b: ']},"' }] } },
      { line: 2, values: { a: null } },
    ]);
    expect(await read(' [ ] ', 'json')).toEqual([]);
  });

  it('with elements that are no rows tells which, and goes on', async () => {
    expect(await read('[1,{"a":},"x",[{}],,{"a":1},]', 'json')).toEqual([
      { line: 1, problem: 'is not a JSON object', raw: '1' },
      { line: 2, problem: 'is not valid JSON', raw: '{"a":}' },
      { line: 3, problem: 'is not a JSON object', raw: '"x"' },
      { line: 4, problem: 'is not a JSON object', raw: '[{}]' },
      { line: 5, problem: 'is not valid JSON', raw: '' },
      { line: 6, values: { a: 1 } },
      { line: 7, problem: 'is not valid JSON', raw: '' },
    ]);
  });

  it.each([
    ['', 'is not one JSON array'],
    ['{"a":1}', 'is not one JSON array'],
    ['"[1]"', 'is not one JSON array'],
    ['name,age\n', 'is not one JSON array'],
    ['[{"a":1}] [', 'is not one JSON array'],
    ['[{"a":1}] x', 'is not one JSON array'],
    ['[{"a":1}}', 'is not one JSON array'],
    ['[{"a":1},{"a":', 'ends within element 2 of its array'],
    ['[{"a":"]', 'ends within element 1 of its array'],
  ])('%s is refused: it %s', async (text, problem) => {
    expect(await refusalOf(() => read(text, 'json'))).toMatchObject({ path: 'path', problem });
  });

  it('is cut alike in whatever pieces it comes', () => {
    const cut = (pieces: readonly string[]) => {
      const elements = new JsonElements('path');
      const found = pieces.flatMap((piece) => elements.push(piece));
      elements.end();
      return found.map((text) => JSON.parse(text) as unknown);
    };
    const hostile = fc.stringMatching(/^["\\[\]{},a]{0,8}$/);
    const array = fc.array(fc.oneof(fc.jsonValue(), fc.record({ key: hostile })), { maxLength: 6 });
    fc.assert(
      fc.property(array, fc.array(fc.nat(20), { minLength: 1 }), (value, widths) => {
        const text = JSON.stringify(value, null, widths[0]);
        const pieces: string[] = [];
        for (let at = 0, turn = 0; at < text.length; turn += 1) {
          const width = widths[turn % widths.length]! + 1;
          pieces.push(text.slice(at, at + width));
          at += width;
        }
        expect(cut(pieces)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('whose element never ends is refused by then', async () => {
    for (const start of ['[{"a":"', '[', ' ']) {
      let given = 0;
      const endless = fileOf(function* () {
        yield start;
        for (; given < 1_000; given += 1) {
          yield '[{'.repeat(32 * 1024);
        }
      });
      await refusalOf(async () => gathered((await readRows(endless, 'json')).rows));
      expect(given).toBeLessThan(70);
    }
  });

  it('with a row of too many keys, or too deep, refuses that row', async () => {
    const many = Object.fromEntries(Array.from({ length: 1_001 }, (_, index) => [index, 1]));
    const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(await read(`[${JSON.stringify(many)},${deep},{}]`, 'json')).toEqual([
      { line: 1, problem: 'has 1001 keys; at most 1000 are taken', raw: JSON.stringify(many) },
      { line: 2, problem: 'is not valid JSON', raw: deep },
      { line: 3, values: {} },
    ]);
  });
});

describe('a file of JSON lines', () => {
  it('gives an object a line, skips blank ones, and tells which are faulty', async () => {
    expect(await read('{"a":1}\r\n\n[1]\n{"a":\n{"b":12345678901234567890}', 'jsonl')).toEqual([
      { line: 1, values: { a: 1 } },
      { line: 3, problem: 'is not a JSON object', raw: '[1]' },
      { line: 4, problem: 'is not valid JSON', raw: '{"a":' },
      { line: 5, values: { b: '12345678901234567890' } },
    ]);
  });

  it('whose line never ends is refused by then', async () => {
    let given = 0;
    const endless = fileOf(function* () {
      for (; given < 1_000; given += 1) {
        yield `${given === 0 ? '{}\n' : ''}${'x'.repeat(64 * 1024)}`;
      }
    });
    const { problem } = await refusalOf(async () => {
      await gathered((await readRows(endless, 'jsonl')).rows);
    });
    expect(problem).toBe('has more than 4 MB in line 2');
    expect(given).toBeLessThan(70);
  });

  it('that was written is read back as it was', async () => {
    const rows = fc
      .array(fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 }))
      .filter((values) => !/\d{16}/.test(JSON.stringify(values)));
    await fc.assert(
      fc.asyncProperty(rows, async (values) => {
        const plain = JSON.parse(JSON.stringify(values)) as Record<string, Json>[];
        const sink = memorySink();
        const writer = jsonLinesWriter(sink);
        for (const row of plain) {
          await writer.write(row);
        }
        await writer.finish();
        const back = await read(sink.text, 'jsonl');
        expect(back.map((row) => 'values' in row && JSON.stringify(row.values))).toEqual(
          plain.map((row) => JSON.stringify(row)),
        );
      }),
    );
  });
});
