import { isJsonObject } from '../../core/json.js';
import type { FeishuOptions } from './options.js';
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
  readonly options: FeishuOptions;
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
  const shown = hasMore || rule.options.pageTokenOnLastPage;
  return {
    items: taken,
    has_more: hasMore,
    ...(last !== undefined && shown
      ? { page_token: writeToken({ listing: rule.listing, after: idOf(last), at: start + size }) }
      : {}),
    total: items.length,
  };
}

function pageSize(
  query: URLSearchParams,
  { maxSize, defaultSize = 20, options }: PageRule,
): number {
  const size = queryInteger(query, 'page_size') ?? defaultSize;
  if (size >= 1 && size <= maxSize) return size;
  if (options.pageSizeCode === 1254011) refuse(1254011);
  const bound = size < 1 ? 'the min value is 1' : `the max value is ${maxSize}`;
  return refuseParameter('page_size', bound, String(size));
}

/** Where the last page ended: behind an item, or, when that one was deleted meanwhile, at a position. */
interface Mark {
  readonly listing: string;
  readonly after: string;
  readonly at: number;
}

function pageStart<T>(
  items: readonly T[],
  token: string,
  rule: PageRule,
  idOf: (item: T) => string,
): number {
  if (token === '') return 0;
  const mark = readToken(token);
  if (mark?.listing !== rule.listing) return refuseToken(rule);
  const index = items.findIndex((item) => idOf(item) === mark.after);
  return index === -1 ? mark.at : index + 1;
}

function refuseToken({ invalidToken }: PageRule): never {
  return invalidToken === undefined ? refuse(1254030, 'InvalidPageToken') : refuse(invalidToken);
}

function writeToken(mark: Mark): string {
  return Buffer.from(JSON.stringify(mark)).toString('base64url');
}

function readToken(token: string): Mark | undefined {
  try {
    const mark: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (!isJsonObject(mark)) return undefined;
    const { listing, after, at } = mark;
    const whole =
      typeof listing === 'string' && typeof after === 'string' && typeof at === 'number';
    return whole ? { listing, after, at } : undefined;
  } catch {
    return undefined;
  }
}
