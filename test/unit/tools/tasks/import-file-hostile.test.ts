import { readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.js';
import { emptyFolder } from '../../../support/folder-fixture.js';
import { FileFixture } from './fixtures/file-fixture.js';
import { heldMegabytes } from './fixtures/heap.js';
import { takingClient, takingTable } from './fixtures/recording-client.js';

function fixture(folders?: readonly string[]): FileFixture {
  const folder = emptyFolder();
  return new FileFixture(folder, takingClient(), folders ?? [folder]);
}

describe('a file that is not what it seems', () => {
  it.each([
    [
      'Latin text',
      'a.csv',
      Buffer.from('a,b\ncaf\xe9,x', 'latin1'),
      'is neither UTF-8 nor GB18030',
    ],
    [
      'UTF-8 that was cut',
      'a.csv',
      Buffer.from('a,b\n中文,文').subarray(0, -1),
      'is UTF-8 text with broken characters',
    ],
    ['a workbook', 'a.csv', Buffer.from('PK\x03\x04rest'), 'is a workbook or a zip archive'],
    ['a workbook by name', 'a.xlsx', 'a,b\n1,2', 'is a workbook that is damaged'],
    [
      'half of UTF-16',
      'a.csv',
      Buffer.from('\uFEFFa,b\n1,2', 'utf16le').subarray(0, -1),
      'is not UTF-16 text',
    ],
    [
      'more columns than there are',
      'a.csv',
      `${Array.from({ length: 1_001 }, (_, n) => `c${n}`)}\n`,
      'has 1001 columns',
    ],
    ['nothing', 'a.csv', '', 'is empty'],
    ['an object', 'a.json', '{"a":1}', 'is not one JSON array'],
    ['no rows with keys', 'a.json', '[]', 'has no column that goes to a field'],
    ['a quote that is never closed', 'a.csv', 'a,b\n1,2\n"x,1\n', 'has a quote at line 3'],
    [
      'a quote that takes in the rest',
      'a.csv',
      `a,b\n1,"${'x'.repeat(5 * 1024 ** 2)}`,
      'longer than 4 MB',
    ],
  ])('is refused before anything is sent: %s', async (_, name, content, problem) => {
    const it = fixture();
    it.put(name, content);
    const text = await it.failure('bitable_import_file', { ...takingTable, path: name });
    expect(text).toContain('nothing was sent');
    expect(text).toContain(problem);
  });

  it('has 1,000 columns, of which a new table takes 300', async () => {
    const it = fixture();
    it.put('a.csv', `${Array.from({ length: 1_000 }, (_, n) => `c${n}`)}\n`);
    const { app_token } = takingTable;
    const text = await it.failure('bitable_import_file', {
      app_token,
      path: 'a.csv',
      new_table: 'x',
    });
    expect(text).toContain('has 1000 columns. Allowed: at most 300');
  });

  it('begins with a byte order mark, which is no part of the first name', async () => {
    const it = fixture();
    it.put('a.csv', '\uFEFFa,b\n1,2\n');
    expect(await it.call('bitable_import_file', { ...takingTable, path: 'a.csv' })).toMatchObject({
      inserted: 1,
    });
  });

  it('has rows of all lengths: the cells that a short one lacks stay empty, a value in no column is refused', async () => {
    const it = fixture();
    it.put('a.csv', 'a,b\n1\n1,2\n1,2,3\n1,2,,\n');
    const done = await it.call('bitable_import_file', { ...takingTable, path: 'a.csv' });
    expect(done).toMatchObject({
      inserted: 3,
      refusals: [
        { line: 4, reason: 'has 3 cells; the header has 2: "3" is in no column', text: '1,2,3' },
      ],
    });
    expect(done['notes']).toContain(
      'rows shorter than the header: 1 (lines 2); the cells they lack stay empty',
    );
  });

  it('has names that are traps elsewhere', async () => {
    const it = fixture();
    it.put('a.csv', '__proto__,constructor,toString\n1,2,3\n');
    const { new_fields } = await it.call('bitable_import_file', {
      app_token: 'bascExample',
      path: 'a.csv',
      new_table: 'x',
      dry_run: true,
    });
    expect(new_fields.map(({ field_name }: JsonObject) => field_name)).toEqual([
      '__proto__',
      'constructor',
      'toString',
    ]);
    const text = await it.failure('bitable_import_file', { ...takingTable, path: 'a.csv' });
    expect(text).toContain('column constructor goes to "constructor", which is no field');
  });
});

describe('the columns of a file', () => {
  const { app_token } = takingTable;

  it('are proposed below a title line, and never taken from it unasked', async () => {
    const it = fixture();
    it.put('a.csv', '2026年销售报表\n\n名称,数量\n甲,1\n');
    const args = { app_token, path: 'a.csv', new_table: 'x' };
    const text = await it.failure('bitable_import_file', args);
    expect(text).toContain('nothing was sent');
    expect(text).toContain('header_row is missing: line 1 looks like a title: "2026年销售报表"');
    expect(text).toContain('Allowed: header_row: 3, or header_row: 1');
    expect(text).toContain(
      'Read with the delimiter ","; line 1: ["2026年销售报表"]; line 3: ["名称","数量"]',
    );
    const plan = await it.call('bitable_import_file', { ...args, dry_run: true });
    expect(plan).toMatchObject({
      read_as: 'UTF-8, delimiter ",", header in line 3',
      sample: { columns: ['名称', '数量'], rows: [['甲', 1]] },
    });
    expect(plan['notes'].join()).toContain('read with header_row: 3, which the call must say');
  });

  it('are proposed below a line that groups them, in which their names come again', async () => {
    const it = fixture();
    it.put('a.csv', '地区,Q1,,Q2,\n,销量,金额,销量,金额\n华东,1,100,2,200\n');
    const args = { app_token, path: 'a.csv', new_table: 'x' };
    expect(await it.failure('bitable_import_file', args)).toContain(
      'line 1 looks like groups of columns, whose names are below it. Allowed: header_row: 2, ',
    );
    const plan = await it.call('bitable_import_file', { ...args, header_row: 2, dry_run: true });
    expect(plan['sample']['rows']).toEqual([['华东', 1, 100, 2, 200]]);
  });

  it('are mapped by position where there is no header', async () => {
    const it = fixture();
    it.put('a.csv', '1,2026-01-02\n3,2026-01-03\n');
    const call = { ...takingTable, path: 'a.csv', mapping: { 'column 1': 'a', 'column 2': 'b' } };
    expect(await it.failure('bitable_import_file', call)).toContain('looks like a row');
    expect(await it.call('bitable_import_file', { ...call, header_row: 0 })).toMatchObject({
      inserted: 2,
    });
  });

  it('get names of their own, and are left out where they have neither name nor value', async () => {
    const it = fixture();
    it.put('a.csv', '金额,金额,,备注,,\n1,2,3,x,,\n4,5,,y\n');
    const plan = await it.call('bitable_import_file', {
      app_token,
      path: 'a.csv',
      new_table: 'x',
      mapping: { 'column 3': '其他', 备注: null },
      dry_run: true,
    });
    expect(plan['mapping']).toEqual([
      '金额: number',
      '金额 (2): number',
      'column 3 → 其他: number',
      '备注 → left out',
    ]);
    expect(plan['notes'].slice(0, 3)).toEqual([
      'a column\'s name stands twice in the header: the later one is "金额 (2)"',
      'a column without a name in the header is "column 3"',
      'left out, for they have neither a name nor a value: 2 columns',
    ]);
  });

  it('that fit no table are refused with the first lines as they were read', async () => {
    const it = fixture();
    it.put('a.csv', 'a|b\n1|2\n');
    const args = { ...takingTable, path: 'a.csv', delimiter: ',' };
    expect(await it.failure('bitable_import_file', args)).toContain(
      'Read with the delimiter ","; line 1: ["a|b"]; line 2: ["1|2"]',
    );
  });
});

describe('quotes', () => {
  it('are characters in a file in which no cell is in quotes', async () => {
    const it = fixture();
    it.put('a.csv', `a,b\n1,"Big" hammer\n${'12" Monitor,2\n'.repeat(90)}`);
    const done = await it.call('bitable_import_file', { ...takingTable, path: 'a.csv' });
    expect(done).toMatchObject({ inserted: 91, refused: 0 });
    expect(done['notes']).toEqual(['quotes are read as characters: no cell is in quotes']);
  });

  it('that end no cell are refused where others are in quotes', async () => {
    const it = fixture();
    it.put('a.csv', 'a,b\n1,"Big" hammer\n"2",3\n');
    const text = await it.failure('bitable_import_file', { ...takingTable, path: 'a.csv' });
    expect(text).toContain('has a quote at line 2 that ends no cell');
  });
});

describe('a path', () => {
  it('outside of the folders is refused', async () => {
    const it = fixture();
    symlinkSync('/etc/passwd', join(it.folder, 'link.csv'));
    for (const path of ['../../etc/passwd', '/etc/passwd', 'link.csv']) {
      const text = await it.failure('bitable_import_file', { ...takingTable, path, format: 'csv' });
      expect(text).toContain('path is no path inside the folders');
    }
  });

  it('leads nowhere where no folder is given, and the answer says how to give one', async () => {
    const text = await fixture([]).failure('bitable_import_file', {
      ...takingTable,
      path: 'a.csv',
    });
    expect(text).toContain('start the server with --files DIR');
  });
});

describe('the arguments', () => {
  it.each([
    [{}, 'table_id is missing, and so is new_table'],
    [{ table_id: 'tblExample0000001', skip_rows: 2 }, 'skip_rows is 2, but the file has 1 rows'],
  ])('%j are refused', async (args, problem) => {
    const it = fixture();
    it.put('a.csv', 'a,b\n1,2\n');
    const text = await it.failure('bitable_import_file', {
      app_token: 'bascExample',
      path: 'a.csv',
      ...args,
    });
    expect(text).toContain(problem);
  });
});

describe('50,000 rows', () => {
  it('pass through in the memory of a few hundred', async () => {
    const folder = emptyFolder();
    const held: number[] = [];
    let inserted = 0;
    const client = takingClient((count) => {
      inserted += count;
      if (inserted % 10_000 === 0) {
        held.push(heldMegabytes());
      }
    });
    const it = new FileFixture(folder, client);
    const rows = Array.from({ length: 50_000 }, (_, n) => `row ${n},${'text '.repeat(20)}`);
    it.put('a.csv', `a,b\n${rows.join('\n')}\n`);
    rows.length = 0;
    const done = await it.call('bitable_import_file', { ...takingTable, path: 'a.csv' });
    expect(done).toMatchObject({ inserted: 50_000, refused: 0 });
    expect(inserted).toBe(50_000);
    expect(Math.max(...held) - Math.min(...held)).toBeLessThan(5);
    expect(it.progress).toHaveLength(100);
    expect(readdirSync(folder)).toEqual(['a.csv']);
  });
});
