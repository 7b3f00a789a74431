import { z } from 'zod';

/** The page "List Flow Instances", FlowInstanceStatus. */
const instanceStatuses: Readonly<Record<string, number>> = {
  FAIL: -1,
  INIT: 0,
  SUCCESS: 1,
  RUNNING: 2,
  SUSPEND: 3,
  INTERNAL_ERROR: 4,
  WAIT: 5,
  READY: 6,
  TIMEOUT: 7,
  CANCEL: 8,
  RERUN: 9,
  SKIP: 10,
};

/** Of a run that did not do what it should. */
export const failedStatuses: ReadonlySet<string> = new Set(['FAIL', 'INTERNAL_ERROR', 'TIMEOUT']);

/** Of a run that does not go on. */
export const finalStatuses: ReadonlySet<string> = new Set([
  ...failedStatuses,
  'SUCCESS',
  'CANCEL',
  'SKIP',
]);

/** A status in a word; replies have its number, the number as text, or the word. */
export function statusName(status: unknown): string {
  const text = String(status);
  const known = Object.entries(instanceStatuses).find(([, number]) => String(number) === text);
  return known?.[0] ?? text.toUpperCase();
}

const numbers = Object.values(instanceStatuses);
const known = `of ${Object.keys(instanceStatuses).join(', ')}, or their numbers`;

/** Names or numbers, as text or as a list, as the text of numbers that the vendor takes. */
export const listedStatuses = z
  .preprocess(
    (value) => (Array.isArray(value) || typeof value === 'number' ? String(value) : value),
    z
      .string()
      .optional()
      .refine((text) => codesOf(text).every((code) => code !== undefined), known),
  )
  .transform((text) => codesOf(text).join(','));

function codesOf(text: string | undefined): readonly (number | undefined)[] {
  const words = (text ?? '').split(',').map((word) => word.trim().toUpperCase());
  return words.join('') === '' ? numbers : words.map(codeOf);
}

function codeOf(word: string): number | undefined {
  return Object.hasOwn(instanceStatuses, word)
    ? instanceStatuses[word]
    : numbers.find((number) => String(number) === word);
}
