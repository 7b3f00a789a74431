import { isJsonObject, type Json, type JsonObject } from '../../core/json.js';

/** Keys of read cells that the vendor refuses or ignores when they are written, by the key that is enough. */
const enough: readonly (readonly [key: string, beside: readonly string[]])[] = [
  ['id', ['name', 'en_name', 'email', 'avatar_url']],
  ['file_token', ['name', 'size', 'type', 'url', 'tmp_url']],
];

/** A cell as it was read, in the form that can be written; anything else as it is. */
export function writableCell(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map((item) => (isJsonObject(item) ? reduced(item) : item));
  }
  return isPlace(value) ? value.location : value;
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

function isPlace(value: Json): value is JsonObject & { readonly location: string } {
  return isJsonObject(value) && typeof value['location'] === 'string';
}
