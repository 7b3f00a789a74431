import type { Json } from '../../../core/json.js';

/** Why there is no metadata of a document (open.feishu.cn/document, drive-v1, meta). */
const metaFailures: ReadonlyMap<number, string> = new Map([
  [970002, 'this kind of document has none'],
  [970003, 'the caller has no right to it'],
  [970005, 'not found, or not of this kind'],
]);

/** Reads a value of a listing of documents: seconds as a date, codes as words. */
export function listedCell(value: Json, as: string | undefined): Json {
  if (as === 'seconds') {
    return dateOf(value);
  }
  const words = as === 'meta_failure' ? metaFailures.get(Number(value)) : undefined;
  return words === undefined ? value : `${words} (${String(value)})`;
}

/** `0` and an empty text stand for none. */
function dateOf(value: Json): Json {
  const seconds = Number(value);
  if (!Number.isSafeInteger(seconds)) {
    return value;
  }
  return seconds === 0 ? null : new Date(seconds * 1_000).toISOString().replace('.000Z', 'Z');
}
