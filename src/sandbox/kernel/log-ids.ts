import { createHash } from 'node:crypto';
import type { SandboxClock } from './clock.js';

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
