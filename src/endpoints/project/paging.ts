import type { PageKeys, Pages } from '../../core/pages.js';

type Size = Pick<Pages, 'maxSize' | 'defaultLimit' | 'reach'>;

/** `page_num` and `page_size`, and a reply with `pagination` beside its list. */
function numbered<const In extends 'query' | 'body'>(place: In) {
  const keys = {
    style: 'number',
    in: place,
    size: 'page_size',
    at: 'page_num',
    total: 'pagination.total',
  } as const satisfies PageKeys;
  return <const S extends Size>(size: S) => ({ items: 'data', keys, ...size }) as const;
}

export const numberedInBody = numbered('body');
export const numberedInQuery = numbered('query');

/** `pagination: {page_size, search_after}` in the body, and the same with the total in the reply. */
export function searchAfter<const Items extends string, const S extends Size>(
  items: Items,
  size: S,
) {
  const keys = {
    style: 'cursor',
    in: 'body',
    size: 'pagination.page_size',
    at: 'pagination.search_after',
    next: 'pagination.search_after',
    total: 'pagination.total',
  } as const satisfies PageKeys;
  return { items, keys, ...size } as const;
}
