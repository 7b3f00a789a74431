import type { Json, JsonObject } from '../../core/json.js';
import type { Field } from '../field.js';
import type { FieldKind, PersonIdCheck } from '../kinds/kind.js';
import type { CellLookup } from '../write/lookup.js';
import { type CellTest, emptinessTest } from './families/cell-tests.js';
import { joined, type Tree, type Word, type WrittenValue } from './syntax/comparison.js';
import type { Operator } from './syntax/operators.js';

/** A comparison held against the table: the field is there and can be asked this. */
export interface Condition {
  readonly field: Field;
  readonly kind: FieldKind;
  readonly operator: Operator;
  readonly values: readonly WrittenValue[];
  readonly structured: boolean;
}

/** What the conditions of one filter are compiled with. */
export interface FilterContext {
  readonly timeZone: string;
  readonly now: number;
  readonly people: PersonIdCheck;
  /** The id of what must be looked up; several of what several may fit, or none. */
  readonly find: (need: CellLookup, word: Word) => readonly string[];
}

/** A condition of the vendor's structured filter. */
export interface VendorCondition extends JsonObject {
  readonly field_name: string;
  readonly operator: string;
  readonly value: readonly string[];
}

/** What one condition comes to. */
export interface CompiledCondition {
  readonly field: Field;
  /** What the vendor is asked; it may let more rows through. Undefined: all of them. */
  readonly sent: Tree<VendorCondition> | undefined;
  /** Why `test` has to decide here, after the vendor; undefined where what is sent is all. */
  readonly kept: string | undefined;
  readonly test: CellTest;
  /** What to know of it beside the rows. */
  readonly said?: string | undefined;
  /** Of a condition on one value: what `test` compares it with. */
  readonly value?: SingleValue | undefined;
  /** The end of a range of dates or numbers that it sets. */
  readonly rangeLimit?: RangeLimit | undefined;
}

/** A value that a cell either has or has not, told by one key. */
export interface SingleValue {
  /** The same function for all conditions that are compared in the same way. */
  readonly keyOf: (cell: Json) => unknown;
  readonly key: unknown;
  readonly isNegated: boolean;
}

/** One end of a range of dates or numbers, as it was written. */
export interface RangeLimit {
  readonly end: 'from' | 'to';
  readonly of: 'date' | 'number';
  /** Where the written date begins, and the first instant beyond what it lets through; a number for both. */
  readonly start: number;
  readonly limit: number;
  readonly value: Word;
}

/** What a family of field types can be asked, and how. */
export interface FilterFamily {
  readonly operators: ReadonlySet<Operator>;
  /** Whether `contains` takes several values at once; otherwise they are asked one by one. */
  readonly takesSeveral: boolean;
  readonly compile: (condition: Condition, setting: FilterContext) => CompiledCondition;
}

export const emptiness: readonly Operator[] = ['isEmpty', 'isNotEmpty'];
const equality: readonly Operator[] = ['is', 'isNot', 'in', 'notIn', ...emptiness];
const order: readonly Operator[] = ['isGreater', 'isGreaterEqual', 'isLess', 'isLessEqual'];
const containing: readonly Operator[] = ['contains', 'doesNotContain'];

export const memberOperators = new Set([...equality, ...containing]);
export const dateOperators = new Set([...equality, ...order]);
export const allOperators = new Set([...equality, ...order, ...containing]);
export const checkboxOperators = new Set(equality);

export function vendorCondition(
  { name }: Field,
  operator: Operator,
  value: readonly string[] = [],
): Tree<VendorCondition> {
  return { leaf: { field_name: name, operator, value } };
}

/** At least one of several. */
export function anyOf(...parts: readonly Tree<VendorCondition>[]): Tree<VendorCondition> {
  return joined('or', parts);
}

/** The one value of a condition that takes one. */
export function soleValue({ values }: Condition): WrittenValue {
  const [value] = values;
  if (value === undefined) {
    throw new Error('a condition without its value');
  }
  return value;
}

/** Asks whether a cell is empty, which the vendor takes for every family. */
export function emptinessCondition({ field, operator }: Condition): CompiledCondition {
  return {
    field,
    sent: vendorCondition(field, operator),
    kept: undefined,
    test: emptinessTest(operator),
  };
}
