import { describe, expect, it } from 'vitest';
import type { Rate } from '../../src/core/rate.js';
import type { Mutex, RateLimiter, StoredToken, TokenStore } from '../../src/http/ports.js';

/** Time as an implementation knows it: the machine's, or one that a test moves. */
export interface PortClock {
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Lets time pass until the promise settles. */
  run<T>(promise: Promise<T>): Promise<T>;
}

export interface PortFixture<Port> {
  readonly port: Port;
  /** A second way to what the port keeps, as another process has one; absent where nothing but the port reaches it. */
  readonly twin?: Port;
  readonly clock: PortClock;
}

/** Gives a port that keeps nothing yet. */
type Make<Port> = () => PortFixture<Port> | Promise<PortFixture<Port>>;

const tenASecond: Rate = { calls: 10, perMs: 1_000 };
const patience = { withinMs: 60_000, onWait: () => undefined };
const patient = () => ({ ...patience, signal: new AbortController().signal });
const never = () => new AbortController().signal;
const stop = new Error('the caller gave up');

function mostInASecond(times: readonly number[]): number {
  const windows = times.map((start) => times.filter((t) => t >= start && t < start + 1_000));
  return Math.max(...windows.map(({ length }) => length));
}

/** What every rate limiter does, wherever it keeps its slots. */
export function describeRateLimiter(name: string, make: Make<RateLimiter>): void {
  describe(`${name} as a rate limiter`, () => {
    it('admits no more calls of a key than its rate in any second', async () => {
      const { port, clock } = await make();
      const times: number[] = [];
      const calls = Array.from({ length: 15 }, async () => {
        await port.acquire('a', tenASecond, patient());
        times.push(clock.now());
      });
      await clock.run(Promise.all(calls));
      expect(mostInASecond(times)).toBeLessThanOrEqual(10);
    });

    it('counts the calls of all who share it', async () => {
      const { port, twin = port, clock } = await make();
      const times: number[] = [];
      const calls = Array.from({ length: 15 }, async (_, index) => {
        await (index % 2 === 0 ? port : twin).acquire('a', tenASecond, patient());
        times.push(clock.now());
      });
      await clock.run(Promise.all(calls));
      expect(mostInASecond(times)).toBeLessThanOrEqual(10);
    });

    it('lets no key wait for another', async () => {
      const { port, clock } = await make();
      await clock.run(port.acquire('a', tenASecond, patient()));
      const before = clock.now();
      await clock.run(port.acquire('b', tenASecond, patient()));
      expect(clock.now() - before).toBeLessThan(90);
    });

    it('turns a call away at once whose turn comes too late, and tells how long it would wait', async () => {
      const { port, clock } = await make();
      await clock.run(port.acquire('a', { calls: 1, perMs: 1_000 }, patient()));
      const late = { ...patient(), withinMs: 100 };
      const admission = await clock.run(port.acquire('a', { calls: 1, perMs: 1_000 }, late));
      expect(admission).toMatchObject({ admitted: false, reason: 'past_deadline' });
      expect(admission).toHaveProperty('waitMs');
    });

    it('tells how long the wait is before it begins', async () => {
      const { port, clock } = await make();
      await clock.run(port.acquire('a', tenASecond, patient()));
      let told = 0;
      const onWait = (ms: number) => {
        told = ms;
      };
      await clock.run(port.acquire('a', tenASecond, { ...patient(), onWait }));
      expect(told).toBeGreaterThan(50);
    });

    it('holds all calls of a penalized key back, also before its first', async () => {
      const { port, clock } = await make();
      const before = clock.now();
      await clock.run(port.penalize('a', 500));
      await clock.run(port.acquire('a', tenASecond, patient()));
      expect(clock.now() - before).toBeGreaterThanOrEqual(499);
    });

    it('holds those back that wait already, and all who share it', async () => {
      const { port, twin = port, clock } = await make();
      await clock.run(port.acquire('a', tenASecond, patient()));
      const before = clock.now();
      const waiting = port.acquire('a', tenASecond, patient());
      await clock.run(twin.penalize('a', 500));
      await clock.run(waiting);
      expect(clock.now() - before).toBeGreaterThanOrEqual(499);
    });

    it('keeps the longest of several holds', async () => {
      const { port, clock } = await make();
      const before = clock.now();
      await clock.run(port.penalize('a', 500));
      await clock.run(port.penalize('a', 10));
      await clock.run(port.acquire('a', tenASecond, patient()));
      expect(clock.now() - before).toBeGreaterThanOrEqual(499);
    });

    it('admits nobody whose signal has fired already, and counts nothing for it', async () => {
      const { port, clock } = await make();
      const gone = AbortSignal.abort(stop);
      const refused = port.acquire('a', tenASecond, { ...patience, signal: gone });
      await expect(clock.run(refused)).rejects.toBe(stop);
      const before = clock.now();
      await clock.run(port.acquire('a', tenASecond, patient()));
      expect(clock.now() - before).toBeLessThan(90);
    });

    it('admits callers in the order in which they came', async () => {
      const { port, clock } = await make();
      const admitted: number[] = [];
      const calls = [1, 2, 3, 4].map(async (caller) => {
        await port.acquire('a', tenASecond, patient());
        admitted.push(caller);
      });
      await clock.run(Promise.all(calls));
      expect(admitted).toEqual([1, 2, 3, 4]);
    });

    it('lets a caller leave the line with the reason of its signal', async () => {
      const { port, clock } = await make();
      await clock.run(port.penalize('a', 1_000));
      const caller = new AbortController();
      const waiting = port.acquire('a', tenASecond, { ...patient(), signal: caller.signal });
      caller.abort(stop);
      await expect(waiting).rejects.toBe(stop);
      expect(await clock.run(port.acquire('a', tenASecond, patient()))).toEqual({ admitted: true });
    });
  });
}

/** What every mutex does, wherever it keeps its locks. */
export function describeMutex(name: string, make: Make<Mutex>): void {
  describe(`${name} as a mutex`, () => {
    it('runs the tasks of a key one at a time, in the order in which they came', async () => {
      const { port, clock } = await make();
      const seen: string[] = [];
      const task = (label: string) =>
        port.runExclusive('a', never(), async () => {
          seen.push(`${label} >`);
          await clock.sleep(10);
          seen.push(`${label} <`);
        });
      await clock.run(Promise.all(['1', '2', '3'].map(task)));
      expect(seen).toEqual(['1 >', '1 <', '2 >', '2 <', '3 >', '3 <']);
    });

    it('runs one task of a key at a time for all who share it', async () => {
      const { port, twin = port, clock } = await make();
      let running = 0;
      let most = 0;
      const task = (mutex: Mutex) =>
        mutex.runExclusive('a', never(), async () => {
          running += 1;
          most = Math.max(most, running);
          await clock.sleep(10);
          running -= 1;
        });
      await clock.run(Promise.all([port, twin, port, twin].map(task)));
      expect(most).toBe(1);
    });

    it('lets no key wait for another', async () => {
      const { port, clock } = await make();
      const inner = () => port.runExclusive('b', never(), async () => 'inside');
      expect(await clock.run(port.runExclusive('a', never(), inner))).toBe('inside');
    });

    it('hands on what a task throws, and the lock to the next', async () => {
      const { port, clock } = await make();
      const failing = port.runExclusive('a', never(), () => Promise.reject(stop));
      const next = port.runExclusive('a', never(), async (lease) => {
        lease.assertHeld();
        return 'next';
      });
      await expect(clock.run(failing)).rejects.toBe(stop);
      expect(await clock.run(next)).toBe('next');
    });

    it('runs nothing of a caller whose signal has fired already', async () => {
      const { port, clock } = await make();
      let ran = false;
      const refused = port.runExclusive('a', AbortSignal.abort(stop), async () => {
        ran = true;
      });
      await expect(clock.run(refused)).rejects.toBe(stop);
      expect(ran).toBe(false);
    });

    it('lets a caller leave the line with the reason of its signal, and runs nothing of it', async () => {
      const { port, clock } = await make();
      const caller = new AbortController();
      let ran = false;
      const first = port.runExclusive('a', never(), () => clock.sleep(50));
      const second = port.runExclusive('a', caller.signal, async () => {
        ran = true;
      });
      caller.abort(stop);
      await expect(second).rejects.toBe(stop);
      await clock.run(first);
      await clock.run(port.runExclusive('a', never(), async () => undefined));
      expect(ran).toBe(false);
    });
  });
}

const year2100 = Date.UTC(2100, 0);

/** Good on every clock: a store may drop what has expired. */
const token = (value: string): StoredToken => ({
  value,
  expiresAt: year2100,
  renewAt: year2100 - 1_000,
});

/** What every token store does, wherever it keeps them. */
export function describeTokenStore(name: string, make: Make<TokenStore>): void {
  describe(`${name} as a token store`, () => {
    it('gives what was fetched for an identity, and to nobody else', async () => {
      const { port, clock } = await make();
      expect(await clock.run(port.get('me'))).toBeUndefined();
      await clock.run(port.renew('me', undefined, async () => token('t-1')));
      expect(await clock.run(port.get('me'))).toMatchObject(token('t-1'));
      expect(await clock.run(port.get('somebody else'))).toBeUndefined();
    });

    it('fetches once for all who ask at a time, and for each identity by itself', async () => {
      const { port, clock } = await make();
      let fetches = 0;
      const fetch = async () => {
        fetches += 1;
        await clock.sleep(20);
        return token(`t-${fetches}`);
      };
      const asked = ['me', 'me', 'you'].map((who) => port.renew(who, undefined, fetch));
      const [mine, mineToo] = await clock.run(Promise.all(asked));
      expect(mineToo).toMatchObject({ value: mine?.value });
      expect(fetches).toBe(2);
    });

    it('keeps a token whose expiry is unknown', async () => {
      const { port, clock } = await make();
      const never = Number.POSITIVE_INFINITY;
      const endless = { value: 't-1', expiresAt: never, renewAt: never };
      await clock.run(port.renew('me', undefined, async () => endless));
      expect(await clock.run(port.get('me'))).toEqual(endless);
    });

    it('gives and replaces the same token for all who share it', async () => {
      const { port, twin = port, clock } = await make();
      let fetches = 0;
      const fetch = async () => {
        fetches += 1;
        await clock.sleep(20);
        return token(`t-${fetches}`);
      };
      const asked = [port, twin].map((store) => store.renew('me', undefined, fetch));
      await clock.run(Promise.all(asked));
      expect(await clock.run(twin.get('me'))).toMatchObject({ value: 't-1' });
      expect(fetches).toBe(1);
    });

    it('fetches nothing where the stale token was replaced already', async () => {
      const { port, clock } = await make();
      await clock.run(port.renew('me', undefined, async () => token('t-1')));
      await clock.run(port.renew('me', 't-1', async () => token('t-2')));
      const late = port.renew('me', 't-1', () => Promise.reject(stop));
      expect(await clock.run(late)).toMatchObject({ value: 't-2' });
    });

    it('keeps what it has where a fetch fails, and lets the next one try', async () => {
      const { port, clock } = await make();
      await clock.run(port.renew('me', undefined, async () => token('t-1')));
      const failing = port.renew('me', 't-1', () => Promise.reject(stop));
      await expect(clock.run(failing)).rejects.toBe(stop);
      expect(await clock.run(port.get('me'))).toMatchObject({ value: 't-1' });
      const next = await clock.run(port.renew('me', 't-1', async () => token('t-2')));
      expect(next).toMatchObject({ value: 't-2' });
    });

    it('lets the next one try where a fetch throws before it waits', async () => {
      const { port, clock } = await make();
      const thrown = () => {
        throw stop;
      };
      await expect(clock.run(port.renew('me', undefined, thrown))).rejects.toBe(stop);
      const next = await clock.run(port.renew('me', undefined, async () => token('t-1')));
      expect(next).toMatchObject({ value: 't-1' });
    });

    it('forgets the token that is named, and no other', async () => {
      const { port, clock } = await make();
      await clock.run(port.renew('me', undefined, async () => token('t-1')));
      await clock.run(port.delete('me', 't-0'));
      expect(await clock.run(port.get('me'))).toMatchObject({ value: 't-1' });
      await clock.run(port.delete('me', 't-1'));
      expect(await clock.run(port.get('me'))).toBeUndefined();
    });
  });
}
