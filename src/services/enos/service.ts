import { ApiError, ConfigError, type ErrorRow } from '../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.js';
import { parseJson } from '../../core/lossless-json.js';
import type { OpenedReply, RawReply, Service } from '../../core/service.js';
import { type EnosErrorRow, enosError, enosStatusError } from './explain-error.js';

/** In whose name operations are done. */
export interface EnosAccount {
  readonly userId: string | undefined;
  readonly orgId: string | undefined;
}

/** EnOS batch data processing, behind the API gateway at `baseUrl`. */
export function enosService(baseUrl: string, account: EnosAccount): Service {
  return {
    name: 'enos',
    label: 'EnOS',
    baseUrl: baseUrl.replace(/\/+$/, ''),
    ambient: (key) => ambientValue(key, account),
    open: openEnvelope,
  };
}

function ambientValue(key: string, { userId, orgId }: EnosAccount): string {
  if (key === 'userId') {
    return userId || missing('ENOS_USER_ID', 'the id of the user, u…, from the user profile');
  }
  return orgId || missing('ENOS_ORG_ID', 'the id of the organization, o…, from its profile');
}

function missing(variable: string, what: string): never {
  throw new ConfigError(
    `${variable} is not set.`,
    variable,
    `Open the EnOS console and copy ${what} (IAM).`,
  );
}

/** Bounds the work; texts are redacted and cut to size where they leave the client. */
const longestText = 4_000;

/**
 * `{code, msg, data}`; the token endpoints say `status` for `code`. What is no object stands under `data` in the
 * opened reply too: the list of a search, a time. Nothing, which is written `""`, opens as nothing.
 */
function openEnvelope(reply: RawReply): OpenedReply {
  const value = parsed(reply.text);
  const envelope = isJsonObject(value) ? value : undefined;
  const code = codeOf(envelope);
  if (envelope === undefined || code === undefined) {
    throw foreignReply(reply, envelope);
  }
  if (code !== 0) {
    throw refusal(reply, envelope, code);
  }
  return { data: contentOf(envelope['data']) };
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function codeOf(envelope: JsonObject | undefined): number | undefined {
  const code = envelope?.['code'] ?? envelope?.['status'];
  const isCode = typeof code === 'number' || (typeof code === 'string' && /^-?\d+$/.test(code));
  return isCode ? Number(code) : undefined;
}

function contentOf(data: Json | undefined): JsonObject {
  if (isJsonObject(data)) {
    return data;
  }
  return data === undefined || data === null || data === '' ? {} : { data };
}

function refusal(reply: RawReply, envelope: JsonObject, code: number): ApiError {
  const message = messageOf(envelope);
  const row = enosError(code, message) ?? enosStatusError(reply.status);
  return apiError(reply, row, message || row.name, code);
}

/** Not the service's envelope: the gateway or something in between answered, or the answer was cut off. */
function foreignReply(reply: RawReply, object: JsonObject | undefined): ApiError {
  const row = reply.status >= 400 ? enosStatusError(reply.status) : garbled;
  const message = object === undefined ? '' : messageOf(object);
  return apiError(reply, row, message || describeForeign(reply.text));
}

const garbled: ErrorRow = {
  name: 'no envelope',
  kind: 'unavailable',
  recovery: 'ambiguous',
  hint: 'A proxy or login page may be in the way, or the answer was cut off: check ENOS_APIGW_URL and the network.',
};

/** Never the markup itself. */
function describeForeign(text: string): string {
  const instead = 'in place of the JSON envelope';
  const start = text.slice(0, longestText).trim();
  if (start === '') {
    return `an empty body ${instead}`;
  }
  if (start.startsWith('<')) {
    return `an HTML page ${instead}`;
  }
  return /^[{[]/.test(start)
    ? `other or broken JSON ${instead}`
    : `plain text ${instead}: ${start.replace(/\s+/g, ' ')}`;
}

function messageOf(envelope: JsonObject): string {
  const text = envelope['msg'] ?? envelope['message'];
  return typeof text === 'string' ? text.trim().slice(0, longestText) : '';
}

function apiError(reply: RawReply, row: EnosErrorRow, reason: string, code?: number): ApiError {
  const { kind, recovery, hint } = row;
  const { status } = reply;
  const retryAfterMs = row.retryAfterMs ?? waitOf(reply, row);
  return new ApiError({
    service: 'EnOS',
    kind,
    recovery,
    hint,
    status,
    code,
    reason,
    retryAfterMs,
  });
}

function waitOf({ headers }: RawReply, { kind }: ErrorRow): number | undefined {
  const seconds = kind === 'rate_limited' ? Number(headers['retry-after']) : 0;
  return seconds > 0 ? seconds * 1_000 : undefined;
}
