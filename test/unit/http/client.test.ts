import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Endpoint, EndpointArgs } from '../../../src/core/endpoint.js';
import { ApiError, CancelledError } from '../../../src/core/errors.js';
import type { Service, SignIn } from '../../../src/core/service.js';
import type { CallOptions } from '../../../src/http/calls.js';
import { createClient } from '../../../src/http/client.js';
import {
  creates,
  failureOf,
  keyedCreates,
  reads,
  refusal,
  updates,
} from '../../support/endpoint-fixture.js';
import { fakeClock, idle } from '../../support/manual-clock.js';
import { rawReply, transportOf } from '../../support/scripted-transport.js';

const service: Service = {
  name: 'feishu',
  label: 'Vendor',
  baseUrl: 'https://vendor.example',
  open({ status, text }) {
    if (status !== 200) {
      throw refusal({ status, recovery: status === 504 ? 'ambiguous' : 'permanent', reason: text });
    }
    return { data: JSON.parse(text), logId: 'log1' };
  },
};
const signIn: SignIn = {
  secrets: ['top-secret'],
  fetchToken: async () => ({ value: 't-1', expiresAt: Number.POSITIVE_INFINITY }),
  headers: ({ value }) => ({ authorization: `Bearer ${value}` }),
};

function setup(answer: Parameters<typeof transportOf>[0] = () => rawReply({})) {
  const clock = fakeClock();
  const transport = transportOf(answer);
  const client = createClient({
    identity: 'me',
    service,
    signIn,
    clock,
    transport,
    jitter: () => 1,
  });
  const notes: string[] = [];
  const call = (endpoint: Endpoint, args: EndpointArgs = {}, more: Partial<CallOptions> = {}) =>
    client.call('things', endpoint, args, {
      signal: new AbortController().signal,
      note: (text) => notes.push(text),
      ...more,
    });
  return { clock, client, transport, notes, call };
}

const things: Endpoint = {
  ...reads,
  route: 'POST /things/{id}/search',
  path: { id: z.string() },
  query: { names: z.array(z.string()).optional(), sort: z.array(z.string()).optional() },
  body: { filter: z.unknown() },
  jsonInQuery: ['sort'],
};

describe('the client', () => {
  it('sends one signed request with everything in its place', async () => {
    const { transport, call } = setup();
    await call(things, { id: 'a/b', names: ['价格', 'a&b'], sort: ['x DESC'], filter: { 名: 1 } });
    expect(transport.sent).toEqual([
      {
        method: 'POST',
        url: 'https://vendor.example/things/a%2Fb/search?names=%E4%BB%B7%E6%A0%BC&names=a%26b&sort=%5B%22x%20DESC%22%5D',
        headers: {
          authorization: 'Bearer t-1',
          'content-type': 'application/json; charset=utf-8',
        },
        body: '{"filter":{"名":1}}',
      },
    ]);
  });

  it('gives the data and the log id', async () => {
    const { call } = setup(() => rawReply({ a: 1, extra: { kept: true } }));
    const endpoint = { ...reads, reply: { a: z.number() } };
    expect(await call(endpoint)).toEqual({ data: { a: 1, extra: { kept: true } }, logId: 'log1' });
  });

  it('reads by its newer name alone what comes by an older one, or by both', async () => {
    const endpoint = { ...reads, reply: {}, olderReplyKeys: { field: 'fields' } };
    const { call } = setup(() => rawReply({ field: { a: 1 } }));
    expect((await call(endpoint)).data).toEqual({ fields: { a: 1 } });
    const both = setup(() => rawReply({ field: { a: 1 }, fields: { a: 1 } }));
    expect((await both.call(endpoint)).data).toEqual({ fields: { a: 1 } });
  });

  it('takes a success without what the endpoint promises for a failure, and says what is missing', async () => {
    const { call } = setup(() => rawReply({ items: [{}] }));
    const endpoint = {
      ...reads,
      reply: { items: z.array(z.object({ id: z.string() })), has_more: z.boolean() },
    };
    expect(await failureOf(call(endpoint))).toMatchObject({
      facts: {
        kind: 'unknown',
        recovery: 'permanent',
        logId: 'log1',
        reason: expect.stringMatching(/items\.0\.id.*has_more/),
      },
    });
  });

  it('leaves open whether a write took place whose success lacks what it promises', async () => {
    const { transport, call } = setup();
    const failure = await failureOf(call({ ...creates, reply: { record: z.object({}) } }));
    expect(failure).toMatchObject({ facts: { kind: 'unknown', recovery: 'ambiguous' } });
    expect(transport.sent).toHaveLength(1);
  });

  it('gives a create that can carry a key one of its own, the same for every attempt', async () => {
    let failures = 2;
    const { clock, transport, call } = setup(() => rawReply({}, failures-- > 0 ? 504 : 200));
    await clock.run(call(keyedCreates, { client_token: undefined }));
    await clock.run(call(keyedCreates));
    const keys = transport.sent.map(({ url }) => new URL(url).searchParams.get('client_token'));
    expect(keys).toHaveLength(4);
    expect(new Set(keys.slice(0, 3)).size).toBe(1);
    expect(new Set(keys).size).toBe(2);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("keeps the caller's own key", async () => {
    const { transport, call } = setup();
    await call(keyedCreates, { client_token: 'mine' });
    expect(transport.sent[0]?.url).toMatch(/client_token=mine$/);
  });

  it('shows no secret in its failures and notes', async () => {
    const { clock, call, notes } = setup(() => rawReply('echo top-secret Bearer t-1', 504));
    const failure = await clock.run(failureOf(call(reads)));
    expect(failure).toBeInstanceOf(ApiError);
    expect(notes).toHaveLength(1);
    expect(`${failure} ${JSON.stringify(failure)} ${notes}`).not.toMatch(/top-secret|t-1/);
  });

  it('cuts the last attempt to what is left of the deadline', async () => {
    const left: number[] = [];
    const { clock, call } = setup((_, { leftMs }) => {
      left.push(leftMs);
      return rawReply({}, left.length < 3 ? 504 : 200);
    });
    await clock.run(call(reads, {}, { deadlineMs: 4_000 }));
    expect(left).toEqual([4_000, 3_500, 2_500]);
  });

  it('answers within the minute that its own callers wait, however slow the vendor is', async () => {
    const { clock, call } = setup(async (_, { signal }) => {
      await clock.sleep(20_000, signal);
      return rawReply('slow', 504);
    });
    const failure = await clock.run(failureOf(call(reads)));
    expect(clock.now()).toBe(50_000);
    expect(failure).toMatchObject({
      message: 'Not done within the 50 s that one call may take',
      phase: 'deadline',
    });
  });

  it('lets a write finish that left, but not a read', async () => {
    const wishes: boolean[] = [];
    const { clock, call } = setup((_, { finishOnceSent }) => {
      wishes.push(finishOnceSent);
      return rawReply({});
    });
    await clock.run(call(reads));
    await clock.run(call(updates));
    expect(wishes).toEqual([false, true]);
  });

  it('reports the result of a write that was cancelled after it left', async () => {
    const caller = new AbortController();
    const { clock, call } = setup(async () => {
      caller.abort();
      await idle();
      return rawReply({ done: true });
    });
    const reply = await clock.run(call(updates, {}, { signal: caller.signal }));
    expect(reply.data).toEqual({ done: true });
  });

  it('sends nothing for a call that is cancelled already', async () => {
    const { transport, call } = setup();
    const failure = await failureOf(call(updates, {}, { signal: AbortSignal.abort() }));
    expect(failure).toMatchObject({ name: 'CancelledError', mayHaveBeenSent: false });
    expect(transport.sent).toEqual([]);
  });

  it('does not repeat a doubtful write after a cancel, and says that it may be applied', async () => {
    const caller = new AbortController();
    const { clock, transport, call } = setup(() => {
      caller.abort();
      return rawReply({}, 504);
    });
    const failure = await clock.run(failureOf(call(updates, {}, { signal: caller.signal })));
    expect(failure).toMatchObject({ name: 'CancelledError', mayHaveBeenSent: true });
    expect(transport.sent).toHaveLength(1);
  });

  it('keeps the pace also after everybody waited for a token', async () => {
    const clock = fakeClock();
    const times: number[] = [];
    const transport = transportOf(() => {
      times.push(clock.now());
      return rawReply({});
    });
    const slow: SignIn = {
      ...signIn,
      async fetchToken() {
        await clock.sleep(3_000);
        return { value: 't-1', expiresAt: 7_200_000 };
      },
    };
    const client = createClient({ identity: 'me', service, signIn: slow, clock, transport });
    const calls = Array.from({ length: 40 }, () => {
      const { signal } = new AbortController();
      return client.call('things', reads, {}, { signal, note: () => undefined });
    });
    await clock.run(Promise.all(calls));
    const within = times.filter((time) => time < 4_000);
    expect(within.length).toBeLessThanOrEqual(20);
    expect(times[0]).toBe(3_000);
  });

  it('writes to one base one at a time', async () => {
    let inFlight = 0;
    let most = 0;
    const { clock, call } = setup(async () => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      await clock.sleep(500);
      inFlight -= 1;
      return rawReply({});
    });
    const endpoint: Endpoint = {
      ...updates,
      route: 'PUT /bases/{base}',
      path: { base: z.string() },
      oneWriterPer: 'base',
    };
    await clock.run(Promise.all(['a', 'a', 'a'].map((base) => call(endpoint, { base }))));
    expect(most).toBe(1);
    await clock.run(Promise.all(['a', 'b', 'c'].map((base) => call(endpoint, { base }))));
    expect(most).toBe(3);
  });

  it('holds the lock of a write from a read on, so that no other write comes between', async () => {
    const sent: string[] = [];
    const { clock, client, call } = setup(async ({ method, url }) => {
      await clock.sleep(100);
      sent.push(`${method} ${new URL(url).pathname}`);
      return rawReply({});
    });
    const endpoint: Endpoint = {
      ...updates,
      route: 'PUT /bases/{base}',
      path: { base: z.string() },
      oneWriterPer: 'base',
    };
    const options = { signal: new AbortController().signal, note: () => undefined };
    const locked = client.withWriterLock('put', endpoint, { base: 'a' }, options, async (lock) => {
      await call(reads, {}, { lock });
      return call(endpoint, { base: 'a' }, { lock });
    });
    await clock.run(Promise.all([locked, call(endpoint, { base: 'a' })]));
    expect(sent).toHaveLength(3);
    expect(sent[0]).toContain('GET');
    expect(sent.slice(1)).toEqual(['PUT /bases/a', 'PUT /bases/a']);
  });

  it('gives the lock to who holds it already, without a wait', async () => {
    const { clock, client } = setup();
    const endpoint: Endpoint = { ...updates, exclusive: true };
    const options = { signal: new AbortController().signal, note: () => undefined };
    const nested = client.withWriterLock('put', endpoint, {}, options, (lock) =>
      client.withWriterLock(
        'put',
        endpoint,
        {},
        { ...options, lock },
        async (same) => same === lock,
      ),
    );
    await clock.run(nested);
    expect(await nested).toBe(true);
  });

  it('gives up the wait for the lock of a write when the time of the call is over', async () => {
    const { clock, client } = setup();
    const endpoint: Endpoint = { ...updates, exclusive: true };
    const options = { signal: new AbortController().signal, note: () => undefined };
    const holder = client.withWriterLock('put', endpoint, {}, options, () => clock.sleep(60_000));
    const waiting = failureOf(
      client.withWriterLock('put', endpoint, {}, options, async () => 'never'),
    );
    await clock.run(Promise.all([holder, waiting]));
    expect(await waiting).toMatchObject({ phase: 'deadline', mayHaveBeenSent: false });
  });

  it('is settled when the last call is over, however it ended', async () => {
    const { clock, client, call } = setup(async ({ method }) => {
      await clock.sleep(100);
      return rawReply({}, method === 'GET' ? 200 : 400);
    });
    await client.settled();
    const calls = Promise.allSettled([call(reads), call(creates)]);
    await idle();
    let settled = false;
    const wait = client.settled().then(() => {
      settled = true;
    });
    await idle();
    expect(settled).toBe(false);
    await clock.run(Promise.all([calls, wait]));
    expect(settled).toBe(true);
  });

  it('lets time pass between calls, until the caller gives up', async () => {
    const { clock, client } = setup();
    const caller = new AbortController();
    await clock.run(client.sleep(3_000, caller.signal));
    expect(client.now()).toBe(3_000);
    const sleeping = failureOf(client.sleep(3_000, caller.signal));
    caller.abort();
    expect(await sleeping).toEqual(new CancelledError(false));
    expect(await failureOf(client.sleep(0, caller.signal))).toEqual(new CancelledError(false));
    expect(client.now()).toBe(3_000);
  });
});
