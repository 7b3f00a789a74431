/** How the vendor pages a list. */
export interface Pages {
  /** The key of the reply that holds the page's items. */
  readonly items: string;
  /** The items are ids, not objects. */
  readonly bare?: true;
  /** The largest page the vendor gives. */
  readonly maxSize: number;
  /** How many items a call without `limit` returns. */
  readonly defaultLimit: number;
  /** How many items can be reached at all, however they are paged. */
  readonly reach?: number;
  /** Where request and reply say which page it is; as `tokenKeys` where it is absent. */
  readonly keys?: PageKeys;
}

/** Keys with dots lie inside of objects. */
export interface PageKeys {
  /** The position of a page is a number from 1, an offset from 0, or what the page before it gave. */
  readonly style: 'number' | 'offset' | 'cursor';
  readonly in: 'query' | 'body';
  /** The request key for the size of a page. */
  readonly size: string;
  /** The request key for the position of a page. */
  readonly at: string;
  /** The reply key whose value is sent as `at` for the next page, where the style is `cursor`. */
  readonly next?: string;
  /** The reply key that tells how many items there are in all. */
  readonly total?: string;
  /** The reply key that tells whether more follows; without it and without a total, a page that is not full is the last. */
  readonly more?: string;
}

/** `page_size`, `page_token`, `has_more` and `total`. */
export const tokenKeys: PageKeys = {
  style: 'cursor',
  in: 'query',
  size: 'page_size',
  at: 'page_token',
  next: 'page_token',
  total: 'total',
  more: 'has_more',
};

/** Where a listing goes on: a page of the vendor, and how many of its items were seen already. */
export interface PagePosition {
  /** Undefined for the first page. */
  readonly pageToken: string | undefined;
  /** The size the page was fetched with, so that it comes back the same. */
  readonly pageSize: number;
  readonly skip: number;
}
