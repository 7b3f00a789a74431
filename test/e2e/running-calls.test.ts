import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ServerFixture } from '../support/server-fixture.js';
import {
  newTable,
  numbered,
  records,
  rowsAt,
  type TableRef,
  textsAt,
  title,
} from '../support/table-fixture.js';
import { HeldReplies } from './fixtures/held-replies.js';

let fixture: ServerFixture;
const answers = new HeldReplies();

beforeAll(async () => {
  fixture = await ServerFixture.start({ sandbox: { clock: answers } });
});

afterEach(() => {
  expect(fixture.sandbox.faults.pending()).toBe(0);
});

// What became of a cancelled write stands in the log too.
afterAll(() => fixture.end(/^(bitable-mcp: The cancelled call \w+ ended so: .*\n)+$/));

const create = 'bitable_records_batch_create';
const search = 'bitable_records_search';

type Step = readonly [done: number, total: number | undefined];

/** What came over the wire: how much of it the client tells depends on how fast it reads. */
async function progressOf(tool: string, args: object): Promise<Step[]> {
  const before = fixture.progress.length;
  await fixture.call(tool, { ...args }, { onprogress: () => undefined });
  return fixture.progress.slice(before).map(({ progress, total }) => [progress, total]);
}

/** The server reads in order: what is sent before a ping is read when that is answered. */
const cancellationRead = () => fixture.client.ping();

const rowCount = (tableRef: TableRef) => rowsAt(fixture.sandbox, tableRef).length;

describe('progress', () => {
  it('of a batch grows with every chunk and ends at the total', async () => {
    const tableRef = newTable(fixture.sandbox);
    expect(await progressOf(create, { ...tableRef, records: records(1_201) })).toEqual([
      [500, 1_201],
      [1_000, 1_201],
      [1_201, 1_201],
    ]);
  });

  it('of a long read grows with every page and ends at the total', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(1_200));
    expect(await progressOf(search, { ...tableRef, limit: 10_000 })).toEqual([
      [500, 1_200],
      [1_000, 1_200],
      [1_200, 1_200],
    ]);
  });

  it('of a read with a limit ends at the limit', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(1_200));
    expect(await progressOf(search, { ...tableRef, limit: 600 })).toEqual([
      [500, 600],
      [600, 600],
    ]);
  });

  // The client drops what it reads in one go with the answer; the server keeps them a little apart.
  it('is told by the client to the last of it', { retry: 4 }, async () => {
    const tableRef = { ...newTable(fixture.sandbox, numbered(501)), limit: 501 };
    const onprogress = vi.fn();
    await fixture.call(search, tableRef, { onprogress });
    expect(onprogress).toHaveBeenLastCalledWith({ progress: 501, total: 501 });
  });

  it('of a read that takes one page is the answer itself', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(3));
    expect(await progressOf(search, { ...tableRef })).toEqual([]);
  });

  it('does not go back when a chunk is sent again', async () => {
    const tableRef = newTable(fixture.sandbox);
    fixture.sandbox.faults.add({ kind: 'reset', applied: true, endpoint: create, skip: 1 });
    const steps = await progressOf(create, { ...tableRef, records: records(1_500) });
    expect(steps.map(([done]) => done)).toEqual([500, 1_000, 1_500]);
  });
});

describe('a cancelled call', () => {
  it('of 5,000 records settles the chunk in flight, sends no other, and is accounted for by the next call', async () => {
    const tableRef = newTable(fixture.sandbox);
    const cancel = new AbortController();
    fixture.sandbox.faults.add({ kind: 'slow', ms: 1, endpoint: create, skip: 2 });
    const args = { ...tableRef, records: records(5_000) };
    const cancelled = fixture.call(create, args, { signal: cancel.signal });
    const outcome = expect(cancelled).rejects.toThrow('enough');
    await expect.poll(() => answers.count).toBe(1);
    cancel.abort('enough');
    await outcome;
    await cancellationRead();
    answers.release();
    // A write on the same base waits until the one before it is settled.
    const { notes } = await fixture.call('bitable_tables_update', { ...tableRef, name: '后' });
    expect(notes).toEqual([
      expect.stringMatching(/^The cancelled call bitable_records_batch_create ended so: /),
    ]);
    expect(notes[0]).toContain('Applied: positions 0 to 1499 of 5000.');
    expect(notes[0]).toContain('Not applied: positions 1500 to 4999.');
    expect(textsAt(fixture.sandbox, tableRef)).toEqual(numbered(1_500).map((row) => row[title]));
    const next = await fixture.call('bitable_tables_update', { ...tableRef, name: '再后' });
    expect(next).not.toHaveProperty('notes');
  });

  it('whose chunk in flight loses its answer leaves that doubt to be read', async () => {
    const tableRef = newTable(fixture.sandbox);
    const cancel = new AbortController();
    fixture.sandbox.faults.add({
      kind: 'reset',
      applied: true,
      endpoint: create,
      skip: 1,
      times: 5,
    });
    const args = { ...tableRef, records: records(1_500) };
    const cancelled = expect(
      fixture.call(create, args, { signal: cancel.signal }),
    ).rejects.toThrow();
    await expect.poll(() => rowCount(tableRef)).toBe(1_000);
    cancel.abort('enough');
    await cancelled;
    const { notes } = await fixture.call('bitable_tables_update', { ...tableRef, name: '后' });
    expect(notes[0]).toContain('Applied: positions 0 to 499 of 1500.');
    expect(notes[0]).toContain('Unknown: positions 500 to 999.');
    expect(notes[0]).toContain('Not applied: positions 1000 to 1499.');
    expect(rowCount(tableRef)).toBe(1_000);
    fixture.sandbox.faults.clear();
  });

  it('of one record whose answer is lost leaves that doubt to be read', async () => {
    const tableRef = newTable(fixture.sandbox);
    const cancel = new AbortController();
    const endpoint = 'bitable_records_create';
    fixture.sandbox.faults.add({ kind: 'reset', applied: true, endpoint, times: 5 });
    const args = { ...tableRef, fields: {} };
    const call = fixture.call(endpoint, args, { signal: cancel.signal });
    const cancelled = expect(call).rejects.toThrow();
    await expect.poll(() => rowCount(tableRef)).toBe(1);
    cancel.abort('enough');
    await cancelled;
    const { notes } = await fixture.call('bitable_tables_update', { ...tableRef, name: '后' });
    expect(notes[0]).toContain('It may have been applied');
    fixture.sandbox.faults.clear();
  });

  it('that only reads is cut off at once and leaves nothing to tell', async () => {
    const tableRef = newTable(fixture.sandbox, numbered(1));
    fixture.sandbox.faults.add({ kind: 'slow', ms: 1, endpoint: search });
    const cancel = new AbortController();
    const read = expect(
      fixture.call(search, tableRef, { signal: cancel.signal }),
    ).rejects.toThrow();
    await expect.poll(() => answers.count).toBe(1);
    cancel.abort('enough');
    await read;
    expect(await fixture.call(search, tableRef)).not.toHaveProperty('notes');
    answers.release();
  });

  it('that waits for its turn is not sent at all', async () => {
    const tableRef = newTable(fixture.sandbox);
    fixture.sandbox.faults.add({ kind: 'slow', ms: 1, endpoint: create });
    const first = fixture.call(create, { ...tableRef, records: records(1) });
    await expect.poll(() => answers.count).toBe(1);
    const cancel = new AbortController();
    const rename = { ...tableRef, name: '不要' };
    const before = fixture.sent('bitable_tables_update');
    const second = fixture.call('bitable_tables_update', rename, { signal: cancel.signal });
    const refused = expect(second).rejects.toThrow();
    cancel.abort('enough');
    await refused;
    await cancellationRead();
    answers.release();
    const { notes } = await first;
    expect(notes).toEqual([
      'The cancelled call bitable_tables_update ended so: bitable_tables_update failed. It was cancelled. Nothing was applied.',
    ]);
    expect(fixture.sent('bitable_tables_update')).toBe(before);
  });
});
