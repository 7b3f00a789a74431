import { describe, expect, it } from 'vitest';
import { emptyFolder } from '../../../support/folder-fixture.js';
import { type Facts, FileFixture } from './fixtures/file-fixture.js';
import { takingClient, takingTable } from './fixtures/recording-client.js';

function fixture(): FileFixture {
  return new FileFixture(emptyFolder(), takingClient());
}

function importing(it: FileFixture, path: string): Promise<Facts> {
  return it.call('bitable_import_file', { ...takingTable, path });
}

describe('the rows that could not be read', () => {
  it('of a CSV file are kept as they are written, and refused again until they are mended', async () => {
    const it = fixture();
    it.put('a.csv', 'a,b\n1\n1,2\n\n"x, ""y""",2,three\r\n9,1"0"\n');
    expect(await importing(it, 'a.csv')).toMatchObject({ inserted: 1, skipped: 0, refused: 3 });
    const loose = 'has a quote inside a cell without quotes around it';
    expect(it.read('a.refused.csv').split('\r\n')).toEqual([
      'refused_line,refused_because,a,b',
      '2,has 1 cells; the header has 2,1',
      '5,has 3 cells; the header has 2,"x, ""y""",2,three',
      `6,${loose},9,1"0"`,
      '',
    ]);
    const again = await importing(it, 'a.refused.csv');
    expect(again).toMatchObject({ inserted: 0, skipped: 0, refused: 3 });
    expect(it.read('a.refused.refused.csv')).toBe(it.read('a.refused.csv'));
    const mended = it.read('a.refused.csv').replace(/,1\r/, ',1,\r').replace(',three', '');
    it.put('a.refused.csv', mended.replace('1"0"', '"1""0"""'));
    expect(await importing(it, 'a.refused.csv')).toMatchObject({ inserted: 3, refused: 0 });
  });

  it.each([
    ['tsv', 'tsv', '\t'],
    ['csv', 'csv', ';'],
  ])('of a %s file stay parted as they were, by %3$j', async (extension, same, delimiter) => {
    const it = fixture();
    const line = (...cells: string[]) => `${cells.join(delimiter)}\n`;
    const content =
      line('a', 'b') + line('5" nail, long', 'x') + line('1', '2', '3') + line('1', '2');
    it.put(`a.${extension}`, content);
    expect(await importing(it, `a.${extension}`)).toMatchObject({ inserted: 1, refused: 2 });
    const file = `a.refused.${same}`;
    expect(it.read(file)).toContain(`${delimiter}5" nail, long${delimiter}x\r\n`);
    expect(it.read(file)).toContain(`${delimiter}${line('1', '2', '3').trim()}\r\n`);
    expect(await importing(it, file)).toMatchObject({ inserted: 0, refused: 2 });
  });

  it('come in the pieces of their file, and are whole all the same', async () => {
    const it = fixture();
    const long = 'x'.repeat(70_000);
    it.put('a.csv', `a,b\n${'1,2\n'.repeat(16_380)}1,${long}"${long}\n1,2\n`);
    expect(await importing(it, 'a.csv')).toMatchObject({ inserted: 16_381, refused: 1 });
    expect(it.read('a.refused.csv')).toContain(`,1,${long}"${long}\r\n`);
  });

  it('of a TSV file may have names with commas in the header', async () => {
    const it = fixture();
    it.put('x.tsv', 'a,b;c,d,e\tb\n1\n');
    const mapping = { 'a,b;c,d,e': 'a' };
    await it.call('bitable_import_file', { ...takingTable, path: 'x.tsv', mapping });
    it.put('x.refused.csv', it.read('x.refused.tsv'));
    const again = { ...takingTable, path: 'x.refused.csv', mapping };
    expect(await it.call('bitable_import_file', again)).toMatchObject({ refused: 1 });
  });

  it.each([
    ['a.jsonl', '{"a":"1"}\n{"a":\n[1, 2]\n', 2],
    ['a.json', '[{"a":"1"},{"a":},[1, 2]]', 2],
  ])(
    'of %s are kept as texts, and refused again until they are mended',
    async (path, content, first) => {
      const it = fixture();
      it.put(path, content);
      expect(await importing(it, path)).toMatchObject({ inserted: 1, refused: 2 });
      const kept = it
        .read('a.refused.jsonl')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(kept).toEqual([
        {
          refused_line: first,
          refused_because: 'is not valid JSON',
          refused_text: expect.stringMatching(/^\{"a":\}?$/),
        },
        { refused_line: 3, refused_because: 'is not a JSON object', refused_text: '[1, 2]' },
      ]);
      const again = await importing(it, 'a.refused.jsonl');
      expect(again).toMatchObject({ inserted: 0, skipped: 0, refused: 2 });
      expect(again['refusals'][0].reason).toContain('put its columns in place of refused_text');
      expect(it.read('a.refused.refused.jsonl')).toContain('"refused_text":"[1, 2]"');
      it.put(
        'a.refused.jsonl',
        it.read('a.refused.jsonl').replaceAll(/"refused_text":".*"/g, '"a":7'),
      );
      expect(await importing(it, 'a.refused.jsonl')).toMatchObject({ inserted: 2, refused: 0 });
    },
  );
});

describe('a refused row of JSON', () => {
  it('keeps the form of its values, and may be imported again as it is', async () => {
    const it = fixture();
    const row = { a: ['x', { y: 1 }], b: 12.5, more: { link: null }, refused_line: 99 };
    it.put('a.jsonl', `${JSON.stringify(row)}\n{"a":1}\n`);
    const client = takingClient(() => undefined);
    const number = { field_id: 'fld2', field_name: 'more', type: 2, ui_type: 'Number' };
    const call: typeof client.call = async (name, ...rest) => {
      const reply = await client.call(name, ...rest);
      const { items } = reply.data;
      return name === 'bitable_fields_list' && Array.isArray(items)
        ? { data: { ...reply.data, items: [...items, { ...number, property: null }] } }
        : reply;
    };
    const strict = new FileFixture(it.folder, { ...client, call });
    expect(await importing(strict, 'a.jsonl')).toMatchObject({ inserted: 1, refused: 1 });
    const kept = JSON.parse(it.read('a.refused.jsonl'));
    expect(kept).toEqual({
      ...row,
      refused_line: 1,
      refused_because: expect.stringContaining('more is'),
    });
    expect(await importing(strict, 'a.refused.jsonl')).toMatchObject({ inserted: 0, refused: 1 });
    it.put('a.refused.jsonl', it.read('a.refused.jsonl').replace('{"link":null}', '3'));
    expect(await importing(strict, 'a.refused.jsonl')).toMatchObject({ inserted: 1, refused: 0 });
  });
});
