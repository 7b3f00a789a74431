import { afterEach, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../src/core/json.js';
import type { RichSegment } from '../../../../src/sandbox/feishu/bitable/model.js';
import { putRichText } from '../../../../src/sandbox/feishu/bitable/records/rich-text.js';
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
    const fields = { 内容: segments };
    await fixture.answer('bitable_records_update', { table_id, record_id: rich, fields });
    expect(cell()).toEqual(stillRich);
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

  it('is not made by writing [title](url), which the answer says', async () => {
    const { table_id } = await richTable();
    const fields = { 标题: '见 [文档](https://example.com/a)' };
    const done = await fixture.answer('bitable_records_create', { table_id, fields });
    expect(done['notes']).toEqual([
      expect.stringMatching(/^标题: \[title\]\(url\) is stored as these characters/),
    ]);
  });
});

function left(path: string): string {
  return `${path}.内容 is unchanged and was not sent: its rich text stays`;
}
