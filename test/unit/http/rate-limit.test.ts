import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/core/errors.js';
import { perMinute, perSecond, type Rate } from '../../../src/core/rate.js';
import type { Clock } from '../../../src/http/clock.js';
import { inMemoryRateLimiter } from '../../../src/http/in-memory.js';
import { rateLimit } from '../../../src/http/policies/rate-limit.js';
import type { Policy, SendRequest } from '../../../src/http/policy.js';
import {
  contextOf,
  failureOf,
  ok,
  reads,
  refusal,
  requestOf,
} from '../../support/endpoint-fixture.js';
import { type FakeClock, fakeClock, idle } from '../../support/manual-clock.js';

const paced = (clock: Clock, maxWaiters = 200) =>
  rateLimit({ clock, limiter: inMemoryRateLimiter({ clock, maxWaiters }), scope: 'app' });

const forever = 3_600_000;

/** The most calls in any window, wherever it begins. */
function mostInAnyWindow(times: readonly number[], windowMs: number): number {
  const counts = times.map(
    (start) => times.filter((t) => t >= start && t < start + windowMs).length,
  );
  return Math.max(...counts);
}

function recording(clock: Clock): SendRequest & { readonly times: number[] } {
  const times: number[] = [];
  const send: SendRequest = async () => {
    times.push(clock.now());
    return ok;
  };
  return Object.assign(send, { times });
}

async function timesOf(policy: Policy, clock: FakeClock, rate: Rate, arrivals: readonly number[]) {
  const send = recording(clock);
  const call = policy(send);
  const request = requestOf({ ...reads, rate });
  const calls = arrivals.map(async (at) => {
    await clock.sleep(at);
    await call(request, contextOf(forever));
  });
  await clock.run(Promise.all(calls));
  return send.times;
}

/** Everybody's first limiter: so many calls in each second of the clock. */
function fixedWindow(clock: Clock): Policy {
  const used = new Map<number, number>();
  return (next) => async (request, context) => {
    const { calls, perMs } = request.endpoint.rate;
    let window = Math.floor(clock.now() / perMs);
    while ((used.get(window) ?? 0) >= calls) {
      window += 1;
    }
    used.set(window, (used.get(window) ?? 0) + 1);
    await clock.sleep(Math.max(0, window * perMs - clock.now()));
    return next(request, context);
  };
}

const bursts: readonly (readonly [string, readonly number[]])[] = [
  ['all at once', Array(100).fill(0)],
  ['around the turn of a second', [...Array(20).fill(950), ...Array(20).fill(1_000)]],
  ['in bursts with pauses', [0, 0, 0, 700, 700, 2_500, ...Array(30).fill(2_510), 9_000, 9_000]],
];

describe('the rate limit', () => {
  it.each(bursts)(
    'keeps any sliding second within the rate for calls that come %s',
    async (_, arrivals) => {
      const clock = fakeClock();
      const times = await timesOf(paced(clock), clock, perSecond(20), arrivals);
      expect(times).toHaveLength(arrivals.length);
      expect(mostInAnyWindow(times, 1_000)).toBeLessThanOrEqual(20);
    },
  );

  it('is needed: a limiter by fixed windows breaks the same promise', async () => {
    const clock = fakeClock();
    const arrivals = bursts[1]?.[1] ?? [];
    const times = await timesOf(fixedWindow(clock), clock, perSecond(20), arrivals);
    expect(mostInAnyWindow(times, 1_000)).toBeGreaterThan(20);
  });

  it('uses most of the rate', async () => {
    const clock = fakeClock();
    const times = await timesOf(paced(clock), clock, perSecond(20), Array(181).fill(0));
    expect(times.at(-1)).toBeLessThan(10_500);
  });

  it('lets the first calls of a rate per minute go at once, and no more than the rate in any minute', async () => {
    const clock = fakeClock();
    const arrivals = [0, 0, ...Array(30).fill(50_000), ...Array(10).fill(61_000)];
    const times = await timesOf(paced(clock), clock, perMinute(20), arrivals);
    expect(times.slice(0, 18)).toEqual([0, 0, ...Array(16).fill(50_000)]);
    expect(mostInAnyWindow(times, 60_000)).toBeLessThanOrEqual(20);
  });

  it('paces each endpoint by itself', async () => {
    const clock = fakeClock();
    const send = recording(clock);
    const call = paced(clock)(send);
    const names = ['a', 'b', 'c'];
    await clock.run(
      Promise.all(names.map((name) => call(requestOf(reads, { name }), contextOf()))),
    );
    expect(send.times).toEqual([0, 0, 0]);
  });

  it('holds everybody back when one is told to wait, those in line too', async () => {
    const clock = fakeClock();
    const times: number[] = [];
    const call = paced(clock)(async () => {
      times.push(clock.now());
      if (times.length === 2) {
        throw refusal({ kind: 'rate_limited', recovery: 'not_applied', retryAfterMs: 2_000 });
      }
      return ok;
    });
    const calls = Array.from({ length: 6 }, () => call(requestOf(reads), contextOf()));
    await clock.run(Promise.allSettled(calls));
    const [, limited = 0, ...later] = times;
    expect(later).toHaveLength(4);
    expect(Math.min(...later)).toBeGreaterThanOrEqual(limited + 2_000);
  });

  it('gives the place of a caller who left to the next', async () => {
    const clock = fakeClock();
    const send = recording(clock);
    const call = paced(clock)(send);
    const context = contextOf();
    const first = call(requestOf(reads), contextOf());
    const left = failureOf(call(requestOf(reads), context));
    const last = call(requestOf(reads), contextOf());
    await idle();
    context.caller.abort(new CancelledError(false));
    expect(await left).toBeInstanceOf(CancelledError);
    await clock.run(Promise.all([first, last]));
    expect(send.times).toEqual([0, 56]);
  });

  it('refuses at once a call whose turn comes after its deadline', async () => {
    const clock = fakeClock();
    const call = paced(clock)(recording(clock));
    const endpoint = { ...reads, rate: perMinute(20) };
    await Promise.all(Array.from({ length: 18 }, () => call(requestOf(endpoint), contextOf())));
    const failure = await failureOf(call(requestOf(endpoint), contextOf(30_000)));
    expect(failure).toMatchObject({
      phase: 'deadline',
      mayHaveBeenSent: false,
      facts: { retryAfterMs: 60_000 },
    });
    // It may succeed later.
    expect(failure).not.toMatchObject({ facts: { nonRetryable: true } });
  });

  it('refuses a call when too many wait already', async () => {
    const clock = fakeClock();
    const send = recording(clock);
    const call = paced(clock, 5)(send);
    const calls = Array.from({ length: 10 }, () => call(requestOf(reads), contextOf()));
    const outcomes = await clock.run(Promise.allSettled(calls));
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(5);
    expect(send.times).toHaveLength(5);
  });

  it('mentions a wait that a person would notice', async () => {
    const clock = fakeClock();
    const call = paced(clock)(recording(clock));
    const contexts = Array.from({ length: 30 }, () => contextOf());
    await clock.run(Promise.all(contexts.map((context) => call(requestOf(reads), context))));
    expect(contexts[1]?.notes).toEqual([]);
    expect(contexts[29]?.notes).toEqual(['waited 2 s for the rate limit of things']);
  });
});
