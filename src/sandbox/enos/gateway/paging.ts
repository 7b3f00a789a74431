import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { refuse } from './refusal.js';
import { bodyInteger, incorrectParameter } from './request.js';

/** What can be sorted by, and how it is found. */
export type SortKeys<T> = Readonly<Record<string, (item: T) => number | string>>;

/** One page by `pagination` (page "Search Flow"), or everything where the body has none. */
export function pageOf<T>(items: readonly T[], body: JsonObject, keys: SortKeys<T>): readonly T[] {
  const { pagination } = body;
  if (pagination === undefined || pagination === null) return items;
  if (!isJsonObject(pagination)) return incorrectParameter();
  const pageNo = positive(pagination, 'pageNo');
  const pageSize = positive(pagination, 'pageSize');
  const sorted = sortedBy(items, pagination['sorters'], keys);
  return sorted.slice((pageNo - 1) * pageSize, pageNo * pageSize);
}

function positive(pagination: JsonObject, name: string): number {
  return bodyInteger(pagination, name) || incorrectParameter();
}

function sortedBy<T>(
  items: readonly T[],
  sorters: Json | undefined,
  keys: SortKeys<T>,
): readonly T[] {
  const orders = [sorters ?? []].flat().map((sorter) => orderOf(sorter, keys));
  return [...items].sort((a, b) => {
    for (const order of orders) {
      const difference = order(a, b);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

function orderOf<T>(sorter: Json, keys: SortKeys<T>): (a: T, b: T) => number {
  if (!isJsonObject(sorter)) return incorrectParameter();
  const { field, order = 'ASC' } = sorter;
  const key = typeof field === 'string' && Object.hasOwn(keys, field) ? keys[field] : undefined;
  if (key === undefined) return refuse(62102, 'The sorters field parameter is invalid');
  if (order !== 'ASC' && order !== 'DESC') return incorrectParameter();
  const sign = order === 'ASC' ? 1 : -1;
  return (a, b) => sign * compare(key(a), key(b));
}

function compare(a: number | string, b: number | string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
