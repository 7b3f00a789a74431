import { isJsonObject, type Json, type JsonObject } from '../../core/json.js';
import { parseJson } from '../../core/lossless-json.js';

/** A reply in which the named texts are the JSON that they hold; what is none stays as it is. */
export function withJsonRead(data: JsonObject, places: readonly string[] = []): JsonObject {
  return places.reduce((read, place) => {
    const next = readAt(read, place.split('.'));
    return isJsonObject(next) ? next : read;
  }, data);
}

function readAt(value: Json | undefined, [step, ...rest]: readonly string[]): Json | undefined {
  if (step === undefined) {
    return typeof value === 'string' ? jsonIn(value) : value;
  }
  const key = step.replace(/\[\]$/, '');
  if (!isJsonObject(value) || value[key] === undefined) {
    return value;
  }
  const inner = value[key];
  const read =
    step.endsWith('[]') && Array.isArray(inner)
      ? inner.map((item: Json) => readAt(item, rest) ?? null)
      : readAt(inner, rest);
  return { ...value, [key]: read };
}

function jsonIn(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}
