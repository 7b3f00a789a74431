import { CancelledError, NetworkError } from '../../core/errors.js';
import type { Clock } from '../clock.js';
import type { Policy, RequestContext } from '../policy.js';

/** Given as the reason: without one, every abort would build an exception with a stack. */
const done = 'done';

/**
 * Ends every wait of a call when its time is over or the caller gives up. A write that left is not cut here:
 * its attempt is bounded by what is left of the deadline.
 */
export function deadline(clock: Clock): Policy {
  return (next) => (request, context) =>
    withinDeadline(clock, context, (signal) => next(request, { ...context, signal }));
}

/** Runs work whose waits end when its time is over or the caller gives up. */
export async function withinDeadline<Result>(
  clock: Clock,
  { signal, deadlineAt }: Pick<RequestContext, 'signal' | 'deadlineAt'>,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const stop = new AbortController();
  const over = new AbortController();
  const cancel = () => stop.abort(new CancelledError(false));
  if (signal.aborted) {
    throw new CancelledError(false);
  }
  signal.addEventListener('abort', cancel, { once: true });
  const allowedMs = deadlineAt - clock.now();
  clock.sleep(allowedMs, over.signal).then(
    () => stop.abort(tooLate(allowedMs)),
    () => undefined,
  );
  try {
    return await work(stop.signal);
  } finally {
    over.abort(done);
    signal.removeEventListener('abort', cancel);
  }
}

function tooLate(allowedMs: number): NetworkError {
  return new NetworkError(
    `not done within the ${Math.round(allowedMs / 1_000)} s that one call may take`,
    'deadline',
    false,
    {
      retriesExhausted: true,
      hint: 'The service was slow, or other calls were ahead: ask for less at once, or try later.',
    },
  );
}
