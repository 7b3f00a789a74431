import { ApiError, NetworkError } from '../../core/errors.js';
import type { Clock } from '../clock.js';
import type { EndpointRequest, Policy, RequestContext } from '../policy.js';
import { createSlot, type Slot } from './slot.js';
import { createTurns, type Turns } from './turns.js';

/** How long a limit holds that the vendor reports without saying for how long. */
const defaultBackoffMs = 1_000;
/** Shorter waits are not worth a word. */
const noteworthyMs = 1_000;

interface Bucket {
  readonly slot: Slot;
  readonly turns: Turns;
}

export interface RateLimitOptions {
  readonly clock: Clock;
  /** Callers of one endpoint that may wait; more are refused. */
  readonly maxWaiters?: number;
}

/** Lets requests go at the documented rate of their endpoint; all callers of the client share it. */
export function rateLimit({ clock, maxWaiters = 200 }: RateLimitOptions): Policy {
  const lanes = new Map<string, Bucket>();

  function laneOf({ name, endpoint }: EndpointRequest): Bucket {
    const lane = lanes.get(name) ?? { slot: createSlot(endpoint.rate), turns: createTurns() };
    lanes.set(name, lane);
    return lane;
  }

  return (next) => async (request, context) => {
    const lane = laneOf(request);
    await waitForTurn(lane, request, context, { clock, maxWaiters });
    try {
      return await next(request, context);
    } catch (error) {
      applyRetryAfter(error, lane.slot, clock.now());
      throw error;
    }
  };
}

async function waitForTurn(
  { slot, turns }: Bucket,
  request: EndpointRequest,
  context: RequestContext,
  { clock, maxWaiters }: Required<RateLimitOptions>,
): Promise<void> {
  const now = clock.now();
  const waitMs = slot.readyAt(now, turns.size) - now;
  rejectIfPastDeadline(waitMs, turns.size >= maxWaiters, context.deadlineAt - now);
  if (waitMs >= noteworthyMs) {
    context.note(`waited ${seconds(waitMs)} for the rate limit of ${request.name}`);
  }
  await turns.inTurn(context.signal, () => takeSlot(slot, clock, context));
}

/** A limit that one caller ran into holds all of them back. */
function applyRetryAfter(error: unknown, slot: Slot, now: number): void {
  if (error instanceof ApiError && error.facts.kind === 'rate_limited') {
    slot.holdUntil(now + (error.facts.retryAfterMs ?? defaultBackoffMs));
  }
}

async function takeSlot(slot: Slot, clock: Clock, { signal }: RequestContext): Promise<void> {
  // Asked again after each sleep: a limit that another call ran into may have moved it meanwhile.
  for (;;) {
    const now = clock.now();
    const waitMs = slot.readyAt(now, 0) - now;
    if (waitMs <= 0) {
      slot.take(now);
      return;
    }
    await clock.sleep(waitMs, signal);
  }
}

function rejectIfPastDeadline(waitMs: number, full: boolean, leftMs: number): void {
  if (!full && waitMs < leftMs) {
    return;
  }
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
