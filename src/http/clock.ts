/** Time, as the client knows it; the only place that reads the clock or sets a timer. */
export interface Clock {
  /** Milliseconds that only go forward, whatever happens to the wall clock. */
  now(): number;
  /** Whole Unix milliseconds as the machine tells them, which others check a time against; they may jump. */
  wallTime(): number;
  /** Resolves after `ms`, rejects with the signal's reason when it fires first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  // Stands still while a laptop sleeps, so that it falls behind the wall clock.
  now: () => performance.timeOrigin + performance.now(),
  wallTime: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, ms);
      signal?.addEventListener('abort', stop, { once: true });
    }),
};
