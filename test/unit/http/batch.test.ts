import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Endpoint, EndpointArgs } from '../../../src/core/endpoint.js';
import {
  CancelledError,
  ConfigError,
  InputError,
  PartialBatchError,
} from '../../../src/core/errors.js';
import type { Json } from '../../../src/core/json.js';
import { type BatchOptions, runBatch } from '../../../src/http/lists/batch.js';
import {
  clientOf,
  failureOf,
  keyedCreates,
  lost,
  reads,
  refusal,
  type ScriptedClient,
  timedOut,
} from '../../support/endpoint-fixture.js';

const batchCreate: Endpoint = {
  ...keyedCreates,
  body: { records: z.array(z.unknown()) },
  batch: { over: 'records', max: 500, results: ['records'] },
};
const { idempotency: _none, ...unkeyed } = batchCreate;
const batchDelete: Endpoint = { ...unkeyed, effect: 'delete' };
const batchGet: Endpoint = {
  ...reads,
  route: 'POST /things/batch_get',
  body: { ids: z.array(z.string()) },
  batch: { over: 'ids', max: 100, results: ['records', 'absent'] },
};

const rows = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const chunkOf = (args: EndpointArgs): Json[] =>
  Array.isArray(args['records']) ? args['records'] : [];
const echo = () => clientOf((args) => ({ records: chunkOf(args).map((row) => `made ${row}`) }));

function run(
  client: ScriptedClient,
  args: EndpointArgs,
  options: Partial<BatchOptions> = {},
  endpoint = batchCreate,
) {
  const base = { signal: new AbortController().signal, note: () => undefined };
  return runBatch(client, 'things_batch', endpoint, args, { ...base, ...options });
}

async function partialOf(promise: Promise<unknown>): Promise<PartialBatchError> {
  const failure = await failureOf(promise);
  if (!(failure instanceof PartialBatchError)) {
    throw failure;
  }
  return failure;
}

const keys = (client: ScriptedClient) => client.calls.map((args) => String(args['client_token']));
const uuid4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('runBatch', () => {
  it.each([
    [1, [1]],
    [500, [500]],
    [501, [500, 1]],
    [1_234, [500, 500, 234]],
  ])('sends %i items in chunks, in order, and joins what they return', async (count, sizes) => {
    const client = echo();
    const result = await run(client, { records: rows(count) });
    expect(client.calls.map((args) => chunkOf(args).length)).toEqual(sizes);
    expect(result).toMatchObject({ total: count, applied: count });
    expect(result.results['records']).toEqual(rows(count).map((row) => `made ${row}`));
  });

  it('gives each chunk a key of its own that looks like a UUID of version 4', async () => {
    const client = echo();
    await run(client, { records: Array(1_500).fill('same row') });
    expect(new Set(keys(client)).size).toBe(3);
    for (const key of keys(client)) {
      expect(key).toMatch(uuid4);
    }
  });

  it('gives other keys to the same rows in another job, so that both are written', async () => {
    const client = echo();
    await run(client, { records: rows(1) });
    await run(client, { records: rows(1) });
    expect(new Set(keys(client)).size).toBe(2);
  });

  it("uses the caller's key as it is for one chunk, and as the seed for several", async () => {
    const client_token = '3f1c8f5e-0d0c-4a53-9d1b-6f1f0a3c9a11';
    const client = echo();
    await run(client, { records: rows(500), client_token });
    await run(client, { records: rows(501), client_token });
    await run(client, { records: rows(501), client_token });
    const [one, ...several] = keys(client);
    expect(one).toBe(client_token);
    expect(several).not.toContain(client_token);
    expect(several.slice(0, 2)).toEqual(several.slice(2));
  });

  it('sends no key where the endpoint takes none', async () => {
    const client = echo();
    await run(client, { records: rows(600) }, {}, batchDelete);
    expect(client.calls.every((args) => !('client_token' in args))).toBe(true);
  });

  it('reports progress after each chunk', async () => {
    const seen: unknown[] = [];
    await run(echo(), { records: rows(1_100) }, { progress: (...now) => seen.push(now) });
    expect(seen).toEqual([
      [500, 1_100],
      [1_000, 1_100],
      [1_100, 1_100],
    ]);
  });

  it('finishes the chunk in flight when it is cancelled, starts no other, and says what was applied', async () => {
    const caller = new AbortController();
    const client = clientOf((args, index) => {
      if (index === 1) {
        caller.abort();
      }
      return { records: chunkOf(args) };
    });
    const failure = await partialOf(
      run(client, { records: rows(2_000) }, { signal: caller.signal }),
    );
    expect(client.calls).toHaveLength(2);
    expect(failure.progress).toEqual({ total: 2_000, applied: 1_000, unknown: undefined });
    expect(failure.results['records']).toEqual(rows(1_000));
    expect(failure.cause).toBeInstanceOf(CancelledError);
  });

  it('succeeds when it is cancelled during its last chunk', async () => {
    const caller = new AbortController();
    const client = clientOf((args) => {
      caller.abort();
      return { records: chunkOf(args) };
    });
    expect(await run(client, { records: rows(3) }, { signal: caller.signal })).toMatchObject({
      applied: 3,
    });
  });

  it('stops at a chunk that was refused, with the chunks before it applied', async () => {
    const error = refusal({ code: 1254045 });
    const client = clientOf((args, index) => (index === 1 ? error : { records: chunkOf(args) }));
    const failure = await partialOf(run(client, { records: rows(1_400) }));
    expect(client.calls).toHaveLength(2);
    expect(failure.progress).toEqual({ total: 1_400, applied: 500, unknown: undefined });
    expect(failure.cause).toBe(error);
  });

  it.each([
    ['an ambiguous refusal', timedOut],
    ['a lost connection', lost],
    ['a refusal after doubt', refusal({ earlierAttemptMayHaveApplied: true })],
    ['a cancellation after sending', new CancelledError(true)],
  ])('names the items nobody knows about after %s', async (_, error) => {
    const client = clientOf((args, index) => (index === 1 ? error : { records: chunkOf(args) }));
    const failure = await partialOf(run(client, { records: rows(1_400) }));
    expect(failure.progress).toEqual({
      total: 1_400,
      applied: 500,
      unknown: { start: 500, end: 1_000 },
    });
  });

  it('knows that a read leaves nothing in doubt', async () => {
    const failure = await partialOf(
      run(
        clientOf(() => timedOut),
        { ids: ['a'] },
        {},
        batchGet,
      ),
    );
    expect(failure.progress.unknown).toBeUndefined();
  });

  it('takes a success that answers for fewer items than were sent for a failure, and reports the gap', async () => {
    const client = clientOf((args) => ({ records: chunkOf(args).slice(2) }));
    const failure = await partialOf(run(client, { records: rows(700) }));
    expect(failure.progress).toEqual({ total: 700, applied: 0, unknown: { start: 0, end: 500 } });
    expect(failure.cause.message).toContain('498 of 500');
  });

  it('counts all lists of a read, and an id that was asked for twice once', async () => {
    const client = clientOf(() => ({ records: [{ id: 'a' }], absent: ['b'] }));
    const { results } = await run(client, { ids: ['a', 'b', 'a'] }, {}, batchGet);
    expect(results).toEqual({ records: [{ id: 'a' }], absent: ['b'] });
  });

  it('says of a read what is missing, and gives what there is', async () => {
    const client = clientOf((args) => ({ records: chunkOf(args).slice(1) }));
    const notes: string[] = [];
    const note = (text: string) => notes.push(text);
    const read = { ...batchCreate, effect: 'read' } as const;
    const { results } = await run(client, { records: rows(3) }, { note }, read);
    expect(results['records']).toHaveLength(2);
    expect(notes).toEqual([expect.stringContaining('answered for 2 of 3')]);
  });

  it('goes on with smaller chunks where the vendor takes fewer items at once, and loses none', async () => {
    const tooMany = refusal({ code: 1254104, smallerChunk: true });
    const client = clientOf((args) =>
      chunkOf(args).length > 200 ? tooMany : { records: chunkOf(args) },
    );
    const notes: string[] = [];
    const { results } = await run(
      client,
      { records: rows(600) },
      { note: (text) => notes.push(text) },
    );
    expect(results['records']).toEqual(rows(600));
    expect(client.calls.map((args) => chunkOf(args).length)).toEqual([
      500, 250, 125, 125, 125, 125, 100,
    ]);
    expect(new Set(keys(client)).size).toBe(7);
    expect(notes).toHaveLength(2);
  });

  it('does not split a chunk that may have been applied, nor a single item', async () => {
    for (const [error, count] of [
      [refusal({ smallerChunk: true, earlierAttemptMayHaveApplied: true }), 10],
      [refusal({ smallerChunk: true }), 1],
    ] as const) {
      const client = clientOf(() => error);
      expect((await partialOf(run(client, { records: rows(count) }))).cause).toBe(error);
      expect(client.calls).toHaveLength(1);
    }
  });

  it('refuses an unsendable item before any chunk is sent, by its place in the whole list', async () => {
    const client = echo();
    const records = rows(700).map((row) => ({ fields: { 名称: row === 650 ? '\ud800' : 'ok' } }));
    const failure = await failureOf(run(client, { records }));
    expect(failure).toBeInstanceOf(InputError);
    expect(failure).toMatchObject({ issues: [{ path: 'records[650].fields.名称' }] });
    expect(client.calls).toEqual([]);
  });

  it('passes on what stops everything, not a part', async () => {
    const error = new ConfigError('no credentials', 'FEISHU_APP_ID', 'set it');
    expect(
      await failureOf(
        run(
          clientOf(() => error),
          { records: rows(3) },
        ),
      ),
    ).toBe(error);
  });

  it('asks the settler about a chunk in doubt, and goes on where it was applied', async () => {
    const gone = refusal({ kind: 'not_found', earlierAttemptMayHaveApplied: true });
    const client = clientOf((args, index) => (index === 0 ? gone : { records: chunkOf(args) }));
    const settle = async (chunk: readonly Json[]) => ({ records: chunk });
    const result = await run(client, { records: rows(700) }, { settle }, batchDelete);
    expect(result.results['records']).toEqual(rows(700));
  });

  it.each([
    ['does not know', async () => undefined],
    [
      'fails',
      async () => {
        throw lost;
      },
    ],
  ])('leaves a chunk in doubt whose settler %s', async (_, settle) => {
    const failure = await partialOf(
      run(
        clientOf(() => timedOut),
        { records: rows(3) },
        { settle },
        batchDelete,
      ),
    );
    expect(failure).toMatchObject({
      progress: { applied: 0, unknown: { start: 0, end: 3 } },
      cause: timedOut,
    });
  });

  it('does not ask the settler about a clear refusal', async () => {
    const settle = async () => ({ records: [1, 2, 3] });
    const error = refusal({ kind: 'not_found' });
    const failure = await partialOf(
      run(
        clientOf(() => error),
        { records: rows(3) },
        { settle },
        batchDelete,
      ),
    );
    expect(failure.cause).toBe(error);
  });
});
