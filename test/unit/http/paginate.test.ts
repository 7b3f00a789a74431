import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Endpoint, EndpointArgs } from '../../../src/core/endpoint.js';
import { InputError } from '../../../src/core/errors.js';
import type { JsonObject } from '../../../src/core/json.js';
import type { SignIn } from '../../../src/core/service.js';
import type { PaginateOptions } from '../../../src/http/calls.js';
import { createClient } from '../../../src/http/client.js';
import { cursorAfter, paginate } from '../../../src/http/lists/paginate.js';
import { feishuService } from '../../../src/services/feishu/service.js';
import {
  clientOf,
  failureOf,
  reads,
  refusal,
  type ScriptedClient,
} from '../../support/endpoint-fixture.js';
import { fakeClock } from '../../support/manual-clock.js';
import { rawReply, transportOf } from '../../support/scripted-transport.js';

const list: Endpoint = {
  ...reads,
  query: { filter: z.string().optional() },
  pages: { items: 'items', maxSize: 100, defaultLimit: 20 },
};
const row = (id: number) => ({ id });
const rows = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => row(from + index));

/** A vendor with `total` rows, whose page token is the number of the first row. */
function vendor(total: number): ScriptedClient {
  return clientOf((args) => {
    const start = Number(args['page_token'] ?? 0);
    const end = Math.min(total, start + Number(args['page_size']));
    return {
      items: rows(start, end),
      total,
      has_more: end < total,
      // Real last pages carry a token too.
      page_token: String(end),
      revision: start,
    };
  });
}

function listing(
  client: ScriptedClient,
  options: Partial<PaginateOptions> = {},
  args: EndpointArgs = {},
) {
  const notes: string[] = [];
  const page = paginate(client, 'things_list', list, args, {
    limit: 20,
    signal: new AbortController().signal,
    note: (text) => notes.push(text),
    ...options,
  });
  return { page, notes };
}

const pages = (client: ScriptedClient) =>
  client.calls.map(({ page_size, page_token }) => [page_token, page_size]);

describe('paginate', () => {
  it('gathers pages until the limit, asking for no row too many', async () => {
    const client = vendor(1_000);
    const { items, total, hasMore } = await listing(client, { limit: 250 }).page;
    expect(pages(client)).toEqual([
      [undefined, 100],
      ['100', 100],
      ['200', 50],
    ]);
    expect(items).toEqual(rows(0, 250));
    expect({ total, hasMore }).toEqual({ total: 1_000, hasMore: true });
  });

  it('ends with has_more, although the last page has a token', async () => {
    const client = vendor(130);
    const page = await listing(client, { limit: 500 }).page;
    expect(client.calls).toHaveLength(2);
    expect(page).toMatchObject({ hasMore: false, nextCursor: undefined, partial: undefined });
    expect(page.items).toHaveLength(130);
  });

  it('continues with its cursor exactly where it ended', async () => {
    const client = vendor(45);
    const first = await listing(client, { limit: 20 }).page;
    const second = await listing(client, { limit: 20, cursor: first.nextCursor }).page;
    const third = await listing(client, { limit: 20, cursor: second.nextCursor }).page;
    expect([...first.items, ...second.items, ...third.items]).toEqual(rows(0, 45));
    expect(third.nextCursor).toBeUndefined();
  });

  it.each([0, 1, 99, 100, 101, 137, 249])(
    'continues after any number of its items, such as %i',
    async (count) => {
      const client = vendor(300);
      const page = await listing(client, { limit: 250 }).page;
      const rest = await listing(client, { limit: 500, cursor: cursorAfter(page, count) }).page;
      expect(rest.items).toEqual(rows(count, 300));
    },
  );

  it('continues in the middle of a page twice in a row', async () => {
    const client = vendor(100);
    const page = await listing(client, { limit: 100 }).page;
    const middle = await listing(client, { limit: 30, cursor: cursorAfter(page, 10) }).page;
    const rest = await listing(client, { limit: 100, cursor: cursorAfter(middle, 7) }).page;
    expect(middle.items).toEqual(rows(10, 40));
    expect(rest.items).toEqual(rows(17, 100));
  });

  it('has no cursor after its last item where nothing follows', async () => {
    const page = await listing(vendor(10)).page;
    expect(cursorAfter(page, 10)).toBeUndefined();
    expect(cursorAfter(page, 9)).toBeDefined();
  });

  it('keeps what else the first page says', async () => {
    const page = await listing(vendor(150), { limit: 150 }).page;
    expect(page.extra).toEqual({ revision: 0 });
  });

  it('takes an absent list of an empty page for no items', async () => {
    const page = await listing(clientOf(() => ({ has_more: false, items: null }))).page;
    expect(page).toMatchObject({ items: [], hasMore: false });
  });

  it('reports progress after each page', async () => {
    const seen: unknown[] = [];
    const progress = (...now: unknown[]) => seen.push(now);
    await listing(vendor(250), { limit: 250, progress }).page;
    expect(seen).toEqual([
      [100, 250],
      [200, 250],
      [250, 250],
    ]);
  });

  const endless: readonly (readonly [string, JsonObject])[] = [
    ['the same page token forever', { items: [row(1)], has_more: true, page_token: 'again' }],
    ['more without a page token', { items: [row(1)], has_more: true }],
    ['empty pages forever', { items: [], has_more: true, page_token: 'next' }],
  ];
  it.each(endless)(
    'stops and says that it is partial when the vendor gives %s',
    async (_, data) => {
      const client = clientOf(() => data);
      const { page, notes } = listing(client, { limit: 50 });
      expect(await page).toMatchObject({ hasMore: true, partial: expect.any(String) });
      expect(notes).toEqual([expect.stringMatching(/^not all: /)]);
      expect(client.calls.length).toBeLessThanOrEqual(2);
    },
  );

  it('notices a vendor that goes round in a longer circle', async () => {
    const next: Record<string, string> = { undefined: 'b', b: 'c', c: 'd', d: 'b' };
    const client = clientOf(({ page_token }) => ({
      items: [row(1)],
      has_more: true,
      page_token: next[String(page_token)],
    }));
    expect((await listing(client, { limit: 50 }).page).partial).toContain('given before');
    expect(client.calls).toHaveLength(4);
  });

  it('passes a failing page on', async () => {
    const error = refusal({ code: 1254030 });
    expect(await failureOf(listing(clientOf(() => error)).page)).toBe(error);
  });
});

describe('a listing over slow pages', () => {
  /** A vendor with 1,000 rows that takes `pageMs` for each page, behind the real policies. */
  function slowVendor(pageMs: (index: number) => number) {
    const clock = fakeClock();
    const transport = transportOf(async ({ url }, { signal }) => {
      const { searchParams } = new URL(url);
      const start = Number(searchParams.get('page_token'));
      const end = start + Number(searchParams.get('page_size'));
      await clock.sleep(pageMs(transport.sent.length - 1), signal);
      const more = { has_more: end < 1_000, page_token: String(end) };
      return rawReply({ code: 0, data: { items: rows(start, end), total: 1_000, ...more } });
    });
    const signIn: SignIn = {
      secrets: [],
      fetchToken: async () => ({ value: 't-1', expiresAt: Number.POSITIVE_INFINITY }),
      headers: () => ({}),
    };
    const service = feishuService('https://open.feishu.cn');
    const client = createClient({
      identity: 'me',
      service,
      signIn,
      clock,
      transport,
      jitter: () => 1,
    });
    return { clock, transport, client: { ...client, calls: [] } };
  }

  it.each([
    ['every page is slow', () => 10_000, 400],
    ['one page never comes', (index: number) => (index < 3 ? 1_000 : 1_000_000), 300],
    ['hardly any time is left for another page', () => 14_999, 300],
  ])(
    'stops after 45 s with what it has and a cursor that goes on, where %s',
    async (_, pageMs, count) => {
      const { clock, transport, client } = slowVendor(pageMs);
      const { page, notes } = listing(client, { limit: 1_000 });
      const first = await clock.run(page);
      expect(clock.now()).toBe(45_000);
      expect(first).toMatchObject({ items: rows(0, count), hasMore: true });
      expect(notes).toEqual(['not all: the listing took longer than 45 s']);
      const second = listing(vendor(1_000), { limit: 1_000, cursor: first.nextCursor });
      expect((await second.page).items).toEqual(rows(count, 1_000));
      expect(transport.sent.length).toBeLessThanOrEqual(count / 100 + 1);
    },
  );

  it('stops at once where the vendor wants a wait that would outlast its time', async () => {
    const limited = refusal({
      kind: 'rate_limited',
      recovery: 'not_applied',
      retryAfterMs: 60_000,
    });
    const client = clientOf((_, index) =>
      index === 0 ? { items: [row(0)], has_more: true, page_token: '1' } : limited,
    );
    expect(await listing(client).page).toMatchObject({
      items: [row(0)],
      nextCursor: expect.any(String),
      partial: 'the listing took longer than 45 s',
    });
  });

  it('fails where not even one page came in time', async () => {
    const { clock, client } = slowVendor(() => 1_000_000);
    const failure = await clock.run(failureOf(listing(client).page));
    expect(failure).toMatchObject({ name: 'NetworkError', phase: 'deadline' });
    expect(clock.now()).toBe(45_000);
  });

  it('still fails for another reason than time after its first page', async () => {
    const error = refusal({ code: 1254030 });
    const client = clientOf((_, index) =>
      index === 0 ? { items: [row(0)], has_more: true, page_token: '1' } : error,
    );
    expect(await failureOf(listing(client).page)).toBe(error);
  });
});

describe('a cursor', () => {
  const cursorOf = async (args: EndpointArgs) =>
    (await listing(vendor(100), {}, args).page).nextCursor ?? '';

  it('fits the same arguments in any order', async () => {
    const cursor = await cursorOf({ filter: 'x', view: { a: 1, b: 2 } });
    const client = vendor(100);
    await listing(client, { cursor }, { view: { b: 2, a: 1 }, filter: 'x' }).page;
    expect(client.calls).toHaveLength(1);
  });

  it.each([
    ['other arguments', async () => cursorOf({ filter: 'y' })],
    ['nobody', async () => Buffer.from('{"t":"500","s":100,"k":0,"c":"x"}').toString('base64url')],
    ['no JSON', async () => 'garbage'],
    ['nothing', async () => ''],
    ['null', async () => Buffer.from('null').toString('base64url')],
  ])('from %s is refused before anything is sent', async (_, made) => {
    const client = vendor(100);
    const failure = await failureOf(
      listing(client, { cursor: await made() }, { filter: 'x' }).page,
    );
    expect(failure).toBeInstanceOf(InputError);
    expect(failure).toMatchObject({ issues: [{ path: 'cursor' }] });
    expect(client.calls).toEqual([]);
  });

  it('whose position was changed is refused', async () => {
    const sealed = JSON.parse(Buffer.from(await cursorOf({}), 'base64url').toString());
    const changed = Buffer.from(JSON.stringify({ ...sealed, k: 5 })).toString('base64url');
    expect(await failureOf(listing(vendor(100), { cursor: changed }).page)).toBeInstanceOf(
      InputError,
    );
  });

  it('of another tool is refused', async () => {
    const cursor = await cursorOf({});
    const other = paginate(
      vendor(100),
      'others_list',
      list,
      {},
      {
        limit: 20,
        cursor,
        signal: new AbortController().signal,
        note: () => undefined,
      },
    );
    expect(await failureOf(other)).toBeInstanceOf(InputError);
  });
});
