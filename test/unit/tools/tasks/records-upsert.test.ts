import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.js';
import { type Progress, TaskFixture } from './fixtures/task-fixture.js';

const upsert = 'bitable_records_upsert';
const batchCreate = 'bitable_records_batch_create';
const batchUpdate = 'bitable_records_batch_update';
const search = 'bitable_records_search';

let fixture: TaskFixture;
beforeAll(async () => {
  fixture = await TaskFixture.start();
});
afterAll(() => fixture.close());

let tableCount = 0;

/** A table of goods with these rows. */
async function goods(rows: readonly JsonObject[] = []) {
  tableCount += 1;
  const tableId = await fixture.table(`goods ${tableCount}`, [
    { field_name: '名称', type: 1 },
    { field_name: '价格', type: 2 },
    { field_name: '状态', type: 3, property: { options: [{ name: '在售' }, { name: '停售' }] } },
    { field_name: '标签', type: 4, property: { options: [{ name: '新' }, { name: '热' }] } },
    { field_name: '上架', type: 5 },
    { field_name: '自营', type: 7 },
    { field_name: '负责人', type: 11 },
    { field_name: '主页', type: 15 },
    { field_name: '编号', type: 1005 },
  ]);
  return { tableId, ids: await fixture.fill(tableId, rows) };
}

const people = () => fixture.sandbox.world.bitable.directory.people.map(({ open_id }) => open_id);

describe('an upsert', () => {
  it('inserts what is new, writes only the cells that differ, and leaves the rest', async () => {
    const { tableId, ids } = await goods([
      { 名称: '笔', 价格: 3, 状态: '在售' },
      { 名称: '纸', 价格: 5, 状态: '在售' },
    ]);
    const args = {
      table_id: tableId,
      key_fields: ['名称'],
      rows: [
        { 名称: '笔', 价格: '3.00', 状态: '在售' },
        { 名称: '纸', 价格: '￥6.5', 状态: '在售' },
        { 名称: '尺', 价格: 1, 上架: '2026-11-21' },
      ],
    };
    expect(await fixture.answer(upsert, args)).toEqual({
      inserted: 1,
      updated: 1,
      unchanged: 1,
      ambiguous: 0,
      record_ids: [expect.stringMatching(/^rec/)],
      changes: { columns: ['record_id', 'field', 'old', 'new'], rows: [[ids[1], '价格', 5, 6.5]] },
    });
    const records = await fixture.records(tableId);
    expect(records.map(({ 名称, 价格 }) => [名称, 价格])).toEqual([
      ['笔', 3],
      ['纸', 6.5],
      ['尺', 1],
    ]);
    expect(records[1]!['record_id']).toBe(ids[1]);

    const mark = fixture.mark;
    expect(await fixture.answer(upsert, args)).toMatchObject({
      inserted: 0,
      updated: 0,
      unchanged: 3,
    });
    expect(fixture.calls(batchCreate, mark) + fixture.calls(batchUpdate, mark)).toBe(0);
  });

  it('takes for the same what is the same in other words', async () => {
    const [first = '', second = ''] = people();
    const { tableId } = await goods([
      {
        名称: '灯',
        价格: 0.1,
        标签: ['新', '热'],
        上架: '2026-11-21 09:30',
        负责人: [first, second],
        主页: '[官网](https://example.com)',
      },
    ]);
    const row = {
      名称: '灯',
      价格: '10%',
      标签: '热,新',
      上架: '2026-11-21T01:30:00Z',
      自营: false,
      负责人: [{ id: second }, { id: first }],
      主页: { text: '官网', link: 'https://example.com' },
    };
    const answer = await fixture.answer(upsert, {
      table_id: tableId,
      key_fields: ['名称'],
      rows: [row],
    });
    expect(answer).toMatchObject({ inserted: 0, updated: 0, unchanged: 1 });
  });

  it('finds unchanged what is written as it was read, whatever the types', async () => {
    const readOnly = ['record_id', '创建时间', '编号', '人天'];
    const records = (await fixture.records('任务'))
      .filter(({ 任务名称 }) => 任务名称 !== null)
      .map((record) =>
        Object.fromEntries(Object.entries(record).filter(([name]) => !readOnly.includes(name))),
      );
    expect(records.length).toBeGreaterThan(10);
    const rows = [...new Map(records.map((record) => [record['任务名称'], record])).values()];
    const args = { table_id: '任务', key_fields: ['任务名称'], rows };
    const answer = await fixture.answer(upsert, args);
    expect(answer).toMatchObject({ inserted: 0, updated: 0 });
    expect(answer['unchanged']).toBeGreaterThan(10);
  });

  it('finds records by several fields of several types', async () => {
    const [owner = ''] = people();
    const { tableId } = await goods([
      { 名称: 'A', 价格: 1, 负责人: owner, 上架: '2026-01-01', 状态: '在售' },
      { 名称: 'A', 价格: 2, 负责人: owner, 上架: '2026-01-01', 状态: '在售' },
      { 名称: 'a', 价格: 1, 负责人: owner, 上架: '2026-01-01', 状态: '在售' },
    ]);
    const answer = await fixture.answer(upsert, {
      table_id: tableId,
      key_fields: ['名称', '价格', '负责人', '上架', '状态'],
      rows: [
        { 名称: 'A', 价格: 2, 负责人: owner, 上架: 20260101, 状态: '在售', 自营: true },
        { 名称: 'A', 价格: 3, 负责人: owner, 上架: '2026-01-01', 状态: '在售' },
      ],
    });
    expect(answer).toMatchObject({ inserted: 1, updated: 1, unchanged: 0 });
    expect((await fixture.records(tableId)).map((record) => record['自营'] ?? null)).toEqual([
      null,
      true,
      null,
      null,
    ]);
  });

  it('writes nothing for a key that is ambiguous, and names its records and rows', async () => {
    const { tableId, ids } = await goods([{ 名称: '双' }, { 名称: '双' }, { 名称: '单' }]);
    const answer = await fixture.answer(upsert, {
      table_id: tableId,
      key_fields: ['名称'],
      rows: [
        { 名称: '双', 价格: 1 },
        { 名称: '单', 价格: 1 },
        { 名称: '新', 价格: 1 },
        { 名称: '新', 价格: 2 },
      ],
    });
    expect(answer).toMatchObject({
      inserted: 0,
      updated: 1,
      ambiguous: 3,
      ambiguous_keys: [
        { key: { 名称: '双' }, rows: [0], record_ids: ids.slice(0, 2) },
        { key: { 名称: '新' }, rows: [2, 3], record_ids: [] },
      ],
    });
    expect(fixture.stored(tableId).rows.size).toBe(3);
  });

  it('shows with dry_run each cell before and after, and sends nothing', async () => {
    const { tableId, ids } = await goods([{ 名称: '笔', 价格: 3, 标签: ['新'] }]);
    const mark = fixture.mark;
    const answer = await fixture.answer(upsert, {
      table_id: tableId,
      key_fields: ['名称'],
      rows: {
        columns: ['record_id', '名称', '价格', '标签', '上架'],
        rows: [
          ['recIgnored', '笔', 4, null, '2026-11-21'],
          ['', '尺', 1, ['热'], null],
        ],
      },
      dry_run: true,
    });
    expect(answer).toEqual({
      dry_run: true,
      inserted: 1,
      updated: 1,
      unchanged: 0,
      ambiguous: 0,
      updates: [
        {
          row: 0,
          record_id: ids[0],
          changes: { 价格: [3, 4], 标签: [['新'], null], 上架: [null, '2026-11-21'] },
        },
      ],
      inserts: [{ row: 1, fields: { 名称: '尺', 价格: 1, 标签: ['热'] } }],
      notes: [
        'record_id was left out: key_fields alone say which record a row is',
        'nothing was sent: this was a dry run',
      ],
    });
    expect(fixture.calls(batchCreate, mark) + fixture.calls(batchUpdate, mark)).toBe(0);
    expect(fixture.stored(tableId).rows.size).toBe(1);
  });

  it('keeps the differences of many long rows within an answer, and counts the rest', async () => {
    const { tableId } = await goods();
    const rows = Array.from({ length: 3_000 }, (_, n) => ({ 名称: `${n} ${'长'.repeat(2_000)}` }));
    const result = await fixture.run(upsert, {
      table_id: tableId,
      key_fields: ['名称'],
      rows,
      dry_run: true,
    });
    expect(result.text.length).toBeLessThan(40_000);
    expect(result.structured?.['inserted']).toBe(3_000);
    expect(JSON.stringify(result.structured?.['notes'])).toMatch(/inserts shows \d+ of 3000/);
  });

  it('updates by a key that Feishu works out, but inserts nothing for it', async () => {
    const { tableId } = await goods([{ 名称: '一' }, { 名称: '二' }]);
    const numbers = (await fixture.records(tableId)).map((record) => String(record['编号']));
    const answer = await fixture.answer(upsert, {
      table_id: tableId,
      key_fields: ['编号'],
      rows: [
        { 编号: numbers[1]!, 价格: 9 },
        { 编号: '999', 价格: 9 },
      ],
    });
    expect(answer).toMatchObject({
      inserted: 0,
      updated: 1,
      unmatched: 1,
      unmatched_rows: [1],
    });
    expect((await fixture.records(tableId)).map((record) => record['价格'] ?? null)).toEqual([
      null,
      9,
    ]);
  });

  it('refuses everything that is wrong at once, before anything is sent', async () => {
    const { tableId } = await goods([{ 名称: '笔' }]);
    const mark = fixture.mark;
    const text = await fixture.failure(upsert, {
      table_id: tableId,
      key_fields: ['名称', '名宇', 'nowhere'],
      rows: [
        { 名称: '笔', 价格: 'viel' },
        { 名称: ' ' },
        { 价格: 3 },
        { 名称: '纸', 状太: '在售' },
      ],
    });
    expect(text).toContain('key_fields[1] names "名宇", which is no field of the table');
    expect(text).toContain('key_fields[2]');
    expect(text).toContain('rows[0].价格 is "viel"');
    expect(text).toContain('rows[1].名称 is a key field and empty');
    expect(text).toContain('rows[2].名称 is a key field and missing');
    expect(text).toContain('rows[3].状太');
    expect(fixture.calls(search, mark) + fixture.calls(batchCreate, mark)).toBe(0);
  });

  it('refuses a key field whose values cannot be compared', async () => {
    const tableId = await fixture.table('files', [
      { field_name: 'name', type: 1 },
      { field_name: 'file', type: 17 },
    ]);
    const text = await fixture.failure(upsert, {
      table_id: tableId,
      key_fields: ['file'],
      rows: [{ file: 'boxcnAbCdEfGh' }],
    });
    expect(text).toContain('key_fields[0] is file (attachment), whose values cannot be compared');
  });

  it('lets new options come into being only when it is told to', async () => {
    const { tableId } = await goods([{ 名称: '笔', 状态: '在售' }]);
    const args = { table_id: tableId, key_fields: ['名称'], rows: [{ 名称: '笔', 状态: '预售' }] };
    expect(await fixture.failure(upsert, args)).toContain(
      'rows[0].状态 is "预售", which is no option',
    );
    expect(await fixture.answer(upsert, { ...args, create_options: true })).toMatchObject({
      updated: 1,
    });
    expect(await fixture.answer(upsert, args)).toMatchObject({ unchanged: 1 });
  });
});

describe('the records of an upsert', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ 名称: `第${n}号`, 价格: n }));

  it('are searched for by their keys where that takes fewer requests than reading the table', async () => {
    const { tableId } = await goods(many(3_000));
    const few = await countReads(
      tableId,
      many(40).map((row) => ({ ...row, 价格: 1 })),
    );
    expect(few).toEqual({
      reads: 3,
      answer: expect.objectContaining({ updated: 39, unchanged: 1 }),
    });
    const lots = await countReads(tableId, many(1_000));
    expect(lots).toEqual({
      reads: 6,
      answer: expect.objectContaining({ updated: 39, unchanged: 961 }),
    });
  });

  async function countReads(tableId: string, rows: readonly JsonObject[]) {
    const mark = fixture.mark;
    const args = { table_id: tableId, key_fields: ['名称'], rows };
    const answer = await fixture.answer(upsert, args);
    return { reads: fixture.calls(search, mark), answer };
  }

  it.each([
    ['a line break', 'a\nb'],
    ['blanks around', ' a '],
    ['quotes', '"a" \\ \'b\''],
    ['many characters', 'x'.repeat(3_000)],
  ])('are found by a text with %s', async (_, name) => {
    const { tableId } = await goods([{ 名称: name }]);
    const rows = [{ 名称: name, 价格: 7 }];
    expect(
      await fixture.answer(upsert, { table_id: tableId, key_fields: ['名称'], rows }),
    ).toMatchObject({
      inserted: 0,
      updated: 1,
    });
  });
});

describe('20,000 rows of which 19,000 are there already', () => {
  const rows = Array.from({ length: 20_000 }, (_, n) => ({ 名称: `N${n}`, 价格: n, 状态: '在售' }));
  let tableId: string;
  beforeAll(async () => {
    tableId = (await goods(rows.slice(0, 19_000))).tableId;
  });

  it('cost 38 reads and 2 writes, told of as they go', async () => {
    const mark = fixture.mark;
    const heard: Progress[] = [];
    const answer = await fixture.answer(
      upsert,
      { table_id: tableId, key_fields: ['名称'], rows },
      { onProgress: (progress) => heard.push(progress) },
    );
    expect(answer).toMatchObject({ inserted: 1_000, updated: 0, unchanged: 19_000, ambiguous: 0 });
    expect(answer['record_ids']).toHaveLength(1_000);
    expect(fixture.calls(search, mark)).toBe(38);
    expect(fixture.calls(batchCreate, mark)).toBe(2);
    expect(heard.map(({ done }) => done)).toEqual(heard.map((_, index) => index + 1));
    expect(heard.at(-1)).toEqual({ done: 40, total: 40, message: 'inserts: 1000 of 1000' });
  });
});

describe('an upsert that stops in the middle', () => {
  /** 1,200 records that differ and 700 that are new; the positions of both are mixed. */
  async function mixed() {
    const old = Array.from({ length: 1_200 }, (_, n) => ({ 名称: `old${n}`, 价格: 0 }));
    const { tableId } = await goods(old);
    const fresh = Array.from({ length: 700 }, (_, n) => ({ 名称: `new${n}`, 价格: 1 }));
    const rows = [...old.map((row) => ({ ...row, 价格: 1 })), ...fresh];
    return { tableId, args: { table_id: tableId, key_fields: ['名称'], rows } };
  }

  const forbidden = { kind: 'code', code: 1254302 } as const;

  it('among the updates says what was applied, and goes on when it is repeated', async () => {
    const { tableId, args } = await mixed();
    fixture.fault({ ...forbidden, endpoint: batchUpdate, skip: 1 });
    const text = await fixture.failure(upsert, args);
    expect(text).toContain('Updated: 500 of 1200 records. Inserted: 0 of 700.');
    expect(text).toContain('Not applied: rows 500 to 1899, counted from 0.');
    expect(text).toContain('1254302');
    expect(text).toContain('again with the same rows. An upsert repeats safely');
    expect(await fixture.answer(upsert, args)).toMatchObject({
      inserted: 700,
      updated: 700,
      unchanged: 500,
    });
    expect(fixture.stored(tableId).rows.size).toBe(1_900);
  });

  it('among the inserts names the ids of what was inserted', async () => {
    const { tableId, args } = await mixed();
    fixture.fault({ ...forbidden, endpoint: batchCreate, skip: 1 });
    const text = await fixture.failure(upsert, args);
    expect(text).toContain('Updated: 1200 of 1200 records. Inserted: 500 of 700.');
    expect(text).toContain('Not applied: rows 1700 to 1899, counted from 0.');
    expect(
      text.match(/\brec\w+/g)!.filter((id) => id !== 'record_ids' && id !== 'records'),
    ).toHaveLength(500);
    expect(await fixture.answer(upsert, args)).toMatchObject({ inserted: 200, unchanged: 1_700 });
    expect(fixture.stored(tableId).rows.size).toBe(1_900);
  });

  it('leaves no duplicates where the answer to an insert was lost', async () => {
    const { tableId, args } = await mixed();
    fixture.fault({ kind: 'reset', applied: true, endpoint: batchCreate, times: 20 });
    const text = await fixture.failure(upsert, args);
    expect(text).toContain('In doubt: rows 1200 to 1699, counted from 0.');
    fixture.sandbox.faults.clear();
    expect(await fixture.answer(upsert, args)).toMatchObject({ inserted: 200, unchanged: 1_700 });
    expect(fixture.stored(tableId).rows.size).toBe(1_900);
  });

  it('says so when it is cancelled', async () => {
    const { tableId, args } = await mixed();
    const caller = new AbortController();
    const onProgress = ({ message = '' }: Progress) => {
      if (message.startsWith('updates: 500')) {
        caller.abort();
      }
    };
    const text = await fixture.failure(upsert, args, { signal: caller.signal, onProgress });
    expect(text).toContain('Updated: 500 of 1200 records.');
    expect(text).toContain('It was cancelled.');
    expect(fixture.stored(tableId).rows.size).toBe(1_200);
  });

  it('inserts nothing where the table could not be read to its end', async () => {
    const { tableId, args } = await mixed();
    fixture.fault({ ...forbidden, endpoint: search, skip: 1 });
    expect(await fixture.failure(upsert, args)).toContain('1254302');
    expect(fixture.stored(tableId).rows.size).toBe(1_200);
  });
});
