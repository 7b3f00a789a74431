import { ApiError, type ErrorRow } from '../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.js';
import { parseJson } from '../../core/lossless-json.js';
import type { OpenedReply, RawReply, Service } from '../../core/service.js';
import { describeForeign, foreignRow } from '../shared/foreign-reply.js';
import {
  blamedValueIn,
  deniedInWords,
  feishuErrors,
  rowForUnknownCode,
  withIdentity,
} from './errors/explain-error.js';
import type { Identity } from './identity.js';

/** Feishu and Lark, at `baseUrl`. With the identity of its calls, refusals say who lacks what. */
export function feishuService(baseUrl: string, identity?: Identity): Service {
  return {
    name: 'feishu',
    label: 'Feishu',
    baseUrl: baseUrl.replace(/\/+$/, ''),
    open(reply) {
      try {
        const { envelope, logId } = openEnvelope(reply);
        const { data } = envelope;
        return { data: isJsonObject(data) ? data : {}, logId };
      } catch (error) {
        throw withIdentity(error, identity);
      }
    },
  };
}

/** The token endpoints answer without `data`: what they give stands beside `code`. */
export function openFlat(reply: RawReply): OpenedReply {
  const { envelope, logId } = openEnvelope(reply);
  return { data: envelope, logId };
}

/** Bounds the work; texts are redacted and cut to size where they leave the client. */
const longestText = 4_000;
const mostDetails = 10;

/** `{code, msg, data, error?}`, the one envelope of all Feishu and Lark APIs, after it said yes. */
interface Envelope {
  readonly envelope: JsonObject;
  readonly logId: string | undefined;
}

/** Looks at `code`, not at the status: refusals arrive with HTTP 200 as well. */
function openEnvelope(reply: RawReply): Envelope {
  const envelope = envelopeIn(reply.text);
  if (envelope === undefined) {
    throw foreignReply(reply);
  }
  const logId = logIdOf(reply, envelope);
  const message = textOf(envelope['msg']) ?? '';
  const code = envelope['code'] === 0 ? deniedInWords(message) : Number(envelope['code']);
  if (code === undefined) {
    return { envelope, logId };
  }
  throw refusal(reply, envelope, code, message);
}

function envelopeIn(text: string): JsonObject | undefined {
  const value = parsed(text);
  return isJsonObject(value) && typeof value['code'] === 'number' ? value : undefined;
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function refusal(reply: RawReply, envelope: JsonObject, code: number, message: string): ApiError {
  const row = feishuErrors.get(code) ?? rowForUnknownCode(reply.status);
  const { kind, recovery, hint, alreadyInDesiredState, smallerChunk } = row;
  return new ApiError({
    service: 'Feishu',
    kind,
    recovery,
    hint,
    alreadyInDesiredState,
    smallerChunk,
    status: reply.status,
    code,
    reason: (message || row.name).slice(0, longestText),
    logId: logIdOf(reply, envelope),
    retryAfterMs: waitOf(reply, row),
    blamedValue: blamedValueIn(message, messageOf(envelope['error'])),
    details: detailsOf(envelope['error']),
  });
}

function messageOf(error: Json | undefined): string {
  const message = isJsonObject(error) ? error['message'] : undefined;
  return typeof message === 'string' ? message : '';
}

/** Not Feishu's envelope: something in between answered, or the answer was cut off. */
function foreignReply(reply: RawReply): ApiError {
  const row = foreignRow(reply, stranger);
  return new ApiError({
    service: 'Feishu',
    kind: row.kind,
    recovery: row.recovery,
    status: reply.status,
    reason: describeForeign(reply.text, withoutMarkup),
    hint: row.hint,
    logId: logIdOf(reply, {}),
    retryAfterMs: waitOf(reply, row),
  });
}

/** Something in between that gave no reason. */
const stranger: ErrorRow = {
  name: 'unknown error',
  kind: 'unknown',
  recovery: 'permanent',
  hint: 'Something between here and Feishu answered: check the base URL and proxies.',
};

function withoutMarkup(text: string): string {
  return text
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function logIdOf(reply: RawReply, envelope: JsonObject): string | undefined {
  const error = envelope['error'];
  const inBody = isJsonObject(error) ? textOf(error['log_id']) : undefined;
  return reply.headers['x-tt-logid'] ?? inBody;
}

/** The gateway says in a header of its own how many seconds to wait; Bitable itself does not say. */
function waitOf({ headers }: RawReply, { kind }: ErrorRow): number | undefined {
  if (kind !== 'rate_limited') {
    return undefined;
  }
  const seconds = Number(headers['x-ogw-ratelimit-reset'] ?? headers['retry-after']);
  return seconds > 0 ? seconds * 1_000 : undefined;
}

function detailsOf(error: Json | undefined): Readonly<Record<string, Json>> | undefined {
  if (!isJsonObject(error)) {
    return undefined;
  }
  const found = {
    message: textOf(error['message']),
    missing_scopes: listOf(error['permission_violations'], (one) => textOf(one['subject'])),
    help: listOf(error['helps'], (one) => textOf(one['url'])),
    field_violations: listOf(error['field_violations'], violationOf),
  };
  const entries = Object.entries(found).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function violationOf(one: JsonObject): Json | undefined {
  const field = textOf(one['field']);
  const description = textOf(one['description']);
  return field === undefined ? undefined : { field, description: description ?? '' };
}

function listOf(
  list: Json | undefined,
  read: (one: JsonObject) => Json | undefined,
): readonly Json[] | undefined {
  if (!Array.isArray(list) || list.length === 0) {
    return undefined;
  }
  const found = list.slice(0, mostDetails).filter(isJsonObject).map(read);
  return found.filter((one) => one !== undefined);
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, longestText) : undefined;
}
