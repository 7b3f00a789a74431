import { createHash } from 'node:crypto';
import type { JsonObject } from '../../core/json.js';
import type { FaultReplies } from '../faults/fault-delivery.js';
import { type Answer, json } from '../kernel/answer.js';
import type { Call, CallAdmission } from '../kernel/vendor.js';
import { errorTable } from './error-table.js';
import { olderStatus } from './older-statuses.js';
import type { FeishuOptions } from './options.js';
import { Refusal } from './refusal.js';
import { missingScopes } from './scopes.js';

/** The gateway's refusal of a call that came too early; travels with two headers. */
export class RateLimited extends Refusal {
  constructor(
    readonly limit: number,
    readonly resetS: number,
  ) {
    super(99991400);
  }
}

type HttpStatus = FeishuOptions['httpStatus'];

/**
 * The document layer's and the token endpoints' errors carry an empty `data` and no `error`; so does a refusal
 * that looks like a success.
 */
const bareCodes: ReadonlySet<number> = new Set([0, 1002, 10003, 10015, 91402, 91403]);

/** As recorded: code and message, and nothing else. */
const nakedCodes: ReadonlySet<number> = new Set([10014]);

export function success(data: JsonObject): Answer {
  return json(200, { code: 0, msg: 'success', data });
}

/** Admits a call; its refusal, now or when it runs, is its answer. */
export function admitEnveloped(
  call: Call,
  httpStatus: HttpStatus,
  admit: () => CallAdmission,
): CallAdmission {
  const refusal = (error: unknown): Answer => {
    if (!(error instanceof Refusal)) throw error;
    return error instanceof RateLimited
      ? rateLimited(call, httpStatus, 429, error)
      : refusalAnswer(error, call, httpStatus);
  };
  try {
    const admission = admit();
    return { run: () => admission.run().catch(refusal), release: () => admission.release() };
  } catch (error) {
    const answer = refusal(error);
    return { run: async () => answer, release: () => {} };
  }
}

/** What the gateway answers by itself, whatever the call. */
export function gatewayReplies(
  httpStatus: HttpStatus,
  appId: string,
): Omit<FaultReplies, 'expireToken'> {
  return {
    refused: (call, code, msg) => {
      const scopes = missingScopes(code, call, appId);
      const refusal = new Refusal(code, msg ?? scopes?.msg, scopes?.detail);
      return refusalAnswer(refusal, call, httpStatus);
    },
    rateLimited: (call, status, limit, resetS) =>
      rateLimited(call, httpStatus, status, { limit, resetS }),
    failed: (call) => ({ ...refusalAnswer(new Refusal(1255001), call, httpStatus), status: 500 }),
  };
}

function refusalAnswer({ code, msg: text, detail }: Refusal, call: Call, mode: HttpStatus): Answer {
  const entry = errorTable.get(code);
  const msg = text ?? entry?.msg ?? 'Fail';
  const status = mode === 'older' ? olderStatus(code, call.name) : (entry?.[mode] ?? 200);
  if (nakedCodes.has(code)) return json(status, { code, msg });
  if (bareCodes.has(code)) return json(status, { code, msg, data: {} });
  const { logId } = call;
  const troubleshooter = `排查建议查看(Troubleshooting suggestions): https://open.feishu.cn/search?from=openapi&log_id=${logId}&code=${code}&method_id=${methodId(call)}`;
  return json(status, { code, msg, error: { ...detail, log_id: logId, troubleshooter } });
}

/** Names the called method in the vendor's troubleshooter link. */
function methodId({ name }: Call): string {
  const digest = createHash('sha256').update(name).digest().readBigUInt64BE();
  return String(digest).slice(0, 19);
}

/** The gateway's refusal of a call that came too early, with its two headers. */
function rateLimited(
  call: Call,
  mode: HttpStatus,
  status: number,
  { limit, resetS }: Pick<RateLimited, 'limit' | 'resetS'>,
): Answer {
  const answer = refusalAnswer(new Refusal(99991400), call, mode);
  const headers = {
    ...answer.headers,
    'X-Ogw-Ratelimit-Limit': String(limit),
    'X-Ogw-Ratelimit-Reset': String(resetS),
  };
  return { ...answer, status, headers };
}
