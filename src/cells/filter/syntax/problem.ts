import { InputError } from '../../../core/errors.js';
import { nearest } from '../../../core/nearest.js';
import type { Word } from './syntax.js';

const maxShown = 40;
const maxListed = 20;

/** Refuses a filter for one of its pieces. */
export function problemAt(word: Word, problem: string, allowed?: string): InputError {
  const said = word.at === undefined ? problem : `is wrong ${placeOf(word)}: ${problem}`;
  return new InputError([
    { path: word.path, problem: said, ...(allowed !== undefined && { allowed }) },
  ]);
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

/** What a misspelt name may be: the nearest one first, then as many as a reader can use. */
export function namesNear(name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  const listed = names.slice(0, maxListed).map(quoted).join(', ');
  const more = names.length > maxListed ? ` and ${names.length - maxListed} more` : '';
  return near === undefined ? listed + more : `did you mean ${quoted(near)}? All: ${listed}${more}`;
}
