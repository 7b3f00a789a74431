import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../src/core/json.js';
import type { RichSegment } from '../../../../src/sandbox/feishu/bitable/model.js';
import { putRichText } from '../../../../src/sandbox/feishu/bitable/records/rich-text.js';
import { storeFile } from '../../../../src/sandbox/feishu/drive/file-store.js';
import { emptyFolder } from '../../../support/folder-fixture.js';
import type { ContextChoices } from '../../../support/tool-context.js';
import { TaskFixture } from './fixtures/task-fixture.js';

/** The cell of the page "Retrieve a record" (A29). */
const documented: readonly RichSegment[] = [
  { text: 'hello', type: 'text' },
  {
    mentionType: 'User',
    mentionNotify: false,
    name: 'test',
    text: '@test',
    token: 'ou_sfsdfsdfsdfsdfdsfsdfdsf',
    type: 'mention',
  },
  {
    link: 'https://test-sasdfsfsd.feishu-boe.cn/base/basbcq2aFvW8nFJpfOXa1111111',
    mentionType: 'Bitable',
    text: '未命名多维表格',
    token: 'basbcq2aFvW8nFJpfOXalx57ffb',
    type: 'mention',
  },
  { text: '测试链接标题', link: 'https://www.baidu.com/', type: 'url' },
];
const reading =
  'hello@test[未命名多维表格](https://test-sasdfsfsd.feishu-boe.cn/base/basbcq2aFvW8nFJpfOXa1111111)[测试链接标题](https://www.baidu.com/)';
const bare = 'hello@test未命名多维表格测试链接标题';

let fixture: TaskFixture;

afterEach(() => fixture.close());

/** A table of two records, the first of which has the documents' rich text in 内容. */
async function richTable(choices: ContextChoices = {}) {
  fixture = await TaskFixture.start(choices);
  const table_id = await fixture.table('富文本', [
    { field_name: '标题', type: 1 },
    { field_name: '内容', type: 1 },
    { field_name: '数', type: 2 },
  ]);
  const [rich = '', plain = ''] = await fixture.fill(table_id, [
    { 标题: '甲', 内容: 'x' },
    { 标题: '乙', 内容: '普通' },
  ]);
  const { bitable } = fixture.sandbox.world;
  const base = bitable.bases.get(fixture.appToken)!;
  const table = fixture.stored(table_id);
  putRichText({ bitable, base, table }, table.rows.get(rich)!, '内容', documented);
  return { table_id, rich, plain, cell: () => cellOf(table_id, rich) };
}

/** What is stored, by the vendor's own account. */
function cellOf(tableId: string, recordId: string) {
  const { fields, rows } = fixture.stored(tableId);
  const { fieldId } = fields.find(({ name }) => name === '内容')!;
  return rows.get(recordId)!.cells.get(fieldId);
}

const stillRich = { kind: 'text', text: bare, segments: documented };

function columnOf({ columns, rows }: JsonObject, name: string): readonly Json[] {
  const names = Array.isArray(columns) ? columns : [];
  const grid: readonly (readonly Json[])[] = Array.isArray(rows) ? rows : [];
  return grid.map((row) => row[names.indexOf(name)] ?? null);
}

describe('rich text', () => {
  it('reads with its mentions and links by every call that gives records', async () => {
    const { table_id, rich } = await richTable();
    const reads = [
      ['bitable_records_search', {}],
      ['bitable_records_search', { filter: 'CurrentValue.[标题]="甲"' }],
      ['bitable_records_list', {}],
      ['bitable_records_get', { record_id: rich }],
      ['bitable_records_batch_get', { record_ids: [rich] }],
    ] as const;
    for (const [name, args] of reads) {
      const [first] = columnOf(await fixture.answer(name, { table_id, ...args }), '内容');
      expect(first, name).toBe(reading);
    }
  });

  it('comes in its segments where they are asked for, and takes them back unchanged', async () => {
    const { table_id, rich, cell } = await richTable();
    const args = { table_id, record_id: rich, text_field_as_array: true };
    const [segments] = columnOf(await fixture.answer('bitable_records_get', args), '内容');
    expect(segments).toEqual(documented);
    for (const 内容 of [segments, JSON.stringify(segments)]) {
      const fields = { 内容 };
      await fixture.answer('bitable_records_update', { table_id, record_id: rich, fields });
      expect(cell()).toEqual(stillRich);
    }
    const fields = { 标题: '丙', 内容: '[{"text":"a","type":"todo"}]' };
    await fixture.answer('bitable_records_create', { table_id, fields });
    expect((await fixture.records(table_id)).at(-1)).toMatchObject(fields);
  });

  it('stays where what it reads as is written back, with short answers as well', async () => {
    const { table_id, rich, plain, cell } = await richTable({ answers: 'short' });
    const since = fixture.mark;
    const one = { table_id, record_id: rich, fields: { 内容: reading } };
    const done = await fixture.answer('bitable_records_update', one);
    expect(done).toMatchObject({ record_id: rich, notes: [left('fields')] });
    expect(await fixture.answer('bitable_records_update', { ...one, dry_run: true })).toEqual({
      dry_run: true,
      requests: 0,
      notes: [left('fields')],
    });
    expect(fixture.calls('bitable_records_update', since)).toBe(0);
    const records = [
      { record_id: rich, fields: { 内容: reading } },
      { record_id: plain, fields: { 内容: '改 @甲' } },
    ];
    const many = await fixture.answer('bitable_records_batch_update', { table_id, records });
    expect(many).toMatchObject({ updated: 2, notes: [left('records[0].fields')] });
    expect(cell()).toEqual(stillRich);
    expect(await fixture.records(table_id)).toMatchObject([{}, { 内容: '改 @甲' }]);
  });

  it('is replaced by another text with a note that says what is lost, and old → new', async () => {
    const { table_id, rich } = await richTable();
    const args = { table_id, record_id: rich, fields: { 内容: bare } };
    const done = await fixture.answer('bitable_records_update', args);
    expect(done).toMatchObject({
      changes: { rows: [['内容', reading, bare]] },
      notes: [
        expect.stringMatching(/^fields\.内容: plain text replaces rich text.*@test, \[未命名/),
      ],
    });
  });

  it('is left alone by an upsert with the same reading, and is found by it as a key', async () => {
    const { table_id, cell } = await richTable({ answers: 'short' });
    const upsert = (key: string, row: JsonObject, more = {}) =>
      fixture.answer('bitable_records_upsert', {
        table_id,
        key_fields: [key],
        rows: [row],
        ...more,
      });
    expect(await upsert('标题', { 标题: '甲', 内容: reading })).toMatchObject({ unchanged: 1 });
    expect(await upsert('内容', { 内容: reading, 数: 4 })).toMatchObject({ updated: 1 });
    expect(await upsert('内容', { 内容: bare, 数: 5 })).toMatchObject({ updated: 1, inserted: 0 });
    expect(cell()).toEqual(stillRich);
    const flat = await upsert('标题', { 标题: '甲', 内容: '新' }, { dry_run: true });
    expect(flat['notes']).toContainEqual(
      expect.stringMatching(/^rows\[0\]\.内容: plain text replaces rich text/),
    );
  });

  it.each([
    ['内容 contains "测试链接标题"', 1],
    [`内容 = "${bare}"`, 1],
    [`内容 = "${reading}"`, 1],
    ['内容 contains "[测试链接标题](https://www.baidu.com/)"', 1],
    [`内容 != "${reading}"`, 1],
    ['内容 contains "www.baidu.com"', 1],
    ['内容 contains "https://www.baidu.com/"', 1],
    ['内容 not contains "baidu.com"', 1],
    ['内容 contains "baidu.cn"', 0],
    [`内容 = "${bare}" or 标题 contains "[无](https://x.cn)"`, 1],
  ])('is found by its text with and without links: %s', async (filter, count) => {
    const { table_id } = await richTable();
    const found = await fixture.answer('bitable_records_search', { table_id, filter });
    expect(found['rows']).toHaveLength(count);
  });

  it('is not made by writing [title](url), which the answer says', async () => {
    const { table_id } = await richTable();
    const fields = { 标题: '见 [文档](https://example.com/a)' };
    const done = await fixture.answer('bitable_records_create', { table_id, fields });
    expect(done['notes']).toEqual([
      expect.stringMatching(/^标题: \[title\]\(url\) is stored as these characters/),
    ]);
  });
});

it('any rich text survives the writing of what it reads as', async () => {
  const { table_id, rich } = await richTable({ answers: 'short' });
  const { bitable } = fixture.sandbox.world;
  const scope = {
    ...{ bitable, table: fixture.stored(table_id) },
    base: bitable.bases.get(fixture.appToken)!,
  };
  await fc.assert(
    fc.asyncProperty(fc.array(segment, { minLength: 1, maxLength: 5 }), async (segments) => {
      putRichText(scope, scope.table.rows.get(rich)!, '内容', segments);
      const { columns, rows } = await fixture.answer('bitable_records_search', { table_id });
      const records = { columns, rows };
      await fixture.answer('bitable_records_batch_update', { table_id, records });
      const stored = cellOf(table_id, rich);
      if (segments.some(({ type }) => type !== 'text')) {
        expect(stored).toMatchObject({ segments });
      } else {
        expect(stored).toMatchObject({ text: segments.map(({ text }) => text).join('') });
      }
    }),
    { seed: 5, numRuns: 40 },
  );
});

const words = fc.constantFrom('a', '见 ', '](', '[x]', '@', '甲 乙', 'https://x.cn', '（');
const segment: fc.Arbitrary<RichSegment> = fc.oneof(
  words.map((text) => ({ text, type: 'text' as const })),
  words.map((text) => ({ text: `标题${text}`, link: 'https://x.cn/a', type: 'url' as const })),
  words.map((text) => ({
    ...{ text: `@${text}`, type: 'mention' as const, mentionType: 'User' },
    token: 'ou_1',
  })),
  words.map((text) => ({
    ...{ text: `文档${text}`, type: 'mention' as const, mentionType: 'Docx', token: 'd' },
    link: 'https://x.cn/docx/d',
  })),
);

describe('what stands beside a name', () => {
  it('is given where it is sent: e-mails, types and addresses of files, titles of links', async () => {
    fixture = await TaskFixture.start();
    const { bitable } = fixture.sandbox.world;
    const content = Buffer.from('鲸');
    const { appToken } = fixture;
    const file = storeFile(fixture.sandbox.world, { appToken, name: 'a.png', content });
    const { linked, table_id } = await linkedTables();
    const [zhang] = bitable.directory.people;
    const fields = { 人: zhang!.email, 文件: file, 客户: [linked[0] ?? '', linked[2] ?? ''] };
    const { record_id } = await fixture.answer('bitable_records_create', { table_id, fields });
    const person = { id: zhang!.open_id, name: zhang!.name, email: zhang!.email };
    const url = expect.stringMatching(/^http.*\/medias\/.*\/download/);
    const files = [{ file_token: file, name: 'a.png', size: 3, type: expect.any(String), url }];
    const got = await fixture.answer('bitable_records_get', { table_id, record_id });
    expect(columnOf(got, '人')).toEqual([[person]]);
    expect(columnOf(got, '文件')).toEqual([files]);
    expect(columnOf(got, '客户')).toEqual([
      [
        { id: linked[0], text: '远航物流' },
        { id: linked[2], text: '佳成, 上海' },
      ],
    ]);
    const { columns, rows } = got;
    const again = { table_id, records: { columns, rows } };
    const done = await fixture.answer('bitable_records_batch_update', again);
    expect(done).toMatchObject({ updated: 1, notes: [expect.stringMatching(/^unchanged/)] });
  });
});

describe('titles of linked records in a file', () => {
  it('are exported, and resolve to the same records in an import, commas of their own and all', async () => {
    const folder = emptyFolder();
    fixture = await TaskFixture.start({ folders: [folder] });
    const { linked, table_id } = await linkedTables();
    const cells = [[0, 1], [2], [2, 0, 3], [4, 1]].map((each) =>
      each.map((at) => linked[at] ?? ''),
    );
    await fixture.fill(
      table_id,
      cells.map((客户) => ({ 客户 })),
    );
    const path = join(folder, 'a.csv');
    const args = { table_id, path, field_names: ['客户'] };
    await fixture.answer('bitable_export_table', args);
    const text = readFileSync(path, 'utf8');
    expect(text.split('\r\n')).toEqual([
      '客户',
      '"远航物流, 佳成"',
      '"佳成, 上海"',
      `"佳成, 上海, 远航物流, 北辰"`,
      `"${linked[4]}, 佳成"`,
      '',
    ]);
    const jsonl = join(folder, 'a.jsonl');
    await fixture.answer('bitable_export_table', { ...args, path: jsonl });
    expect(JSON.parse(readFileSync(jsonl, 'utf8').split('\n')[1] ?? '')).toEqual({
      客户: [{ id: linked[2], text: '佳成, 上海' }],
    });
    for (const file of [path, jsonl]) {
      const done = await fixture.answer('bitable_import_file', { table_id, path: file });
      expect(done).toMatchObject({ inserted: 4, refused: 0 });
    }
    const found = await fixture.records(table_id);
    expect(found.map(({ 客户 }) => 客户)).toEqual([...cells, ...cells, ...cells]);
  });

  it.each([
    ['佳成, 北辰, 远航物流', [1, 3, 0]],
    ['佳成, 上海\n北辰', [2, 3]],
    ['远航物流;佳成', [0, 1]],
  ])('resolve in a record too: %s', async (客户, at) => {
    fixture = await TaskFixture.start();
    const { linked, table_id } = await linkedTables();
    await fixture.answer('bitable_records_create', { table_id, fields: { 客户 } });
    const [record] = await fixture.records(table_id);
    expect(record?.['客户']).toEqual(at.map((index) => linked[index]));
  });

  it.each([
    ['远航物流, 无此客户', /no record of the linked table is titled .*nor "无此客户" alone/],
    ['佳成, 同名', /2 records of the linked table are titled "同名".*rec\w+, rec/s],
    ['上, 海', /can be read as more than one list of titles.*\["上, 海"\]/s],
    ['上, 海, 上', /can be read as more than one list of titles.*\["上","海","上"\]/s],
  ])('are refused where they name none, several, or in two ways: %s', async (客户, reason) => {
    fixture = await TaskFixture.start();
    const { table_id } = await linkedTables();
    const fields = { 客户 };
    expect(await fixture.failure('bitable_records_create', { table_id, fields })).toMatch(reason);
  });
});

/** A table that links to customers, whose ids come with it; two of them are called the same. */
async function linkedTables() {
  const customers = await fixture.table('客户表', [{ field_name: '名称', type: 1 }]);
  const names = ['远航物流', '佳成', '佳成, 上海', '北辰', '同名', '同名', '上', '海', '上, 海'];
  const linked = await fixture.fill(
    customers,
    names.map((名称) => ({ 名称 })),
  );
  const table_id = await fixture.table('订单', [
    { field_name: '单号', type: 1 },
    { field_name: '客户', type: 18, property: { table_id: customers } },
    { field_name: '人', type: 11 },
    { field_name: '文件', type: 17 },
  ]);
  return { linked, table_id };
}

function left(path: string): string {
  return `${path}.内容 is unchanged and was not sent: its rich text stays`;
}
