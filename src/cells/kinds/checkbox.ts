import { refused } from '../write/outcome.js';
import { type FieldKind, textHypothesis } from './kind.js';

const words: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'yes', 'y', 'on', '1', '是', '真', '对', '✓', '✔', '☑', '✅', '√'].map(
    (word) => [word, true] as const,
  ),
  ...['false', 'no', 'n', 'off', '0', '否', '不是', '假', '错', '✗', '✘', '☐', '❌', '×'].map(
    (word) => [word, false] as const,
  ),
]);

const checkboxType = 7;

export const checkboxKind: FieldKind = {
  type: checkboxType,
  family: 'checkbox',
  typeWords: { Checkbox: ['checkbox', 'boolean', '复选框', '勾选'] },
  word: () => 'checkbox',
  takes: () => 'true or false, also as yes, no, 是, 否, 1 or 0',
  reader: () => (value) => value,
  writer: () => (value) => {
    const ticked = typeof value === 'object' ? undefined : readWord(String(value));
    return ticked === undefined ? refused(value) : { value: ticked };
  },
  isComparable: true,
  // A box that was never ticked is unticked.
  canonical: (cell) => cell ?? false,
  infer: () => {
    const isWord = (text: string) => !/^\d$/.test(text) && readWord(text) !== undefined;
    const written = textHypothesis(isWord, { type: checkboxType });
    return { ...written, take: (value) => typeof value === 'boolean' || written.take(value) };
  },
};

/** Signs may carry the mark that has them drawn in colour. */
export function readWord(text: string): boolean | undefined {
  return words.get(text.normalize('NFKC').replace('\uFE0F', '').trim().toLowerCase());
}
