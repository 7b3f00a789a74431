import { nearest } from '../../../core/nearest.js';
import type { Remedy } from '../../../core/remedy.js';

/** The vendor's operators, and two that it only declares ("Record filter guide"). */
export type Operator =
  | 'is'
  | 'isNot'
  | 'contains'
  | 'doesNotContain'
  | 'isEmpty'
  | 'isNotEmpty'
  | 'isGreater'
  | 'isGreaterEqual'
  | 'isLess'
  | 'isLessEqual'
  | 'in'
  | 'notIn';

/** What an operator's words stand for; `between` becomes two comparisons. */
export type Sign = Operator | 'between' | 'notBetween';

/** The ways to write each; the first is the one that is recommended. */
const phrases: readonly (readonly [sign: Sign, ways: readonly string[]])[] = [
  ['is', ['=', '==', 'is', 'equals', '等于']],
  ['isNot', ['!=', '<>', 'is not', 'isNot', 'not equals', 'does not equal', '不等于']],
  ['contains', ['contains', '包含']],
  ['doesNotContain', ['not contains', 'doesNotContain', 'does not contain', '不包含']],
  ['isEmpty', ['is empty', 'isEmpty', 'is null', '为空']],
  ['isNotEmpty', ['is not empty', 'isNotEmpty', 'is not null', '不为空']],
  ['isGreater', ['>', 'isGreater', 'is greater than', '大于']],
  ['isGreaterEqual', ['>=', 'isGreaterEqual', '大于等于']],
  ['isLess', ['<', 'isLess', 'is less than', '小于']],
  ['isLessEqual', ['<=', 'isLessEqual', '小于等于']],
  ['in', ['in', 'is in', 'is one of']],
  ['notIn', ['not in', 'is not in']],
  ['between', ['between', 'is between']],
  ['notBetween', ['not between', 'is not between']],
];

/** These could also begin a value (`is in progress`), unless a list follows. */
const listsOnly = new Set(['is in', 'is not in', 'is one of']);

const strangers = ['like', 'ilike', 'matches', 'regexp', 'starts with', 'startsWith', 'ends with'];

const bySpelling: ReadonlyMap<string, Sign> = new Map(
  phrases.flatMap(([sign, ways]) => ways.map((way) => [way.toLowerCase(), sign] as const)),
);

const refused: ReadonlySet<string> = new Set(
  [...strangers, 'endsWith'].flatMap((each) => [each.toLowerCase(), `not ${each}`.toLowerCase()]),
);

/** The most words that one operator has. */
export const longestSign = 3;

export function signOf(spelling: string): Sign | undefined {
  return bySpelling.get(spelling.toLowerCase());
}

/** Whether the spelling is an operator only where a list follows. */
export function wantsList(spelling: string): boolean {
  return listsOnly.has(spelling.toLowerCase());
}

/** How an operator is best written. */
export function spellingOf(sign: Sign): string {
  return phrases.find(([each]) => each === sign)?.[1][0] ?? sign;
}

/** What to write in place of an operator that other languages have; undefined for what is none anywhere. */
export function adviceFor(spelling: string): string | undefined {
  return refused.has(spelling.toLowerCase())
    ? 'contains "…", which finds a text anywhere in the cell'
    : undefined;
}

/** The operators there are; first the one that one of the words was meant as. */
export function operatorsNear(...words: readonly string[]): Remedy {
  const filled = words.filter((word) => word !== '');
  const near = filled.map((word) => nearest(word, bySpelling.keys())).find(Boolean);
  const allowed =
    '=, !=, >, >=, <, <=, in (…), not in (…), contains, not contains, is empty, between';
  return { allowed, nearest: near, optionKind: 'operator' };
}

/** What holds of just the cells that an operator does not hold of. */
export const opposites: Readonly<Partial<Record<Operator, Operator>>> = {
  is: 'isNot',
  isNot: 'is',
  contains: 'doesNotContain',
  doesNotContain: 'contains',
  isEmpty: 'isNotEmpty',
  isNotEmpty: 'isEmpty',
  in: 'notIn',
  notIn: 'in',
};

/** What holds of the other cells, but for the empty ones, which are neither more nor less than anything. */
export const reverses: Readonly<Partial<Record<Operator, Operator>>> = {
  isGreater: 'isLessEqual',
  isGreaterEqual: 'isLess',
  isLess: 'isGreaterEqual',
  isLessEqual: 'isGreater',
};
