import { commaDoubt, parseNumber } from '../numbers.js';
import { problemAt, type Word } from './syntax/comparison.js';

/** The number that a word is; undefined where it is none. One that could be either of two is refused. */
export function numberAt(word: Word): number | undefined {
  const doubt = commaDoubt(word.text);
  if (doubt !== undefined) {
    const [point, comma] = doubt;
    throw problemAt(word, `could be ${point} or ${comma}`, `${point} or ${comma}`);
  }
  return parseNumber(word.text);
}
