import type { Endpoint, ListingSpec } from '../../core/endpoint.js';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../core/json.js';
import { valueAt } from '../../core/path.js';
import { choose } from '../input/choose.js';
import {
  columnsOf,
  type GridColumn,
  type ListingView,
  type ReadListed,
  rowsIn,
} from './listing-columns.js';

/** A reply as columns and rows. */
export interface ReplyListing {
  /** Shows items as they came: what an answer would cost. */
  readonly plain: ListingView;
  /** Shows items with what their ids are called, and what else to say of them. */
  named(lists: readonly ListedItems[]): Promise<NamedListing>;
}

/** One list of a reply. */
export interface ListedItems {
  readonly listing: ListingSpec;
  readonly items: readonly JsonObject[];
  /** The whole reply, where it is not a page. */
  readonly reply?: JsonObject;
}

export interface NamedListing {
  readonly view: ListingView;
  /** Further facts, such as the names behind ids. */
  readonly facts: () => JsonObject;
  /** Reads what the reply holds beside its lists. */
  readonly beside?: (reply: JsonObject) => JsonObject;
}

/** Items as columns and rows: the shape of every listing. */
export interface ListingGrid {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Json[])[];
  readonly emptyColumns: readonly string[];
  /** By column; undefined where no column has a total. */
  readonly totals: JsonObject | undefined;
  /** By column: what is the same in all rows, and so told once. */
  readonly shared: JsonObject;
}

/** Items as columns and rows. Columns that hold nothing are left out and named, unless they were asked for. */
export function toListing(
  listing: ListingSpec,
  items: readonly JsonObject[],
  view: ListingView,
): ListingGrid {
  const rows = rowsIn(listing, items);
  const all = columnsOf(listing, rows, view).map((column) => ({
    ...column,
    cells: rows.map((row) => compact(column.read(row))),
  }));
  const isEmpty = ({ cells }: { readonly cells: readonly Json[] }) =>
    rows.length > 0 && view.chosen === undefined && cells.every((cell) => cell === null);
  const filled = all.filter((column) => !isEmpty(column));
  const told = rows.length > 1 && view.chosen === undefined ? filled.filter(isSame) : [];
  const shown = filled.filter((column) => !told.includes(column));
  return {
    shared: Object.fromEntries(told.map(({ name, cells: [first = null] }) => [name, first])),
    columns: shown.map(({ name }) => name),
    rows: rows.map((_, index) => shown.map(({ cells }) => cells[index] ?? null)),
    emptyColumns: all
      .filter((column) => isEmpty(column) && column.isQuiet !== true)
      .map(({ name }) => name),
    totals: totalsOf(shown.filter(({ isSummed }) => isSummed)),
  };
}

/** A column that is told once where all of its cells are the same. */
function isSame({ isShared, cells }: GridColumn & { readonly cells: readonly Json[] }): boolean {
  return isShared && new Set(cells.map((cell) => JSON.stringify(cell))).size === 1;
}

/** The facts of a grid. Sums of the rows of one page have a name of their own: they are not those of the whole. */
export function listingFacts(
  { columns, rows, emptyColumns, totals, shared }: ListingGrid,
  isPart = false,
) {
  return {
    columns,
    rows,
    ...(Object.keys(shared).length > 0 && { in_all_rows: shared }),
    ...(emptyColumns.length > 0 && { empty_columns: emptyColumns }),
    ...(totals !== undefined && { [isPart ? 'totals_of_these_rows' : 'totals']: totals }),
  };
}

/** The items of a listing in a reply. */
function listedItems(
  { in: place, entries }: ListingSpec,
  reply: JsonObject,
): readonly JsonObject[] {
  const held = place === '' ? Object.values(reply) : valueAt(reply, place.split('.'));
  if (entries === true) {
    return entriesOf(held);
  }
  const list: readonly Json[] = Array.isArray(held) ? held : [];
  return list.flatMap((item) => (isJsonList(item) ? item.flatMap(itemsIn) : itemsIn(item)));
}

/** Ids alone are items too. */
function itemsIn(item: Json): readonly JsonObject[] {
  return isJsonObject(item) ? [item] : item === null || isJsonList(item) ? [] : [{ id: item }];
}

/** Members of an object, each of the items of a list by itself. */
function entriesOf(held: unknown): readonly JsonObject[] {
  const members = isJsonObject(held) ? Object.entries(held) : [];
  return members.flatMap(([key, value = null]) =>
    (isJsonList(value) ? value : [value]).map((each) => ({ key, value: each })),
  );
}

/** All lists of a reply. */
export function listsIn(
  { listing, moreListings = [] }: Endpoint,
  reply: JsonObject,
): readonly ListedItems[] {
  const lists = listing === undefined ? [] : [listing, ...moreListings];
  return lists.map((list) => ({ listing: list, items: listedItems(list, reply), reply }));
}

/** A reply without its lists, which are shown as grids. */
export function besideListings(endpoint: Endpoint, reply: JsonObject): JsonObject {
  const { listing, moreListings = [], omitsInReply = [] } = endpoint;
  if (listing?.in === '') {
    return {};
  }
  const lists = [...(listing === undefined ? [] : [listing]), ...moreListings];
  const left = new Set([...lists.map(({ in: place }) => place), ...omitsInReply]);
  return Object.fromEntries(Object.entries(reply).filter(([key]) => !left.has(key)));
}

/** The names that `fields` of a call can choose of a listing, beside those of found columns. */
export function columnNames({ columns }: ListingSpec): readonly string[] {
  return Object.keys(columns);
}

/** The names of the columns that are shown where a call chooses none. */
export function usualColumns({ columns }: ListingSpec): readonly string[] {
  return Object.entries(columns).flatMap(([name, column]) =>
    typeof column === 'object' && column.onRequest === true ? [] : [name],
  );
}

/** The columns that say which item a row is, and those that were chosen. */
export function withIdentifying(
  listing: ListingSpec,
  chosen: readonly string[],
): readonly string[] {
  const { identifying = 1 } = listing;
  return [...new Set([...columnNames(listing).slice(0, identifying), ...chosen])];
}

/** A listing whose values need no look-up, with the columns that a call chose. */
export function chosenListing(
  listing: ListingSpec,
  names: readonly string[] | undefined,
  cell: ReadListed = (value) => value,
): ReplyListing {
  const own = columnNames(listing).map((name) => ({ id: name, name }));
  const chosen = names?.map(
    (name, index) => choose({ what: 'column', name, path: `fields[${index}]` }, own).name,
  );
  const view = { cell, chosen: chosen && withIdentifying(listing, chosen) };
  return { plain: view, named: async () => ({ view, facts: () => ({}) }) };
}

/** A value without what says nothing: null, empty texts, lists and objects. */
function compact(value: Json): Json {
  if (isJsonList(value)) {
    return value.length === 0 ? null : value.map(compact);
  }
  if (!isJsonObject(value)) {
    return value === '' ? null : value;
  }
  const entries = Object.entries(value).flatMap(([key, item]): [string, Json][] => {
    const kept = compact(item ?? null);
    return kept === null ? [] : [[key, kept]];
  });
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

function totalsOf(
  columns: readonly { readonly name: string; readonly cells: readonly Json[] }[],
): JsonObject | undefined {
  const totals = columns.flatMap(({ name, cells }): [string, Json][] => {
    const numbers = cells.filter((cell) => cell !== null).map(Number);
    const sum = numbers.reduce((total, number) => total + number, 0);
    // Sums of decimals end in digits that nobody wrote.
    return numbers.length > 0 && Number.isFinite(sum) ? [[name, Number(sum.toFixed(6))]] : [];
  });
  return totals.length === 0 ? undefined : Object.fromEntries(totals);
}
