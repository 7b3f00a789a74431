import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../../src/core/errors.js';
import type { Client } from '../../../../src/http/calls.js';
import { emptyFolder } from '../../../support/folder-fixture.js';
import { FileFixture, sandboxFileFixture } from './fixtures/file-fixture.js';
import { heldMegabytes } from './fixtures/heap.js';

const search = { endpoint: 'bitable_records_search' } as const;

describe('an export', () => {
  it('writes what a person would read, in the order of the fields', async () => {
    const it = await sandboxFileFixture();
    const { app_token, table_id } = it;
    const done = await it.fixture.call('bitable_export_table', {
      app_token,
      table_id,
      path: '.',
      field_names: [
        '任务名称',
        '状态',
        '标签',
        '负责人',
        '截止日期',
        '工时',
        '已验收',
        '地点',
        '参考链接',
        '人天',
      ],
      filter: '任务名称 = "接口联调" or 任务名称 = "需求调研"',
    });
    expect(done).toMatchObject({ path: `${it.fixture.folder}/任务.csv`, rows: 2 });
    const text = it.fixture.read('任务.csv');
    expect(done['bytes']).toBe(Buffer.byteLength(text));
    expect(text.split('\r\n')).toEqual([
      '任务名称,状态,标签,负责人,截止日期,工时,已验收,地点,参考链接,人天',
      '需求调研,已完成,调研,张三,2026-10-09,24,true,"116.397755,39.903179",[资料](https://example.com/notes),3',
      '接口联调,进行中,"开发, 紧急","李四, 王五",2026-11-25,36,false,"121.473701,31.230416",,4.5',
      '',
    ]);
  });

  it('keeps ids, titles and types in JSON lines', async () => {
    const it = await sandboxFileFixture();
    await it.fixture.call('bitable_export_table', {
      app_token: it.app_token,
      table_id: '任务',
      path: 'a.jsonl',
      field_names: ['任务名称', '负责人', '工时', '客户', '参考链接'],
      sort: [{ field_name: '工时', desc: true }],
    });
    const [first] = it.fixture.read('a.jsonl').split('\n');
    expect(JSON.parse(first ?? '')).toEqual({
      任务名称: '原型设计',
      负责人: [
        { id: expect.stringMatching(/^ou_/), name: '林小雨', email: 'lin.xiaoyu@sandbox.invalid' },
      ],
      工时: 40,
      客户: [{ id: expect.stringMatching(/^rec/), text: '华星科技' }],
      参考链接: { text: '资料', link: 'https://example.com/prototype' },
    });
  });

  it('writes options with commas in them as lists that an import takes for the same options', async () => {
    const it = await sandboxFileFixture();
    const { app_token } = it;
    const options = [{ name: 'a' }, { name: 'x,y' }, { name: '["q"]' }];
    const fields = [
      { field_name: 'n', type: 1 },
      { field_name: 'tags', type: 4, property: { options } },
    ];
    const make = { app_token, table: { name: 'from', fields } };
    const { table_id } = await it.fixture.call('bitable_tables_create', make);
    const rows = [
      { n: '1', tags: ['a', 'x,y'] },
      { n: '2', tags: ['["q"]'] },
      { n: '3', tags: ['a'] },
    ];
    it.fixture.put('a.jsonl', rows.map((row) => JSON.stringify(row)).join('\n'));
    await it.fixture.call('bitable_import_file', { app_token, table_id, path: 'a.jsonl' });
    await it.fixture.call('bitable_export_table', { app_token, table_id, path: 'b.csv' });
    expect(it.fixture.read('b.csv')).toContain('1,"[""a"",""x,y""]"\r\n');
    const anew = { app_token, table: { name: 'to', fields: [fields[0], { ...fields[1] }] } };
    const to = await it.fixture.call('bitable_tables_create', anew);
    const back = { app_token, table_id: to['table_id'] };
    await it.fixture.call('bitable_import_file', { ...back, path: 'b.csv' });
    const read = await it.fixture.call('bitable_records_search', back);
    expect(read['rows'].map(([, , tags]: readonly unknown[]) => tags)).toEqual(
      rows.map(({ tags }) => tags),
    );
  });

  it('comes back the same through an import into a new table', async () => {
    const it = await sandboxFileFixture();
    const { app_token } = it;
    const fields = {
      field_names: ['任务名称', '截止日期', '工时', '已验收', '地点', '联系电话', '参考链接'],
    };
    const out = { app_token, table_id: it.table_id, guard: false, ...fields };
    await it.fixture.call('bitable_export_table', { ...out, path: 'one.csv' });
    const { table_id, inserted, refused } = await it.fixture.call('bitable_import_file', {
      app_token,
      path: 'one.csv',
      new_table: '回来',
    });
    expect({ inserted, refused }).toEqual({ inserted: 25, refused: 0 });
    await it.fixture.call('bitable_export_table', { ...out, table_id, path: 'two.csv' });
    expect(it.fixture.read('two.csv')).toBe(it.fixture.read('one.csv'));
  });

  it('comes back into the table that it came from, through JSON lines', async () => {
    const it = await sandboxFileFixture();
    const tableRef = { app_token: it.app_token, table_id: it.table_id };
    const writable =
      '任务名称 状态 标签 负责人 截止日期 工时 已验收 地点 参考链接 联系电话 客户'.split(' ');
    await it.fixture.call('bitable_export_table', {
      ...tableRef,
      path: 'a.jsonl',
      field_names: writable,
    });
    const done = await it.fixture.call('bitable_import_file', { ...tableRef, path: 'a.jsonl' });
    expect(done).toMatchObject({ inserted: 25, refused: 0 });
    await it.fixture.call('bitable_export_table', {
      ...tableRef,
      path: 'b.jsonl',
      field_names: writable,
    });
    const [first, second] = [it.fixture.read('a.jsonl'), it.fixture.read('b.jsonl')];
    expect(second).toBe(first + first);
  });

  it('guards spreadsheets against formulas, unless it is told not to', async () => {
    const it = await sandboxFileFixture();
    it.fixture.put('a.csv', 't,n\n"=HYPERLINK(""http://x"")",-5\n+cmd|x,1\n@SUM(A1),2\n');
    const { table_id } = await it.fixture.call('bitable_import_file', {
      app_token: it.app_token,
      path: 'a.csv',
      new_table: 'formulas',
    });
    const args = { app_token: it.app_token, table_id };
    await it.fixture.call('bitable_export_table', { ...args, path: 'guarded.csv', bom: true });
    await it.fixture.call('bitable_export_table', { ...args, path: 'plain.csv', guard: false });
    expect(it.fixture.read('guarded.csv')).toBe(
      `\uFEFFt,n\r\n"'=HYPERLINK(""http://x"")",-5\r\n'+cmd|x,1\r\n'@SUM(A1),2\r\n`,
    );
    expect(it.fixture.read('plain.csv')).toBe(
      't,n\r\n"=HYPERLINK(""http://x"")",-5\r\n+cmd|x,1\r\n@SUM(A1),2\r\n',
    );
  });

  it('never writes over a file', async () => {
    const it = await sandboxFileFixture();
    it.fixture.put('a.csv', 'mine');
    const args = { app_token: it.app_token, table_id: it.table_id, path: 'a.csv' };
    expect(await it.fixture.call('bitable_export_table', args)).toMatchObject({
      path: `${it.fixture.folder}/a (2).csv`,
    });
    expect(it.fixture.read('a.csv')).toBe('mine');
  });

  it('follows a view', async () => {
    const it = await sandboxFileFixture();
    const args = { app_token: it.app_token, table_id: it.table_id, view_id: '进行中的任务' };
    await it.fixture.call('bitable_export_table', {
      ...args,
      path: 'a.csv',
      field_names: ['状态'],
    });
    expect(new Set(it.fixture.read('a.csv').trim().split('\r\n').slice(1))).toEqual(
      new Set(['进行中']),
    );
  });

  it('leaves no file behind where it fails, and says so', async () => {
    const it = await sandboxFileFixture();
    const args = { app_token: it.app_token, table_id: it.table_id, path: 'a.csv' };
    it.sandbox.faults.add({ ...search, kind: 'code', code: 1254302 });
    const text = await it.fixture.failure('bitable_export_table', args);
    expect(text).toContain('Feishu answered 1254302');
    expect(text).toContain('Note: no file was left behind.');
    expect(
      await it.fixture.failure('bitable_export_table', { ...args, field_names: ['状'] }),
    ).toContain('Did you mean 状态');
    expect(readdirSync(it.fixture.folder)).toEqual([]);
  });

  it.each([
    ['../a.csv', 'is no path inside the folders'],
    ['none/a.csv', 'lies in a folder that does not exist'],
  ])('is refused at %s', async (path, problem) => {
    const it = await sandboxFileFixture();
    const args = { app_token: it.app_token, table_id: it.table_id, path };
    expect(await it.fixture.failure('bitable_export_table', args)).toContain(problem);
    expect(it.sandbox.requests).toEqual([]);
  });

  it.each(['o.xlsx', 'big.bin', 'a.csv.gz'])(
    'refuses %s, unless a format is given',
    async (path) => {
      const it = await sandboxFileFixture();
      const args = { app_token: it.app_token, table_id: it.table_id, path };
      expect(await it.fixture.failure('bitable_export_table', args)).toContain(
        'Allowed: .csv or .jsonl, or any name with format.',
      );
      expect(it.sandbox.requests).toEqual([]);
      await it.fixture.call('bitable_export_table', {
        ...args,
        format: 'csv',
        field_names: ['状态'],
      });
      expect(it.fixture.read(path)).toMatch(/^状态\r\n/);
    },
  );

  it('takes a folder with a dot in its name for one, and an extension in capitals', async () => {
    const it = await sandboxFileFixture();
    mkdirSync(join(it.fixture.folder, 'v1.2'));
    const args = { app_token: it.app_token, table_id: it.table_id, field_names: ['状态'] };
    const { path } = await it.fixture.call('bitable_export_table', { ...args, path: 'v1.2' });
    expect(path).toBe(`${it.fixture.folder}/v1.2/任务.csv`);
    await it.fixture.call('bitable_export_table', { ...args, path: 'A.JSONL' });
    expect(it.fixture.read('A.JSONL')).toMatch(/^\{"状态"/);
  });
});

const pageSize = 500;

/** A vendor with a table of so many records, made up as they are asked for. */
function longTable(count: number, onPage: (start: number) => unknown): Client {
  const field = {
    field_id: 'fld1',
    field_name: 't',
    type: 1,
    ui_type: 'Text',
    is_primary: true,
    property: null,
  };
  return {
    label: 'Feishu',
    identity: 'me',
    now: () => 0,
    sleep: async () => undefined,
    withWriterLock: (_name, _endpoint, _args, _options, task) => task(undefined),
    settled: async () => undefined,
    download: () => Promise.reject(new Error('nothing to download')),
    call: async (name, _endpoint, { page_token }, { signal }) => {
      if (signal.aborted) {
        throw new CancelledError(false);
      }
      if (name !== 'bitable_records_search') {
        return { data: name === 'bitable_fields_list' ? { items: [field] } : { app: {} } };
      }
      const start = Number(page_token ?? 0);
      onPage(start);
      const items = Array.from({ length: Math.min(pageSize, count - start) }, (_, n) => ({
        record_id: `rec${start + n}`,
        fields: { t: [{ type: 'text', text: `row ${start + n} ${'text '.repeat(20)}` }] },
      }));
      const next = start + items.length;
      return { data: { items, total: count, has_more: next < count, page_token: String(next) } };
    },
  };
}

describe('200,000 records', () => {
  it('pass through in the memory of a few pages', async () => {
    const held: number[] = [];
    const client = longTable(200_000, (start) => {
      if (start % 40_000 === 0) {
        held.push(heldMegabytes());
      }
    });
    const it = new FileFixture(emptyFolder(), client);
    const args = { app_token: 'bascExample', table_id: 'tblExample0000001', path: 'a.csv' };
    const { rows, path } = await it.call('bitable_export_table', args);
    expect({ rows, path }).toEqual({ rows: 200_000, path: `${it.folder}/a.csv` });
    expect(Math.max(...held) - Math.min(...held)).toBeLessThan(5);
    expect(it.progress.at(-1)).toEqual({ done: 200_000, total: 200_000 });
  });
});

it('stops when it is cancelled, and leaves nothing behind', async () => {
  const caller = new AbortController();
  const client = longTable(5_000, (start) => start === 1_500 && caller.abort());
  const it = new FileFixture(emptyFolder(), client);
  const args = { app_token: 'bascExample', table_id: 'tblExample0000001', path: 'a.csv' };
  const { text, isError } = await it.run('bitable_export_table', args, caller.signal);
  expect(isError).toBe(true);
  expect(text).toContain('It was cancelled.');
  expect(text).toContain('no file was left behind');
  expect(readdirSync(it.folder)).toEqual([]);
});
