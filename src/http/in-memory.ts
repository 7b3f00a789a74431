import type { Rate } from '../core/rate.js';
import type { Clock } from './clock.js';
import type { Lease, Mutex, Ports, RateLimiter, StoredToken, TokenStore } from './ports.js';

/** Part of the documented rate that is used: what leaves evenly may still arrive bunched. */
const share = 0.9;

export interface InMemoryOptions {
  readonly clock: Clock;
  /** Callers of one key that may wait for the rate limiter; more are turned away. */
  readonly maxWaiters?: number;
}

/** Makes ports that reach as far as the process. */
export function inMemoryPorts(options: InMemoryOptions): Ports {
  return {
    rateLimiter: inMemoryRateLimiter(options),
    mutex: inMemoryMutex(),
    tokens: inMemoryTokenStore(),
  };
}

export function inMemoryRateLimiter({ clock, maxWaiters = 200 }: InMemoryOptions): RateLimiter {
  const buckets = new Map<string, Bucket>();
  const holds = new Map<string, number>();
  const bucketOf = (key: string, rate: Rate): Bucket => {
    const bucket = buckets.get(key) ?? createBucket(rate);
    buckets.set(key, bucket);
    return bucket;
  };
  const waitOf = (key: string, { readyAt }: Bucket, ahead: number): number => {
    const now = clock.now();
    return readyAt(Math.max(now, holds.get(key) ?? now), ahead) - now;
  };

  async function takeSlot(key: string, bucket: Bucket, signal: AbortSignal): Promise<void> {
    // Asked again after each sleep: a limit that another call ran into may have moved it meanwhile.
    for (let ms = waitOf(key, bucket, 0); ms > 0; ms = waitOf(key, bucket, 0)) {
      await clock.sleep(ms, signal);
    }
    bucket.take(clock.now());
  }

  return {
    async acquire(key, rate, { signal, withinMs, onWait }) {
      const bucket = bucketOf(key, rate);
      const { queue } = bucket;
      const waitMs = waitOf(key, bucket, queue.size);
      if (queue.size >= maxWaiters) {
        return { admitted: false, reason: 'queue_full', waitMs };
      }
      if (waitMs >= withinMs) {
        return { admitted: false, reason: 'past_deadline', waitMs };
      }
      onWait(waitMs);
      await queue.run(signal, () => takeSlot(key, bucket, signal));
      return { admitted: true };
    },
    async penalize(key, ms) {
      const until = clock.now() + ms;
      holds.set(key, Math.max(until, holds.get(key) ?? until));
    },
  };
}

/** When the calls of one key may go. Knows no timer. */
interface Bucket {
  readonly queue: Queue;
  /** When a caller may go, not before `earliest`, who has `ahead` others before it. */
  readonly readyAt: (earliest: number, ahead: number) => number;
  /** Notes that a call goes now. */
  readonly take: (now: number) => void;
}

/**
 * Keeps any sliding window within the rate by remembering the last calls. Rates per second are spread evenly,
 * one call an interval; longer windows belong to calls that a person waits for, so their first calls go at once.
 */
function createBucket(rate: Rate): Bucket {
  const { calls, windowMs } = spread(rate);
  const recent: number[] = Array.from({ length: calls }, () => Number.NEGATIVE_INFINITY);
  return {
    queue: createQueue(),
    readyAt(earliest, ahead) {
      const oldest = recent[ahead % calls] ?? earliest;
      return Math.max(earliest, oldest + windowMs) + windowMs * Math.floor(ahead / calls);
    },
    take(now) {
      recent.shift();
      recent.push(now);
    },
  };
}

function spread({ calls, perMs }: Rate): { readonly calls: number; readonly windowMs: number } {
  const used = calls * share;
  if (perMs <= 1_000) {
    return { calls: 1, windowMs: Math.ceil(perMs / used) };
  }
  return { calls: Math.max(1, Math.floor(used)), windowMs: perMs };
}

/** Nobody else can take a lock of this process away. */
const lease: Lease = { assertHeld: () => undefined };

export function inMemoryMutex(): Mutex {
  const queues = new Map<string, Queue>();
  return {
    async runExclusive(key, signal, task) {
      const queue = queues.get(key) ?? createQueue();
      queues.set(key, queue);
      try {
        return await queue.run(signal, () => task(lease));
      } finally {
        if (queue.size === 0) {
          queues.delete(key);
        }
      }
    },
  };
}

/** Runs tasks one at a time, first come first served. */
interface Queue {
  /** Tasks that run or wait. */
  readonly size: number;
  /** Runs the task when it is its turn; a signal that fires before that takes it out of the line. */
  run<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T>;
}

function createQueue(): Queue {
  const line: (() => void)[] = [];
  let size = 0;

  function turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        line.splice(line.indexOf(enter), 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      line.push(enter);
    });
  }

  return {
    get size() {
      return size;
    },
    async run(signal, task) {
      signal.throwIfAborted();
      size += 1;
      try {
        if (size > 1) {
          await turn(signal);
        }
      } catch (error) {
        size -= 1;
        throw error;
      }
      try {
        return await task();
      } finally {
        size -= 1;
        line.shift()?.();
      }
    },
  };
}

export function inMemoryTokenStore(): TokenStore {
  const tokens = new Map<string, StoredToken>();
  const flights = new Map<string, Promise<StoredToken>>();

  async function fetched(
    identity: string,
    fetch: () => Promise<StoredToken>,
  ): Promise<StoredToken> {
    const token = await fetch();
    tokens.set(identity, token);
    return token;
  }

  function fly(identity: string, fetch: () => Promise<StoredToken>): Promise<StoredToken> {
    const flight = fetched(identity, fetch).finally(() => flights.delete(identity));
    flights.set(identity, flight);
    return flight;
  }

  return {
    get: async (identity) => tokens.get(identity),
    async renew(identity, stale, fetch) {
      const kept = tokens.get(identity);
      if (kept !== undefined && kept.value !== stale) {
        return kept;
      }
      return flights.get(identity) ?? fly(identity, fetch);
    },
    async delete(identity, value) {
      if (tokens.get(identity)?.value === value) {
        tokens.delete(identity);
      }
    },
  };
}
