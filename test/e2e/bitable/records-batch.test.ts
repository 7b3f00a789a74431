import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ServerFixture } from '../../support/server-fixture.js';
import {
  idsAt,
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
  await fixture.call('bitable_records_search', newTable(fixture.sandbox));
});

afterEach(() => {
  expect(fixture.sandbox.faults.pending()).toBe(0);
});

afterAll(() => fixture.end());

const create = 'bitable_records_batch_create';
const update = 'bitable_records_batch_update';
const remove = 'bitable_records_batch_delete';

const texts = (count: number) => numbered(count).map((row) => row[title]);

/** Updates that give every row of a place a new text. */
const changes = (tableRef: TableRef, text: string) =>
  idsAt(fixture.sandbox, tableRef).map((record_id) => ({ record_id, fields: { [title]: text } }));

/** The client_token of every request of an endpoint since a moment. */
function tokensSince(before: number): (string | null)[] {
  const asked = fixture.requests().slice(before);
  return asked.map(({ query }) => new URLSearchParams(query).get('client_token'));
}

describe('many records at once, end to end', () => {
  it.each([
    [1, 1],
    [499, 1],
    [500, 1],
    [501, 2],
    [1000, 2],
    [1001, 3],
  ])(
    'creates %i in %i requests, in order, and gives their ids in that order',
    async (count, chunks) => {
      const tableRef = newTable(fixture.sandbox);
      const before = fixture.sent();
      const done = await fixture.call(create, { ...tableRef, records: records(count) });
      expect(done.created).toBe(count);
      expect(done.record_ids).toEqual(idsAt(fixture.sandbox, tableRef).slice(0, 1_000));
      expect(done.notes?.[0]).toEqual(
        count > 1_000 ? expect.stringContaining('the first 1000 of 1001') : undefined,
      );
      expect(textsAt(fixture.sandbox, tableRef)).toEqual(texts(count));
      expect(new Set(tokensSince(before)).size).toBe(chunks);
    },
  );

  it.each([
    [500, 1],
    [501, 2],
  ])('updates %i in %i requests, each its own', async (count, chunks) => {
    const tableRef = newTable(fixture.sandbox, numbered(count));
    const own = idsAt(fixture.sandbox, tableRef).map((record_id, index) => ({
      record_id,
      fields: { [title]: `新${index}` },
    }));
    const before = fixture.sent();
    expect(await fixture.call(update, { ...tableRef, records: own })).toEqual({
      updated: count,
      written_cells: { [title]: count },
    });
    expect(fixture.sent()).toBe(before + chunks);
    expect(textsAt(fixture.sandbox, tableRef)).toEqual(own.map(({ fields }) => fields[title]));
  });

  it.each([
    [500, 1],
    [501, 2],
  ])('deletes %i in %i requests, and nothing else', async (count, chunks) => {
    const tableRef = newTable(fixture.sandbox, numbered(count + 1));
    const ids = idsAt(fixture.sandbox, tableRef);
    const before = fixture.sent();
    const doomed = ids.slice(0, count);
    expect(await fixture.call(remove, { ...tableRef, records: doomed })).toEqual({
      deleted: count,
    });
    expect(fixture.sent()).toBe(before + chunks);
    expect(idsAt(fixture.sandbox, tableRef)).toEqual(ids.slice(count));
  });

  it('keeps rows that are alike: as many as came in', async () => {
    const tableRef = newTable(fixture.sandbox);
    const same = Array.from({ length: 501 }, () => ({ fields: { [title]: '同' } }));
    expect((await fixture.call(create, { ...tableRef, records: same })).created).toBe(501);
    expect(rowsAt(fixture.sandbox, tableRef)).toHaveLength(501);
  });

  it('says which positions were applied when a later row is refused, and what their ids are', async () => {
    const tableRef = newTable(fixture.sandbox);
    await fixture.call('bitable_records_search', tableRef);
    redefine(fixture.sandbox, tableRef, '数量', { field_name: '数量', type: 1 });
    const list = [...records(1_000), { fields: { 数量: 3 } }, ...records(2)];
    const text = await fixture.failure(create, { ...tableRef, records: list });
    expect(text).toContain(
      'Applied: positions 0 to 999 of 1003. Not applied: positions 1000 to 1002.',
    );
    expect(text).toContain('1254060: TextFieldConvFail');
    expect(text).toContain('It is position 1000 of the list');
    expect(text).toContain('call again with the items from position 1000 on');
    expect(textsAt(fixture.sandbox, tableRef)).toEqual(texts(1_000));
    expect(text).toContain('the first 600 of 1000');
    for (const id of idsAt(fixture.sandbox, tableRef).slice(0, 600)) expect(text).toContain(id);
  });

  it('changes nothing of a chunk of which one record is not there', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(3));
    const list = [...changes(tableRef, '新'), { record_id: 'recNobody000', fields: {} }];
    const text = await fixture.failure(update, { ...tableRef, records: list });
    expect(text).toContain('Nothing was applied (0 of 4)');
    expect(text).toContain('1254043');
    expect(textsAt(fixture.sandbox, tableRef)).toEqual(texts(3));
  });

  it('fills a table to its last row, and says that it is full after that', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(19_400));
    const text = await fixture.failure(create, { ...tableRef, records: records(601) });
    expect(text).toContain(
      'Applied: positions 0 to 499 of 601. Not applied: positions 500 to 600.',
    );
    expect(text).toContain('1254103');
    await fixture.call(create, { ...tableRef, records: records(100) });
    expect(rowsAt(fixture.sandbox, tableRef)).toHaveLength(20_000);
  });

  it.each([
    ['1254290', { kind: 'code', code: 1254290 }],
    ['1254291', { kind: 'code', code: 1254291 }],
    ['a reset before it was applied', { kind: 'reset' }],
    ['a reset after it was applied', { kind: 'reset', applied: true }],
    ['1255040 after it was applied', { kind: 'code', code: 1255040, applied: true }],
    ['1254607 after it was applied', { kind: 'code', code: 1254607, applied: true }],
    ['1255040 shortly before it is applied', { kind: 'code', code: 1255040, appliedAfterMs: 250 }],
    ['1254608, as if it were still in work', { kind: 'code', code: 1254608 }],
    ['an answer that was cut off', { kind: 'cut' }],
    ['half of a JSON text', { kind: 'truncate' }],
    ['a proxy page after it was applied', { kind: 'html', applied: true }],
  ] as const)('loses and doubles no row in spite of %s', async (_, fault) => {
    const tableRef = newTable(fixture.sandbox);
    const before = fixture.sent();
    fixture.sandbox.faults.add({ ...fault, endpoint: create, skip: 1 });
    const done = await fixture.call(create, { ...tableRef, records: records(1_001) });
    expect(done.created).toBe(1_001);
    expect(done.notes[0]).toMatch(/^sent again after .*, 2 attempts$/);
    expect(textsAt(fixture.sandbox, tableRef)).toEqual(texts(1_001));
    const tokens = tokensSince(before);
    const changed = tokens.filter((token, index) => token !== tokens[index - 1]);
    expect(tokens.length).toBeGreaterThan(3);
    expect(changed).toEqual([...new Set(tokens)]);
    expect(changed).toHaveLength(3);
  });

  it.each([
    ['before', false],
    ['after', true],
  ])('updates each once when the connection breaks %s it was applied', async (_, applied) => {
    const tableRef = newTable(fixture.sandbox, numbered(501));
    fixture.sandbox.faults.add({ kind: 'reset', applied, endpoint: update });
    const done = await fixture.call(update, { ...tableRef, records: changes(tableRef, '新') });
    expect(done.updated).toBe(501);
    expect(new Set(textsAt(fixture.sandbox, tableRef))).toEqual(new Set(['新']));
  });

  it.each([
    ['before', false],
    ['after', true],
  ])('deletes each once when the connection breaks %s it was applied', async (_, applied) => {
    const tableRef = newTable(fixture.sandbox, numbered(502));
    const ids = idsAt(fixture.sandbox, tableRef);
    fixture.sandbox.faults.add({ kind: 'reset', applied, endpoint: remove });
    const done = await fixture.call(remove, { ...tableRef, records: ids.slice(0, 501) });
    expect(done.deleted).toBe(501);
    expect(idsAt(fixture.sandbox, tableRef)).toEqual(ids.slice(501));
  });

  it('does not take an answer about fewer records than it sent for a success', async () => {
    const tableRef = newTable(fixture.sandbox);
    const body = JSON.stringify({ code: 0, msg: 'success', data: { records: [] } });
    fixture.sandbox.faults.add({ kind: 'reply', status: 200, body, endpoint: create });
    const text = await fixture.failure(create, { ...tableRef, records: records(3) });
    expect(text).toContain('Unknown: positions 0 to 2.');
    expect(text).toContain('for 0 of 3 items');
  });

  it('sends fewer at once when the vendor takes no more', async () => {
    const tableRef = newTable(fixture.sandbox);
    fixture.sandbox.faults.add({ kind: 'code', code: 1254104, endpoint: create });
    const done = await fixture.call(create, { ...tableRef, records: records(500) });
    expect(done.notes).toEqual([expect.stringContaining('250 at a time')]);
    expect(textsAt(fixture.sandbox, tableRef)).toEqual(texts(500));
  });

  it('stops where the table was deleted under it, and says what was done', async () => {
    const tableRef = newTable(fixture.sandbox);
    fixture.sandbox.faults.add({ kind: 'code', code: 1254041, endpoint: create, skip: 1 });
    const text = await fixture.failure(create, { ...tableRef, records: records(1_500) });
    expect(text).toContain(
      'Applied: positions 0 to 499 of 1500. Not applied: positions 500 to 1499.',
    );
    expect(text).toContain('1254041');
  });

  it('lets two batches on one base go one after the other, without a conflict', async () => {
    const tableRef = newTable(fixture.sandbox);
    const before = fixture.sent();
    fixture.sandbox.faults.add({ kind: 'slow', ms: 200, endpoint: create, skip: 1, times: 2 });
    const both = await Promise.all([
      fixture.call(create, { ...tableRef, records: records(1_000) }),
      fixture.call(create, { ...tableRef, records: records(1_000, 1_000) }),
    ]);
    expect(both.map(({ created, notes }) => [created, notes])).toEqual([
      [1_000, undefined],
      [1_000, undefined],
    ]);
    expect(new Set(textsAt(fixture.sandbox, tableRef))).toEqual(new Set(texts(2_000)));
    const asked = fixture.requests().slice(before);
    asked.slice(1).forEach(({ time }, index) => {
      expect(time).toBeGreaterThanOrEqual(asked[index]!.endTime);
    });
  });
});
