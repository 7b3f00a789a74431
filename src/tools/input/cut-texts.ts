import { InputError, type InputIssue } from '../../core/errors.js';
import type { PathSegment } from '../../core/path.js';
import { namedPathText } from './field-place.js';

type Unit = 'items' | 'characters';

/** The sign behind the part of a text or list that an answer shows, with the size of the whole. */
export function cutEnd(total: number, unit: Unit): string {
  return `… (${total} ${unit})`;
}

/** The sign before a part that does not begin at the start. */
export function cutStart(total: number, unit: Unit): string {
  return `(${total} ${unit}) …`;
}

const signs = [/… \((\d+) (characters|items)\)$/u, /^\((\d+) (characters|items)\) …/u];

/** Tells whether a text is one that an answer cut: it bears the sign, and is shorter than that says. */
function isCut(text: string): boolean {
  return signs.some((sign) => {
    const [, total, unit] = sign.exec(text) ?? [];
    return unit === 'items' || Number(total) > text.length;
  });
}

/** Issues that are named. */
const maxShown = 5;

/** Refuses to write what an answer cut, since that would take the place of the whole. */
export function refuseCutTexts(args: unknown): void {
  const found: InputIssue[] = [];
  collect(args, [], (path) => {
    found.push({
      path: namedPathText(args, path),
      problem: 'is a part of a value that an answer cut short, and would replace the whole',
      allowed: 'the whole value, or nothing for it',
    });
    return found.length >= maxShown;
  });
  if (found.length > 0) {
    throw new InputError(found);
  }
}

type Found = (path: readonly PathSegment[]) => boolean;

/** Hands over the places of cut texts; true once there are enough of them. */
function collect(value: unknown, path: readonly PathSegment[], isEnough: Found): boolean {
  if (typeof value === 'string') {
    return isCut(value) && isEnough(path);
  }
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return Array.isArray(value)
    ? value.some((item, index) => collect(item, [...path, index], isEnough))
    : Object.entries(value).some(([key, item]) => collect(item, [...path, key], isEnough));
}
