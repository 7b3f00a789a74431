import { z } from 'zod';
import { type PathSegment, pathText } from '../../core/path.js';

/**
 * Makes a schema of all arguments that refuses a text that stands twice at the given keys, blanks around it aside. A
 * list on the way stands for each of its items.
 */
export function distinct(...places: readonly (readonly string[])[]) {
  return z.record(z.unknown()).superRefine((args, context) => {
    for (const { path, first } of places.flatMap((keys) => repeatsIn(textsAt(args, keys, [])))) {
      const message = `is the same as ${pathText(first)}`;
      context.addIssue({ code: z.ZodIssueCode.custom, path: [...path], message });
    }
  });
}

interface PlacedText {
  readonly text: string;
  readonly path: readonly PathSegment[];
}

function repeatsIn(texts: readonly PlacedText[]) {
  const places = new Map<string, readonly PathSegment[]>();
  return texts.flatMap(({ text, path }) => {
    const first = places.get(text.trim());
    if (first === undefined) {
      places.set(text.trim(), path);
      return [];
    }
    return [{ path, first }];
  });
}

function textsAt(
  value: unknown,
  keys: readonly string[],
  path: readonly PathSegment[],
): readonly PlacedText[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => textsAt(item, keys, [...path, index]));
  }
  const [key, ...rest] = keys;
  if (key === undefined) {
    return typeof value === 'string' ? [{ text: value, path }] : [];
  }
  return typeof value === 'object' && value !== null && key in value
    ? textsAt(Reflect.get(value, key), rest, [...path, key])
    : [];
}
