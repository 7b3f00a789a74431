import { effects } from '../core/effect.js';
import { type Endpoint, splitRoute } from '../core/endpoint.js';
import { InputError } from '../core/errors.js';
import type { Json, JsonObject } from '../core/json.js';
import { type PathSegment, pathText } from '../core/path.js';
import type { QueryValue, Request } from './call.js';

/** Flat arguments, already validated, under the vendor's names. */
export type Args = Readonly<Record<string, unknown>>;

type Place = 'path' | 'query' | 'body';

const pagingKeys: ReadonlySet<string> = new Set(['page_size', 'page_token']);
const bodiless: ReadonlySet<string> = new Set(['GET', 'DELETE']);
const deepest = 64;
const loneSurrogate = /\p{Surrogate}/u;

/** Puts the arguments where the endpoint wants them; refuses what cannot be sent as it is. */
export function createRequest(name: string, endpoint: Endpoint, args: Args): Request {
  const parts: Record<Place, Record<string, Json>> = { path: {}, query: {}, body: {} };
  for (const [key, value] of Object.entries(args)) {
    const place = placeOf(endpoint, key);
    if (place === undefined) {
      throw refusal([key], `not an argument of ${name}`);
    }
    if (value !== undefined) {
      parts[place][key] = sendable(value, [key]);
    }
  }
  const { method, path } = splitRoute(endpoint.route);
  return {
    name,
    endpoint,
    path: fill(path, parts.path),
    query: queryOf(parts.query, endpoint.jsonInQuery),
    body: bodiless.has(method) ? undefined : parts.body,
    headers: {},
    writer: writerOf(endpoint, parts.path),
  };
}

function placeOf(endpoint: Endpoint, key: string): Place | undefined {
  const has = (shape: object | undefined) => shape !== undefined && Object.hasOwn(shape, key);
  if (has(endpoint.path)) {
    return 'path';
  }
  if (has(endpoint.query) || (endpoint.pages !== undefined && pagingKeys.has(key))) {
    return 'query';
  }
  return has(endpoint.body) ? 'body' : undefined;
}

function queryOf(
  args: JsonObject,
  asJson: readonly string[] = [],
): Readonly<Record<string, QueryValue>> {
  const query: Record<string, QueryValue> = {};
  for (const [key, value] of Object.entries(args)) {
    query[key] = queryValue(value ?? null, asJson.includes(key));
  }
  return query;
}

function queryValue(value: Json, asJson: boolean): QueryValue {
  if (Array.isArray(value) && !asJson) {
    return value.map(String);
  }
  return typeof value === 'object' ? JSON.stringify(value) : value;
}

function fill(template: string, args: JsonObject): string {
  return template.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = String(args[key] ?? '');
    if (value === '' || value === '.' || value === '..') {
      throw refusal([key], 'cannot be part of a path', 'an id');
    }
    return encodeURIComponent(value);
  });
}

function writerOf({ effect, oneWriterPer }: Endpoint, args: JsonObject): string | undefined {
  if (oneWriterPer === undefined || !effects[effect].writes) {
    return undefined;
  }
  return `${oneWriterPer} ${args[oneWriterPer]}`;
}

/** The value as JSON that arrives as it left: no lone surrogates, no endless depth. */
function sendable(value: unknown, path: readonly PathSegment[]): Json {
  if (path.length > deepest) {
    throw refusal([path[0] ?? ''], 'nested too deeply', `at most ${deepest} levels`);
  }
  if (typeof value === 'string') {
    return wellFormed(value, path);
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => sendable(item, [...path, index]));
  }
  if (typeof value === 'object' && value !== null) {
    return sendableObject(value, path);
  }
  if (typeof value === 'boolean' || value === null || isFiniteNumber(value)) {
    return value;
  }
  throw refusal(
    path,
    'cannot be sent as JSON',
    'text, a number, true, false, null, a list, an object',
  );
}

function isFiniteNumber(value: unknown): value is number {
  return Number.isFinite(value);
}

function sendableObject(value: object, path: readonly PathSegment[]): JsonObject {
  const entries = Object.entries(value).map(([key, item]) => [
    wellFormed(key, path),
    item === undefined ? undefined : sendable(item, [...path, key]),
  ]);
  return Object.fromEntries(entries);
}

function wellFormed(text: string, path: readonly PathSegment[]): string {
  if (loneSurrogate.test(text)) {
    throw refusal(path, 'half of a surrogate pair, which UTF-8 cannot carry', 'whole characters');
  }
  return text;
}

function refusal(path: readonly PathSegment[], problem: string, allowed?: string): InputError {
  return new InputError([
    { path: pathText(path), problem, ...(allowed !== undefined && { allowed }) },
  ]);
}
