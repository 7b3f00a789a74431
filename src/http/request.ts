import { effects } from '../core/effect.js';
import { type Endpoint, type EndpointArgs, splitRoute } from '../core/endpoint.js';
import { InputError } from '../core/errors.js';
import type { Json, JsonObject } from '../core/json.js';
import { tokenKeys } from '../core/pages.js';
import { type PathSegment, pathText } from '../core/path.js';
import { hasHalfCharacter } from '../core/text.js';
import type { EndpointRequest, QueryValue } from './policy.js';

type RequestPart = 'path' | 'query' | 'body';

const bodiless: ReadonlySet<string> = new Set(['GET', 'DELETE']);
const deepest = 64;

/** Puts the arguments where the endpoint wants them; refuses what cannot be sent as it is. */
export function createRequest(
  name: string,
  endpoint: Endpoint,
  args: EndpointArgs,
): EndpointRequest {
  const parts: Record<RequestPart, Record<string, Json>> = { path: {}, query: {}, body: {} };
  for (const [key, value] of Object.entries(args)) {
    const part = partOf(endpoint, key);
    if (part === undefined) {
      throw refusal([key], `not an argument of ${name}`);
    }
    if (value !== undefined) {
      checkSendable(value, [key]);
      parts[part][key] = value;
    }
  }
  const { method, path } = splitRoute(endpoint.route);
  return {
    name,
    endpoint,
    path: fill(path, parts.path),
    query: { ...endpoint.constantQuery, ...queryOf(parts.query, endpoint.jsonInQuery) },
    body: isBodiless(method, parts.body) ? undefined : parts.body,
    headers: {},
    writer: writerOf(name, endpoint, args),
  };
}

/** Few calls of these methods carry one. */
function isBodiless(method: string, body: JsonObject): boolean {
  return bodiless.has(method) && Object.keys(body).length === 0;
}

function partOf(endpoint: Endpoint, key: string): RequestPart | undefined {
  const has = (shape: object | undefined) => shape !== undefined && Object.hasOwn(shape, key);
  if (has(endpoint.path)) {
    return 'path';
  }
  if (has(endpoint.query)) {
    return 'query';
  }
  return has(endpoint.body) ? 'body' : pagingPart(endpoint, key);
}

/** Paging is no argument of the endpoint, but its own vendor's keys are sent with it. */
function pagingPart({ pages }: Endpoint, key: string): RequestPart | undefined {
  const { at, size, in: part } = pages?.keys ?? tokenKeys;
  const roots = [at, size].map((path) => path.split('.')[0]);
  return pages !== undefined && roots.includes(key) ? part : undefined;
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

/** Gives what the writer's lock of a call is keyed by; undefined where it takes none. */
export function writerOf(name: string, endpoint: Endpoint, args: EndpointArgs): string | undefined {
  const { effect, exclusive, oneWriterPer, writerScope = oneWriterPer } = endpoint;
  if (exclusive) {
    return name;
  }
  if (oneWriterPer === undefined || !effects[effect].writes) {
    return undefined;
  }
  if (oneWriterPer === 'process') {
    return oneWriterPer;
  }
  return `${writerScope} ${args[oneWriterPer]}`;
}

/** Refuses what does not arrive as it left: lone surrogates, endless depth, what JSON has no word for. */
function checkSendable(value: unknown, path: PathSegment[]): asserts value is Json {
  if (path.length > deepest) {
    throw refusal(path.slice(0, 1), 'nested too deeply', `at most ${deepest} levels`);
  }
  if (typeof value === 'string') {
    checkText(value, path);
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => {
      checkPart(item, index, path);
    });
  } else if (typeof value === 'object' && value !== null) {
    checkMembers(value, path);
  } else if (typeof value !== 'boolean' && value !== null && !Number.isFinite(value)) {
    throw refusal(
      path,
      'cannot be sent as JSON',
      'text, a number, true, false, null, a list, an object',
    );
  }
}

/** One path for the whole walk: a batch holds hundreds of thousands of values. */
function checkPart(value: unknown, segment: PathSegment, path: PathSegment[]): void {
  path.push(segment);
  checkSendable(value, path);
  path.pop();
}

function checkMembers(value: object, path: PathSegment[]): void {
  for (const [key, member] of Object.entries(value)) {
    checkText(key, path);
    if (member !== undefined) {
      checkPart(member, key, path);
    }
  }
}

function checkText(text: string, path: readonly PathSegment[]): void {
  if (hasHalfCharacter(text)) {
    throw refusal(path, 'half of a surrogate pair, which UTF-8 cannot carry', 'whole characters');
  }
}

function refusal(path: readonly PathSegment[], problem: string, allowed?: string): InputError {
  return new InputError([
    { path: pathText(path), problem, ...(allowed !== undefined && { allowed }) },
  ]);
}
