import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { effects } from '../../core/effect.js';
import { type Endpoint, splitRoute } from '../../core/endpoint.js';
import { ApiError, type ApiErrorFacts } from '../../core/errors.js';
import { holdsInt64, mapInt64 } from '../../core/int64.js';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.js';
import { parseJson } from '../../core/lossless-json.js';
import type { OpenedReply, Service } from '../../core/service.js';
import type { Clock } from '../clock.js';
import type { EndpointRequest, QueryValue, SendRequest } from '../policy.js';
import type { Transport, WireRequest } from '../ports.js';
import { multipart } from './multipart.js';

export interface RoundTripOptions {
  readonly service: Service;
  readonly transport: Transport;
  readonly clock: Clock;
  /** What the caller can do about a success that lacks what it is asked for. */
  readonly missingDataHint?: string;
}

const defaultMissingDataHint = 'The account may lack a permission, or the service changed.';

/** The innermost step: one request to one opened and checked reply. */
export function roundTrip(options: RoundTripOptions): SendRequest {
  const { service, transport, clock, missingDataHint: hint = defaultMissingDataHint } = options;
  return async (request, context) => {
    context.signal.throwIfAborted();
    context.lease?.assertHeld();
    const raw = await transport.send(wireRequest(service, request), {
      signal: context.signal,
      finishOnceSent: isToBeFinished(request.endpoint),
      leftMs: context.deadlineAt - clock.now(),
    });
    const opened = service.open(raw, request.name);
    const { endpoint } = request;
    validateReply(endpoint, opened, { service: service.label, status: raw.status, hint });
    const data = withNewKeys(opened.data, endpoint.olderReplyKeys);
    return { ...opened, data: withJsonRead(data, endpoint.jsonEncodedPaths) };
  };
}

/** A write that left is waited for, lest nobody knows what it did; unless that would do no harm. */
function isToBeFinished({ effect, repeatable }: Endpoint): boolean {
  return effects[effect].writes && repeatable !== true;
}

/** A request of an endpoint in the form that the transport carries. */
export function wireRequest(service: Service, request: EndpointRequest): WireRequest {
  const { endpoint, sign } = request;
  const { method } = splitRoute(endpoint.route);
  const ambient = (endpoint.configQueryKeys ?? []).map((key) => [
    key,
    service.ambient?.(key) ?? '',
  ]);
  const query = { ...request.query, ...Object.fromEntries(ambient) };
  const url = `${service.baseUrl}${request.path}${queryText(query)}`;
  const { contentType, body } = content(withConfigKey(service, request));
  const text = typeof body === 'string' ? body : undefined;
  const headers = { ...request.headers, ...sign?.({ url, text }) };
  return body === undefined
    ? { method, url, headers }
    : { method, url, headers: { ...headers, 'content-type': contentType }, body };
}

function withConfigKey({ ambient }: Service, request: EndpointRequest): EndpointRequest {
  const { endpoint, body } = request;
  const { configBodyKey } = endpoint;
  return configBodyKey === undefined || body === undefined || body[configBodyKey] !== undefined
    ? request
    : { ...request, body: { ...body, [configBodyKey]: ambient?.(configBodyKey) } };
}

function content({ endpoint, body, file }: EndpointRequest) {
  if (endpoint.multipart !== undefined && body !== undefined && file !== undefined) {
    const keys = Object.keys(endpoint.body ?? {}).filter((key) => body[key] !== undefined);
    const fields = Object.fromEntries(keys.map((key) => [key, body[key]]));
    return multipart(fields, endpoint.multipart.file, file);
  }
  return { contentType: 'application/json; charset=utf-8', body: body && jsonBody(endpoint, body) };
}

function queryText(query: Readonly<Record<string, QueryValue>>): string {
  const parameters = Object.entries(query).flatMap(([key, value]) =>
    [value].flat().map((item) => `${key}=${encodeURIComponent(item)}`),
  );
  return parameters.length === 0 ? '' : `?${parameters.join('&')}`;
}

const replySchemas = new WeakMap<Endpoint, z.ZodTypeAny>();

function replySchema(endpoint: Endpoint): z.ZodTypeAny {
  const schema = replySchemas.get(endpoint) ?? z.object(endpoint.reply).passthrough();
  replySchemas.set(endpoint, schema);
  return schema;
}

/** A success without what it is asked for is none; whether a write took place is then unknown. */
function validateReply(
  endpoint: Endpoint,
  opened: OpenedReply,
  about: Pick<ApiErrorFacts, 'service' | 'status' | 'hint'>,
): void {
  const checked = replySchema(endpoint).safeParse(opened.data);
  if (checked.success) {
    return;
  }
  const wrong = checked.error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || 'data'}: ${issue.message}`);
  throw new ApiError({
    ...about,
    kind: 'unknown',
    recovery: effects[endpoint.effect].writes ? 'ambiguous' : 'permanent',
    reason: `a success without what was asked for (${wrong.join('; ')})`,
    logId: opened.logId,
  });
}

/** A reply in which what came by an older name stands by the newer one alone. */
function withNewKeys(data: JsonObject, names: Readonly<Record<string, string>> = {}): JsonObject {
  return Object.entries(names).reduce((read, [older, newer]) => {
    const { [older]: value, ...others } = read;
    return value === undefined ? read : { [newer]: value, ...others };
  }, data);
}

/** A reply in which the named texts are the JSON that they hold; what is none stays as it is. */
function withJsonRead(data: JsonObject, paths: readonly string[] = []): JsonObject {
  return paths.reduce((read, path) => {
    const next = readAt(read, path.split('.'));
    return isJsonObject(next) ? next : read;
  }, data);
}

function readAt(value: Json | undefined, [step, ...rest]: readonly string[]): Json | undefined {
  if (step === undefined) {
    return typeof value === 'string' ? jsonIn(value) : value;
  }
  const key = step.replace(/\[\]$/, '');
  if (!isJsonObject(value) || value[key] === undefined) {
    return value;
  }
  const inner = value[key];
  const read =
    step.endsWith('[]') && Array.isArray(inner)
      ? inner.map((item: Json) => readAt(item, rest) ?? null)
      : readAt(inner, rest);
  return { ...value, [key]: read };
}

function jsonIn(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}

/** A body as JSON, in which integers beyond 2^53 are bare digits where the endpoint takes such. */
export function jsonBody({ body: shape = {} }: Endpoint, body: JsonObject): string {
  const keys = Object.keys(body).filter((key) => shape[key] && holdsInt64(shape[key]));
  if (keys.length === 0) {
    return JSON.stringify(body);
  }
  // Nobody else's text begins with it.
  const mark = randomUUID();
  const marked = keys.map((key) => {
    const schema = shape[key];
    const value = body[key] ?? null;
    return [key, schema ? mapInt64(schema, value, (digits) => `${mark}${digits}`) : value];
  });
  const text = JSON.stringify({ ...body, ...Object.fromEntries(marked) });
  return text.replaceAll(new RegExp(`"${mark}(-?\\d+)"`, 'g'), '$1');
}
