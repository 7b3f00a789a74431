import type { Rate } from '../../core/rate.js';
import { Refusal } from '../feishu/refusal.js';
import type { SandboxClock } from './clock.js';

/** The gateway's refusal of a call that came too early; travels with two headers. */
export class RateLimited extends Refusal {
  constructor(
    readonly limit: number,
    readonly resetS: number,
  ) {
    super(99991400);
  }
}

/** Takes a call under a key, or says how many milliseconds it comes too early. */
export type Limiter = (key: string, rate: Rate) => number;

/** Counts the calls of the last `perMs` milliseconds; a refused call does not count. */
export function createLimiter(clock: SandboxClock): Limiter {
  const taken = new Map<string, number[]>();
  return (key, { calls, perMs }) => {
    const now = clock.now();
    const recent = (taken.get(key) ?? []).filter((time) => time > now - perMs);
    taken.set(key, recent);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= calls) return oldest + perMs - now;
    recent.push(now);
    return 0;
  };
}
