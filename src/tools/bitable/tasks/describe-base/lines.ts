import type { JsonObject } from '../../../../core/json.js';
import { fitting } from '../../../answer/budget.js';

/** Lines from the start that take at most so many characters, and how many are left out. */
export function linesWithin(key: string, lines: readonly string[], characters: number): JsonObject {
  const fits = fitting(lines, characters);
  const left = lines.length - fits.length;
  return { [key]: fits, ...(left > 0 && { [`${key}_left_out`]: left }) };
}

/** Characters that facts take in an answer. */
export function sizeOf(facts: unknown): number {
  return JSON.stringify(facts).length;
}
