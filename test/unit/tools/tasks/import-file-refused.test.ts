import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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
  it('of a CSV file are kept as they are written, and refused again until they are corrected', async () => {
    const it = fixture();
    it.put('a.csv', 'a,b\n1,2\n\n"x, ""y""",2,three\r\n9,"1\n3,4\n5,6"\n9, "1\n');
    expect(await importing(it, 'a.csv')).toMatchObject({ inserted: 1, skipped: 0, refused: 3 });
    const loose = 'has a quote inside a cell without quotes around it';
    expect(it.read('a.refused.csv').split('\r\n')).toEqual([
      'refused_line,refused_because,a,b',
      '4,"has 3 cells; the header has 2: ""three"" is in no column","x, ""y""",2,three',
      '5,has a cell in quotes that takes in whole rows after it,9,"1\n3,4\n5,6"',
      `8,${loose},9, "1`,
      '',
    ]);
    const again = await importing(it, 'a.refused.csv');
    expect(again).toMatchObject({ inserted: 0, skipped: 0, refused: 3 });
    expect(it.read('a.refused-2.csv').split('\r\n')).toHaveLength(5);
    const corrected = it.read('a.refused.csv').replace(',three', '').replace(', "1', ',1');
    it.put('a.refused.csv', corrected.replace('"1\n3,4\n5,6"', '1'));
    expect(await importing(it, 'a.refused.csv')).toMatchObject({ inserted: 3, refused: 0 });
  });

  it.each([
    ['tsv', 'tsv', '\t', ''],
    ['csv', 'csv', ';', 'sep=;\n'],
    ['csv', 'csv', '|', ''],
  ])(
    'of a %s file stay parted as they were, by %3$j',
    async (extension, same, delimiter, start) => {
      const it = fixture();
      const line = (...cells: string[]) => `${cells.join(delimiter)}\n`;
      const content =
        line('a', 'b') + line('5" nail, long', 'x', '7') + line('1', '2', '3') + line('1', '2');
      it.put(`a.${extension}`, start + content);
      expect(await importing(it, `a.${extension}`)).toMatchObject({ inserted: 1, refused: 2 });
      const file = `a.refused.${same}`;
      expect(it.read(file)).toContain(`${delimiter}5" nail, long${delimiter}x${delimiter}7\r\n`);
      expect(it.read(file).startsWith(start.trim())).toBe(true);
      expect(await importing(it, file)).toMatchObject({ inserted: 0, refused: 2 });
    },
  );

  it('come in the pieces of their file, and are whole all the same', async () => {
    const it = fixture();
    const long = 'x'.repeat(70_000);
    it.put('a.csv', `a,b\n${'1,2\n'.repeat(16_380)}1,${long}"${long},3\n1,2\n`);
    expect(await importing(it, 'a.csv')).toMatchObject({ inserted: 16_381, refused: 1 });
    expect(it.read('a.refused.csv').includes(`,1,${long}"${long},3\r\n`)).toBe(true);
  });

  it('keep the encoding and the mark of their file', async () => {
    const content = '\uFEFFa,b\n中文,😀,䶮\n';
    const gb18030 = '612c620ad6d0cec42c9439fc362cfe9f0a';
    for (const [label, bytes] of [
      ['utf-8', Buffer.from(content)],
      ['utf-16le', Buffer.from(content, 'utf16le')],
      ['utf-16be', Buffer.from(content, 'utf16le').swap16()],
      ['gb18030', Buffer.from(gb18030, 'hex')],
    ] as const) {
      const it = fixture();
      it.put('a.csv', bytes);
      expect(await importing(it, 'a.csv'), label).toMatchObject({ inserted: 0, refused: 1 });
      const kept = readFileSync(join(it.folder, 'a.refused.csv'));
      const text = new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(kept);
      expect(text.startsWith('\uFEFF'), label).toBe(label !== 'gb18030');
      expect(text).toContain(',中文,😀,䶮\r\n');
    }
  });

  it('of a repeated import take the place of the earlier ones, unless somebody has changed those', async () => {
    const it = fixture();
    it.put('a.csv', 'a,b\n1,2,3\n');
    await importing(it, 'a.csv');
    it.put('a.csv', 'a,b\n1,2,4\n');
    const { refused_file } = await importing(it, 'a.csv');
    expect(refused_file).toBe(join(it.folder, 'a.refused.csv'));
    expect(it.read('a.refused.csv')).toContain('1,2,4');
    it.put('a.refused.csv', 'a,b\nbeing,corrected\n');
    expect(await importing(it, 'a.csv')).toMatchObject({
      refused_file: join(it.folder, 'a.refused (2).csv'),
    });
    expect(it.read('a.refused.csv')).toBe('a,b\nbeing,corrected\n');
    const other = new FileFixture(it.folder, takingClient());
    it.put('a.refused.csv', it.read('a.refused (2).csv'));
    expect(await importing(other, 'a.csv')).toMatchObject({ refused_file });
  });

  it('stand in the answer, up to twenty of them', async () => {
    const it = fixture();
    it.put('a.csv', `a,b\n${'1,2,3\n'.repeat(30)}`);
    const done = await importing(it, 'a.csv');
    expect(done['refusals']).toHaveLength(20);
    expect(done['refusals'][19]).toMatchObject({ line: 21, text: '1,2,3' });
  });

  it('of a TSV file may have names with commas in the header', async () => {
    const it = fixture();
    it.put('x.tsv', 'a,b;c,d,e\tb\n1\t2\t3\n');
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
    'of %s are kept as texts, and refused again until they are corrected',
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
      expect(it.read('a.refused-2.jsonl')).toContain('"refused_text":"[1, 2]"');
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
