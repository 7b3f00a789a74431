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
  /** Where the operator stands. */
  readonly sign: Word;
  readonly values: readonly WrittenValue[];
  /** Written in the vendor's own form, and meant with the vendor's own sense where it takes that. */
  readonly structured: boolean;
}

const opposites: Readonly<Record<Operator, Operator>> = {
  is: 'isNot',
  isNot: 'is',
  contains: 'doesNotContain',
  doesNotContain: 'contains',
  isEmpty: 'isNotEmpty',
  isNotEmpty: 'isEmpty',
  isGreater: 'isLessEqual',
  isGreaterEqual: 'isLess',
  isLess: 'isGreaterEqual',
  isLessEqual: 'isGreater',
  in: 'notIn',
  notIn: 'in',
};

/** The opposite. An empty cell is neither more nor less than anything, and stays so when that is negated. */
export function negated(tree: Tree<Comparison>): Tree<Comparison> {
  return isLeaf(tree)
    ? { leaf: { ...tree.leaf, operator: opposites[tree.leaf.operator] } }
    : joined(tree.join === 'and' ? 'or' : 'and', tree.parts.map(negated));
}
