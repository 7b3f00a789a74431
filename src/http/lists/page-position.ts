import { createHash } from 'node:crypto';
import type { EndpointArgs } from '../../core/endpoint.js';
import { InputError } from '../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.js';
import type { PageKeys, PagePosition } from '../../core/pages.js';
import type { CursorScope } from '../calls.js';

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

const longest = 8_192;

/** An opaque text for a position; it fits this listing only. */
export function writeCursor(listing: CursorScope, position: PagePosition): string {
  const { pageToken, pageSize, skip } = position;
  const sealed = { t: pageToken, s: pageSize, k: skip, c: checksum(listing, position) };
  return Buffer.from(JSON.stringify(sealed)).toString('base64url');
}

/** Refuses a cursor that was changed, made up, or given out for other arguments. */
export function readCursor(listing: CursorScope, cursor: string): PagePosition {
  const sealed = decode(cursor);
  const position = positionIn(sealed);
  if (position === undefined || sealed?.['c'] !== checksum(listing, position)) {
    throw new InputError([
      {
        path: 'cursor',
        problem: 'does not continue this call',
        allowed: 'the cursor of the last result, with the same arguments; none to start over',
      },
    ]);
  }
  return position;
}

function decode(cursor: string): JsonObject | undefined {
  try {
    const text = Buffer.from(cursor.slice(0, longest), 'base64url').toString('utf8');
    const sealed: unknown = JSON.parse(text);
    return isJsonObject(sealed) ? sealed : undefined;
  } catch {
    return undefined;
  }
}

function positionIn(sealed: JsonObject | undefined): PagePosition | undefined {
  const { t: pageToken, s: pageSize, k: skip } = sealed ?? {};
  const fits = typeof pageSize === 'number' && typeof skip === 'number';
  if (!fits || (typeof pageToken !== 'string' && pageToken !== undefined)) {
    return undefined;
  }
  return { pageToken, pageSize, skip };
}

function checksum(
  { name, args }: CursorScope,
  { pageToken, pageSize, skip }: PagePosition,
): string {
  const facts = [name, sorted(args), pageToken ?? null, pageSize, skip];
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 16);
}

/** The same arguments in another order are the same arguments. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]);
}
