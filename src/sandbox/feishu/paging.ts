import { isJsonObject } from '../../core/json.js';
import type { Bitable } from './bitable/model.js';
import { queryInteger, refuseParameter } from './parameters.js';
import { refuse } from './refusal.js';

export interface PageRule {
  /** What is listed, such as `fields of tblX`; a token of another listing is refused. */
  readonly listing: string;
  readonly maxSize: number;
  /** 20 when absent. */
  readonly defaultSize?: number;
  /** The code for a token that is none; Bitable's own when absent. */
  readonly invalidToken?: number;
  /** `id`: the last item of the page. `opaque`: a text that tells nothing. `id` when absent. */
  readonly tokens?: 'id' | 'opaque';
  /** The last page was recorded with a token too. */
  readonly tokenOnLastPage?: true;
  readonly bitable: Pick<Bitable, 'options' | 'pageMarks'>;
}

export interface PagedItems<T> {
  readonly items: T[];
  readonly has_more: boolean;
  readonly page_token?: string;
  readonly total: number;
}

/** One page of a list, by `page_size` and `page_token`. */
export function page<T>(
  items: readonly T[],
  query: URLSearchParams,
  rule: PageRule,
  idOf: (item: T) => string,
): PagedItems<T> {
  const size = pageSize(query, rule);
  const start = pageStart(items, query.get('page_token') ?? '', rule, idOf);
  const taken = items.slice(start, start + size);
  const last = taken.at(-1);
  const hasMore = start + taken.length < items.length;
  const shown = hasMore || showsLastToken(rule);
  return {
    items: taken,
    has_more: hasMore,
    ...(last !== undefined && shown
      ? { page_token: writeToken(idOf(last), start + taken.length, rule) }
      : {}),
    total: items.length,
  };
}

function showsLastToken({ tokenOnLastPage, bitable: { options } }: PageRule): boolean {
  const { pageTokenOnLastPage: shows } = options;
  return shows === 'always' || (shows === 'recorded' && tokenOnLastPage === true);
}

function pageSize(
  query: URLSearchParams,
  { maxSize, defaultSize = 20, bitable: { options } }: PageRule,
): number {
  const size = queryInteger(query, 'page_size') ?? defaultSize;
  if (size >= 1 && size <= maxSize) return size;
  if (size > maxSize && options.largePage === 'clamp') return maxSize;
  if (options.pageSizeCode === 1254011) refuse(1254011);
  const bound = size < 1 ? 'the min value is 1' : `the max value is ${maxSize}`;
  return refuseParameter('page_size', bound, String(size));
}

/** Where the last page ended: behind an item, or, when that one was deleted meanwhile, at a position. */
interface Mark {
  readonly id: string;
  readonly at?: number | undefined;
}

function pageStart<T>(
  items: readonly T[],
  token: string,
  rule: PageRule,
  idOf: (item: T) => string,
): number {
  if (token === '') return 0;
  const mark = rule.tokens === 'opaque' ? openToken(token, rule) : markOf(token, rule);
  const index = items.findIndex((item) => idOf(item) === mark?.id);
  return index === -1 ? (mark?.at ?? refuseToken(rule)) : index + 1;
}

function refuseToken({ invalidToken }: PageRule): never {
  return invalidToken === undefined ? refuse(1254030, 'InvalidPageToken') : refuse(invalidToken);
}

/** An id tells no position: it is remembered, for the case that its item is deleted before the next page. */
function writeToken(id: string, at: number, { tokens, listing, bitable }: PageRule): string {
  if (tokens === 'opaque') {
    return Buffer.from(JSON.stringify({ listing, id, at })).toString('base64url');
  }
  bitable.pageMarks.set(`${listing} ${id}`, at);
  return id;
}

function markOf(id: string, { listing, bitable }: PageRule): Mark {
  return { id, at: bitable.pageMarks.get(`${listing} ${id}`) };
}

/** The mark of this listing; undefined for what is none. */
function openToken(token: string, { listing: expected }: PageRule): Mark | undefined {
  try {
    const mark: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (!isJsonObject(mark)) return undefined;
    const { listing, id, at } = mark;
    const fits = listing === expected && typeof id === 'string' && typeof at === 'number';
    return fits ? { id, at } : undefined;
  } catch {
    return undefined;
  }
}
