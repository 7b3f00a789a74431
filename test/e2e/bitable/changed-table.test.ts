import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.js';
import { ServerFixture } from '../../support/server-fixture.js';
import {
  fieldIdsAt,
  newTable,
  numbered,
  records,
  redefine,
  rowsAt,
  type TableRef,
  textsAt,
  title,
} from '../../support/table-fixture.js';

let fixture: ServerFixture;

beforeAll(async () => {
  fixture = await ServerFixture.start();
});

afterAll(() => fixture.end());

const search = 'bitable_records_search';
const create = 'bitable_records_create';
const batch = 'bitable_records_batch_create';

/** A table that the server has looked at, one field of which somebody gave another definition since then. */
async function changedPlace(definition: JsonObject, rows: readonly JsonObject[] = []) {
  const tableRef = newTable(fixture.sandbox, rows);
  await fixture.call(search, tableRef);
  redefine(fixture.sandbox, tableRef, '数量', definition);
  return tableRef;
}

const retyped = (definition: JsonObject) => changedPlace({ field_name: '数量', ...definition });
const renamed = () => changedPlace({ field_name: '件数', type: 2 }, [{ 数量: 3 }, { 数量: 5 }]);

const numbersOf = (tableRef: TableRef) =>
  rowsAt(fixture.sandbox, tableRef).map(({ cells }) =>
    cells.get(fieldIdsAt(fixture.sandbox, tableRef)[1]!),
  );

describe('a value that fitted the table when it was looked at', () => {
  it.each([
    [
      1254062,
      { type: 3, property: { options: [{ name: '多' }] } },
      'is "3", which is no option',
      '多',
    ],
    [1254063, { type: 4 }, 'is "3", which is no option', 'create_options: true'],
    [1254065, { type: 7 }, 'is "3"', 'true or false'],
    [1254066, { type: 11 }, 'is "3"', 'ou_…'],
    [1254068, { type: 15 }, 'is "3", not a URL', 'https://'],
    [1254069, { type: 17 }, 'is "3"', 'file_token'],
    [1254015, { type: 22 }, 'is "3"', 'longitude and latitude'],
    [1254015, { type: 1005 }, 'is read-only (auto number)', 'nothing'],
  ])(
    'and is refused with %i now is named with row, field, value and what goes there',
    async (code, type, problem, allowed) => {
      const tableRef = await retyped(type);
      const list = [...records(2), { fields: { 数量: '3' } }];
      const text = await fixture.failure(batch, { ...tableRef, records: list });
      expect(text).toContain(`Feishu answered ${code}`);
      expect(text).toContain('It is position 2 of the list');
      expect(text).toContain('To go on, mend position 2, then call again with the whole list.');
      const line = text.split('\n').find((each) => each.startsWith('- records[2].fields.数量 '));
      expect(line).toContain(problem);
      expect(line).toContain(allowed);
      expect(rowsAt(fixture.sandbox, tableRef)).toEqual([]);
    },
  );

  it('is refused before it is sent from then on', async () => {
    const tableRef = await retyped({ type: 7 });
    const args = { ...tableRef, fields: { 数量: '3' } };
    expect(await fixture.failure(create, args)).toContain('1254065');
    const before = fixture.sent();
    expect(await fixture.failure(create, args)).toContain('nothing was sent');
    expect(fixture.sent()).toBe(before);
  });

  it.each([
    [1254060, { type: 1 }, 'text of at most'],
    [1254072, { type: 13 }, 'a phone number'],
  ])(
    'and fits it in another form, which %i says, goes through unchanged the next time',
    async (code, type, takes) => {
      const tableRef = await retyped(type);
      const args = { ...tableRef, fields: { 数量: '1200' } };
      const text = await fixture.failure(create, args);
      expect(text).toContain(`Feishu answered ${code}`);
      expect(text).toContain('- fields.数量 was "1200"');
      expect(text).toContain(takes);
      expect(text).toContain('the arguments fit it now as they are');
      expect(text).not.toContain('will fail again');
      await fixture.call(create, args);
      expect(rowsAt(fixture.sandbox, tableRef)).toHaveLength(1);
    },
  );

  it('and was read for another type is quoted as it was given and as it was sent', async () => {
    const fields = [title, '日期'].map((field_name, index) => ({
      field_name,
      type: index * 4 + 1,
    }));
    const tableRef = newTable(fixture.sandbox, [], fields);
    await fixture.call(search, tableRef);
    redefine(fixture.sandbox, tableRef, '日期', { field_name: '日期', type: 1 });
    const args = { ...tableRef, records: [...records(1), { fields: { 日期: '2026-11-21' } }] };
    const text = await fixture.failure(batch, args);
    expect(text).toContain('- records[1].fields.日期 was "2026-11-21", sent as 1795190400000.');
    expect(text).toContain('To go on, call again with the whole list.');
    await fixture.call(batch, args);
    expect(textsAt(fixture.sandbox, tableRef, '日期')).toEqual(['', '2026-11-21']);
  });

  it('says so for the part of a batch that is left to do', async () => {
    const tableRef = await retyped({ type: 1 });
    const list = [...records(600), { fields: { 数量: 3 } }];
    const text = await fixture.failure(batch, { ...tableRef, records: list });
    expect(text).toContain('Applied: positions 0 to 499 of 601.');
    expect(text).toContain('To go on, call again with the items from position 500 on.');
    await fixture.call(batch, { ...tableRef, records: list.slice(500) });
    expect(rowsAt(fixture.sandbox, tableRef)).toHaveLength(601);
  });
});

describe('a field that got another name since the table was looked at', () => {
  it('is told by its new name to who writes the old one', async () => {
    const tableRef = await renamed();
    const args = { ...tableRef, fields: { 数量: 7 } };
    const text = await fixture.failure(create, args);
    expect(text).toContain('Feishu answered 1254045');
    expect(text).toContain('The field 数量 is called 件数 now.');
    expect(text).toContain('- fields.数量 is no field of the table.');
    await fixture.call(create, { ...tableRef, fields: { 件数: 7 } });
    expect(numbersOf(tableRef)).toHaveLength(3);
  });

  it.each([
    ['the filter', { filter: '数量 > 3' }, 1254018, 'filter is wrong at character 1, "数量"'],
    ['field_names', { field_names: [title, '数量'] }, 1254024, '- field_names[1] is "数量"'],
    ['sort', { sort: [{ field_name: '数量' }] }, 1254016, '- sort[0].field_name is "数量"'],
  ])('is told by its new name to who asks for the old one in %s', async (_, args, code, where) => {
    const tableRef = await renamed();
    const text = await fixture.failure(search, { ...tableRef, ...args });
    expect(text).toContain(`Feishu answered ${code}`);
    expect(text).toContain('The field 数量 is called 件数 now.');
    expect(text).toContain(where);
    expect(text).toContain(`The fields of the table are now: ${title}, 件数.`);
  });

  it('is told also where the filter is a formula, which the vendor alone reads', async () => {
    const tableRef = await renamed();
    const text = await fixture.failure(search, { ...tableRef, filter: 'CurrentValue.[数量]>3' });
    expect(text).toContain('1254018');
    expect(text).toContain('The field 数量 is called 件数 now.');
    expect(text).toContain('will fail again');
  });

  it.each([
    ['bitable_records_aggregate', { measures: ['sum(数量)'], filter: '数量 > 3' }],
    ['bitable_records_upsert', { key_fields: ['数量'], rows: [{ 数量: 3, [title]: '三' }] }],
  ])('is told by %s too', async (tool, args) => {
    const tableRef = await renamed();
    const text = await fixture.failure(tool, { ...tableRef, ...args });
    expect(text).toContain('件数');
    expect(rowsAt(fixture.sandbox, tableRef)).toHaveLength(2);
  });

  it('is found under its new name without a failure, and under its id', async () => {
    const tableRef = await renamed();
    const found = await fixture.call(search, { ...tableRef, filter: '件数 > 3' });
    expect(found.total).toBe(1);
    const [, id] = fieldIdsAt(fixture.sandbox, tableRef);
    redefine(fixture.sandbox, tableRef, '件数', { field_name: '个数', type: 2 });
    const text = await fixture.failure(search, { ...tableRef, filter: `${id} > 3` });
    expect(text).toContain('the arguments fit it now as they are');
    expect((await fixture.call(search, { ...tableRef, filter: `${id} > 3` })).total).toBe(1);
  });
});

describe('a failure of the vendor', () => {
  it('that says nothing of fields takes no further look at the table', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(1));
    await fixture.call(search, tableRef);
    const before = fixture.sandbox.requests.length;
    expect(
      await fixture.failure('bitable_records_get', { ...tableRef, record_id: 'recNo' }),
    ).toContain('1254043');
    expect(fixture.sandbox.requests).toHaveLength(before + 1);
  });

  it('stays what it is where the look at the table fails too', async () => {
    const tableRef = await retyped({ type: 7 });
    const look = { endpoint: 'bitable_fields_list', times: 9 };
    fixture.sandbox.faults.add({ kind: 'code', code: 1254302, ...look });
    const text = await fixture.failure(create, { ...tableRef, fields: { 数量: 3 } });
    fixture.sandbox.faults.clear();
    expect(text).toContain('1254065');
    expect(text).not.toContain('1254302');
  });
});
