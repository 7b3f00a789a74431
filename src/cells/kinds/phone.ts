import { refused } from '../read/shown.js';
import type { FieldKind } from './kind.js';

/** Page "Data structure": the form of a phone number; at most 64 characters by the overview. */
const phone = /^\+?\d*$/;
const maxLength = 64;

export const phoneKind: FieldKind = {
  word: () => 'phone',
  takes: () => `a phone number: digits, with + before them if need be, at most ${maxLength}`,
  reader: () => (value) => value,
  writer: () => (value) => {
    const isText = typeof value === 'string' || typeof value === 'number';
    const text = isText ? digitsOf(String(value)) : undefined;
    return text !== undefined && text.length <= maxLength && phone.test(text)
      ? { value: text }
      : refused(value);
  },
};

/** Without what is only there to read it better. */
function digitsOf(text: string): string {
  return text.normalize('NFKC').replaceAll(/[\s().\p{Pd}]/gu, '');
}
