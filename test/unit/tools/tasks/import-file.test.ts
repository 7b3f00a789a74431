import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type SandboxFileFixture, sandboxFileFixture } from './fixtures/file-fixture.js';

const examples = new URL('../../../../examples/', import.meta.url);

async function rowsOf({ fixture, app_token }: SandboxFileFixture, table_id: string) {
  const { columns, rows } = await fixture.call('bitable_records_search', {
    app_token,
    table_id,
    limit: 10_000,
  });
  return { columns: columns.slice(1), rows: rows.map((row: unknown[]) => row.slice(1)) };
}

async function fieldsOf({ fixture, app_token }: SandboxFileFixture, table_id: string) {
  const { items } = await fixture.call('bitable_fields_list', { app_token, table_id });
  return items;
}

describe('a file into a new table', () => {
  it('gets fields of the types that its values have', async () => {
    const it = await sandboxFileFixture();
    const rows = Array.from({ length: 40 }, (_, n) =>
      [
        `产品 ${n}`,
        `00${n}`,
        1_000_000 + n,
        `"${n + 1},000.5"`,
        `${n}%`,
        `￥${n}.20`,
        `2026-11-${String((n % 28) + 1).padStart(2, '0')}`,
        `2026/11/21 09:${String(n).padStart(2, '0')}`,
        n % 2 === 0 ? '是' : '否',
        `https://example.com/${n}`,
        `a${n}@example.com`,
        `138001380${String(n).padStart(2, '0')}`,
        ['进行中', '已完成', '暂停'][n % 3],
        `9000000000000000${String(n).padStart(2, '0')}`,
      ].join(','),
    );
    const header = '名称,编码,数量,金额,比例,价格,日期,时间,有货,网址,邮箱,手机,状态,单号';
    it.fixture.put('产品.csv', `${header}\n${rows.join('\n')}\n`);
    const args = { app_token: it.app_token, path: '产品.csv', new_table: '产品' };

    const plan = await it.fixture.call('bitable_import_file', { ...args, dry_run: true });
    expect(plan).toMatchObject({ dry_run: true, rows: 40, would_insert: 40, refused: 0 });

    const done = await it.fixture.call('bitable_import_file', args);
    expect(done).toMatchObject({ inserted: 40, skipped: 0, refused: 0 });
    expect(done['created_fields']).toEqual(plan['new_fields']);
    const fields = await fieldsOf(it, done['table_id']);
    expect(
      fields.map(({ field_name, type, ui_type, property }: Record<string, unknown>) => [
        field_name,
        type,
        ui_type,
        ...Object.values(property ?? {}).filter((setting) => typeof setting === 'string'),
      ]),
    ).toEqual([
      ['名称', 1, 'Text'],
      ['编码', 1, 'Text'],
      ['数量', 2, 'Number', '0'],
      ['金额', 2, 'Number', '1,000.00'],
      ['比例', 2, 'Number', '%'],
      ['价格', 2, 'Currency', '0.00', 'CNY'],
      ['日期', 5, 'DateTime', 'yyyy-MM-dd'],
      ['时间', 5, 'DateTime', 'yyyy-MM-dd HH:mm'],
      ['有货', 7, 'Checkbox'],
      ['网址', 15, 'Url'],
      ['邮箱', 1, 'Email'],
      ['手机', 13, 'Phone'],
      ['状态', 3, 'SingleSelect'],
      ['单号', 1, 'Text'],
    ]);
    const { rows: read } = await rowsOf(it, done['table_id']);
    expect(read[7]).toEqual([
      '产品 7',
      '007',
      1_000_007,
      8_000.5,
      0.07,
      7.2,
      '2026-11-08',
      '2026-11-21T09:07:00+08:00',
      false,
      'https://example.com/7',
      'a7@example.com',
      '13800138007',
      '已完成',
      '900000000000000007',
    ]);
  });

  it.each(readdirSync(examples).filter((name) => name.endsWith('.csv')))(
    'takes %s as it is',
    async (name) => {
      const it = await sandboxFileFixture();
      const text = readFileSync(new URL(name, examples), 'utf8');
      it.fixture.put(name, text);
      const done = await it.fixture.call('bitable_import_file', {
        app_token: it.app_token,
        path: name,
        new_table: '错误码',
      });
      expect(done['refused']).toBe(0);
      expect(done['inserted']).toBeGreaterThan(1_000);
      const exported = await it.fixture.call('bitable_export_table', {
        app_token: it.app_token,
        table_id: done['table_id'],
        path: 'again.csv',
        guard: false,
      });
      expect(exported['rows']).toBe(done['inserted']);
      expect(withoutMarks(it.fixture.read('again.csv'))).toBe(withoutMarks(text));
    },
  );

  it('makes the first column the primary field, as text where its type cannot be one', async () => {
    const it = await sandboxFileFixture();
    const rows = Array.from({ length: 30 }, (_, n) => `${n % 2 === 0 ? 'yes' : 'no'},${n}`);
    it.fixture.put('a.csv', `ok,n\n${rows.join('\n')}`);
    const { table_id } = await it.fixture.call('bitable_import_file', {
      app_token: it.app_token,
      path: 'a.csv',
      new_table: 'primary',
    });
    const [first] = await fieldsOf(it, table_id);
    expect(first).toMatchObject({ field_name: 'ok', type: 1, is_primary: true });
  });

  it.each([
    ['no rows', 'a,b\n', 0],
    ['blank rows', 'a,b\n,\n', 0],
    ['refused rows alone', 'a,b\n1,2,3\n4,5,6\n', 2],
  ])('is not created for a file with %s', async (_, content, refused) => {
    const it = await sandboxFileFixture();
    it.fixture.put('a.csv', content);
    const args = { app_token: it.app_token, path: 'a.csv', new_table: 'nothing' };
    const done = await it.fixture.call('bitable_import_file', args);
    expect(done).toMatchObject({ inserted: 0, refused });
    expect(done).not.toHaveProperty('created_fields');
    expect(done['notes']).toContain('no table was created: no row of the file can be inserted');
    expect(it.sandbox.requests.map(({ name }) => name)).not.toContain('bitable_tables_create');
  });

  it('is shown in a dry run with five rows as they would be stored', async () => {
    const it = await sandboxFileFixture();
    it.fixture.put('a.csv', `名称,日期,金额\n${'x,2026/11/5,"1,234.50"\n'.repeat(9)}`);
    const plan = await it.fixture.call('bitable_import_file', {
      app_token: it.app_token,
      path: 'a.csv',
      new_table: 'x',
      dry_run: true,
    });
    expect(plan['mapping']).toEqual(['名称: text', '日期: date', '金额: number']);
    expect(plan['sample']).toEqual({
      columns: ['名称', '日期', '金额'],
      rows: Array(5).fill(['x', '2026-11-05', 1234.5]),
    });
  });

  it('lets mapping name fields and leave columns out', async () => {
    const it = await sandboxFileFixture();
    it.fixture.put('a.csv', 'a,"b\nc",d\n1,2,3\n');
    const done = await it.fixture.call('bitable_import_file', {
      app_token: it.app_token,
      path: 'a.csv',
      new_table: 'named',
      mapping: { a: '甲', d: null },
    });
    expect(await rowsOf(it, done['table_id'])).toEqual({ columns: ['甲', 'b c'], rows: [[1, 2]] });
  });

  it('keeps what no field takes of a JSON file as text, and says so', async () => {
    const it = await sandboxFileFixture();
    it.fixture.put(
      'a.jsonl',
      '{"n":1,"tags":["a",2]}\n\n{"n":2,"site":{"text":"x","link":"https://x.cn"}}\n',
    );
    const done = await it.fixture.call('bitable_import_file', {
      app_token: it.app_token,
      path: 'a.jsonl',
      new_table: 'json',
    });
    expect(done['notes']).toEqual(['tags: lists and objects became text']);
    expect(await rowsOf(it, done['table_id'])).toEqual({
      columns: ['n', 'tags', 'site'],
      rows: [
        [1, 'a, 2', null],
        [2, null, { text: 'x', link: 'https://x.cn' }],
      ],
    });
  });

  it('refuses a row whose value does not fit the type, rather than make it text', async () => {
    const it = await sandboxFileFixture();
    const rows = Array.from({ length: 2_100 }, (_, n) => (n === 2_050 ? '很多' : String(n)));
    it.fixture.put('a.csv', `n\n${rows.join('\n')}`);
    const done = await it.fixture.call('bitable_import_file', {
      app_token: it.app_token,
      path: 'a.csv',
      new_table: 'numbers',
    });
    expect(done).toMatchObject({ inserted: 2_099, refused: 1 });
    expect(done['refusals']).toEqual([
      { line: 2_052, reason: expect.stringContaining('n is "很多"'), cells: { n: '很多' } },
    ]);
  });

  it('makes a column text for one code far behind that a number would change', async () => {
    const it = await sandboxFileFixture();
    const rows = Array.from({ length: 2_100 }, (_, n) => (n === 2_050 ? '0077' : String(n)));
    it.fixture.put('a.csv', `n\n${rows.join('\n')}`);
    const plan = await it.fixture.call('bitable_import_file', {
      app_token: it.app_token,
      path: 'a.csv',
      new_table: 'codes',
      dry_run: true,
    });
    expect(plan['new_fields']).toEqual([{ field_name: 'n', type: 'text' }]);
  });
});

describe('a file into a table that exists', () => {
  it('takes values as people write them, and looks up people and records', async () => {
    const it = await sandboxFileFixture();
    const [person] = it.sandbox.world.bitable.directory.people;
    const email = person?.email ?? '';
    it.fixture.put(
      '任务.tsv',
      `任务名称\t状态\t标签\t负责人\t截止日期\t工时\t已验收\t客户\n导入\t进行中\t开发、紧急\t${email}\t2026年12月1日\t1,234.5\t是\t华星科技\n`,
    );
    const done = await it.fixture.call('bitable_import_file', {
      app_token: it.app_token,
      table_id: '任务',
      path: '任务.tsv',
    });
    expect(done).toMatchObject({ table_id: it.table_id, inserted: 1, refused: 0 });
    const { columns, rows } = await it.fixture.call('bitable_records_search', {
      app_token: it.app_token,
      table_id: it.table_id,
      filter: '任务名称 = "导入"',
    });
    const row = Object.fromEntries(columns.map((name: string, at: number) => [name, rows[0][at]]));
    expect(row).toMatchObject({
      状态: '进行中',
      标签: ['开发', '紧急'],
      负责人: [{ name: person?.name }],
      截止日期: '2026-12-01',
      工时: 1_234.5,
      已验收: true,
      客户: [expect.stringMatching(/^rec/)],
    });
  });

  it('refuses all columns that are no fields at once, and writes nothing', async () => {
    const it = await sandboxFileFixture();
    it.fixture.put('a.csv', '任务名,状态,x,编号,又一状态\na,进行中,1,2,已完成\n');
    const text = await it.fixture.failure('bitable_import_file', {
      app_token: it.app_token,
      table_id: it.table_id,
      path: 'a.csv',
      mapping: { 又一状态: '状态', 工时数: '工时', 编号: '编号' },
    });
    expect(text).toContain(
      'column 任务名 goes to "任务名", which is no field of the table. Did you mean 任务名称',
    );
    expect(text).toContain('column x goes to "x"');
    expect(text).toContain('column 编号 goes to the field 编号, which is read-only');
    expect(text).toContain('column 又一状态 goes to the field 状态, as the column 状态 does');
    expect(text).toContain('mapping.工时数 is no column of the file');
    expect(text).toContain('The fields are 任务名称, 状态');
    expect(it.sandbox.requests.map(({ name }) => name)).not.toContain(
      'bitable_records_batch_create',
    );
  });

  it('puts refused rows into a file that can be mended and imported', async () => {
    const it = await sandboxFileFixture();
    const args = { app_token: it.app_token, table_id: it.table_id };
    it.fixture.put(
      'a.csv',
      '任务名称,工时,状态\n一,1,进行中\n\n二,很多,未知\n,,\n三,3,,x\n四,4,已完成\n',
    );
    const plan = await it.fixture.call('bitable_import_file', {
      ...args,
      path: 'a.csv',
      dry_run: true,
    });
    const done = await it.fixture.call('bitable_import_file', { ...args, path: 'a.csv' });
    expect(done).toMatchObject({ inserted: 2, skipped: 1, refused: 2 });
    expect(plan).toMatchObject({
      would_insert: 2,
      skipped: 1,
      refused: 2,
      refusals: done['refusals'],
    });
    expect(done['refusals']).toEqual([
      {
        line: 4,
        reason: expect.stringMatching(/^工时 is "很多".*; 状态 is "未知"/),
        cells: { 任务名称: '二', 工时: '很多', 状态: '未知' },
      },
      {
        line: 6,
        reason: 'has 4 cells; the header has 3: "x" is in no column',
        text: '三,3,,x',
      },
    ]);
    expect(done['refused_file']).toBe(`${it.fixture.folder}/a.refused.csv`);
    const mended = it.fixture
      .read('a.refused.csv')
      .replace(',很多,未知', ',20,暂停')
      .replace('三,3,,x', '三,3');
    it.fixture.put('a.refused.csv', mended);
    const again = await it.fixture.call('bitable_import_file', {
      ...args,
      path: 'a.refused.csv',
      create_options: true,
    });
    expect(again).toMatchObject({ inserted: 2, refused: 0 });
    expect(again['notes']).toContain('状态: new options "暂停"');
  });

  it('writes nothing with on_error stop where any row is refused', async () => {
    const it = await sandboxFileFixture();
    it.fixture.put('a.csv', '任务名称,工时\n一,1\n二,很多\n三,x\n');
    const text = await it.fixture.failure('bitable_import_file', {
      app_token: it.app_token,
      table_id: it.table_id,
      path: 'a.csv',
      on_error: 'stop',
    });
    expect(text).toContain('line 3 工时 is "很多"');
    expect(text).toContain('line 4 工时 is "x"');
    expect(it.sandbox.requests.map(({ name }) => name)).not.toContain(
      'bitable_records_batch_create',
    );
    expect(readdirSync(it.fixture.folder)).toEqual(['a.csv']);
  });

  it('refuses people that are not there by row, and finds each once', async () => {
    const it = await sandboxFileFixture();
    const email = it.sandbox.world.bitable.directory.people[0]?.email;
    const rows = Array.from({ length: 700 }, (_, n) => `t${n},${n === 5 ? 'no@one.cn' : email}`);
    it.fixture.put('a.csv', `任务名称,负责人\n${rows.join('\n')}`);
    const done = await it.fixture.call('bitable_import_file', {
      app_token: it.app_token,
      table_id: it.table_id,
      path: 'a.csv',
    });
    expect(done).toMatchObject({ inserted: 699, refused: 1 });
    expect(done['refusals'][0]).toMatchObject({
      line: 7,
      reason: expect.stringContaining('no@one.cn'),
    });
    const lookups = it.sandbox.requests.filter(({ name }) => name === 'contact_users_batch_get_id');
    expect(lookups).toHaveLength(1);
  });

  it('sets aside the row that the vendor alone refuses', async () => {
    const it = await sandboxFileFixture();
    const rows = Array.from({ length: 20 }, (_, n) => `t${n},${n === 13 ? 'recZq7Rk2xVb9Q' : ''}`);
    it.fixture.put('a.csv', `任务名称,客户\n${rows.join('\n')}`);
    const done = await it.fixture.call('bitable_import_file', {
      app_token: it.app_token,
      table_id: it.table_id,
      path: 'a.csv',
    });
    expect(done).toMatchObject({ inserted: 19, refused: 1 });
    expect(done['refusals']).toEqual([
      {
        line: 15,
        reason: expect.stringContaining('12540'),
        cells: { 任务名称: 't13', 客户: 'recZq7Rk2xVb9Q' },
      },
    ]);
  });
});

function withoutMarks(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('"', '').trim();
}
