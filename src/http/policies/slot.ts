import type { Rate } from '../../core/rate.js';

/** Part of the documented rate that is used: what leaves evenly may still arrive bunched. */
const share = 0.9;

/** When the calls of one endpoint may go. Knows no timer. */
export interface Slot {
  /** When a caller may go who has `ahead` others before it. */
  readyAt(now: number, ahead: number): number;
  /** Notes that a call goes now. */
  take(now: number): void;
  /** Nobody goes before `time`. */
  holdUntil(time: number): void;
}

/**
 * Keeps any sliding window within the rate by remembering the last calls. Rates per second are spread evenly,
 * one call an interval; longer windows belong to calls that a person waits for, so their first calls go at once.
 */
export function createSlot(rate: Rate): Slot {
  const { calls, windowMs } = spread(rate);
  const recent: number[] = Array.from({ length: calls }, () => Number.NEGATIVE_INFINITY);
  let heldUntil = Number.NEGATIVE_INFINITY;
  return {
    readyAt(now, ahead) {
      const oldest = recent[ahead % calls] ?? now;
      const first = Math.max(now, heldUntil, oldest + windowMs);
      return first + windowMs * Math.floor(ahead / calls);
    },
    take(now) {
      recent.shift();
      recent.push(now);
    },
    holdUntil(time) {
      heldUntil = Math.max(heldUntil, time);
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
