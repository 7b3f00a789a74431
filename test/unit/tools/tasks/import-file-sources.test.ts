import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRows } from '../../../../src/files/rows/row-readers.js';
import { openZip } from '../../../../src/files/workbook/zip.js';
import { emptyFolder, fileOf, gathered, refusalOf } from '../../../support/folder-fixture.js';
import { type XlsxSheet, xlsxOf, zipOf } from '../../../support/xlsx.js';
import { FileFixture, sandboxFileFixture } from './fixtures/file-fixture.js';
import { heldMegabytes } from './fixtures/heap.js';
import { takingClient, takingTable } from './fixtures/recording-client.js';

/** `中文` */
const zhongwen = [0xd6, 0xd0, 0xce, 0xc4];

describe('a file as Excel writes it in China', () => {
  it('is read as GB18030, which the answer says', async () => {
    const it = await sandboxFileFixture();
    const name = Buffer.from([0xc3, 0xfb, 0xb3, 0xc6]);
    it.fixture.put(
      'a.csv',
      Buffer.concat([name, Buffer.from(',n\n'), Buffer.from(zhongwen), Buffer.from(',1\nx,2,3\n')]),
    );
    const args = { app_token: it.app_token, path: 'a.csv', new_table: 'GBK' };
    const plan = await it.fixture.call('bitable_import_file', { ...args, dry_run: true });
    expect(plan['notes']).toContain('read as GB18030');
    const done = await it.fixture.call('bitable_import_file', args);
    expect(done['notes']).toContain('read as GB18030');
    const { app_token } = it;
    const { table_id } = done;
    const { columns, rows } = await it.fixture.call('bitable_records_search', {
      app_token,
      table_id,
    });
    expect(columns.slice(1)).toEqual(['名称', 'n']);
    expect(rows[0].slice(1)).toEqual(['中文', 1]);
    const refused = readFileSync(join(it.fixture.folder, 'a.refused.csv'));
    expect(new TextDecoder('gb18030').decode(refused)).toMatch(
      /^refused_line,refused_because,名称,n\r\n/,
    );
  });

  it('of another country is refused with its words in each encoding, and read in the one that is named', async () => {
    const it = await sandboxFileFixture();
    it.fixture.put('de.csv', Buffer.from('Ort;n\nM\xfcnchen;1\nK\xf6ln;2;x\n', 'latin1'));
    const args = { app_token: it.app_token, path: 'de.csv', new_table: 'Orte' };
    const refusal = await it.fixture.failure('bitable_import_file', args);
    expect(refusal).toContain('encoding: "windows-1252" if "München" is right, ');
    const named = { ...args, encoding: 'Windows-1252' };
    const done = await it.fixture.call('bitable_import_file', named);
    expect(done).toMatchObject({ inserted: 1, refused: 1 });
    expect(done['notes']).toContain('read as windows-1252');
    const read = { app_token: it.app_token, table_id: done['table_id'] };
    const { rows } = await it.fixture.call('bitable_records_search', read);
    expect(rows[0].slice(1)).toEqual(['München', 1]);
    // What is written has room for all characters, and is read as what it is, whatever the call says.
    expect(it.fixture.read('de.refused.csv')).toMatch(/^\uFEFFrefused_line;.*Köln;2;x/s);
    const again = { ...read, path: 'de.refused.csv', encoding: 'windows-1252', dry_run: true };
    const plan = await it.fixture.call('bitable_import_file', again);
    expect(JSON.stringify(plan['refusals'])).toContain('Köln;2;x');
    const unknown = { ...args, encoding: 'x' };
    expect(await it.fixture.failure('bitable_import_file', unknown)).toContain('encoding is "x"');
  });

  it('for a spreadsheet that must not take digits for numbers gives up its tabs and formulas, with a note', async () => {
    const it = await sandboxFileFixture();
    const first = '="00012"\t,"张三\t",1.50\t';
    it.fixture.put('a.csv', `单号\t,客户\t,金额\t\r\n${first}\r\n"=""00013""",李四\t,2\t`);
    const args = { app_token: it.app_token, path: 'a.csv', new_table: '支付宝' };
    const { table_id, notes } = await it.fixture.call('bitable_import_file', args);
    expect(notes).toContain('cells read without the tab behind them or the ="…" around them: 6');
    const read = { app_token: it.app_token, table_id };
    expect(await it.fixture.call('bitable_records_search', read)).toMatchObject({
      columns: ['record_id', '单号', '客户', '金额'],
      rows: [
        [expect.any(String), '00012', '张三', 1.5],
        [expect.any(String), '00013', '李四', 2],
      ],
    });
  });

  it.each([
    ['a.csv', 'a,b\n中文,😀\n'],
    ['a.jsonl', '{"a":"中文","b":"😀"}\n'],
  ])('may be UTF-16 with a mark, either way round: %s', async (path, content) => {
    const it = new FileFixture(emptyFolder(), takingClient());
    const little = Buffer.from(`\uFEFF${content}`, 'utf16le');
    for (const bytes of [little, Buffer.from(little).swap16()]) {
      it.put(path, bytes);
      const done = await it.call('bitable_import_file', { ...takingTable, path, sheet: 's' });
      const unused = `not used for a ${path.slice(2)} file: sheet`;
      expect(done).toMatchObject({ inserted: 1, refused: 0, notes: ['read as UTF-16', unused] });
    }
  });

  it('of 50,000 rows passes through in the memory of a few hundred', async () => {
    const held: number[] = [];
    let inserted = 0;
    const client = takingClient((count) => {
      inserted += count;
      if (inserted % 10_000 === 0) {
        held.push(heldMegabytes());
      }
    });
    const it = new FileFixture(emptyFolder(), client);
    const row = Buffer.from([
      ...zhongwen,
      ...zhongwen,
      0x2c,
      ...Array(25).fill(zhongwen).flat(),
      0x0a,
    ]);
    it.put('a.csv', Buffer.concat([Buffer.from('a,b\n'), ...Array(50_000).fill(row)]));
    const done = await it.call('bitable_import_file', { ...takingTable, path: 'a.csv' });
    expect(done).toMatchObject({ inserted: 50_000, notes: ['read as GB18030'] });
    expect(Math.max(...held) - Math.min(...held)).toBeLessThan(5);
  });
});

describe('a workbook', () => {
  const styled = (style: number, value: number | string) => ({
    xml: `<c s="${style}"><v>${value}</v></c>`,
  });
  const orders: XlsxSheet = {
    name: '订单 ',
    rows: [
      ['区域', '客户', '日期', '编号', '比例', '时间', '完成', '金额', ''],
      [
        '华东',
        'A&amp;B_x000D_',
        styled(1, 46_331),
        styled(2, 42),
        styled(3, 0.07),
        styled(4, 46_331.5),
        { xml: '<c t="b"><v>1</v></c>' },
        19.989999999999998,
      ],
      ['', '', { xml: '<c t="d"><v>2026-11-06T00:00:00</v></c>' }, '', '', '', '', -1.5],
      ['', '', '', '', '', '', '', { xml: '<c t="inlineStr"><is><t>很多</t></is></c>' }, ''],
      [
        '华北',
        { xml: '<c t="str"><f>A1</f><v>丙</v></c>' },
        '',
        '',
        '',
        '',
        { xml: '<c><f>1=1</f></c>' },
      ],
    ],
    after:
      '<mergeCells><mergeCell ref="A2:A9"/></mergeCells><hyperlinks><hyperlink ref="B2"/></hyperlinks>',
  };
  const books = [
    { name: '秘密', hidden: true, rows: [['x'], ['y']] },
    orders,
    { name: '空', rows: [] },
  ];

  it('is read from its first sheet that is not hidden, with dates, digits, percents and merged cells as they are shown', async () => {
    const it = await sandboxFileFixture();
    const { app_token } = it;
    it.fixture.put('订单.xlsx', xlsxOf(books));
    const args = { app_token, path: '订单.xlsx', new_table: '订单' };
    const plan = await it.fixture.call('bitable_import_file', { ...args, dry_run: true });
    expect(plan).toMatchObject({
      read_as: 'sheet "订单 ", header in line 1',
      mapping: [
        '区域: text',
        '客户: text',
        '日期: date',
        '编号: text',
        '比例: number',
        '时间: date',
        '完成: checkbox',
        '金额: text',
      ],
    });
    expect(plan['notes']).toEqual(
      expect.arrayContaining([
        'read the sheet "订单 "; sheet names another: 秘密, 空',
        expect.stringMatching(/^the value of merged cells/),
        'links behind the texts of cells are not read; cells that have one: 1',
        expect.stringMatching(/^formulas without a stored value.*: 1, the first in G5;/),
      ]),
    );
    const { table_id } = await it.fixture.call('bitable_import_file', args);
    const { rows } = await it.fixture.call('bitable_records_search', { app_token, table_id });
    expect(rows.map((row: unknown[]) => row.slice(1))).toEqual([
      ['华东', 'A&B\r', '2026-11-05', '00042', 0.07, '2026-11-05T12:00:00+08:00', true, '19.99'],
      ['华东', null, '2026-11-06', null, null, null, null, '-1.5'],
      ['华东', null, null, null, null, null, null, '很多'],
      ['华北', '丙', null, null, null, null, null, null],
    ]);
  });

  it('may have columns behind its last name, as long as most of its rows have them', async () => {
    const it = await sandboxFileFixture();
    const rows = [
      ['a', 'b'],
      ['1', '2', 'x'],
      ['3', '4', 'y', 'far'],
    ];
    it.fixture.put('a.xlsx', xlsxOf([{ name: 's', rows }]));
    const args = { app_token: it.app_token, path: 'a.xlsx', new_table: 'behind', dry_run: true };
    expect(await it.fixture.call('bitable_import_file', args)).toMatchObject({
      mapping: ['a: number', 'b: number', 'column 3: text'],
      sample: { rows: [[1, 2, 'x']] },
      refusals: [{ line: 3, reason: expect.stringContaining('"far" is in no column') }],
    });
  });

  it('counts its days from 1904 where it says so', async () => {
    const { rows } = await readRows(
      fileOf(
        xlsxOf([{ name: 'a', rows: [['d'], [styled(1, 44_869)]] }], '<workbookPr date1904="1"/>'),
      ),
      'xlsx',
    );
    expect(await gathered(rows)).toEqual([{ line: 2, values: { d: '2026-11-05' } }]);
  });

  it('writes refused rows as CSV that a spreadsheet opens', async () => {
    const it = new FileFixture(emptyFolder(), takingClient());
    it.put(
      'a.xlsx',
      xlsxOf([
        {
          name: 's',
          rows: [
            ['a', 'b'],
            ['x', 'y, z', 7],
          ],
        },
      ]),
    );
    const done = await it.call('bitable_import_file', { ...takingTable, path: 'a.xlsx' });
    expect(done).toMatchObject({ inserted: 0, refused: 1 });
    expect(it.read('a.refused.csv').split('\r\n')).toEqual([
      '\uFEFFrefused_line,refused_because,a,b',
      '2,has 3 cells; the header has 2: 7 is in no column,x,"y, z",7',
      '',
    ]);
  });

  it.each([
    ['a.xlsx', xlsxOf(books), { sheet: '定单' }, /sheet unknown sheet "定单"\. Did you mean 订单/],
    [
      'a.xlsx',
      xlsxOf(books),
      { sheet: '空' },
      /path has nothing in the sheet "空"\. Allowed: sheet: /,
    ],
    ['a.xlsx', xlsxOf(books).subarray(0, -200), {}, /is a workbook that is damaged or protected/],
    ['a.xlsx', zipOf({ 'a.txt': 'x' }), {}, /is a zip archive, not an \.xlsx workbook/],
    [
      'a.xlsx',
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
      {},
      /damaged or protected\. Allowed: the sheet/,
    ],
    ['a.csv', xlsxOf(books), {}, /is a workbook or a zip archive\. Allowed: format: "xlsx"/],
    ['a.xls', Buffer.from('x'), {}, /is a \.xls workbook\. Allowed: the sheet saved as \.xlsx or/],
    ['a.numbers', Buffer.from('x'), {}, /is a \.numbers workbook/],
  ])(
    'is refused where it cannot be read, with the remedy: %s %#',
    async (path, bytes, args, text) => {
      const it = new FileFixture(emptyFolder(), takingClient());
      it.put(path, bytes);
      const call = { ...takingTable, path, ...args };
      expect(await it.failure('bitable_import_file', call)).toMatch(text);
    },
  );

  it('that unpacks to more than it may is refused before that is in memory', async () => {
    const megabyte = 1024 ** 2;
    const bomb = fileOf(zipOf({ 'a.xml': ' '.repeat(8 * megabyte) }));
    const zip = await openZip(bomb, 'path', megabyte);
    let read = 0;
    const reading = async () => {
      for await (const text of zip.texts('a.xml')) {
        read += text.length;
      }
    };
    const { problem } = await refusalOf(reading);
    expect(problem).toBe('is a workbook that unpacks to more than 1 MB');
    expect(read).toBeLessThanOrEqual(megabyte);
  });
});

describe('an export of a table', () => {
  it('as JSON lines goes into the same table without a mapping', async () => {
    const it = await sandboxFileFixture();
    const { app_token, table_id } = it;
    const table = { app_token, table_id, path: 'out.jsonl' };
    const { rows } = await it.fixture.call('bitable_export_table', table);
    const done = await it.fixture.call('bitable_import_file', table);
    expect(done).toMatchObject({ inserted: rows, refused: 0 });
    const left = done['notes'].filter((note: string) => note.startsWith('left out'));
    expect(left).toEqual(['left out, for the vendor fills them in: 创建时间, 编号, 人天']);
  });

  it('as CSV does so too, but for people, of whom it has only names', async () => {
    const it = await sandboxFileFixture();
    const { app_token, table_id } = it;
    const table = { app_token, table_id, path: 'out.csv' };
    const { rows } = await it.fixture.call('bitable_export_table', { ...table, guard: false });
    const done = await it.fixture.call('bitable_import_file', {
      ...table,
      mapping: { 负责人: null },
    });
    expect(done).toMatchObject({ inserted: rows, refused: 0 });
  });

  it('may have the ids of its records, which are left out', async () => {
    const it = new FileFixture(emptyFolder(), takingClient());
    it.put('a.csv', 'record_id,a\nrec1,x\n');
    const done = await it.call('bitable_import_file', { ...takingTable, path: 'a.csv' });
    expect(done).toMatchObject({
      inserted: 1,
      notes: ['left out, for the vendor fills them in: record_id'],
    });
  });
});

describe('a new table', () => {
  it.each([true, false])('whose name is taken is refused first (dry_run: %s)', async (dry_run) => {
    const it = await sandboxFileFixture();
    const { app_token, table_id } = it;
    it.fixture.put('a.csv', 'a,b\n1,2\n');
    await it.fixture.call('bitable_tables_create', { app_token, table: { name: '任务 (2)' } });
    const args = { app_token, path: 'a.csv', new_table: ' 任务 ', dry_run };
    const text = await it.fixture.failure('bitable_import_file', args);
    expect(text).toContain('nothing was sent');
    expect(text).toContain(`new_table is the name of the table ${table_id}`);
    expect(text).toContain(`"任务 (3)", or table_id: "${table_id}"`);
    const creations = it.sandbox.requests.filter(({ name }) => name === 'bitable_tables_create');
    expect(creations).toHaveLength(1);
  });

  it('gets selects and multi-selects from JSON lines', async () => {
    const it = await sandboxFileFixture();
    const rows = Array.from({ length: 30 }, (_, n) => ({
      name: `row ${n}`,
      state: ['进行中', '已完成', '暂停'][n % 3],
      tags: [`标签 ${n % 4}`, '全部'],
    }));
    it.fixture.put('a.jsonl', rows.map((row) => JSON.stringify(row)).join('\n'));
    const { app_token } = it;
    const done = await it.fixture.call('bitable_import_file', {
      app_token,
      path: 'a.jsonl',
      new_table: 'tagged',
    });
    expect(done).toMatchObject({ inserted: 30, refused: 0 });
    expect(done['created_fields'].map(({ type }: { type: string }) => type)).toEqual([
      'text',
      'select',
      'multi-select',
    ]);
    const { table_id } = done;
    const read = await it.fixture.call('bitable_records_search', { app_token, table_id });
    expect(read['rows'][5].slice(1)).toEqual(['row 5', '暂停', ['标签 1', '全部']]);
  });

  it('of more than 20,000 rows is told beforehand to be more than many plans take', async () => {
    const it = new FileFixture(emptyFolder(), takingClient());
    const planned = async (count: number) => {
      it.put('a.csv', `a,b\n${'1,2\n'.repeat(count)}`);
      const args = { ...takingTable, path: 'a.csv', dry_run: true };
      return (await it.call('bitable_import_file', args))['notes'].join();
    };
    expect(await planned(20_000)).not.toContain('1254103');
    expect(await planned(20_001)).toContain('many plans take 20,000 records a table (1254103)');
  });
});
