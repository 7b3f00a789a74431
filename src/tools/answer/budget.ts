import type { Json } from '../../core/json.js';

/** As many from the start as there is room for in an answer, possibly none. */
export function fitting<Item extends Json>(items: readonly Item[], characters: number): Item[] {
  const fits: Item[] = [];
  let left = characters;
  for (const item of items) {
    left -= JSON.stringify(item).length + 1;
    if (left < 0) {
      return fits;
    }
    fits.push(item);
  }
  return fits;
}

const maxText = 300;

/** A value with its long texts cut, for looking at. */
export function brief(value: Json): Json {
  if (typeof value === 'string') {
    return value.length > maxText
      ? `${value.slice(0, maxText)}… (${value.length} characters)`
      : value;
  }
  if (isList(value)) {
    return value.map(brief);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value).map(([key, item]) => [key, brief(item ?? null)]);
  return Object.fromEntries(entries);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
