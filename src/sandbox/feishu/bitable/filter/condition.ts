import type { PersonIdType } from '../../directory.js';
import type { BitableField, Row, Scope } from '../model.js';

export const operators = [
  'is',
  'isNot',
  'contains',
  'doesNotContain',
  'isEmpty',
  'isNotEmpty',
  'isGreater',
  'isGreaterEqual',
  'isLess',
  'isLessEqual',
] as const;

export type ConditionOperator = (typeof operators)[number];

export function operatorOf(name: string): ConditionOperator | undefined {
  return operators.find((each) => each === name);
}

export interface SentCondition {
  readonly field: BitableField;
  readonly operator: ConditionOperator;
  readonly values: readonly string[];
}

/** How the values of conditions are to be read. */
export interface Reading {
  readonly scope: Scope;
  readonly userIdType: PersonIdType;
  /** What a cell shows. */
  readonly shown: (field: BitableField, row: Row) => string;
}

export type Test = (row: Row) => boolean;

/** A test of rows, or in words what values the condition should have had. */
export type Tried = Test | string;

/** What one family of field types can be asked. */
export interface Family {
  readonly operators: ReadonlySet<ConditionOperator>;
  readonly test: (condition: SentCondition, reading: Reading) => Tried;
  /** The value that a view keeps of a condition, where it is not the one that was sent. */
  readonly keptInView?: (value: string) => string;
}

export const emptiness: readonly ConditionOperator[] = ['isEmpty', 'isNotEmpty'];

/** Empty or not, which is asked without a value. */
export function emptinessTest(
  { operator, values }: SentCondition,
  isEmpty: (row: Row) => boolean,
): Tried {
  if (values.length > 0) return `value must be [] when operator is ${operator}`;
  return operator === 'isEmpty' ? isEmpty : (row) => !isEmpty(row);
}

/** A list, or the one value that stands in its place; a text that is no JSON stands for itself. */
export function listIn(json: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value : [value];
  } catch {
    return [json];
  }
}
