import { createHash } from 'node:crypto';
import { InputError } from '../../core/errors.js';
import { isJsonObject, type JsonObject } from '../../core/json.js';
import type { PagePosition } from '../../core/pages.js';
import type { CursorScope } from '../calls.js';

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
