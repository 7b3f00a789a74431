/** A documented call limit: at most `calls` in any sliding window of `perMs` milliseconds. */
export interface Rate {
  readonly calls: number;
  readonly perMs: number;
}

export function perSecond(calls: number): Rate {
  return { calls, perMs: 1_000 };
}

export function perMinute(calls: number): Rate {
  return { calls, perMs: 60_000 };
}
