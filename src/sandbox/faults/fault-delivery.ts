import { gzipSync } from 'node:zlib';
import { type Answer, plain } from '../kernel/answer.js';
import type { SandboxClock } from '../kernel/clock.js';
import { BodyTooLarge, type Delivery, whole } from '../kernel/http-io.js';
import type { Call, CallAdmission, Routed } from '../kernel/vendor.js';
import type { Fault, Faults } from './faults.js';

/** What is said in a vendor's envelope about any call, whichever vendor it is for. */
export interface FaultReplies {
  /** Refuses with one of the vendor's codes. */
  readonly refused: (call: Call, code: number, msg?: string) => Answer;
  /** Refuses a call that came too early, with what the gateway says of its limit. */
  readonly rateLimited: (call: Call, status: number, limit: number, resetS: number) => Answer;
  /** Answers a call on which the sandbox itself failed. */
  readonly failed: (call: Call) => Answer;
  /** Makes the token of a call expire now. */
  readonly expireToken: (call: Call) => void;
}

interface DeliveryParts {
  readonly clock: SandboxClock;
  readonly faults: Faults;
  readonly replies: FaultReplies;
  /** Told of every exception that is no answer of a vendor: a defect of the sandbox. */
  readonly onError: (error: unknown) => void;
}

/** Serves routed calls from their first header to the answer that leaves, scripted faults included. */
export function createDelivery(parts: DeliveryParts): (routed: Routed) => Promise<Delivery> {
  const { faults, replies } = parts;
  return (routed) => {
    const fault = faults.take(routed.call);
    if (fault?.kind === 'expired_token') replies.expireToken(routed.call);
    return fault === undefined || takesEffect(fault)
      ? serve(routed, fault, parts)
      : pretend(routed, fault, parts);
  };
}

/** Holds what the call holds until its answer leaves, however late that is. */
async function serve(
  routed: Routed,
  fault: Fault | undefined,
  { clock, replies, onError }: DeliveryParts,
): Promise<Delivery> {
  const { call } = routed;
  const failure = (error: unknown): Answer => {
    if (error instanceof BodyTooLarge) return plain(413, 'Request Entity Too Large');
    onError(error);
    return replies.failed(call);
  };
  const admission = admitted(routed, failure);
  try {
    const answer = await admission.run().catch(failure);
    const delivery = fault === undefined ? whole(answer) : strike(fault, call, replies, answer);
    if (delivery.delayMs > 0) await clock.sleep(delivery.delayMs);
    return delivery;
  } finally {
    admission.release();
  }
}

/** A call on which the sandbox fails is admitted too: all it does is to answer with the failure. */
function admitted({ admit }: Routed, failure: (error: unknown) => Answer): CallAdmission {
  try {
    return admit();
  } catch (error) {
    return { run: async () => failure(error), release: () => {} };
  }
}

/** Answers with a fault alone; the call takes no effect, or only later. */
async function pretend(routed: Routed, fault: Fault, parts: DeliveryParts): Promise<Delivery> {
  const afterMs = fault.kind === 'code' ? fault.appliedAfterMs : undefined;
  if (afterMs !== undefined) await applyLater(afterMs, routed, parts);
  return strike(fault, routed.call, parts.replies);
}

/** Lets a call take effect behind its answer. The body is read before that answer ends the request. */
async function applyLater(
  ms: number,
  { call, admit }: Routed,
  { clock, onError }: DeliveryParts,
): Promise<void> {
  try {
    const admission = admit();
    await call.body();
    const applying = clock.sleep(ms).then(() => admission.run());
    void applying.catch(onError).finally(() => admission.release());
  } catch (error) {
    onError(error);
  }
}

/** Whether a struck request takes effect before it is answered. */
function takesEffect(fault: Fault): boolean {
  if (fault.kind === 'rate_limit') return false;
  return 'applied' in fault ? fault.applied : true;
}

const nothing = plain(500, '');

/** What a struck request gets in place of `real`, which is absent when the request took no effect. */
function strike(fault: Fault, call: Call, replies: FaultReplies, real: Answer = nothing): Delivery {
  switch (fault.kind) {
    case 'reply':
      return whole({ status: fault.status, headers: fault.headers, body: fault.body });
    case 'code':
      return whole(replies.refused(call, fault.code, fault.msg));
    case 'rate_limit':
      return whole(replies.rateLimited(call, fault.status, fault.limit, fault.resetS));
    case 'slow':
      return { answer: real, delayMs: fault.ms, ending: 'whole' };
    case 'reset':
    case 'cut':
      return { answer: real, delayMs: 0, ending: fault.kind };
    case 'truncate':
      return whole({ ...real, body: real.body.slice(0, Math.floor(real.body.length / 2)) });
    case 'html':
      return whole(proxyPage(fault.status));
    case 'expired_token':
      return whole(real);
    case 'gzip':
      return whole(gzipped(real));
    case 'oversize': {
      const padded = { ...real, body: padTo(real.body, fault.bytes) };
      return whole(fault.gzip ? gzipped(padded) : padded);
    }
  }
}

function proxyPage(status: number): Answer {
  return {
    status,
    headers: { 'Content-Type': 'text/html' },
    body: `<html>\r\n<head><title>${status}</title></head>\r\n<body>\r\n<center><h1>${status}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`,
  };
}

function gzipped(answer: Answer): Answer {
  const headers = { ...answer.headers, 'Content-Encoding': 'gzip' };
  return { ...answer, headers, body: gzipSync(answer.body) };
}

/** JSON allows blanks at its end, so the padded body still parses. */
function padTo(body: Answer['body'], bytes: number): Uint8Array {
  const content = Buffer.from(body);
  const padding = Buffer.alloc(Math.max(0, bytes - content.length), ' ');
  return Buffer.concat([content, padding]);
}
