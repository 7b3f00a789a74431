import type { Policy } from '../policy.js';
import { createTurns, type Turns } from './turns.js';

/**
 * One write at a time for whatever the vendor locks, such as a base. It stands outside of retry, so that the
 * next write waits until the outcome of the one before is settled.
 */
export function serializeWrites(): Policy {
  const writers = new Map<string, Turns>();
  return (next) => async (request, context) => {
    const key = request.writer;
    if (key === undefined) {
      return next(request, context);
    }
    const turns = writers.get(key) ?? createTurns();
    writers.set(key, turns);
    try {
      return await turns.inTurn(context.signal, () => next(request, context));
    } finally {
      if (turns.size === 0) {
        writers.delete(key);
      }
    }
  };
}
