import type { Endpoint, EndpointArgs } from '../../core/endpoint.js';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.js';
import { type PageKeys, type PagePosition, type Pages, tokenKeys } from '../../core/pages.js';
import type { Client, CursorScope, Page, PageSlice, PaginateOptions } from '../calls.js';
import { isOutOfTime } from '../policies/recovery.js';
import { atPath, pageArgs, positionAfter, readCursor, writeCursor } from './page-position.js';

/** For all pages together, within the 60 s that MCP clients wait for an answer by default. */
const listingMs = 45_000;

/** Lists until `limit` items are there or the vendor has no more. */
export async function paginate(
  client: Client,
  name: string,
  endpoint: Endpoint,
  args: EndpointArgs,
  options: PaginateOptions,
): Promise<Page> {
  const { pages } = endpoint;
  if (pages === undefined) {
    throw new TypeError(`${name} has no pages`);
  }
  const collector = new PageCollector({ name, args }, pages, options);
  const { deadlineMs: totalMs = listingMs } = options;
  const endsAt = client.now() + totalMs;
  while (collector.next !== undefined) {
    const deadlineMs = endsAt - client.now();
    try {
      const page = pageArgs(pages.keys ?? tokenKeys, collector.next, args);
      const { data } = await client.call(name, endpoint, page, { ...options, deadlineMs });
      collector.add(data);
      reportProgress(collector, options);
    } catch (error) {
      if (collector.pageCount === 0 || !isOutOfTime(error, endsAt - client.now())) {
        throw error;
      }
      collector.stopEarly(`the listing took longer than ${totalMs / 1_000} s`);
    }
  }
  const page = collector.result();
  if (page.partial !== undefined) {
    options.note(`not all: ${page.partial}`);
  }
  return page;
}

/** Of a single page the answer itself tells. */
function reportProgress(
  { pageCount, next, items, expectedTotal }: PageCollector,
  { progress }: PaginateOptions,
): void {
  if (pageCount > 1 || next !== undefined) {
    progress?.(items.length, expectedTotal);
  }
}

/** The cursor that continues after the first `count` items; undefined where nothing follows. */
export function cursorAfter(page: Page, count: number): string | undefined {
  let before = count;
  for (const { from, count: length } of page.origin.slices) {
    if (before < length) {
      return writeCursor(page.origin.listing, { ...from, skip: from.skip + before });
    }
    before -= length;
  }
  return page.nextCursor;
}

/** A listing under way. */
class PageCollector {
  readonly items: JsonObject[] = [];
  /** The page to fetch; undefined when done. */
  next: PagePosition | undefined;
  expected: number | undefined;
  pageCount = 0;

  readonly #keys: PageKeys;
  readonly #seen = new Set<string | undefined>();
  readonly #slices: PageSlice[] = [];
  #end: PagePosition | undefined;
  #hasMore = false;
  #partial: string | undefined;
  #first: JsonObject | undefined;

  constructor(
    private readonly listing: CursorScope,
    private readonly pages: Pages,
    private readonly options: PaginateOptions,
  ) {
    this.#keys = pages.keys ?? tokenKeys;
    this.next = this.#start(options.cursor);
  }

  add(data: JsonObject): void {
    const from = this.next;
    if (from === undefined) {
      return;
    }
    this.#first ??= data;
    this.#seen.add(from.pageToken);
    this.#total(data);
    const all = itemsOf(data, this.pages);
    const taken = this.options.keep === undefined ? this.#take(all, from) : this.#choose(all, from);
    this.pageCount += 1;
    if (taken < all.length) {
      this.#stopAt({ ...from, skip: taken });
    } else {
      this.#goOn(data, from, all.length);
    }
  }

  /** Ends before the next page, which a cursor then continues with. */
  stopEarly(why: string): void {
    this.#stopAt(this.next);
    this.#partial = why;
  }

  /** How many items there will be, as far as the vendor says how many there are. */
  get expectedTotal(): number | undefined {
    return this.expected && Math.min(this.expected, this.options.limit);
  }

  result(): Page {
    const { listing, items } = this;
    const end = this.#end;
    return {
      items,
      total: this.expected,
      hasMore: this.#hasMore,
      nextCursor: end === undefined ? undefined : writeCursor(listing, end),
      partial: this.#partial,
      extra: extraOf(this.#first ?? {}, this.pages),
      origin: { listing, slices: this.#slices },
    };
  }

  #start(cursor: string | undefined): PagePosition {
    if (cursor === undefined) {
      return { pageToken: undefined, pageSize: this.#size(), skip: 0 };
    }
    const position = readCursor(this.listing, cursor);
    // Only a page that is entered in its middle must come back as it was.
    return position.skip === 0 ? { ...position, pageSize: this.#sizeAfter(position) } : position;
  }

  /** Takes as many as are missing; gives how far into the page that is. */
  #take(all: readonly JsonObject[], from: PagePosition): number {
    const wanted = all.slice(from.skip, from.skip + this.#missing());
    this.items.push(...wanted);
    this.#slices.push({ from, count: wanted.length });
    return from.skip + wanted.length;
  }

  /** The same of those that count. */
  #choose(all: readonly JsonObject[], from: PagePosition): number {
    let index = from.skip;
    for (; index < all.length && this.#missing() > 0; index += 1) {
      const item = all[index];
      if (item !== undefined && this.options.keep?.(item)) {
        this.items.push(item);
        this.#slices.push({ from: { ...from, skip: index }, count: 1 });
      }
    }
    return index;
  }

  #goOn(data: JsonObject, from: PagePosition, length: number): void {
    const next = positionAfter(this.#keys, { from, length, data });
    if (next === 'end') {
      this.next = undefined;
    } else if (next === 'nowhere') {
      this.#giveUp('the vendor says that more follows, but not where');
    } else if (this.#seen.has(next)) {
      this.#giveUp('the vendor came back to a page it had given before');
    } else if (this.items.length >= (this.pages.reach ?? Number.POSITIVE_INFINITY)) {
      this.#giveUp(`the vendor lists no more than ${this.pages.reach}; narrow the search`);
    } else {
      const position = { pageToken: next, pageSize: this.#sizeAfter(from), skip: 0 };
      this.#continueAt(position, length === 0);
    }
  }

  #continueAt(position: PagePosition, wasEmpty: boolean): void {
    if (wasEmpty) {
      this.#stopAt(position);
      this.#partial = 'the vendor gave an empty page but says that more follows';
    } else if (this.#missing() === 0 || this.options.isEnough?.(this.items)) {
      this.#stopAt(position);
    } else {
      this.next = position;
    }
  }

  #giveUp(why: string): void {
    this.next = undefined;
    this.stopEarly(why);
  }

  #stopAt(position: PagePosition | undefined): void {
    this.next = undefined;
    this.#hasMore = true;
    this.#end = position;
  }

  #total(data: JsonObject): void {
    const total = this.#keys.total && atPath(data, this.#keys.total);
    if (typeof total === 'number' && this.options.keep === undefined) {
      this.expected ??= total;
    }
  }

  #missing(): number {
    return this.options.limit - this.items.length;
  }

  /** Pages that are counted have to be of one size. */
  #sizeAfter({ pageSize }: PagePosition): number {
    return this.#keys.style === 'number' ? pageSize : this.#size();
  }

  /** Of items that have to be chosen from, as many as there are at once. */
  #size(): number {
    if (this.options.keep !== undefined) {
      return this.pages.maxSize;
    }
    return Math.max(1, Math.min(this.pages.maxSize, this.#missing()));
  }
}

function itemsOf(data: JsonObject, { items: key, bare }: Pages): readonly JsonObject[] {
  const items = atPath(data, key);
  if (!Array.isArray(items)) {
    return [];
  }
  return bare ? items.map((id: Json) => ({ id })) : items.filter(isJsonObject);
}

function extraOf(data: JsonObject, { items, keys = tokenKeys }: Pages): JsonObject {
  const paths = [items, keys.next, keys.more, keys.total].filter((path) => path !== undefined);
  const known = new Set(paths.map((path) => path.split('.')[0]));
  return Object.fromEntries(Object.entries(data).filter(([key]) => !known.has(key)));
}
