import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../../src/core/json.js';
import type { FeishuOptions } from '../../../../../src/sandbox/feishu/options.js';
import { robotOpenId } from '../../../../../src/sandbox/feishu/tenant.js';
import {
  codeOf,
  refusalOf,
  startMs,
  TestBase,
  type TestTable,
} from '../../../../support/bitable-fixture.js';

const token = 'fe599b60-450f-46ff-b2ef-9f6675625b97';

function fixture(options: Partial<FeishuOptions> = {}) {
  const base = new TestBase(options);
  const table = base.table(
    'Main',
    { field_name: 'Text', type: 1 },
    { field_name: 'Number', type: 2 },
    { field_name: 'Due', type: 5, property: { auto_fill: true } },
  );
  return { base, table };
}

function batchCreate(table: TestTable, records: JsonObject[], query = {}) {
  return table.call('bitable_records_batch_create', { body: { records }, query }).records;
}

function batchUpdate(table: TestTable, records: JsonObject[]) {
  return table.call('bitable_records_batch_update', { body: { records } }).records;
}

function batchDelete(table: TestTable, records: string[]) {
  return table.call('bitable_records_batch_delete', { body: { records } }).records;
}

const batches = [
  'bitable_records_batch_create',
  'bitable_records_batch_update',
  'bitable_records_batch_delete',
] as const;

describe('creating records', () => {
  it('answers in the order of the request, with only what was sent', () => {
    const { table } = fixture();
    const sent = [{ Text: 'a' }, { Number: 2, Text: 'b' }, {}];
    const records = batchCreate(
      table,
      sent.map((fields) => ({ fields })),
    );
    expect(records.map(({ fields }: { fields: JsonObject }) => fields)).toEqual(sent);
    expect([...table.table.rows.keys()]).toEqual(
      records.map(({ record_id }: { record_id: string }) => record_id),
    );
  });

  it('fills date fields that fill themselves, unless a date is sent', () => {
    const { table } = fixture();
    expect(table.modern(table.add({})).Due).toBe(startMs);
    expect(table.modern(table.add({ Due: 5 })).Due).toBe(5);
  });

  it('stops at the limit of the table, whole batches at a time', () => {
    const { table } = fixture({ recordsPerTable: 3 });
    table.add({});
    const three = [{ fields: {} }, { fields: {} }, { fields: {} }];
    expect(codeOf(() => batchCreate(table, three))).toBe(1254103);
    expect(batchCreate(table, three.slice(1))).toHaveLength(2);
  });

  it('needs fields that are an object', () => {
    const { table } = fixture();
    expect(codeOf(() => table.call('bitable_records_create'))).toBe(99992402);
    const body = { fields: ['a'] };
    expect(codeOf(() => table.call('bitable_records_create', { body }))).toBe(1254001);
    expect(codeOf(() => batchCreate(table, [{}]))).toBe(99992402);
  });
});

describe('a batch', () => {
  it.each(batches)('%s needs a list that is not empty', (name) => {
    const { table } = fixture();
    expect(codeOf(() => table.call(name))).toBe(99992402);
    expect(codeOf(() => table.call(name, { body: { records: 'x' } }))).toBe(1254001);
    expect(codeOf(() => table.call(name, { body: { records: [] } }))).toBe(1254007);
    expect(codeOf(() => table.call(name, { body: { records: [1] } }))).toBe(1254001);
  });

  it('takes 1,000 creates and updates, or what the option says, and 500 deletes', () => {
    const { table } = fixture();
    const fields = {};
    const made = batchCreate(
      table,
      Array.from({ length: 1_000 }, () => ({ fields })),
    );
    const updates = made.map(({ record_id }: { record_id: string }) => ({ record_id, fields }));
    expect(batchUpdate(table, updates)).toHaveLength(1_000);
    expect(codeOf(() => batchUpdate(table, [...updates, updates[0]]))).toBe(1254104);
    expect(codeOf(() => batchCreate(table, [...updates, { fields }]))).toBe(1254104);
    const ids = [...table.table.rows.keys()];
    expect(codeOf(() => batchDelete(table, ids.slice(0, 501)))).toBe(1254104);
    expect(batchDelete(table, ids.slice(0, 500))).toHaveLength(500);
    expect(table.table.rows.size).toBe(500);
    const smaller = fixture({ recordsPerBatch: 1 }).table;
    expect(codeOf(() => batchCreate(smaller, [{ fields }, { fields }]))).toBe(1254104);
  });

  it('applies nothing when one id is unknown, and names the id', () => {
    const { table } = fixture();
    const id = table.add({ Text: 'before' });
    const updates = [
      { record_id: id, fields: { Text: 'after' } },
      { record_id: 'recNobody1', fields: { Text: 'after' } },
    ];
    const refusal = refusalOf(() => batchUpdate(table, updates));
    expect([refusal.code, refusal.msg]).toEqual([1254043, 'record not found,id = recNobody1']);
    expect(codeOf(() => batchDelete(table, [id, 'recNobody1']))).toBe(1254043);
    expect(table.legacy(id).Text).toBe('before');
  });

  it('applies nothing when one value is wrong', () => {
    const { table } = fixture();
    const id = table.add({ Text: 'before' });
    const updates = [
      { record_id: id, fields: { Text: 'after' } },
      { record_id: id, fields: { Number: 'x' } },
    ];
    expect(codeOf(() => batchUpdate(table, updates))).toBe(1254061);
    expect(table.legacy(id).Text).toBe('before');
  });

  it('takes the same record twice, and the last value wins', () => {
    const { table } = fixture();
    const id = table.add({});
    const replies = batchUpdate(table, [
      { record_id: id, fields: { Text: 'first', Number: 1 } },
      { record_id: id, fields: { Text: 'last' } },
    ]);
    expect(replies.map(({ fields }: { fields: JsonObject }) => fields.Text)).toEqual([
      'first',
      'last',
    ]);
    expect(table.legacy(id)).toMatchObject({ Text: 'last', Number: '1' });
  });
});

describe('updating a record', () => {
  it('changes only the cells that are named, and who changed it when', () => {
    const { base, table } = fixture();
    const id = table.add({ Text: 'a', Number: 1 });
    base.nowMs += 1_000;
    expect(table.update(id, { Number: 2 }).record).toEqual({
      fields: { Number: 2 },
      id,
      record_id: id,
    });
    expect(table.legacy(id)).toMatchObject({ Text: 'a', Number: '2' });
    expect(table.table.rows.get(id)).toMatchObject({
      createdTime: startMs,
      modifiedTime: startMs + 1_000,
      modifiedBy: robotOpenId,
    });
  });

  it('tells a malformed id from an unknown one', () => {
    const { table } = fixture();
    expect(codeOf(() => table.update('x', {}))).toBe(1254006);
    expect(codeOf(() => table.update('recNobody1', {}))).toBe(1254043);
  });
});

describe('deleting records', () => {
  it('answers with each id, and they are gone', () => {
    const { table } = fixture();
    const [a, b] = [table.add({}), table.add({})];
    const path = { record_id: a };
    expect(table.call('bitable_records_delete', { path })).toEqual({ deleted: true, record_id: a });
    expect(batchDelete(table, [b])).toEqual([{ deleted: true, record_id: b }]);
    expect(codeOf(() => table.call('bitable_records_get', { path }))).toBe(1254043);
  });
});

describe('a client_token', () => {
  it('repeated, answers with the same records and creates none', () => {
    const { table } = fixture();
    const query = { client_token: token };
    const first = batchCreate(table, [{ fields: { Text: 'a' } }], query);
    expect(batchCreate(table, [{ fields: { Text: 'a' } }], query)).toEqual(first);
    expect(table.table.rows.size).toBe(1);
  });

  it('with another payload is refused', () => {
    const { table } = fixture();
    const query = { client_token: token };
    batchCreate(table, [{ fields: { Text: 'a' } }], query);
    expect(codeOf(() => batchCreate(table, [{ fields: { Text: 'b' } }], query))).toBe(1255006);
  });

  it('belongs to one endpoint', () => {
    const { table } = fixture();
    batchCreate(table, [{ fields: {} }], { client_token: token });
    table.add({}, { client_token: token });
    expect(table.table.rows.size).toBe(2);
  });

  it('of a refused request is free again', () => {
    const { table } = fixture();
    const query = { client_token: token };
    expect(codeOf(() => batchCreate(table, [{ fields: { Number: 'x' } }], query))).toBe(1254061);
    expect(batchCreate(table, [{ fields: { Number: 1 } }], query)).toHaveLength(1);
  });

  it('is forgotten after the time that the option says', () => {
    const { base, table } = fixture({ clientTokenMs: 1_000 });
    const query = { client_token: token };
    batchCreate(table, [{ fields: {} }], query);
    base.nowMs += 1_000;
    batchCreate(table, [{ fields: {} }], query);
    expect(table.table.rows.size).toBe(2);
  });

  it.each([
    'abc',
    '',
    'fe599b60-450f-16ff-b2ef-9f6675625b97',
    'fe599b60-450f-76ff-b2ef-9f6675625b97',
    'fe599b60-450f-46ff-c2ef-9f6675625b97',
    'fe599b60450f46ffb2ef9f6675625b97',
    ` ${token}`,
  ])('that is no uuid of version 4 is refused: %j', (client_token) => {
    const { table } = fixture({ emptyClientToken: 'refused' });
    expect(codeOf(() => table.add({}, { client_token }))).toBe(1254037);
    expect(table.table.rows.size).toBe(0);
  });

  it('that is empty is none, unless the option says otherwise', () => {
    const { table } = fixture();
    table.add({}, { client_token: '' });
    table.add({}, { client_token: '' });
    expect(table.table.rows.size).toBe(2);
  });
});
