import { randomUUID } from 'node:crypto';
import type { Endpoint } from '../../core/endpoint.js';
import { isInt64 } from '../../core/int64.js';
import type { Json, JsonObject } from '../../core/json.js';

/** A body as JSON, in which integers beyond 2^53 are bare digits where the endpoint takes such. */
export function jsonBody({ body: shape = {} }: Endpoint, body: JsonObject): string {
  const keys = Object.keys(body).filter((key) => shape[key] !== undefined && isInt64(shape[key]));
  if (keys.length === 0) {
    return JSON.stringify(body);
  }
  // Nobody else's text begins with it.
  const mark = randomUUID();
  const marked = keys.map((key) => [key, withMark(body[key] ?? null, mark)]);
  const text = JSON.stringify({ ...body, ...Object.fromEntries(marked) });
  return text.replaceAll(new RegExp(`"${mark}(-?\\d+)"`, 'g'), '$1');
}

function withMark(value: Json, mark: string): Json {
  if (Array.isArray(value)) {
    return value.map((item: Json) => withMark(item, mark));
  }
  return typeof value === 'string' && /^-?\d+$/.test(value) ? `${mark}${value}` : value;
}
