import { effects } from '../../core/effect.js';
import { ApiError, NetworkError, type Recovery } from '../../core/errors.js';
import type { OpenedReply } from '../../core/service.js';
import type { Clock } from '../clock.js';
import type { EndpointRequest, Policy, RequestContext, SendRequest } from '../policy.js';
import { amend, mayBeApplied, recoveryOf, withEarlierAttempt } from './recovery.js';

const maxAttempts = 5;
const firstBackoffMs = 500;
const longestBackoffMs = 20_000;

export interface RetryOptions {
  readonly clock: Clock;
  /** A number from 0 to 1, drawn anew for each wait. */
  readonly jitter: () => number;
  readonly budget?: RetryBudget;
}

/** Whether a request may go again after a failure of each class. A refused token is not this policy's business. */
const goesAgain: Readonly<Record<Recovery, (request: EndpointRequest) => boolean>> = {
  not_applied: () => true,
  ambiguous: isHarmlessTwice,
  renew: () => false,
  permanent: () => false,
};

/** Sends again what the failure and the endpoint's effect allow; says so; gives up before the deadline. */
export function retry({ clock, jitter, budget = createRetryBudget() }: RetryOptions): Policy {
  const tools = { clock, jitter, budget };
  return (next) => (request, context) => persist(next, request, context, tools);
}

/** What a call has behind it. */
interface Past {
  readonly attempts: number;
  /** An earlier attempt may have been applied. */
  readonly doubt: boolean;
  /** What the last attempt cost the budget. */
  readonly paid: number;
  /** Each reason to go again, and how many attempts there were then. */
  readonly reasons: ReadonlyMap<string, number>;
}

async function persist(
  next: SendRequest,
  request: EndpointRequest,
  context: RequestContext,
  tools: Required<RetryOptions>,
): Promise<OpenedReply> {
  let past: Past = { attempts: 0, doubt: false, paid: retryCost.success, reasons: new Map() };
  try {
    for (;;) {
      const outcome = await attemptOnce(next, request, context);
      if ('reply' in outcome) {
        tools.budget.refund(past.paid);
        return outcome.reply;
      }
      past = await beforeNext(outcome.error, past, request, context, tools);
    }
  } finally {
    tell(past, context);
  }
}

function tell({ reasons }: Past, context: RequestContext): void {
  for (const [reason, attempts] of reasons) {
    context.note(`sent again after ${reason}, ${attempts} attempts`);
  }
}

/** Waits until the request may go again, or throws the failure that ends the call. */
async function beforeNext(
  failure: unknown,
  past: Past,
  request: EndpointRequest,
  context: RequestContext,
  { clock, jitter, budget }: Required<RetryOptions>,
): Promise<Past> {
  const error = past.doubt ? withEarlierAttempt(failure) : failure;
  const attempts = past.attempts + 1;
  const doubt = past.doubt || (isWrite(request) && mayBeApplied(error));
  const paid = costOf(error);
  const waitMs = retryAfter(error) ?? backoff(attempts, jitter());
  const refusal = whyNotAgain(error, attempts, waitMs, request, context.deadlineAt - clock.now());
  if (refusal !== undefined || !budget.take(paid)) {
    throw conclude(error, request, refusal ?? tooManyRetries);
  }
  await sleep(clock, waitMs, context, doubt);
  const reasons = new Map([...past.reasons, [describe(error), attempts + 1]]);
  return { attempts, doubt, paid, reasons };
}

type Outcome = { readonly reply: OpenedReply } | { readonly error: unknown };

async function attemptOnce(
  next: SendRequest,
  request: EndpointRequest,
  context: RequestContext,
): Promise<Outcome> {
  try {
    return { reply: await next(request, context) };
  } catch (error) {
    return { error };
  }
}

interface Refusal {
  readonly hint?: string;
  readonly retryAfterMs?: number;
}

const tooManyRetries: Refusal = {
  hint: 'Too many calls had to be sent again lately, so this one was not: try again in a minute.',
};

function whyNotAgain(
  error: unknown,
  attempts: number,
  waitMs: number,
  request: EndpointRequest,
  leftMs: number,
): Refusal | undefined {
  if (!goesAgain[recoveryOf(error)](request)) {
    return {};
  }
  if (attempts >= maxAttempts) {
    return { hint: `Tried ${attempts} times.` };
  }
  if (waitMs >= leftMs) {
    const hint = `Not sent again, because the wait would pass the deadline: try again in ${Math.ceil(waitMs / 1_000)} s.`;
    return { hint, retryAfterMs: waitMs };
  }
  return undefined;
}

function conclude(error: unknown, request: EndpointRequest, refusal: Refusal): unknown {
  const { hint, retryAfterMs } = refusal;
  const doubt = isWrite(request) && mayBeApplied(error) ? whatToCheck(request) : undefined;
  const hints = [hint, doubt].filter(Boolean);
  if (hints.length === 0) {
    return error;
  }
  return amend(error, {
    hint: hints.join(' '),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

function whatToCheck(request: EndpointRequest): string {
  const key = idempotencyKey(request);
  if (key !== undefined) {
    return `It may have been applied: send it again only with the same ${request.endpoint.idempotency} ${key}, or read back first.`;
  }
  return isRepeatable(request)
    ? 'It may have been applied: read back to see; sending the same again does no harm.'
    : 'It may have been applied: list or read what it would have made, and send it again only if that is absent.';
}

/** With the same key, which a caller may not know. */
function isHarmlessTwice(request: EndpointRequest): boolean {
  const { idempotencyHeader } = request.endpoint;
  return (
    isRepeatable(request) ||
    idempotencyKey(request) !== undefined ||
    idempotencyHeader !== undefined
  );
}

/** By itself, whoever sends it. */
function isRepeatable({ endpoint }: EndpointRequest): boolean {
  const { effect, repeatable = effects[effect].repeatable } = endpoint;
  return repeatable;
}

function idempotencyKey({ endpoint, query }: EndpointRequest): string | undefined {
  const key = endpoint.idempotency === undefined ? undefined : query[endpoint.idempotency];
  // An empty one asks for a new record each time.
  return typeof key === 'string' && key !== '' ? key : undefined;
}

function isWrite({ endpoint }: EndpointRequest): boolean {
  return effects[endpoint.effect].writes;
}

function retryAfter(error: unknown): number | undefined {
  return error instanceof ApiError ? error.facts.retryAfterMs : undefined;
}

/** Full jitter: whoever failed together does not come back together. */
function backoff(attempts: number, jitter: number): number {
  return jitter * Math.min(longestBackoffMs, firstBackoffMs * 2 ** (attempts - 1));
}

function costOf(error: unknown): number {
  return recoveryOf(error) === 'not_applied' ? retryCost.throttled : retryCost.failed;
}

async function sleep(
  clock: Clock,
  ms: number,
  { signal }: RequestContext,
  doubt: boolean,
): Promise<void> {
  try {
    await clock.sleep(ms, signal);
  } catch (reason) {
    throw doubt ? withEarlierAttempt(reason) : reason;
  }
}

function describe(error: unknown): string {
  if (error instanceof ApiError) {
    const { code, status, reason } = error.facts;
    return `${code ?? `HTTP ${status}`} ${reason.replace(/[.。]$/, '')}`;
  }
  return error instanceof NetworkError ? error.message : 'a failure';
}

/** A token bucket that successes fill and retries empty, so that an outage is not answered with a storm. */
export interface RetryBudget {
  /** False when the cost cannot be paid. */
  take(cost: number): boolean;
  refund(cost: number): void;
}

/** The figures of the AWS SDKs' standard mode. */
const retryCost = { throttled: 5, failed: 14, success: 1 } as const;

export function createRetryBudget(capacity = 500): RetryBudget {
  let left = capacity;
  return {
    take(cost) {
      if (left < cost) {
        return false;
      }
      left -= cost;
      return true;
    },
    refund(cost) {
      left = Math.min(capacity, left + cost);
    },
  };
}
