import type { EndpointArgs } from '../../core/endpoint.js';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.js';
import type { PageKeys, PagePosition } from '../../core/pages.js';

interface Arrived {
  /** Which page it is. */
  readonly from: PagePosition;
  /** How many items it holds. */
  readonly length: number;
  readonly data: JsonObject;
}

/** Where the next page is: `end` where there is none, `nowhere` where the vendor says that there is, but not where. */
export function positionAfter(keys: PageKeys, arrived: Arrived): string | 'end' | 'nowhere' {
  if (!hasMore(keys, arrived)) {
    return 'end';
  }
  const { from, length, data } = arrived;
  switch (keys.style) {
    case 'number':
      return String(Number(from.pageToken ?? 1) + 1);
    case 'offset':
      return String(Number(from.pageToken ?? 0) + length);
    case 'cursor':
      return tokenIn(keys, data) ?? 'nowhere';
  }
}

function tokenIn({ next = '' }: PageKeys, data: JsonObject): string | undefined {
  const token = atPath(data, next);
  const text = typeof token === 'number' ? String(token) : token;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** A flag alone tells where there is one: a token may come with the last page too. */
function hasMore(keys: PageKeys, { from, length, data }: Arrived): boolean {
  if (keys.more !== undefined) {
    return atPath(data, keys.more) === true;
  }
  if (keys.style === 'cursor') {
    return tokenIn(keys, data) !== undefined;
  }
  const total = keys.total === undefined ? undefined : atPath(data, keys.total);
  if (typeof total !== 'number') {
    return length >= from.pageSize;
  }
  const done =
    keys.style === 'number'
      ? Number(from.pageToken ?? 1) * from.pageSize
      : Number(from.pageToken ?? 0) + length;
  return done < total && length > 0;
}

/** The arguments that ask for a page, beside those of the caller. */
export function pageArgs(
  keys: PageKeys,
  { pageToken, pageSize }: PagePosition,
  args: EndpointArgs,
): EndpointArgs {
  const first = { number: 1, offset: 0, cursor: undefined }[keys.style];
  const at = keys.style === 'cursor' || pageToken === undefined ? pageToken : Number(pageToken);
  return withAt(withAt(args, keys.size, pageSize), keys.at, at ?? first);
}

/** What stands at a path with dots. */
export function atPath(data: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = data;
  for (const key of path.split('.')) {
    value = isJsonObject(value) ? value[key] : undefined;
  }
  return value;
}

function withAt(args: EndpointArgs, path: string, value: unknown): EndpointArgs {
  const [key = '', inner] = path.split('.');
  if (inner === undefined) {
    return { ...args, [key]: value };
  }
  const outer = args[key];
  return { ...args, [key]: { ...(isJsonObject(outer) ? outer : {}), [inner]: value } };
}
