import { InputError, type NamedOption, type Remedy } from '../../../core/errors.js';
import { nearest } from '../../../core/nearest.js';
import type { Word } from './syntax.js';

const maxShown = 40;

/** Refuses a filter for one of its pieces. */
export function problemAt(word: Word, problem: string, instead: string | Remedy = {}): InputError {
  const said = word.at === undefined ? problem : `is wrong ${placeOf(word)}: ${problem}`;
  const remedy = typeof instead === 'string' ? { allowed: instead } : instead;
  return new InputError([{ path: word.path, problem: said, ...remedy }]);
}

function placeOf({ text, at = 0 }: Word): string {
  return text === '' ? 'at its end' : `at character ${at + 1}, ${quoted(text)}`;
}

/** A piece as it can be shown: bounded, and in quotes. */
export function quoted(text: string): string {
  const letters = [...text.slice(0, 2 * maxShown)];
  const short = letters.length > maxShown ? `${letters.slice(0, maxShown).join('')}…` : text;
  return JSON.stringify(short);
}

/** The names that there are, in place of one that there is not. */
export function remedyFor(wrong: string, known: readonly NamedOption[]): Remedy {
  const options = known.map(({ id, name }) => ({ name, ...(id !== undefined && { id }) }));
  const names = options.map(({ name }) => name);
  return { nearest: nearest(wrong, names), options, optionKind: 'filter_name' };
}
