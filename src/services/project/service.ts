import { ApiError, ConfigError, type ErrorRow } from '../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.js';
import { parseJson } from '../../core/lossless-json.js';
import type { OpenedReply, RawReply, Service } from '../../core/service.js';
import { describeForeign, foreignRow } from '../shared/foreign-reply.js';
import { namedIn, rowFor } from './errors/explain-error.js';

/** Feishu Project, or Meegle, at `baseUrl`, for the user of that key. */
export function projectService(baseUrl: string, userKey?: string): Service {
  return {
    name: 'project',
    label: 'Feishu Project',
    baseUrl: baseUrl.replace(/\/+$/, ''),
    actsAs: userKey || undefined,
    ambient: () => userKey || missingUser(),
    open: openEnvelope,
  };
}

function missingUser(): never {
  throw new ConfigError(
    'FEISHU_PROJECT_USER_KEY is not set: spaces are listed, and found by name, with it alone, beside a user token as well.',
    'FEISHU_PROJECT_USER_KEY',
    'In Feishu Project, double-click on the picture of the user to copy the key; or give the key or the simple name of the space.',
  );
}

/** Bounds the work; texts are redacted and cut to size where they leave the client. */
const longestText = 4_000;

/** What a reply says, whichever of the three envelopes it comes in. */
interface Verdict {
  /** 0 is yes. */
  readonly code: number;
  /** The specific words, else the general ones. */
  readonly message: string;
  /** The general words beside specific ones. */
  readonly general?: string | undefined;
  readonly logId?: string | undefined;
}

/** `err_code` of the ordinary calls, `error.code` of the token calls, `code` of the file calls. */
const readers: readonly ((envelope: JsonObject) => Verdict | undefined)[] = [
  ordinary,
  ofToken,
  ofFile,
];

/** What stands in an envelope for itself; everything else there belongs to the answer. */
const ownKeys = new Set(['data', 'err', 'err_code', 'err_msg', 'error', 'code', 'msg', 'message']);

/**
 * Gives what a success holds: the keys of `data`, and what stands beside it, such as `pagination`. A bare list or
 * value stays under `data`.
 */
function openEnvelope(reply: RawReply, call?: string): OpenedReply {
  const envelope = envelopeIn(reply.text);
  const verdict = envelope && verdictOf(envelope);
  if (envelope === undefined || verdict === undefined) {
    throw foreignReply(reply);
  }
  if (verdict.code !== 0) {
    throw refusal(reply, verdict, call);
  }
  return { data: contentOf(envelope), logId: logIdOf(reply) };
}

function envelopeIn(text: string): JsonObject | undefined {
  try {
    const value = parseJson(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function verdictOf(envelope: JsonObject): Verdict | undefined {
  for (const read of readers) {
    const verdict = read(envelope);
    if (verdict !== undefined) {
      return verdict;
    }
  }
  return undefined;
}

/** `err.msg` is the specific text; a code there is a refusal even where `err_code` says 0. */
function ordinary({ err_code, err_msg, err }: JsonObject): Verdict | undefined {
  if (typeof err_code !== 'number') {
    return undefined;
  }
  const inner = isJsonObject(err) ? err : {};
  const specific = textOf(inner['msg']);
  const general = textOf(err_msg);
  return {
    code: err_code === 0 ? numberOf(inner['code']) : err_code,
    message: specific || general,
    general: specific !== '' && specific !== general ? general : undefined,
    logId: textOf(inner['log_id']),
  };
}

function ofToken({ error }: JsonObject): Verdict | undefined {
  return isJsonObject(error) && typeof error['code'] === 'number'
    ? { code: error['code'], message: textOf(error['msg']) }
    : undefined;
}

function ofFile({ code, message, msg }: JsonObject): Verdict | undefined {
  return typeof code === 'number' ? { code, message: textOf(message) || textOf(msg) } : undefined;
}

function contentOf(envelope: JsonObject): JsonObject {
  const { data } = envelope;
  const beside = Object.entries(envelope).filter(([key]) => !ownKeys.has(key));
  return { ...Object.fromEntries(beside), ...inside(data) };
}

function inside(data: Json | undefined): JsonObject {
  if (isJsonObject(data)) {
    return data;
  }
  return data === undefined || data === null ? {} : { data };
}

function refusal(reply: RawReply, verdict: Verdict, call: string | undefined): ApiError {
  const { code, message, general } = verdict;
  const row = rowFor({ code, status: reply.status, message, call });
  return new ApiError({
    ...factsOf(reply, row),
    code,
    reason: message || row.name,
    alreadyInDesiredState: row.alreadyInDesiredState,
    logId: logIdOf(reply) ?? (verdict.logId || undefined),
    retryAfterMs: row.retryAfterMs ?? waitOf(reply, row),
    details: detailsOf({ ...namedIn(message), ...(general && { general }) }),
  });
}

function foreignReply(reply: RawReply): ApiError {
  const row = foreignRow(reply);
  return new ApiError({
    ...factsOf(reply, row),
    reason: describeForeign(reply.text),
    logId: logIdOf(reply),
    retryAfterMs: waitOf(reply, row),
  });
}

function factsOf({ status }: RawReply, { kind, recovery, hint }: ErrorRow) {
  return { service: 'Feishu Project', status, kind, recovery, hint };
}

function detailsOf(details: Readonly<Record<string, string>>) {
  return Object.keys(details).length === 0 ? undefined : details;
}

function logIdOf({ headers }: RawReply): string | undefined {
  return headers['x-tt-logid'] ?? headers['x-request-id'];
}

function waitOf({ headers }: RawReply, { kind }: ErrorRow): number | undefined {
  const seconds = Number(headers['retry-after']);
  return kind === 'rate_limited' && seconds > 0 ? seconds * 1_000 : undefined;
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value.trim().slice(0, longestText) : '';
}

function numberOf(value: Json | undefined): number {
  return typeof value === 'number' ? value : 0;
}
