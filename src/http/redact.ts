import { ApiError, type ApiErrorFacts, NetworkError } from '../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../core/json.js';

/** What tokens look like: `t-…`, `u-…`, `a-…`, JSON web tokens, and whatever follows `Bearer`. */
const tokenShapes = [
  /\bBearer\s+[^\s"',;]+/gi,
  /(?<![A-Za-z0-9])[tua]-[A-Za-z0-9_.-]{12,}/g,
  /\beyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)*/g,
];

/** What is shorter is no secret, and would be found inside of ordinary words. */
const shortestSecret = 6;

/** The text without tokens and secrets. */
function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    clean = secret.length < shortestSecret ? clean : clean.replaceAll(secret, '[redacted]');
  }
  for (const shape of tokenShapes) {
    clean = clean.replace(shape, '[redacted]');
  }
  return clean;
}

/** A text fit to be shown: redacted first and cut then, lest half of a secret remain at the cut. */
export function presentable(text: string, secrets: readonly string[], longest = 400): string {
  const clean = redact(text, secrets);
  return clean.length > longest ? `${clean.slice(0, longest - 1)}…` : clean;
}

const longestReason = 200;

/**
 * The same failure, every text of it presentable. Failures found before sending hold only the caller's own words.
 * Inside of the client messages are phrases, for notes and other messages to quote; here they become sentences.
 */
export function presentableError(error: unknown, secrets: readonly string[]): unknown {
  const show = (text: string, longest?: number) => presentable(text, secrets, longest);
  // Not the failure itself: its texts still hold what must not leave.
  const cause = (failure: Error) => presentableError(failure.cause, secrets);
  if (error instanceof ApiError) {
    return error.with(presentableFacts(error.facts, show), cause(error));
  }
  if (error instanceof NetworkError) {
    const hint = error.facts.hint && show(error.facts.hint);
    return error.with({ message: sentence(show(error.message)), hint }, cause(error));
  }
  return error;
}

function sentence(phrase: string): string {
  return phrase.charAt(0).toUpperCase() + phrase.slice(1);
}

type Show = (text: string, longest?: number) => string;

function presentableFacts(facts: ApiErrorFacts, show: Show): ApiErrorFacts {
  const { reason, hint, details, logId } = facts;
  return {
    ...facts,
    reason: show(reason, longestReason),
    hint: hint && show(hint),
    logId: logId && show(logId),
    details: details && presentableEntries(details, show),
  };
}

function presentableEntries(object: JsonObject, show: Show): Record<string, Json> {
  const entries = Object.entries(object).map(([key, value]) => [
    show(key),
    presentableJson(value ?? null, show),
  ]);
  return Object.fromEntries(entries);
}

function presentableJson(value: Json, show: Show): Json {
  if (typeof value === 'string') {
    return show(value);
  }
  if (Array.isArray(value)) {
    return value.map((item) => presentableJson(item, show));
  }
  return isJsonObject(value) ? presentableEntries(value, show) : value;
}
