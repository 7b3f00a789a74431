import { isJsonObject, type Json } from '../../../../../core/json.js';
import { refuse } from '../../../refusal.js';
import type { BitableField } from '../../model.js';

/** The code for a cell of more entries than it can hold. */
export const tooLargeCell = 1254130;

export function checkCount(list: readonly string[], max: number, code: number): void {
  if (list.length > max) refuse(code);
}

/** A field that is not `multiple` takes one entry. */
export function fitsMultiple({ property }: BitableField, list: readonly string[]): boolean {
  return property?.multiple !== false || list.length <= 1;
}

/** A written list of texts; undefined for anything else. */
export function textsOf(value: Json): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const texts = value.filter((item): item is string => typeof item === 'string');
  return texts.length === value.length ? texts : undefined;
}

/** The `key` of each object of a list; undefined where one lacks it, or has more than `maxKeys` keys. */
export function entriesOf(
  value: Json,
  key: string,
  maxKeys = Number.POSITIVE_INFINITY,
): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return textsOf(value.map((item: Json) => entryOf(item, key, maxKeys)));
}

function entryOf(item: Json, key: string, maxKeys: number): Json {
  return isJsonObject(item) && Object.keys(item).length <= maxKeys ? (item[key] ?? null) : null;
}

export function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
