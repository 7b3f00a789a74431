import { ApiError, NetworkError } from '../../core/errors.js';
import type { Clock } from '../clock.js';
import type { Policy, RequestContext } from '../policy.js';
import type { Admission, RateLimiter } from '../ports.js';

/** How long a limit holds that the vendor reports without saying for how long. */
const defaultBackoffMs = 1_000;
/** Shorter waits are not worth a word. */
const noteworthyMs = 1_000;

export interface RateLimitOptions {
  readonly clock: Clock;
  readonly limiter: RateLimiter;
  /** What the vendor counts the calls of together: an app. */
  readonly scope: string;
}

/** Lets requests go at the documented rate of their endpoint, whoever shares the limiter. */
export function rateLimit({ clock, limiter, scope }: RateLimitOptions): Policy {
  return (next) => async (request, context) => {
    const key = `${scope} ${request.name}`;
    const admission = await limiter.acquire(key, request.endpoint.rate, {
      signal: context.signal,
      withinMs: context.deadlineAt - clock.now(),
      onWait: (ms) => noteWait(ms, request.name, context),
    });
    rejectIfPastDeadline(admission);
    try {
      return await next(request, context);
    } catch (error) {
      await applyRetryAfter(error, key, limiter);
      throw error;
    }
  };
}

function noteWait(ms: number, name: string, context: RequestContext): void {
  if (ms >= noteworthyMs) {
    context.note(`waited ${seconds(ms)} for the rate limit of ${name}`);
  }
}

/** Holds back all callers by a limit that one of them ran into. */
async function applyRetryAfter(error: unknown, key: string, limiter: RateLimiter): Promise<void> {
  if (error instanceof ApiError && error.facts.kind === 'rate_limited') {
    await limiter.penalize(key, error.facts.retryAfterMs ?? defaultBackoffMs);
  }
}

function rejectIfPastDeadline(admission: Admission): void {
  if (admission.admitted) {
    return;
  }
  const { reason, waitMs } = admission;
  const full = reason === 'queue_full';
  const why = full ? 'too many calls wait already' : 'its turn comes after the deadline';
  throw new NetworkError(`not sent: ${why}`, 'deadline', false, {
    retriesExhausted: true,
    retryAfterMs: waitMs,
    hint: `The rate limit lets it go in ${seconds(waitMs)}.`,
  });
}

function seconds(ms: number): string {
  return `${Math.ceil(ms / 1_000)} s`;
}
