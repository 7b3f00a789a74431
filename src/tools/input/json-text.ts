import type { Json } from '../../core/json.js';
import { structureIn } from '../../core/lossless-json.js';

/** Reads JSON out of a text; undefined where it holds none that fits. */
export function readJson(text: string, fits: (value: unknown) => boolean): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return fits(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A list or object that came as JSON text, read and noted; any other value as it is. */
export function withoutJsonText(value: Json, path: string, note: (text: string) => void): Json {
  const read = typeof value === 'string' ? structureIn(value) : undefined;
  if (read === undefined) {
    return value;
  }
  note(`${path}: text was read as ${Array.isArray(read) ? 'a list' : 'an object'}`);
  return read;
}
