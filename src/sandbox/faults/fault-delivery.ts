import { gzipSync } from 'node:zlib';
import { type ReplyContext, refusalAnswer } from '../feishu/envelope.js';
import { Refusal } from '../feishu/refusal.js';
import { type Answer, plain } from '../kernel/answer.js';
import type { Fault } from './fault-schema.js';

/** An answer and how it leaves. */
export interface Delivery {
  readonly answer: Answer;
  readonly delayMs: number;
  /** `cut`: half of the body, then a reset. `reset`: not a byte. */
  readonly ending: 'whole' | 'cut' | 'reset';
}

export function whole(answer: Answer): Delivery {
  return { answer, delayMs: 0, ending: 'whole' };
}

/** Whether a struck request takes effect before it is answered. */
export function takesEffect(fault: Fault): boolean {
  if (fault.kind === 'rate_limit') return false;
  return 'applied' in fault ? fault.applied : true;
}

const nothing = plain(500, '');

/** What a struck request gets in place of `real`, which is absent when the request took no effect. */
export function strike(fault: Fault, context: ReplyContext, real: Answer = nothing): Delivery {
  switch (fault.kind) {
    case 'reply':
      return whole({ status: fault.status, headers: fault.headers, body: fault.body });
    case 'code':
      return whole(refusalAnswer(new Refusal(fault.code, fault.msg), context));
    case 'rate_limit':
      return whole(rateLimited(context, fault.status, fault.limit, fault.resetS));
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

/** The gateway's refusal of a call that came too early, with its two headers. */
export function rateLimited(
  context: ReplyContext,
  status: number,
  limit: number,
  resetS: number,
): Answer {
  const answer = refusalAnswer(new Refusal(99991400), context);
  const headers = {
    ...answer.headers,
    'x-ogw-ratelimit-limit': String(limit),
    'x-ogw-ratelimit-reset': String(resetS),
  };
  return { ...answer, status, headers };
}

function proxyPage(status: number): Answer {
  return {
    status,
    headers: { 'content-type': 'text/html' },
    body: `<html>\r\n<head><title>${status}</title></head>\r\n<body>\r\n<center><h1>${status}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`,
  };
}

function gzipped(answer: Answer): Answer {
  const headers = { ...answer.headers, 'content-encoding': 'gzip' };
  return { ...answer, headers, body: gzipSync(answer.body) };
}

/** JSON allows blanks at its end, so the padded body still parses. */
function padTo(body: Answer['body'], bytes: number): Uint8Array {
  const content = Buffer.from(body);
  const padding = Buffer.alloc(Math.max(0, bytes - content.length), ' ');
  return Buffer.concat([content, padding]);
}
