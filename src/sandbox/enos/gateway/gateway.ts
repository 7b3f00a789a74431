import { createHash } from 'node:crypto';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { type Answer, json, plain } from '../../kernel/answer.js';
import type { Enos } from '../model.js';
import { type EnosOperationName, findOperation } from './operations.js';
import { EnosRefusal } from './refusal.js';
import type { EnosTokens } from './tokens.js';

/** A request as it came over the wire. */
export interface EnosHttpRequest {
  readonly method: string;
  readonly pathname: string;
  /** Behind the `?`, as it came. */
  readonly search: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** Answers with the envelope's `data`, or throws an EnosRefusal. */
export type CallOperation = (
  name: EnosOperationName,
  query: URLSearchParams,
  body: JsonObject,
  enos: Enos,
) => Json;

export interface EnosGatewayParts {
  readonly enos: Enos;
  readonly tokens: EnosTokens;
  readonly appSecret: string;
  readonly callOperation: CallOperation;
}

export const enosPrefixes = ['/batch-processing-service/', '/apim-token-service/'] as const;

const tokenPaths: Readonly<Record<string, 'get' | 'refresh'>> = {
  '/apim-token-service/v2.0/token/get': 'get',
  '/apim-token-service/v2.0/token/refresh': 'refresh',
};

/** The usual `msg` of each code. */
const messages: Readonly<Record<number, string>> = {
  62101: 'userId does not exist, or it does not match to orgId.',
  62102: 'Invalid parameter',
  62103: 'User has no privilege.',
  62105: 'Your account has been locked',
  62109: 'Internal server exception',
};

/** Serves the API gateway: tokens, and what is signed with them. Refusals of the service travel with HTTP 200. */
export function serveEnos(request: EnosHttpRequest, parts: EnosGatewayParts): Answer {
  const tokenCall = tokenPaths[request.pathname];
  return tokenCall === undefined
    ? serveOperation(request, parts)
    : serveToken(request, parts.tokens[tokenCall]);
}

function serveToken({ method, body }: EnosHttpRequest, call: EnosTokens['get']): Answer {
  const given = method === 'POST' ? objectIn(body) : undefined;
  if (given === undefined) return plain(400, 'Bad Request');
  const rest = { business: 'apim-token-service' };
  try {
    return json(200, { status: 0, msg: 'SUCCESS', ...rest, data: call(given) });
  } catch (error) {
    if (!(error instanceof EnosRefusal)) throw error;
    return json(200, { status: error.code, msg: error.message, ...rest, data: null });
  }
}

function serveOperation(request: EnosHttpRequest, parts: EnosGatewayParts): Answer {
  const { method, pathname, search } = request;
  const query = new URLSearchParams(search);
  const { known, name } = findOperation(method, pathname, query.get('action'));
  if (!known) return json(404, { message: 'no Route matched with those values' });
  if (!isAuthentic(request, parts)) {
    return json(401, { message: 'Invalid authentication credentials' });
  }
  const body = objectIn(request.body);
  if (name === undefined || body === undefined) return plain(400, 'Bad Request');
  return enveloped(() => parts.callOperation(name, query, body, parts.enos));
}

function enveloped(call: () => Json): Answer {
  try {
    return json(200, { code: 0, msg: 'OK', data: call() });
  } catch (error) {
    if (!(error instanceof EnosRefusal)) throw error;
    const { code, msg = messages[code] ?? '' } = error;
    return json(200, { code, msg, data: null });
  }
}

function isAuthentic(
  { headers, search, body }: EnosHttpRequest,
  { tokens, appSecret }: EnosGatewayParts,
): boolean {
  const accessToken = String(headers['apim-accesstoken'] ?? '');
  const timestamp = String(headers['apim-timestamp'] ?? '');
  const signature = String(headers['apim-signature'] ?? '');
  return (
    tokens.isGood(accessToken) &&
    /^\d{1,16}$/.test(timestamp) &&
    isSignedWith(appSecret, signature, { search, body, accessToken, timestamp })
  );
}

/** A body, `{}` where there is none; undefined for what is no object. */
function objectIn(text: string): JsonObject | undefined {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

interface SignedRequest {
  /** Behind the `?`, as it came. */
  readonly search: string;
  readonly body: string;
  readonly accessToken: string;
  readonly timestamp: string;
}

/** Whether a signature is the one that the secret gives. */
function isSignedWith(
  appSecret: string,
  signature: string,
  { search, body, accessToken, timestamp }: SignedRequest,
): boolean {
  const digest = createHash('sha256');
  digest.update(accessToken);
  for (const [key, value] of sortedPairs(search)) digest.update(key + value);
  return digest.update(body + timestamp + appSecret).digest('hex') === signature;
}

function sortedPairs(search: string): readonly (readonly [string, string])[] {
  const pairs = search
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [key = '', ...value] = pair.split('=');
      return [decoded(key), decoded(value.join('='))] as const;
    });
  return pairs.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
