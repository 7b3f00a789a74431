import { InputError } from '../../../core/errors.js';
import { nearest } from '../../../core/nearest.js';
import type { NamedOption, Remedy } from '../../../core/remedy.js';
import { quoted } from '../../../core/text.js';
import { type Operator, opposites } from './operators.js';

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

/** What joins the parts of a tree. */
export type Join = 'and' | 'or';

/** Things joined by `and` and `or`; nothing is negated, for `not` is moved into what it stands before. */
export type Tree<T> = Leaf<T> | TreeGroup<T>;

export interface Leaf<T> {
  readonly leaf: T;
}

export interface TreeGroup<T> {
  readonly join: Join;
  readonly parts: readonly Tree<T>[];
}

export function isLeaf<T>(tree: Tree<T>): tree is Leaf<T> {
  return 'leaf' in tree;
}

/** Joins without a level that says nothing: groups of the same kind melt together, one part stands alone. */
export function joined<T>(join: Join, parts: readonly Tree<T>[]): Tree<T> {
  const flat = parts.flatMap((part) => (!isLeaf(part) && part.join === join ? part.parts : [part]));
  const [only, ...others] = flat;
  return only !== undefined && others.length === 0 ? only : { join, parts: flat };
}

export function mapTree<T, U>(tree: Tree<T>, change: (leaf: T) => Tree<U>): Tree<U> {
  return isLeaf(tree)
    ? change(tree.leaf)
    : joined(
        tree.join,
        tree.parts.map((part) => mapTree(part, change)),
      );
}

export function leavesOf<T>(tree: Tree<T>): readonly T[] {
  return isLeaf(tree) ? [tree.leaf] : tree.parts.flatMap(leavesOf);
}

/** Refuses a filter for one of its pieces. */
export function problemAt(word: Word, problem: string, instead: string | Remedy = {}): InputError {
  const said = word.at === undefined ? problem : `is wrong ${positionOf(word)}: ${problem}`;
  const remedy = typeof instead === 'string' ? { allowed: instead } : instead;
  return new InputError([{ path: word.path, problem: said, ...remedy }]);
}

function positionOf({ text, at = 0 }: Word): string {
  return text === '' ? 'at its end' : `at character ${at + 1}, ${quoted(text)}`;
}

/** The things that one name could mean, with their ids. */
export function remedyAmong(fitting: readonly NamedOption[]): Remedy {
  const options = fitting.map(({ id, name }) => ({ name, ...(id !== undefined && { id }) }));
  return { options, optionKind: 'item' };
}

/** The names that there are, in place of one that there is not. */
export function remedyFor(wrong: string, known: readonly NamedOption[]): Remedy {
  const options = known.map(({ id, name }) => ({ name, ...(id !== undefined && { id }) }));
  const names = options.map(({ name }) => name);
  return { nearest: nearest(wrong, names), options, optionKind: 'filter_name' };
}
