import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { readRows } from '../../../src/files/rows/row-readers.js';
import { csvWriter } from '../../../src/files/rows/row-writers.js';
import { fileOf } from '../../support/folder-fixture.js';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const count = 200_000;

const rowTexts = {
  csv: (index: number) => `${index},"任务 ${index}, ""重要""",进行中,2026-11-01\n`,
  json: (index: number) => `${index === 1 ? '[' : ','}{"编号":${index},"标题":"任务 ${index}"}\n`,
  jsonl: (index: number) => `{"编号":${index},"标题":"任务 ${index}"}\n`,
};
const ends = { csv: '', json: ']', jsonl: '' };

/** The text of 200,000 rows, made while it is read. */
function* manyRows(format: keyof typeof rowTexts): Generator<string> {
  let text = format === 'csv' ? '编号,标题,状态,截止日期\n' : '';
  for (let index = 1; index <= count; index += 1) {
    text += rowTexts[format](index);
    if (text.length > 16_000) {
      yield text;
      text = '';
    }
  }
  yield text + ends[format];
}

/** Megabytes that are in use and not garbage. */
function held(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1024 ** 2;
}

describe('200,000 rows', () => {
  it.each(['csv', 'json', 'jsonl'] as const)(
    'of %s are read and written in the memory of a few',
    async (format) => {
      const { rows } = await readRows(
        fileOf(() => manyRows(format)),
        format,
      );
      let size = 0;
      const nowhere = {
        write: async (chunk: Uint8Array) => {
          size += chunk.length;
        },
        finish: async () => ({ path: '', size }),
        discard: async () => undefined,
      };
      const writer = csvWriter(nowhere, ['编号', '标题'], { guard: true, bom: true });
      const samples: number[] = [];
      let read = 0;
      for await (const row of rows) {
        read += 1;
        await writer.write('values' in row ? row.values : {});
        if (read % 50_000 === 1) {
          samples.push(held());
        }
      }
      await writer.finish();
      expect(read).toBe(count);
      expect(size).toBeGreaterThan(count * 10);
      expect(Math.max(...samples) - Math.min(...samples)).toBeLessThan(8);
    },
  );
});
