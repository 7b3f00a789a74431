import { isLeaf, joined, type Tree } from './tree.js';

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

/** A piece of a filter, and where it stands, for whoever has to mend it. */
export interface Word {
  readonly text: string;
  /** `filter`, or the place within a structured one: `filter.conditions[0].value`. */
  readonly path: string;
  /** The position in a written filter, from 0. */
  readonly at?: number;
}

export interface WrittenValue extends Word {
  /** A value in quotes is never a keyword such as `null`. */
  readonly quoted: boolean;
}

/** One field compared with values, as it was written: not yet held against a table. */
export interface Comparison {
  readonly field: Word;
  readonly operator: Operator;
  /** Holds for every cell that the operator does not hold for, empty ones too. */
  readonly isNegated: boolean;
  /** Where the operator stands. */
  readonly sign: Word;
  readonly values: readonly WrittenValue[];
  /** Written in the vendor's own form, and meant with the vendor's own sense where it takes that. */
  readonly structured: boolean;
}

const opposites: Readonly<Partial<Record<Operator, Operator>>> = {
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

/** The complement: what holds for just the rows that it does not hold for. */
export function negated(tree: Tree<Comparison>): Tree<Comparison> {
  return isLeaf(tree)
    ? { leaf: opposite(tree.leaf) }
    : joined(tree.join === 'and' ? 'or' : 'and', tree.parts.map(negated));
}

function opposite(comparison: Comparison): Comparison {
  const operator = opposites[comparison.operator];
  return operator === undefined
    ? { ...comparison, isNegated: !comparison.isNegated }
    : { ...comparison, operator };
}
