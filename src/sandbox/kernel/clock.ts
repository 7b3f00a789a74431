import { createHash } from 'node:crypto';

/** Time inside the sandbox; tests move it by hand. */
export interface SandboxClock {
  /** Unix time in milliseconds. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** A clock that stands still until it is moved. */
export interface ManualClock extends SandboxClock {
  advance(ms: number): void;
}

export const realClock: SandboxClock = {
  now: () => Date.now(),
  // Unreferenced: a slow reply does not keep a process alive whose server was closed.
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms).unref()),
};

export function manualClock(startMs: number): ManualClock {
  let now = startMs;
  let sleepers: { readonly at: number; wake(): void }[] = [];
  return {
    now: () => now,
    sleep: (ms) =>
      new Promise((resolve) => {
        if (ms <= 0) resolve();
        else sleepers.push({ at: now + ms, wake: resolve });
      }),
    advance: (ms) => {
      now += ms;
      const due = sleepers.filter((sleeper) => sleeper.at <= now);
      sleepers = sleepers.filter((sleeper) => sleeper.at > now);
      for (const sleeper of due.sort((a, b) => a.at - b.at)) sleeper.wake();
    },
  };
}

export function isManual(clock: SandboxClock): clock is ManualClock {
  return 'advance' in clock;
}

/** Gives ids like the vendor's `X-Tt-Logid`: the second, then hexadecimal digits. */
export function createLogIds(clock: SandboxClock, seed: string): () => string {
  let count = 0;
  return () => {
    count += 1;
    const second = new Date(clock.now()).toISOString().replace(/\D/g, '').slice(0, 14);
    const digest = createHash('sha256').update(`${seed} log ${count}`).digest('hex');
    return second + digest.slice(0, 20).toUpperCase();
  };
}
