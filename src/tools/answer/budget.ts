import { isJsonList, type Json } from '../../core/json.js';
import { cutEnd } from '../input/cut-texts.js';
import { estimateTokens } from './tokens.js';

/** The tokens that an answer takes at most, as text or as structured content; Claude Code refuses 25,000. */
export const maxAnswerTokens = 20_000;

/** Some hosts put an answer of more than 50,000 characters into a file, so a token stands for two characters at least. */
export const charactersPerToken = 2;

/** Counts what a text takes of an answer's budget, in tokens. */
export function textSize(text: string): number {
  return Math.max(estimateTokens(text), Math.ceil(text.length / charactersPerToken));
}

/** Counts what a value takes of an answer's budget as JSON, in tokens. */
export function sizeOf(value: unknown): number {
  return textSize(JSON.stringify(value));
}

/** Counts how many items from the start there is room for, in tokens. */
export function countFitting(items: readonly unknown[], room: number): number {
  let left = room;
  for (const [index, item] of items.entries()) {
    // The comma between two items.
    left -= sizeOf(item) + 1;
    if (left < 0) {
      return index;
    }
  }
  return items.length;
}

/** As many from the start as there is room for in an answer, possibly none. */
export function fitting<Item extends Json>(items: readonly Item[], room: number): Item[] {
  return items.slice(0, countFitting(items, room));
}

const maxText = 300;

/** A value with its long texts cut, for looking at. */
export function brief(value: Json): Json {
  if (typeof value === 'string') {
    return value.length > maxText
      ? `${value.slice(0, maxText)}${cutEnd(value.length, 'characters')}`
      : value;
  }
  if (isJsonList(value)) {
    return value.map(brief);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value).map(([key, item]) => [key, brief(item ?? null)]);
  return Object.fromEntries(entries);
}
