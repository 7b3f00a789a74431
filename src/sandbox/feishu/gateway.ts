import { createHash } from 'node:crypto';
import {
  type Delivery,
  rateLimited,
  strike,
  takesEffect,
  whole,
} from '../faults/fault-delivery.js';
import type { Fault } from '../faults/fault-schema.js';
import type { Faults } from '../faults/faults.js';
import { type Answer, plain } from '../kernel/answer.js';
import type { SandboxClock } from '../kernel/clock.js';
import { BodyTooLarge } from '../kernel/http-io.js';
import { RateLimited } from '../kernel/limiter.js';
import type { SandboxOptions } from '../options.js';
import type { TokenStore } from './auth/tokens.js';
import type { Admission, Call } from './call.js';
import { type ReplyContext, refusalAnswer } from './envelope.js';
import { Refusal } from './refusal.js';

interface GatewayParts {
  readonly clock: SandboxClock;
  readonly options: SandboxOptions;
  readonly faults: Faults;
  readonly tokens: TokenStore;
  /** Told of every exception that is no answer of the vendor: a defect of the sandbox. */
  readonly onError: (error: unknown) => void;
}

/** A call and what decides about it. */
export interface Routed {
  readonly call: Call;
  readonly admit: () => Admission;
}

export type Gateway = (routed: Routed) => Promise<Delivery>;

/** Serves one routed call from its first header to the answer that leaves, scripted faults included. */
export function createGateway(parts: GatewayParts): Gateway {
  return (routed) => {
    const { call } = routed;
    const context = replyContext(call, parts.options);
    const fault = parts.faults.take(call);
    if (fault?.kind === 'expired_token') parts.tokens.revoke(call.authorization);
    return fault === undefined || takesEffect(fault)
      ? serve(routed, fault, context, parts)
      : pretend(routed, fault, context, parts);
  };
}

/** Holds what the call holds until its answer leaves, however late that is. */
async function serve(
  routed: Routed,
  fault: Fault | undefined,
  context: ReplyContext,
  { clock, onError }: GatewayParts,
): Promise<Delivery> {
  const failure = (error: unknown) => failureAnswer(error, context, onError);
  const admission = admitted(routed, failure);
  try {
    const answer = await admission.run().catch(failure);
    const delivery = fault === undefined ? whole(answer) : strike(fault, context, answer);
    if (delivery.delayMs > 0) await clock.sleep(delivery.delayMs);
    return delivery;
  } finally {
    admission.release();
  }
}

/** A refused call is admitted too: all it does is to answer with its refusal. */
function admitted({ admit }: Routed, failure: (error: unknown) => Answer): Admission {
  try {
    return admit();
  } catch (error) {
    return { run: async () => failure(error), release: () => {} };
  }
}

/** Answers with a fault alone; the call takes no effect, or only later. */
async function pretend(
  routed: Routed,
  fault: Fault,
  context: ReplyContext,
  parts: GatewayParts,
): Promise<Delivery> {
  const afterMs = fault.kind === 'code' ? fault.appliedAfterMs : undefined;
  if (afterMs !== undefined) await applyLater(afterMs, routed, parts);
  return strike(fault, context);
}

/** Lets a call take effect behind its answer. The body is read before that answer ends the request. */
async function applyLater(
  ms: number,
  { call, admit }: Routed,
  { clock, onError }: GatewayParts,
): Promise<void> {
  const report = (error: unknown) => {
    if (!(error instanceof Refusal)) onError(error);
  };
  try {
    const admission = admit();
    await call.body();
    const applying = clock.sleep(ms).then(() => admission.run());
    void applying.catch(report).finally(() => admission.release());
  } catch (error) {
    report(error);
  }
}

function replyContext({ name, logId }: Call, { httpStatus }: SandboxOptions): ReplyContext {
  const digest = createHash('sha256').update(name).digest().readBigUInt64BE();
  return { logId, methodId: String(digest).slice(0, 19), httpStatus };
}

function failureAnswer(
  error: unknown,
  context: ReplyContext,
  onError: (error: unknown) => void,
): Answer {
  if (error instanceof RateLimited) return rateLimited(context, 429, error.limit, error.resetS);
  if (error instanceof Refusal) return refusalAnswer(error, context);
  if (error instanceof BodyTooLarge) return plain(413, 'Request Entity Too Large');
  onError(error);
  return { ...refusalAnswer(new Refusal(1255001), context), status: 500 };
}
