import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { World } from '../../support/built-server.js';
import {
  idsAt,
  newPlace,
  numbered,
  type Place,
  records,
  redefine,
  rowsAt,
  textsAt,
  title,
} from '../../support/table-fixture.js';

let world: World;

beforeAll(async () => {
  world = await World.start();
  await world.call('bitable_records_search', newPlace(world.sandbox));
});

afterEach(() => {
  expect(world.sandbox.faults.pending()).toBe(0);
});

afterAll(() => world.end());

const create = 'bitable_records_batch_create';
const update = 'bitable_records_batch_update';
const remove = 'bitable_records_batch_delete';

const texts = (count: number) => numbered(count).map((row) => row[title]);

/** Updates that give every row of a place a new text. */
const changes = (place: Place, text: string) =>
  idsAt(world.sandbox, place).map((record_id) => ({ record_id, fields: { [title]: text } }));

/** The client_token of every request of an endpoint since a moment. */
function tokensSince(before: number): (string | null)[] {
  const asked = world.requests().slice(before);
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
      const place = newPlace(world.sandbox);
      const before = world.sent();
      const done = await world.call(create, { ...place, records: records(count) });
      expect(done.created).toBe(count);
      expect(done.record_ids).toEqual(idsAt(world.sandbox, place).slice(0, 1_000));
      expect(done.notes?.[0]).toEqual(
        count > 1_000 ? expect.stringContaining('the first 1000 of 1001') : undefined,
      );
      expect(textsAt(world.sandbox, place)).toEqual(texts(count));
      expect(new Set(tokensSince(before)).size).toBe(chunks);
    },
  );

  it.each([
    [500, 1],
    [501, 2],
  ])('updates %i in %i requests, each its own', async (count, chunks) => {
    const place = newPlace(world.sandbox, numbered(count));
    const own = idsAt(world.sandbox, place).map((record_id, index) => ({
      record_id,
      fields: { [title]: `新${index}` },
    }));
    const before = world.sent();
    expect(await world.call(update, { ...place, records: own })).toEqual({ updated: count });
    expect(world.sent()).toBe(before + chunks);
    expect(textsAt(world.sandbox, place)).toEqual(own.map(({ fields }) => fields[title]));
  });

  it.each([
    [500, 1],
    [501, 2],
  ])('deletes %i in %i requests, and nothing else', async (count, chunks) => {
    const place = newPlace(world.sandbox, numbered(count + 1));
    const ids = idsAt(world.sandbox, place);
    const before = world.sent();
    const doomed = ids.slice(0, count);
    expect(await world.call(remove, { ...place, records: doomed })).toEqual({ deleted: count });
    expect(world.sent()).toBe(before + chunks);
    expect(idsAt(world.sandbox, place)).toEqual(ids.slice(count));
  });

  it('keeps rows that are alike: as many as came in', async () => {
    const place = newPlace(world.sandbox);
    const same = Array.from({ length: 501 }, () => ({ fields: { [title]: '同' } }));
    expect((await world.call(create, { ...place, records: same })).created).toBe(501);
    expect(rowsAt(world.sandbox, place)).toHaveLength(501);
  });

  it('says which positions were applied when a later row is refused, and what their ids are', async () => {
    const place = newPlace(world.sandbox);
    await world.call('bitable_records_search', place);
    redefine(world.sandbox, place, '数量', { field_name: '数量', type: 1 });
    const list = [...records(1_000), { fields: { 数量: 3 } }, ...records(2)];
    const text = await world.failure(create, { ...place, records: list });
    expect(text).toContain(
      'Applied: positions 0 to 999 of 1003. Not applied: positions 1000 to 1002.',
    );
    expect(text).toContain('1254060: TextFieldConvFail');
    expect(text).toContain('It is position 1000 of the list');
    expect(text).toContain('call again with the items from position 1000 on');
    expect(textsAt(world.sandbox, place)).toEqual(texts(1_000));
    expect(text).toContain('the first 600 of 1000');
    for (const id of idsAt(world.sandbox, place).slice(0, 600)) expect(text).toContain(id);
  });

  it('changes nothing of a chunk of which one record is not there', async () => {
    const place = newPlace(world.sandbox, numbered(3));
    const list = [...changes(place, '新'), { record_id: 'recNobody000', fields: {} }];
    const text = await world.failure(update, { ...place, records: list });
    expect(text).toContain('Nothing was applied (0 of 4)');
    expect(text).toContain('1254043');
    expect(textsAt(world.sandbox, place)).toEqual(texts(3));
  });

  it('fills a table to its last row, and says that it is full after that', async () => {
    const place = newPlace(world.sandbox, numbered(19_400));
    const text = await world.failure(create, { ...place, records: records(601) });
    expect(text).toContain(
      'Applied: positions 0 to 499 of 601. Not applied: positions 500 to 600.',
    );
    expect(text).toContain('1254103');
    await world.call(create, { ...place, records: records(100) });
    expect(rowsAt(world.sandbox, place)).toHaveLength(20_000);
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
    const place = newPlace(world.sandbox);
    const before = world.sent();
    world.sandbox.faults.add({ ...fault, endpoint: create, skip: 1 });
    const done = await world.call(create, { ...place, records: records(1_001) });
    expect(done.created).toBe(1_001);
    expect(done.notes[0]).toMatch(/^sent again after .*, 2 attempts$/);
    expect(textsAt(world.sandbox, place)).toEqual(texts(1_001));
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
    const place = newPlace(world.sandbox, numbered(501));
    world.sandbox.faults.add({ kind: 'reset', applied, endpoint: update });
    const done = await world.call(update, { ...place, records: changes(place, '新') });
    expect(done.updated).toBe(501);
    expect(new Set(textsAt(world.sandbox, place))).toEqual(new Set(['新']));
  });

  it.each([
    ['before', false],
    ['after', true],
  ])('deletes each once when the connection breaks %s it was applied', async (_, applied) => {
    const place = newPlace(world.sandbox, numbered(502));
    const ids = idsAt(world.sandbox, place);
    world.sandbox.faults.add({ kind: 'reset', applied, endpoint: remove });
    const done = await world.call(remove, { ...place, records: ids.slice(0, 501) });
    expect(done.deleted).toBe(501);
    expect(idsAt(world.sandbox, place)).toEqual(ids.slice(501));
  });

  it('does not take an answer about fewer records than it sent for a success', async () => {
    const place = newPlace(world.sandbox);
    const body = JSON.stringify({ code: 0, msg: 'success', data: { records: [] } });
    world.sandbox.faults.add({ kind: 'reply', status: 200, body, endpoint: create });
    const text = await world.failure(create, { ...place, records: records(3) });
    expect(text).toContain('Unknown: positions 0 to 2.');
    expect(text).toContain('for 0 of 3 items');
  });

  it('sends fewer at once when the vendor takes no more', async () => {
    const place = newPlace(world.sandbox);
    world.sandbox.faults.add({ kind: 'code', code: 1254104, endpoint: create });
    const done = await world.call(create, { ...place, records: records(500) });
    expect(done.notes).toEqual([expect.stringContaining('250 at a time')]);
    expect(textsAt(world.sandbox, place)).toEqual(texts(500));
  });

  it('stops where the table was deleted under it, and says what was done', async () => {
    const place = newPlace(world.sandbox);
    world.sandbox.faults.add({ kind: 'code', code: 1254041, endpoint: create, skip: 1 });
    const text = await world.failure(create, { ...place, records: records(1_500) });
    expect(text).toContain(
      'Applied: positions 0 to 499 of 1500. Not applied: positions 500 to 1499.',
    );
    expect(text).toContain('1254041');
  });

  it('lets two batches on one base go one after the other, without a conflict', async () => {
    const place = newPlace(world.sandbox);
    const before = world.sent();
    world.sandbox.faults.add({ kind: 'slow', ms: 200, endpoint: create, skip: 1, times: 2 });
    const both = await Promise.all([
      world.call(create, { ...place, records: records(1_000) }),
      world.call(create, { ...place, records: records(1_000, 1_000) }),
    ]);
    expect(both.map(({ created, notes }) => [created, notes])).toEqual([
      [1_000, undefined],
      [1_000, undefined],
    ]);
    expect(new Set(textsAt(world.sandbox, place))).toEqual(new Set(texts(2_000)));
    const asked = world.requests().slice(before);
    asked.slice(1).forEach(({ time }, index) => {
      expect(time).toBeGreaterThanOrEqual(asked[index]!.endTime);
    });
  });
});
