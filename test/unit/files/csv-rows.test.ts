import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRecords } from '../../../src/files/rows/csv-records.js';
import { readRows } from '../../../src/files/rows/row-readers.js';
import { csvWriter } from '../../../src/files/rows/row-writers.js';
import { fileOf, gathered, memorySink, refusalOf } from '../../support/folder-fixture.js';

const loose = 'has a quote inside a cell without quotes around it';

async function read(content: string | Uint8Array, format: 'csv' | 'tsv' = 'csv') {
  const { columns, rows } = await readRows(fileOf(content), format);
  return { columns, rows: await gathered(rows) };
}

function refused(content: string | Uint8Array) {
  return refusalOf(() => read(content));
}

describe('a CSV file', () => {
  it('tells its columns before its rows, without the byte order mark', async () => {
    const { columns, rows } = await readRows(fileOf('\uFEFF名称, 数量 \n a ,1\n'), 'csv');
    expect(columns).toEqual(['名称', '数量']);
    expect(await gathered(rows)).toEqual([{ line: 2, values: { 名称: ' a ', 数量: '1' } }]);
  });

  it.each([
    ['a,b\n1,2\n', ','],
    ['a;"b,c,d"\n1;2\n', ';'],
    ['a\tb\n1\t2\n', 'tab'],
    ['a,b;c,d\n1,2,3\n', ','],
  ])('%j is parted by %s', async (text) => {
    const { columns = [], rows } = await read(text);
    expect(columns.length).toBeGreaterThan(1);
    expect(rows.map((row) => 'values' in row && Object.values(row.values))).toEqual([
      ['1', '2', '3'].slice(0, columns.length),
    ]);
  });

  it('of one column needs no delimiter', async () => {
    expect(await read('name\n林\n')).toEqual({
      columns: ['name'],
      rows: [{ line: 2, values: { name: '林' } }],
    });
  });

  it('as TSV keeps commas where they are', async () => {
    const { rows } = await read('a,b\tc\n1,2\t3\n', 'tsv');
    expect(rows).toEqual([{ line: 2, values: { 'a,b': '1,2', c: '3' } }]);
  });

  it('may have quotes, line breaks in quotes, any line ends and blank lines; each row tells its line', async () => {
    const text = 'a,b\r\n"say ""hi""","1\r\n2"\r\n\r\n3,4\r"x\n\ny",""\n5,6';
    expect((await read(text)).rows).toEqual([
      { line: 2, values: { a: 'say "hi"', b: '1\r\n2' } },
      { line: 5, values: { a: '3', b: '4' } },
      { line: 6, values: { a: 'x\n\ny', b: '' } },
      { line: 9, values: { a: '5', b: '6' } },
    ]);
  });

  it('may name a column __proto__', async () => {
    const { rows } = await read('__proto__,toString\n1,2\n');
    expect(JSON.stringify(rows)).toBe('[{"line":2,"values":{"__proto__":"1","toString":"2"}}]');
  });

  it('takes rows shorter than the header and quotes inside of cells, and tells which rows are too long', async () => {
    const { rows } = await read(
      'a,b\n1\n2,3\n\n"4",5,6\r\n"x\ny",1"0"\n11,12,, \n7, "8, 9" \n1"\n3, "4',
    );
    const row = (line: number, a: string, b: string) => ({ line, values: { a, b } });
    expect(rows).toEqual([
      { line: 2, values: { a: '1' } },
      row(3, '2', '3'),
      { line: 5, problem: 'has 3 cells; the header has 2: "6" is in no column', raw: '"4",5,6' },
      row(7, 'x\ny', '1"0"'),
      row(8, '11', '12'),
      row(9, '7', '8, 9'),
      { line: 10, values: { a: '1"' } },
      { line: 11, problem: loose, raw: '3, "4' },
    ]);
  });

  it('tells of a quote that takes in whole rows up to the next one', async () => {
    const { rows } = await read('a,b,c\n1,"x,2\n3,y,4\n5,z",6\n7,"two\nlines, and\nmore",8\n');
    expect(rows).toEqual([
      {
        line: 2,
        problem: 'has a cell in quotes that takes in whole rows after it',
        raw: '1,"x,2\n3,y,4\n5,z",6',
      },
      { line: 5, values: { a: '7', b: 'two\nlines, and\nmore', c: '8' } },
    ]);
  });

  it.each([
    [
      'numbers a name that stands twice',
      'a,b,a,"a (2)",a\n',
      ['a', 'b', 'a (3)', 'a (2)', 'a (4)'],
    ],
    ['names a column without a name', ' a ,,b,\n', ['a', 'column 2', 'b', 'column 4']],
    ['has names with quotes', 'a,b"\n1,2', ['a', 'b"']],
    ['follows a line that names the delimiter', 'sep=|\na|b,c\n1|2', ['a', 'b,c']],
    ['is cut by |', 'a|b\n1,5|2\n', ['a', 'b']],
    ['is the line below a title', '报表\n\na,b\n1,2\n', ['a', 'b']],
    ['is the line below a wide title', '"2026, 1",,,\nfrom,x,,\na,b,c,d\n1,2,3,4\n', [...'abcd']],
    [
      'is none above values',
      '1,2026-01-02,x\n2,2026-01-03,y\n',
      ['column 1', 'column 2', 'column 3'],
    ],
    ['may have years', '项目,2025,2026\na,1,2\n', ['项目', '2025', '2026']],
  ])('has a header that %s: %j', async (_, text, columns) => {
    expect((await read(text)).columns).toEqual(columns);
  });

  it.each([
    [{ headerRow: 2 }, ['1', '2'], ['3', '4']],
    [{ headerRow: 0, delimiter: ';' }, ['column 1'], ['a,b']],
    [{ delimiter: '\\t' }, ['a,b'], ['1,2']],
  ])('is read as the caller says: %j', async (options, columns, first) => {
    const source = await readRows(fileOf('a,b\n1,2\n3,4\n'), 'csv', options);
    const [row] = await gathered(source.rows);
    expect([source.columns, row && 'values' in row && Object.values(row.values)]).toEqual([
      columns,
      first,
    ]);
  });

  it.each([
    [{ headerRow: 2 }, 'header_row', 'is 2, where path has no row'],
    [{ delimiter: '; ' }, 'delimiter', 'is "; "'],
  ])('refuses what it cannot be read by: %j', async (options, path, problem) => {
    const reading = () => readRows(fileOf('a,b\n\n1,2\n'), 'csv', options);
    expect(await refusalOf(reading)).toMatchObject({ path, problem });
  });

  it.each([
    ['a,b\n1,2\n"3"x,4\n5,6\n"7",8\n', 'has a quote at line 3 that ends no cell'],
    ['a,b\n1,2\n3,"4\n5,6\n7,8\n', 'has a quote at line 3 that is never closed'],
  ])('is read up to where nobody knows any more what a cell is: %j', async (text, problem) => {
    const { rows } = await readRows(fileOf(text), 'csv');
    const read: unknown[] = [];
    const reading = async () => {
      for await (const row of rows) {
        read.push(row);
      }
    };
    expect((await refusalOf(reading)).problem).toBe(problem);
    expect(read).toEqual([{ line: 2, values: { a: '1', b: '2' } }]);
  });

  it.each([
    ['', 'is empty'],
    ['\n\n', 'is empty'],
  ])('%j is refused: it %s', async (text, problem) => {
    expect(await refused(text)).toMatchObject({ path: 'path', problem });
  });

  it('with a million columns is refused (row 52)', async () => {
    const header = Array.from({ length: 1_000_000 }, (_, index) => `c${index}`);
    expect((await refused(`${header.slice(0, 400_000).join(',')}\n`)).problem).toBe(
      'has 400000 columns',
    );
    expect((await refused(`${header.join(',')}\n`)).problem).toBe(
      'has a row longer than 4 MB at line 1',
    );
  });

  it('that never ends a row is refused by then, with or without a quote (row 52)', async () => {
    for (const start of ['a,b\n1,"', 'a,b\n1,', 'a,b\n,,']) {
      let given = 0;
      const endless = fileOf(function* () {
        yield start;
        for (; given < 1_000; given += 1) {
          yield (start.at(-1) === ',' ? ',' : 'x').repeat(64 * 1024);
        }
      });
      const { problem } = await refusalOf(async () => {
        await gathered((await readRows(endless, 'csv')).rows);
      });
      expect(problem).toBe('has a row longer than 4 MB at line 2');
      expect(given).toBeLessThan(70);
    }
  });

  it('is read alike in whatever pieces it comes', async () => {
    const read = async (pieces: readonly string[]) => {
      const found: unknown[] = [];
      try {
        for await (const record of csvRecords(Readable.from(pieces), {
          delimiter: ',',
          argument: 'path',
        })) {
          found.push(record);
        }
      } catch (error) {
        found.push(error);
      }
      return found;
    };
    const text = fc.array(fc.constantFrom('"', '""', ',', '\r\n', '\n', '\r', 'a', '林'), {
      minLength: 1,
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(text, async (parts) => {
        const whole = parts.join('');
        expect(await read([...whole])).toEqual(await read([whole]));
      }),
      { numRuns: 500 },
    );
  });

  it('has faulty rows that are faulty again wherever they are written as they are', async () => {
    const parts = fc.array(fc.constantFrom('"', '""', ',', '\r\n', '\n', 'a', '林'), {
      minLength: 1,
      maxLength: 30,
    });
    const rawIn = async (text: string, width: number) => {
      const found = await gathered(
        csvRecords(Readable.from([text]), { delimiter: ',', argument: 'path', width }),
      );
      return found.flatMap((record) => ('raw' in record ? [record.raw] : []));
    };
    await fc.assert(
      fc.asyncProperty(parts, async (rest) => {
        const raw = await rawIn(`a,b\n${rest.join('')}`, 2).catch(() => []);
        const again = await rawIn(`1,2,a,b\n${raw.map((row) => `1,2,${row}\r\n`).join('')}`, 4);
        expect(again).toEqual(raw.map((row) => `1,2,${row}`));
      }),
      { numRuns: 500 },
    );
  });

  it('that was written is read back as it was, whatever the cells hold and the blocks cut', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', ' ', '"', ',', '\r\n', '\r', '=1+1', "'", '林', '😀'),
    );
    // Neither half characters nor zero bytes have a place in a text file.
    const text = fc
      .string({ unit: cell, maxLength: 6 })
      .map((it) => it.replaceAll(/[\0\p{Surrogate}]/gu, ''));
    const name = text.map((it) => it.trim()).filter((it) => it !== '');
    const table = fc.uniqueArray(name, { minLength: 1, maxLength: 5 }).chain((columns) => {
      const row = fc.tuple(...columns.map(() => text));
      return fc.tuple(fc.constant(columns), fc.array(row, { maxLength: 8 }));
    });
    await fc.assert(
      fc.asyncProperty(table, fc.boolean(), async ([columns, lines], bom) => {
        const sink = memorySink();
        const writer = csvWriter(sink, columns, { guard: false, bom });
        const rows = lines.map((cells) =>
          Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ''])),
        );
        for (const row of rows) {
          await writer.write(row);
        }
        await writer.finish();
        const back = await readRows(fileOf(sink.text), 'csv');
        expect(back.columns).toEqual(columns);
        const read = await gathered(back.rows);
        expect(read.map((row) => 'values' in row && row.values)).toEqual(rows);
      }),
      { numRuns: 300 },
    );
  });
});
