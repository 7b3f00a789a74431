import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ServerFixture } from '../../support/server-fixture.js';
import {
  addFile,
  addTables,
  idsAt,
  newTable,
  numbered,
  records,
  type TableRef,
  title,
} from '../../support/table-fixture.js';

let fixture: ServerFixture;

beforeAll(async () => {
  fixture = await ServerFixture.start();
});

afterEach(() => {
  expect(fixture.sandbox.faults.pending()).toBe(0);
});

afterAll(() => fixture.end());

const update = 'bitable_records_update';
const batchUpdate = 'bitable_records_batch_update';
const batchGet = 'bitable_records_batch_get';

const tags = {
  field_name: '标签',
  type: 4,
  property: { options: ['甲', '乙', '丙', '丁'].map((name) => ({ name })) },
};
const setFields = [
  { field_name: title, type: 1 },
  tags,
  { field_name: '状态', type: 3, property: { options: [{ name: '开' }, { name: '关' }] } },
  { field_name: '人', type: 11, property: { multiple: true } },
  { field_name: '一人', type: 11, property: { multiple: false } },
  { field_name: '群', type: 23, property: { multiple: true } },
  { field_name: '文件', type: 17 },
];

function people() {
  const find = (name: string) =>
    fixture.sandbox.world.bitable.directory.people.find((person) => person.name === name)!;
  return { zhang: find('张三'), li: find('李四'), wang: find('王五') };
}

async function cellsOf(tableRef: TableRef, record_id: string) {
  const { columns, rows } = await fixture.call('bitable_records_get', { ...tableRef, record_id });
  return Object.fromEntries(columns.map((name: string, at: number) => [name, rows[0][at]]));
}

/** A record whose cells hold one of each. */
async function recordWithSets() {
  const { zhang } = people();
  const tableRef = newTable(fixture.sandbox, [], setFields);
  const file = addFile(fixture.sandbox, tableRef.app_token);
  const cells = { 标签: ['甲'], 人: zhang.open_id, 群: [chats[0]], 文件: file, 状态: '开' };
  const fields = { [title]: '一', ...cells };
  const { record_id } = await fixture.call('bitable_records_create', { ...tableRef, fields });
  return { tableRef, record_id, file };
}

const chats = ['oc_1f0c6a3e9b2d4785a1c0e5d7b8f93a61', 'oc_7b3d9e5a0c1f4286b5d8a2e6c4f70b92'];

describe('a set in a cell', () => {
  it('is added to and taken from, and keeps everything that is not named', async () => {
    const { zhang, li } = people();
    const { tableRef, record_id, file } = await recordWithSets();
    const other = addFile(fixture.sandbox, tableRef.app_token);
    const fields = {
      标签: { add: ['乙', '丙'], remove: ['甲'] },
      人: { add: li.email },
      群: { add: [chats[1]] },
      文件: { add: [other] },
    };
    await fixture.call(update, { ...tableRef, record_id, fields });
    expect(await cellsOf(tableRef, record_id)).toMatchObject({
      标签: ['乙', '丙'],
      人: [{ id: zhang.open_id }, { id: li.open_id }],
      群: [{ id: chats[0] }, { id: chats[1] }],
      文件: [{ file_token: file }, { file_token: other }],
    });
    await fixture.call(update, { ...tableRef, record_id, fields: { 人: { remove: zhang.email } } });
    expect(await cellsOf(tableRef, record_id)).toMatchObject({ 人: [{ id: li.open_id }] });
  });

  it('of links is added to by title, and taken from by record id', async () => {
    const tableRef = newTable(fixture.sandbox);
    const [customers = ''] = addTables(fixture.sandbox, tableRef, ['客户']);
    const { app_token } = tableRef;
    const named = { app_token, table_id: customers };
    const made = await fixture.call('bitable_records_batch_create', {
      ...named,
      records: [{ fields: { [title]: '星河' } }, { fields: { [title]: '远山' } }],
    });
    const [xinghe, yuanshan] = made.record_ids;
    const link = { field_name: '客户', type: 18, property: { table_id: customers } };
    await fixture.call('bitable_fields_create', { ...tableRef, ...link });
    const fields = { 客户: '星河' };
    const { record_id } = await fixture.call('bitable_records_create', { ...tableRef, fields });
    const change = (客户: object) =>
      fixture.call(update, { ...tableRef, record_id, fields: { 客户 } });
    await change({ add: ['远山'] });
    expect(await cellsOf(tableRef, record_id)).toMatchObject({
      客户: [
        { id: xinghe, text: '星河' },
        { id: yuanshan, text: '远山' },
      ],
    });
    await change({ remove: [xinghe] });
    expect(await cellsOf(tableRef, record_id)).toMatchObject({
      客户: [{ id: yuanshan, text: '远山' }],
    });
  });

  it('keeps both of two additions at once, of one record or of many', async () => {
    const { tableRef, record_id } = await recordWithSets();
    const add = (name: string) =>
      fixture.call(update, { ...tableRef, record_id, fields: { 标签: { add: [name] } } });
    const addToAll = fixture.call(batchUpdate, {
      ...tableRef,
      records: [{ record_id, fields: { 标签: { add: ['丁'] } } }],
    });
    await Promise.all([add('乙'), addToAll, add('丙')]);
    const { 标签: kept } = await cellsOf(tableRef, record_id);
    expect([...kept].sort()).toEqual(['丁', '丙', '乙', '甲'].sort());
  });

  it('is added to twice where one list names a record twice', async () => {
    const { tableRef, record_id } = await recordWithSets();
    const records = ['乙', '丙'].map((name) => ({ record_id, fields: { 标签: { add: [name] } } }));
    const { notes } = await fixture.call(batchUpdate, { ...tableRef, records });
    expect(notes).toEqual([
      'records: 1 repeated; the last value of a field stays, and changes {add, remove} add up',
    ]);
    expect(await cellsOf(tableRef, record_id)).toMatchObject({ 标签: ['甲', '乙', '丙'] });
  });

  it('becomes what a plain list says', async () => {
    const { tableRef, record_id } = await recordWithSets();
    await fixture.call(update, { ...tableRef, record_id, fields: { 标签: ['乙'] } });
    expect(await cellsOf(tableRef, record_id)).toMatchObject({ 标签: ['乙'] });
  });

  it('tells what was to be removed and was not in it, and is no failure', async () => {
    const { tableRef, record_id } = await recordWithSets();
    const fields = { 标签: { remove: ['丙', '甲'] } };
    const { notes } = await fixture.call(update, { ...tableRef, record_id, fields });
    expect(notes).toEqual(['fields.标签: "丙" was not in it, so there was nothing to remove']);
    expect(await cellsOf(tableRef, record_id)).not.toHaveProperty('标签');
  });

  it('of a new record is what is added', async () => {
    const tableRef = newTable(fixture.sandbox, [], setFields);
    const fields = { 标签: { add: '甲', remove: ['乙'] } };
    const made = await fixture.call('bitable_records_create', { ...tableRef, fields });
    expect(made.notes).toEqual(['标签: a new record has nothing to remove']);
    expect(await cellsOf(tableRef, made.record_id)).toMatchObject({ 标签: ['甲'] });
  });

  it('is refused where a cell holds one value, where both lists name the same, and for names that are no options', async () => {
    const { tableRef, record_id } = await recordWithSets();
    const sent = fixture.sent(update);
    const text = await fixture.failure(update, {
      ...tableRef,
      record_id,
      create_options: true,
      fields: {
        状态: { add: ['关'] },
        标签: { add: ['甲'], remove: ['甲'] },
        [title]: { add: ['二'] },
      },
    });
    expect(text).toContain(
      'fields.状态 takes one value, which nothing is added to or removed from',
    );
    expect(text).toContain('fields.标签 adds and removes "甲"');
    expect(text).toContain(`fields.${title} is {"add":["二"]}`);
    const unknown = { ...tableRef, record_id, fields: { 标签: { remove: ['戊'] } } };
    const refusal = await fixture.failure(update, { ...unknown, create_options: true });
    expect(refusal).toContain('fields.标签 is "戊", which is no option');
    expect(refusal).not.toContain('makes a new one');
    expect(fixture.sent(update)).toBe(sent);
  });

  it('of one person takes no second one', async () => {
    const { zhang, li } = people();
    const { tableRef, record_id } = await recordWithSets();
    const set = (一人: unknown) => ({ ...tableRef, record_id, fields: { 一人 } }) as const;
    await fixture.call(update, set({ add: [zhang.open_id] }));
    expect(await fixture.failure(update, set({ add: [li.open_id] }))).toContain(
      'fields.一人 takes one value, and 张三 is stored',
    );
    await fixture.call(update, set({ add: [li.open_id], remove: [zhang.open_id] }));
    expect(await cellsOf(tableRef, record_id)).toMatchObject({ 一人: [{ id: li.open_id }] });
  });

  it('is left alone where what it holds cannot be read', async () => {
    const { tableRef, record_id } = await recordWithSets();
    const sent = fixture.sent(update);
    const args = { ...tableRef, record_id, fields: { 标签: { add: ['乙'] } } };
    fixture.sandbox.faults.add({ kind: 'code', code: 1254302, endpoint: batchGet });
    expect(await fixture.failure(update, args)).toContain(
      'Note: the stored values could not be read, so the sets were not changed.',
    );
    const gone = { ...args, record_id: 'recNobodyMade' };
    expect(await fixture.failure(update, gone)).toContain('fields.标签 was not changed');
    expect(fixture.sent(update)).toBe(sent);
  });

  it('is shown whole in a dry run', async () => {
    const { tableRef, record_id } = await recordWithSets();
    const fields = { 标签: { add: ['乙'] } };
    const { would_send } = await fixture.call(update, {
      ...tableRef,
      record_id,
      fields,
      dry_run: true,
    });
    expect(would_send.body).toEqual({ fields: { 标签: ['甲', '乙'] } });
    expect(await cellsOf(tableRef, record_id)).toMatchObject({ 标签: ['甲'] });
  });
});

describe('what an update changed', () => {
  it('stands in its answer, old and new, as the values are read', async () => {
    const { zhang, li } = people();
    const { tableRef, record_id } = await recordWithSets();
    const fields = { 状态: '关', 标签: { add: ['乙'] }, 人: { add: [li.open_id] }, [title]: '一' };
    const { changes, notes } = await fixture.call(update, { ...tableRef, record_id, fields });
    expect(changes).toEqual({
      columns: ['field', 'old', 'new'],
      rows: [
        ['状态', '开', '关'],
        ['标签', ['甲'], ['甲', '乙']],
        [
          '人',
          [{ id: zhang.open_id, name: '张三' }],
          [{ id: zhang.open_id, name: '张三' }, { id: li.open_id }],
        ],
      ],
    });
    expect(notes).toBeUndefined();
  });

  it('is told as unchanged where all of it was stored already', async () => {
    const { tableRef, record_id } = await recordWithSets();
    const fields = { 状态: '开', 标签: ['甲'] };
    const { changes, notes } = await fixture.call(update, { ...tableRef, record_id, fields });
    expect(changes).toBeUndefined();
    expect(notes).toEqual(['unchanged: all of these values were stored already']);
  });

  it('is listed by record for up to 100 of them, with one more request', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(100));
    const ids = idsAt(fixture.sandbox, tableRef);
    const records = ids.map((record_id, index) => ({
      record_id,
      fields: { 数量: index, [title]: `行${index}` },
    }));
    const sent = fixture.sent();
    const { updated, changes } = await fixture.call(batchUpdate, { ...tableRef, records });
    expect(updated).toBe(100);
    expect(changes.columns).toEqual(['record_id', 'field', 'old', 'new']);
    expect(changes.rows).toEqual(ids.map((id, index) => [id, '数量', null, index]));
    expect(fixture.sent()).toBe(sent + 2);
  });

  it('is counted by field beyond that, and nothing is read for it', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(101));
    const ids = idsAt(fixture.sandbox, tableRef);
    const records = ids.map((record_id) => ({ record_id, fields: { 数量: 1 } }));
    const sent = fixture.sent();
    const answer = await fixture.call(batchUpdate, { ...tableRef, records });
    expect(answer).toEqual({ updated: 101, written_cells: { 数量: 101 } });
    expect(fixture.sent()).toBe(sent + 1);
  });

  it('is shown for a few of the records where sets of more than 100 are added to', async () => {
    const rows = Array.from({ length: 501 }, () => ({ 标签: ['甲'] }));
    const tableRef = newTable(fixture.sandbox, rows, setFields);
    const ids = idsAt(fixture.sandbox, tableRef);
    const records = ids.map((record_id) => ({ record_id, fields: { 标签: { add: ['乙'] } } }));
    const answer = await fixture.call(batchUpdate, { ...tableRef, records });
    expect(answer).toMatchObject({ updated: 501, written_cells: { 标签: 501 } });
    expect(answer.changes.rows).toHaveLength(10);
    expect(answer.notes).toEqual(['changes shows 10 of 501 records']);
    expect(await cellsOf(tableRef, ids[500]!)).toMatchObject({ 标签: ['甲', '乙'] });
  });

  it('is done without where the values before cannot be read', async () => {
    const { tableRef, record_id } = await recordWithSets();
    fixture.sandbox.faults.add({ kind: 'code', code: 1254302, endpoint: batchGet });
    const answer = await fixture.call(update, { ...tableRef, record_id, fields: { 状态: '关' } });
    expect(answer.notes).toEqual([
      expect.stringMatching(
        /^changes are not shown: the values before could not be read \(Feishu 1254302/,
      ),
    ]);
    expect(await cellsOf(tableRef, record_id)).toMatchObject({ 状态: '关' });
  });

  it('is left out of short answers, with its read', async () => {
    const short = await ServerFixture.start({ args: ['--answers', 'short'] });
    const tableRef = newTable(short.sandbox, numbered(1));
    const [record_id] = idsAt(short.sandbox, tableRef);
    const fields = { 数量: 2 };
    expect(await short.call(update, { ...tableRef, record_id, fields })).toEqual({ record_id });
    expect(short.sent(batchGet)).toBe(0);
    await short.end();
  });
});

describe('what was deleted', () => {
  it('is named by the primary cell for up to 100 records, and counted beyond', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(104));
    const [one = '', two = '', three = '', ...rest] = idsAt(fixture.sandbox, tableRef);
    expect(await fixture.call('bitable_records_delete', { ...tableRef, record_id: one })).toEqual({
      deleted: true,
      record_id: one,
      title: '行0',
    });
    expect(
      await fixture.call('bitable_records_batch_delete', { ...tableRef, records: [two, three] }),
    ).toEqual({ deleted: 2, titles: { [two]: '行1', [three]: '行2' } });
    expect(
      await fixture.call('bitable_records_batch_delete', { ...tableRef, records: rest }),
    ).toEqual({ deleted: 101 });
  });

  it('is deleted all the same where it cannot be read', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(1));
    const [record_id] = idsAt(fixture.sandbox, tableRef);
    fixture.sandbox.faults.add({ kind: 'code', code: 1254302, endpoint: batchGet });
    const answer = await fixture.call('bitable_records_delete', { ...tableRef, record_id });
    expect(answer).toMatchObject({
      deleted: true,
      notes: [expect.stringContaining('titles are not shown')],
    });
  });
});

it('creates take no more requests than before', async () => {
  const tableRef = newTable(fixture.sandbox);
  const sent = fixture.sent();
  await fixture.call('bitable_records_batch_create', { ...tableRef, records: records(3) });
  expect(fixture.sent()).toBe(sent + 1);
});
