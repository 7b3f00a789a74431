import type { Json, JsonObject } from '../../core/json.js';
import type { Field } from '../field.js';
import type { FieldKind } from '../kinds/kind.js';
import type { PeopleIds } from '../people-ids.js';
import type { Lookup } from '../write/lookup.js';
import type { Operator, Word, WrittenValue } from './syntax/syntax.js';
import { joined, type Tree } from './syntax/tree.js';

/** A comparison held against the table: the field is there and can be asked this. */
export interface Condition {
  readonly field: Field;
  readonly kind: FieldKind;
  readonly operator: Operator;
  readonly values: readonly WrittenValue[];
  readonly structured: boolean;
}

/** What conditions are read with. */
export interface Setting {
  readonly timeZone: string;
  readonly now: number;
  readonly people: PeopleIds;
  /** The id of what must be looked up. */
  readonly find: (need: Lookup, word: Word) => string;
}

/** A condition of the vendor's structured filter. */
export interface VendorCondition extends JsonObject {
  readonly field_name: string;
  readonly operator: string;
  readonly value: readonly string[];
}

/** Decides over one plain cell; null is an empty one. */
export type CellTest = (cell: Json) => boolean;

/** What one condition comes to. */
export interface Compiled {
  readonly field: Field;
  /** What the vendor is asked; it may let more rows through. Undefined: all of them. */
  readonly sent: Tree<VendorCondition> | undefined;
  /** Why `test` has to decide here, after the vendor; undefined where what is sent is all. */
  readonly kept: string | undefined;
  readonly test: CellTest;
}

/** What a family of field types can be asked, and how. */
export interface Family {
  readonly operators: ReadonlySet<Operator>;
  /** Whether `contains` takes several values at once; otherwise they are asked one by one. */
  readonly takesSeveral: boolean;
  readonly compile: (condition: Condition, setting: Setting) => Compiled;
}

export const emptiness: readonly Operator[] = ['isEmpty', 'isNotEmpty'];
const equality: readonly Operator[] = ['is', 'isNot', 'in', 'notIn', ...emptiness];
const order: readonly Operator[] = ['isGreater', 'isGreaterEqual', 'isLess', 'isLessEqual'];
const containing: readonly Operator[] = ['contains', 'doesNotContain'];

export const memberOperators = new Set([...equality, ...containing]);
export const dateOperators = new Set([...equality, ...order]);
export const allOperators = new Set([...equality, ...order, ...containing]);
export const checkboxOperators = new Set(equality);

export function asked(
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
