import type { JsonObject } from '../../core/json.js';
import { type Answer, json } from '../kernel/answer.js';
import type { SandboxOptions } from '../options.js';
import { errorTable } from './error-table.js';
import type { Refusal } from './refusal.js';

/** An answer that is a file, or a part of one, in place of an envelope. */
export class FileAnswer implements Answer {
  constructor(
    readonly status: 200 | 206 | 416,
    readonly headers: Answer['headers'],
    readonly body: Uint8Array,
  ) {}
}

/** What an envelope needs to know of the request that it answers. */
export interface ReplyContext {
  readonly logId: string;
  /** Names the called method in the vendor's troubleshooter link. */
  readonly methodId: string;
  readonly httpStatus: SandboxOptions['httpStatus'];
}

/**
 * The document layer's and the token endpoints' errors carry an empty `data` and no `error`; so does a refusal
 * that looks like a success.
 */
const bareCodes: ReadonlySet<number> = new Set([0, 10003, 10014, 10015, 91402, 91403]);

export function success(data: JsonObject): Answer {
  return json(200, { code: 0, msg: 'success', data });
}

export function refusalAnswer(refusal: Refusal, context: ReplyContext): Answer {
  const { code, detail } = refusal;
  const entry = errorTable.get(code);
  const msg = refusal.msg ?? entry?.msg ?? 'Fail';
  const status = entry?.[context.httpStatus] ?? 200;
  if (bareCodes.has(code)) return json(status, { code, msg, data: {} });
  const troubleshooter = `排查建议查看(Troubleshooting suggestions): https://open.feishu.cn/search?from=openapi&log_id=${context.logId}&code=${code}&method_id=${context.methodId}`;
  return json(status, {
    code,
    msg,
    error: { ...detail, log_id: context.logId, troubleshooter },
  });
}
