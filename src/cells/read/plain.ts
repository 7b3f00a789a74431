import { isJsonObject, type Json, type JsonObject } from '../../core/json.js';
import { linkedRecords } from './linked-records.js';
import { isSegmentList, isTextSegment, richText } from './rich-text.js';

interface PlainOptions {
  /** Leaves rich text in its segments. */
  readonly segments?: boolean | undefined;
}

/**
 * A cell as a person would write it, whichever of the vendor's two read encodings it came in. What has a plain
 * form loses its wrapping; what a reader needs to write it back (ids, file tokens, links) stays.
 * Shapes: "数据结构" (A03) and "Bitable record data structure overview".
 */
export function plainCell(value: Json | undefined, options: PlainOptions = {}): Json {
  if (value === undefined || value === null) {
    return null;
  }
  if (Array.isArray(value)) {
    return options.segments && value.every(isTextSegment) ? value : plainList(value);
  }
  return isJsonObject(value) ? plainObject(value) : value;
}

function plainList(list: readonly Json[]): Json {
  if (isSegmentList(list)) {
    return richText(list);
  }
  const items = list.map((item) => (isJsonObject(item) ? plainObject(item) : item));
  return items.every(Array.isArray) ? items.flat() : items;
}

interface Shape {
  readonly fits: (value: JsonObject) => boolean;
  readonly plain: (value: JsonObject) => Json;
}

const fileKeys = ['file_token', 'name', 'size', 'type', 'url'];

/** The first shape that fits decides. */
const shapes: readonly Shape[] = [
  { fits: has('link_record_ids'), plain: (link) => [...linkedRecords(link)] },
  { fits: has('record_ids'), plain: (link) => [...linkedRecords(link)] },
  { fits: has('type', 'value'), plain: (computed) => plainComputed(computed['value']) },
  { fits: has('file_token'), plain: (file) => pick(file, fileKeys) },
  { fits: has('location'), plain: (place) => pick(place, ['location', 'full_address']) },
  { fits: has('id', 'name'), plain: (person) => pick(person, ['id', 'name', 'email']) },
  // An empty link cell.
  { fits: (value) => Object.keys(value).length === 0, plain: () => null },
];

function plainObject(value: JsonObject): Json {
  const shape = shapes.find((candidate) => candidate.fits(value));
  return shape === undefined ? value : shape.plain(value);
}

/** Formula and lookup results are always lists; a list of one is its one value. */
function plainComputed(value: Json | undefined): Json {
  const plain = plainCell(value);
  if (!Array.isArray(plain)) {
    return plain;
  }
  return plain.length > 1 ? plain : (plain[0] ?? null);
}

function has(...keys: readonly string[]): (value: JsonObject) => boolean {
  return (value) => keys.every((key) => Object.hasOwn(value, key));
}

function pick(value: JsonObject, keys: readonly string[]): JsonObject {
  const kept = keys.filter((key) => says(value[key]));
  return Object.fromEntries(kept.map((key) => [key, value[key]]));
}

function says(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** Keys of read cells that the vendor refuses or ignores when they are written, by the key that is enough. */
const enough: readonly (readonly [key: string, beside: readonly string[]])[] = [
  ['id', ['name', 'en_name', 'email', 'avatar_url']],
  ['file_token', ['name', 'size', 'type', 'url', 'tmp_url']],
];

/** A cell as it was read, in the form that can be written; anything else as it is. */
export function writableCell(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map((item) => (isJsonObject(item) ? (titledId(item) ?? reduced(item)) : item));
  }
  return isLocation(value) ? value.location : value;
}

/** A person or a file with nothing but what names it. */
function reduced(item: JsonObject): JsonObject {
  for (const [key, beside] of enough) {
    const others = Object.keys(item).filter((other) => other !== key);
    if (key in item && others.length > 0 && others.every((other) => beside.includes(other))) {
      return { [key]: item[key] };
    }
  }
  return item;
}

/** The id of a linked record that came with its title. */
function titledId(item: JsonObject): Json | undefined {
  return Object.keys(item).length === 2 && 'text' in item ? item['id'] : undefined;
}

function isLocation(value: Json): value is JsonObject & { readonly location: string } {
  return isJsonObject(value) && typeof value['location'] === 'string';
}
