import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ServerFixture } from '../../support/server-fixture.js';
import { idsAt, newTable, numbered, textsAt, title } from '../../support/table-fixture.js';

let fixture: ServerFixture;

beforeAll(async () => {
  fixture = await ServerFixture.start();
});

afterEach(() => {
  expect(fixture.sandbox.faults.pending()).toBe(0);
});

afterAll(() => fixture.end());

const everyKind = [
  { field_name: title, type: 1 },
  { field_name: '数量', type: 2 },
  { field_name: '状态', type: 3 },
  { field_name: '标签', type: 4 },
  { field_name: '日期', type: 5 },
  { field_name: '完成', type: 7 },
  { field_name: '电话', type: 13 },
  { field_name: '链接', type: 15 },
];

describe('writing one record, end to end', () => {
  it('creates it with every kind of plain value, and reads the same back', async () => {
    const tableRef = newTable(fixture.sandbox, [], everyKind);
    const fields = {
      [title]: '多行\n"引号" 🌙 \u202E右到左 \u200B\u{E0041} \0 =HYPERLINK(1)',
      数量: -0.25,
      状态: '新选项',
      标签: ['一', '二'],
      日期: 1_764_000_000_000,
      完成: true,
      电话: '+8613800138000',
      链接: { text: '站', link: 'https://example.com/?a=1&b=2' },
    };
    const { record_id } = await fixture.call('bitable_records_create', {
      ...tableRef,
      create_options: true,
      fields,
    });
    const args = { ...tableRef, record_id };
    const { columns, rows } = await fixture.call('bitable_records_search', {
      ...tableRef,
      field_names: Object.keys(fields),
    });
    const cells = Object.fromEntries(
      columns.map((name: string, at: number) => [name, rows[0][at]]),
    );
    expect(cells).toEqual({ record_id, ...fields, 日期: '2025-11-25' });
    expect((await fixture.call('bitable_records_get', args)).rows).toHaveLength(1);
  });

  it('changes the cells that are named, and clears those that are null', async () => {
    const tableRef = newTable(fixture.sandbox, [{ [title]: '一', 数量: 1 }]);
    const [record_id] = idsAt(fixture.sandbox, tableRef);
    await fixture.call('bitable_records_update', {
      ...tableRef,
      record_id,
      fields: { 数量: null },
    });
    const { columns, rows } = await fixture.call('bitable_records_get', { ...tableRef, record_id });
    expect([columns, rows]).toEqual([['record_id', title], [[record_id, '一']]]);
  });

  it('deletes it', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(2));
    const [record_id, other] = idsAt(fixture.sandbox, tableRef);
    const deletion = await fixture.call('bitable_records_delete', { ...tableRef, record_id });
    expect(deletion).toMatchObject({ deleted: true, record_id });
    expect(idsAt(fixture.sandbox, tableRef)).toEqual([other]);
  });

  it('refuses a value of another kind, naming the field, the value and what is right', async () => {
    const tableRef = newTable(fixture.sandbox);
    const before = fixture.sent();
    const text = await fixture.failure('bitable_records_create', {
      ...tableRef,
      fields: { 数量: '三' },
    });
    expect(text).toContain('nothing was sent');
    expect(text).toContain('fields.数量 is "三". Allowed: a number such as 1234.5.');
    expect(fixture.sent()).toBe(before);
  });

  it('refuses a field that the table does not have, with the nearest, before anything is sent', async () => {
    const tableRef = newTable(fixture.sandbox);
    const before = fixture.sent();
    const args = { ...tableRef, fields: { 标提: 'x', 数: 1 } };
    const text = await fixture.failure('bitable_records_create', args);
    expect(text).toContain('fields.标提 is no field of the table. Did you mean 标题?');
    expect(text).toContain('fields.数 is no field of the table. Did you mean 数量?');
    expect(fixture.sent()).toBe(before);
  });

  it.each([
    ['bitable_records_update', { record_id: 'recNobody000', fields: {} }, /1254043/],
    ['bitable_records_delete', { record_id: 'recNobody000' }, /1254043/],
  ])('%s says what is not there', async (tool, args, words) => {
    expect(await fixture.failure(tool, { ...newTable(fixture.sandbox), ...args })).toMatch(words);
  });

  it('writes a text of 100,000 characters, and refuses one more before it is sent', async () => {
    const tableRef = newTable(fixture.sandbox);
    const create = (length: number) => ({ ...tableRef, fields: { [title]: '字'.repeat(length) } });
    await fixture.call('bitable_records_create', create(100_000));
    const before = fixture.sent();
    const text = await fixture.failure('bitable_records_create', create(100_001));
    expect(text).toContain(`fields.${title} is a text of 100001 characters`);
    expect(fixture.sent()).toBe(before);
    expect(textsAt(fixture.sandbox, tableRef).map((cell) => cell.length)).toEqual([100_000]);
  });

  it('says that the table is full', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(20_000));
    const args = { ...tableRef, fields: { [title]: '多' } };
    expect(await fixture.failure('bitable_records_create', args)).toMatch(/1254103.*\n.*full/);
  });

  it.each([
    ['1254290', { kind: 'code', code: 1254290 }],
    ['1254291', { kind: 'code', code: 1254291 }],
    ['a reset before it was applied', { kind: 'reset' }],
    ['a reset after it was applied', { kind: 'reset', applied: true }],
    [
      'a service that timed out after it was applied',
      { kind: 'code', code: 1255040, applied: true },
    ],
    ['an answer that was cut off', { kind: 'cut' }],
    ['half of a JSON text', { kind: 'truncate' }],
    ['a proxy page after it was applied', { kind: 'html', applied: true }],
  ] as const)('creates it once in spite of %s', async (_, fault) => {
    const tableRef = newTable(fixture.sandbox);
    const endpoint = 'bitable_records_create';
    fixture.sandbox.faults.add({ ...fault, endpoint });
    const { record_id, notes } = await fixture.call(endpoint, {
      ...tableRef,
      fields: { [title]: '一' },
    });
    expect(idsAt(fixture.sandbox, tableRef)).toEqual([record_id]);
    expect(notes).toEqual([expect.stringMatching(/^sent again after .*, 2 attempts$/)]);
  });

  it('updates it in spite of a lost answer', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(1));
    const [record_id] = idsAt(fixture.sandbox, tableRef);
    const endpoint = 'bitable_records_update';
    fixture.sandbox.faults.add({ kind: 'reset', applied: true, endpoint });
    const args = { ...tableRef, record_id, fields: { [title]: '新' } };
    expect((await fixture.call(endpoint, args)).notes).toHaveLength(1);
    expect(textsAt(fixture.sandbox, tableRef)).toEqual(['新']);
  });

  it('deletes it in spite of a lost answer', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(2));
    const [record_id, other] = idsAt(fixture.sandbox, tableRef);
    const endpoint = 'bitable_records_delete';
    fixture.sandbox.faults.add({ kind: 'reset', applied: true, endpoint });
    const deletion = await fixture.call(endpoint, { ...tableRef, record_id });
    expect(deletion).toMatchObject({ deleted: true, record_id });
    expect(idsAt(fixture.sandbox, tableRef)).toEqual([other]);
  });

  it('writes a field named like a property of every object', async () => {
    const fields = ['toString', 'constructor', 'hasOwnProperty'].map((field_name) => ({
      field_name,
      type: 1,
    }));
    const tableRef = newTable(fixture.sandbox, [], fields);
    const cells = { toString: 'a', constructor: 'b', hasOwnProperty: 'c' };
    await fixture.call('bitable_records_create', { ...tableRef, fields: cells });
    const { columns, rows } = await fixture.call('bitable_records_search', tableRef);
    expect(columns.slice(1)).toEqual(Object.keys(cells));
    expect(rows[0].slice(1)).toEqual(Object.values(cells));
  });
});
