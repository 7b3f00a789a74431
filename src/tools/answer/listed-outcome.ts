import type { Endpoint, ListingSpec } from '../../core/endpoint.js';
import type { Json, JsonObject } from '../../core/json.js';
import type { Page } from '../../http/calls.js';
import type { BatchResult } from '../../http/lists/batch.js';
import { cursorAfter } from '../../http/lists/paginate.js';
import {
  besideListings,
  listingFacts,
  listsIn,
  type NamedListing,
  type ReplyListing,
  toListing,
} from './listing.js';
import {
  batchOutcome,
  countShown,
  cutNote,
  fillsAnswer,
  lean,
  type Outcome,
  pageOutcome,
  type RecordView,
  replyOutcome,
  wantedOf,
} from './result.js';

type Args = Readonly<Record<string, unknown>>;

/** How the items of a reply are shown: records, a listing as columns and rows, or as they came. */
export interface ShownAs {
  readonly view: RecordView;
  readonly listing?: NamedListing | undefined;
  /** Nothing is left out of items that go as they came. */
  readonly isRaw?: boolean | undefined;
}

/** Builds the outcome of a page of items. */
export function shownPage(endpoint: Endpoint, args: Args, page: Page, shown: ShownAs): Outcome {
  const { view, listing, isRaw } = shown;
  if (listing !== undefined && endpoint.listing !== undefined) {
    return listedPageOutcome(endpoint.listing, args, page, listing);
  }
  const outcome = pageOutcome(endpoint, args, page, view);
  if (isRaw !== true) {
    return outcome;
  }
  const { items } = outcome.facts;
  const count = Array.isArray(items) ? items.length : 0;
  return { ...outcome, facts: { ...outcome.facts, items: page.items.slice(0, count) } };
}

/** Builds the outcome of one reply that is not a page. */
export function shownReply(
  endpoint: Endpoint,
  args: Args,
  reply: JsonObject,
  { view, listing, isRaw }: ShownAs,
): Outcome {
  if (listing !== undefined && endpoint.listing !== undefined) {
    return listedOutcome(endpoint, endpoint.listing, reply, listing);
  }
  return isRaw === true ? { facts: reply, notes: [] } : replyOutcome(endpoint, args, reply, view);
}

/** Builds the outcome of a batch. */
export function shownBatch(
  endpoint: Endpoint,
  result: BatchResult,
  { view, listing }: ShownAs,
): Outcome {
  return listing !== undefined && endpoint.listing !== undefined
    ? listedOutcome(endpoint, endpoint.listing, result.results, listing)
    : batchOutcome(endpoint, result, view);
}

/** Tells whether what was read fills an answer, so that reading on would be for nothing. */
export function isEnough(
  endpoint: Endpoint,
  items: readonly JsonObject[],
  view: RecordView,
  listed: ReplyListing | undefined,
): boolean {
  const { listing } = endpoint;
  if (listing === undefined || listed === undefined) {
    return fillsAnswer(endpoint, items, view);
  }
  const { rows, ...around } = listingFacts(toListing(listing, items, listed.plain));
  return countShown(rows, around) < rows.length;
}

/** A page of items as columns and rows; an item can take several rows, which are not torn apart. */
function listedPageOutcome(
  listing: ListingSpec,
  args: Args,
  page: Page,
  { view, facts: namesOf }: NamedListing,
): Outcome {
  const whole = toListing(listing, page.items, view);
  const { rows, ...around } = { ...listingFacts(whole), ...namesOf() };
  const rowsFitting = countShown(rows, around);
  const cut = rowsFitting < whole.rows.length;
  const count = cut ? itemsWithin(listing, page.items, rowsFitting) : page.items.length;
  const grid = cut ? toListing(listing, page.items.slice(0, count), view) : whole;
  const nextCursor = cut ? cursorAfter(page, count) : page.nextCursor;
  const isPart = cut || page.hasMore || args['cursor'] !== undefined;
  const facts = {
    ...listingFacts(grid, isPart),
    ...namesOf(),
    ...(page.total !== undefined && { total: page.total }),
    has_more: cut || page.hasMore,
    ...(nextCursor !== undefined && { next_cursor: nextCursor }),
  };
  const goOn = 'go on with next_cursor, or name fewer fields';
  return { facts, notes: cut ? [cutNote(count, wantedOf(args, page), goOn)] : [] };
}

/** How many items from the start have no more rows than these; never none. */
function itemsWithin(listing: ListingSpec, items: readonly JsonObject[], rows: number): number {
  let count = 0;
  for (const [index, item] of items.entries()) {
    count += toListing(listing, [item], plainView).rows.length;
    if (count > rows) {
      return Math.max(1, index);
    }
  }
  return items.length;
}

const plainView = { cell: (value: Json) => value };

/** A reply whose lists are columns and rows, the first of them beside the rest of the reply. */
function listedOutcome(
  endpoint: Endpoint,
  listing: ListingSpec,
  reply: JsonObject,
  { view, facts: namesOf, beside = (rest) => rest }: NamedListing,
): Outcome {
  const lists = listsIn(endpoint, reply);
  const main = lists.find(({ items }) => items.length > 0) ?? { listing, items: [] };
  const grid = toListing(main.listing, main.items, view);
  const usual = { ...view, chosen: undefined, found: undefined };
  const others = lists.flatMap((list): [string, JsonObject][] =>
    list === main || list.items.length === 0
      ? []
      : [[list.listing.in, listingFacts(toListing(list.listing, list.items, usual))]],
  );
  const facts = {
    ...lean(beside(besideListings(endpoint, reply))),
    ...(main.listing !== listing && { rows_of: main.listing.in }),
    ...listingFacts(grid),
    ...Object.fromEntries(others),
    ...namesOf(),
  };
  return { facts, notes: [] };
}
