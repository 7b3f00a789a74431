import type { Clock } from '../../src/http/clock.js';

export interface FakeClock extends Clock {
  /** Lets time pass, timer by timer, until the promise settles. */
  run<T>(promise: Promise<T>): Promise<T>;
  /** Lets this much time pass. */
  pass(ms: number): Promise<void>;
}

interface Timer {
  readonly at: number;
  readonly ring: () => void;
}

/** Time that stands still unless it is told to go on. */
export function fakeClock(): FakeClock {
  let now = 0;
  const timers = new Set<Timer>();

  const earliest = () => [...timers].sort((a, b) => a.at - b.at)[0];
  const jumpTo = (timer: Timer) => {
    timers.delete(timer);
    now = Math.max(now, timer.at);
    timer.ring();
  };

  return {
    now: () => now,
    wallTime: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason);
          return;
        }
        const stop = () => {
          timers.delete(timer);
          reject(signal?.reason);
        };
        const ring = () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        };
        const timer = { at: now + ms, ring };
        timers.add(timer);
        signal?.addEventListener('abort', stop, { once: true });
      }),
    async run(promise) {
      let settled = false;
      const done = () => {
        settled = true;
      };
      promise.then(done, done);
      for (;;) {
        await idle();
        if (settled) {
          return promise;
        }
        const next = earliest();
        if (next === undefined) {
          throw new Error('nothing left to wait for, but the promise is pending');
        }
        jumpTo(next);
      }
    },
    async pass(ms) {
      const until = now + ms;
      await idle();
      for (let next = earliest(); next && next.at <= until; next = earliest()) {
        jumpTo(next);
        await idle();
      }
      now = until;
    },
  };
}

/** Everything that can go on without time passing has gone on. */
export function idle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
