import type { ListedColumn, ListingSpec } from '../../core/endpoint.js';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.js';

/** Reads one value of a listing for people; `as` is its kind, `row` the item that holds it. */
export type ReadListed = (value: Json, as: string | undefined, row: JsonObject) => Json;

/** Columns beyond those of the endpoint, such as the fields of a work item. */
export interface FoundColumn {
  readonly name: string;
  /** Not worth a word where it is empty. */
  readonly isQuiet?: boolean;
  read(row: JsonObject): Json;
}

/** How the items of a listing are shown. */
export interface ListingView {
  readonly cell: ReadListed;
  /** The names of the columns to show, in that order; undefined for the usual ones. */
  readonly chosen?: readonly string[] | undefined;
  /** Columns that the items have beyond those of the endpoint. */
  readonly found?: readonly FoundColumn[] | undefined;
}

/** A column, and how it is filled. */
export interface GridColumn extends FoundColumn {
  readonly isSummed: boolean;
  /** Told once where it is the same in all rows. */
  readonly isShared: boolean;
}

/** The rows of items: members of their lists, or of their trees. The item around a row stands behind `..`. */
export function rowsIn(
  { each, nested, tree }: ListingSpec,
  items: readonly JsonObject[],
): readonly JsonObject[] {
  if (tree !== undefined) {
    return branchesIn(tree, items, '');
  }
  if (nested !== undefined) {
    return items.flatMap((item) => withNested(item, nested));
  }
  if (each === undefined) {
    return items;
  }
  return items.flatMap((item) => {
    const { [each]: held, ...outer } = item;
    return objectsOf(held).map((row) => ({ ...row, '..': outer }));
  });
}

function withNested(item: JsonObject, key: string): readonly JsonObject[] {
  const inner = objectsOf(item[key]).map((child) => ({ ...child, '..': item }));
  return [item, ...inner.flatMap((child) => withNested(child, key))];
}

function objectsOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** Items and what they hold, each behind the one that holds it. */
function branchesIn(
  tree: NonNullable<ListingSpec['tree']>,
  items: readonly JsonObject[],
  above: string,
): readonly JsonObject[] {
  return items.flatMap(({ [tree.children]: held, ...item }) => {
    const path = `${above}${String(item[tree.name])}`;
    const inner = Array.isArray(held) ? held.filter(isJsonObject) : [];
    return [{ ...item, path }, ...branchesIn(tree, inner, `${path}/`)];
  });
}

export function columnsOf(
  listing: ListingSpec,
  rows: readonly JsonObject[],
  { cell, chosen, found = [] }: ListingView,
): readonly GridColumn[] {
  const own = Object.entries(listing.columns);
  const fixed = own.map(([name, column]) => fixedColumn(name, column, cell));
  const usual = fixed.filter((_, index) => !isOnRequest(own[index]?.[1]));
  const others = found.map((column) => ({ ...column, isSummed: false, isShared: false }));
  if (chosen === undefined) {
    return [...usual, ...others, ...unknownColumns(listing, rows)];
  }
  const all = [...fixed, ...others, ...unknownColumns(listing, rows)];
  return chosen.flatMap((name) => all.find((column) => column.name === name) ?? []);
}

function isOnRequest(column: ListedColumn | undefined): boolean {
  return typeof column === 'object' && column.onRequest === true;
}

function fixedColumn(name: string, column: ListedColumn, cell: ReadListed): GridColumn {
  const { at, as, sum, shared } = typeof column === 'string' ? { at: column } : { ...column };
  const path = pathOf(at);
  return {
    name,
    isSummed: sum === true,
    isShared: shared === true,
    isQuiet: shared === true,
    read: (row) => cell(jsonAt(row, path), as, row),
  };
}

/** `..name` leads to the outer item. */
function pathOf(at: string): readonly string[] {
  return at.startsWith('..') ? ['..', ...at.slice(2).split('.')] : at.split('.');
}

function jsonAt(row: JsonObject, path: readonly string[]): Json {
  let current: Json | undefined = row;
  for (const key of path) {
    current = isJsonObject(current) ? current[key] : undefined;
  }
  return current ?? null;
}

/** What the vendor sends beyond what is known of it is shown as well. */
function unknownColumns(listing: ListingSpec, rows: readonly JsonObject[]): readonly GridColumn[] {
  const paths = Object.values(listing.columns).map((column) =>
    pathOf(typeof column === 'string' ? column : column.at),
  );
  const known = new Set(['..', listing.fieldsIn, ...(listing.omit ?? [])]);
  const inner = new Set([...known, ...paths.map(([key]) => key)]);
  const outer = new Set([
    ...known,
    ...paths.flatMap(([key, next]) => (key === '..' ? [next] : [])),
  ]);
  const outerRows =
    listing.nested === undefined ? rows.map((row) => row['..']).filter(isJsonObject) : [];
  const names = (list: readonly JsonObject[]) => new Set(list.flatMap((row) => Object.keys(row)));
  return [
    ...[...names(outerRows)]
      .filter((key) => !outer.has(key))
      .map((key) => ({ name: key, isSummed: false, isShared: false, read: outerReader(key) })),
    ...[...names(rows)]
      .filter((key) => !inner.has(key))
      .map((key) => ({
        name: key,
        isSummed: false,
        isShared: false,
        read: (row: JsonObject) => row[key] ?? null,
      })),
  ];
}

function outerReader(key: string) {
  return (row: JsonObject): Json => jsonAt(row, ['..', key]);
}
