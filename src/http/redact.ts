import { ApiError, type ApiErrorFacts, NetworkError } from '../core/errors.js';
import { isJsonObject, type Json } from '../core/json.js';

/** What tokens look like: `t-…`, `u-…`, `a-…`, JSON web tokens, and whatever follows `Bearer`. */
const tokenShapes = [
  /\bBearer\s+[^\s"',;]+/gi,
  /(?<![A-Za-z0-9])[tua]-[A-Za-z0-9_.-]{12,}/g,
  /\beyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)*/g,
];

/** The text without tokens and secrets. */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    clean = secret === '' ? clean : clean.replaceAll(secret, '[redacted]');
  }
  for (const shape of tokenShapes) {
    clean = clean.replace(shape, '[redacted]');
  }
  return clean;
}

/** The same failure, every text of it redacted. Failures found before sending hold only the caller's own words. */
export function redactError(error: unknown, secrets: readonly string[]): unknown {
  const clean = (text: string) => redact(text, secrets);
  if (error instanceof ApiError) {
    return new ApiError(redactFacts(error.facts, clean));
  }
  if (error instanceof NetworkError) {
    const { hint } = error.facts;
    const facts = { ...error.facts, hint: hint === undefined ? undefined : clean(hint) };
    return new NetworkError(clean(error.message), error.phase, error.sent, facts);
  }
  return error;
}

type Clean = (text: string) => string;

function redactFacts(facts: ApiErrorFacts, clean: Clean): ApiErrorFacts {
  const { hint, details, logId } = facts;
  return {
    ...facts,
    reason: clean(facts.reason),
    hint: hint === undefined ? undefined : clean(hint),
    logId: logId === undefined ? undefined : clean(logId),
    details: details === undefined ? undefined : redactEntries(details, clean),
  };
}

function redactEntries(object: Readonly<Record<string, Json | undefined>>, clean: Clean) {
  const entries = Object.entries(object).map(([key, value]) => [
    clean(key),
    value === undefined ? null : redactJson(value, clean),
  ]);
  return Object.fromEntries(entries);
}

function redactJson(value: Json, clean: Clean): Json {
  if (typeof value === 'string') {
    return clean(value);
  }
  if (Array.isArray(value)) {
    return value.map((item) => redactJson(item, clean));
  }
  return isJsonObject(value) ? redactEntries(value, clean) : value;
}
