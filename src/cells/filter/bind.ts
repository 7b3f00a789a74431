import { NameIndex } from '../../core/choose.js';
import type { Field, TableSchema } from '../field.js';
import { kindOf } from '../kinds/kinds.js';
import {
  anyOf,
  asked,
  type Compiled,
  type Condition,
  type Family,
  type Setting,
} from './condition.js';
import { dateFamily } from './families/date-family.js';
import { familyOf } from './families/families.js';
import { spellingOf } from './families/operators.js';
import { problemAt, quoted, remedyFor } from './syntax/problem.js';
import {
  type Comparison,
  type Operator,
  reverses,
  type Word,
  type WrittenValue,
} from './syntax/syntax.js';
import { type Join, joined, type Tree } from './syntax/tree.js';

/** Holds a comparison against the table: what it comes to may be several conditions. */
export function bind(
  comparison: Comparison,
  schema: TableSchema,
  setting: Setting,
): Tree<Compiled> {
  const field = fieldOf(comparison.field, schema);
  const kind = kindOf(field);
  const family = familyOf(kind);
  if (!family.operators.has(comparison.operator)) {
    const operators = [...family.operators].map(spellingOf).join(', ');
    const problem = `${field.name} cannot be asked with ${spellingOf(comparison.operator)}`;
    throw problemAt(comparison.sign, problem, operators);
  }
  const compile = (condition: Condition) => family.compile(condition, setting);
  const { isNegated, structured } = comparison;
  const parts = partsOf(comparison, family).map(({ operator, values }) => {
    const condition = { field, kind, operator, values, structured };
    return { leaf: isNegated ? complementOf(condition, compile) : compile(condition) };
  });
  return joined(joins[comparison.operator] ?? 'and', parts);
}

/** What is not more is less, the same, or empty. */
function complementOf(condition: Condition, compile: (condition: Condition) => Compiled): Compiled {
  const { field, operator } = condition;
  const { test } = compile(condition);
  const { sent, kept } = compile({ ...condition, operator: reverses[operator] ?? operator });
  return {
    field,
    sent: sent && anyOf(sent, asked(field, 'isEmpty')),
    kept,
    test: (cell) => !test(cell),
  };
}

function fieldOf(word: Word, { fields }: TableSchema): Field {
  const { found } = new NameIndex(fields).choose(word.text);
  if (found === undefined) {
    throw problemAt(word, `there is no field ${quoted(word.text)}`, remedyFor(word.text, fields));
  }
  return found;
}

/** How several values of one operator belong together. */
const joins: Readonly<Partial<Record<Operator, Join>>> = {
  is: 'or',
  in: 'or',
  contains: 'or',
  isNot: 'and',
  notIn: 'and',
  doesNotContain: 'and',
};

interface Part {
  readonly operator: Operator;
  readonly values: readonly WrittenValue[];
}

const emptyOperators: Readonly<Partial<Record<Operator, Operator>>> = {
  is: 'isEmpty',
  in: 'isEmpty',
  isNot: 'isNotEmpty',
  notIn: 'isNotEmpty',
};

const manyValued: ReadonlySet<Operator> = new Set(['in', 'notIn', 'contains', 'doesNotContain']);

/** One part for what can be asked at once; the empty value is another question than the others. */
function partsOf(comparison: Comparison, family: Family): readonly Part[] {
  const { operator, sign } = comparison;
  if (operator === 'isEmpty' || operator === 'isNotEmpty') {
    return [{ operator, values: [] }];
  }
  const values = comparison.values.filter((value) => !isNothing(value));
  const asksEmpty = values.length < comparison.values.length;
  const emptyOperator = emptyOperators[operator];
  if (comparison.values.length === 0 || (asksEmpty && emptyOperator === undefined)) {
    throw problemAt(sign, `${spellingOf(operator)} needs a value`, 'is empty finds empty cells');
  }
  const empty = asksEmpty && emptyOperator ? [{ operator: emptyOperator, values: [] }] : [];
  return [...empty, ...filledParts(values, comparison, family)];
}

function filledParts(
  values: readonly WrittenValue[],
  { operator, sign, structured }: Comparison,
  family: Family,
): readonly Part[] {
  // Two texts that are one value.
  const isDate = structured && family === dateFamily && values[0]?.text === 'ExactDate';
  if (values.length > 1 && !isDate && !manyValued.has(operator)) {
    throw problemAt(sign, `${spellingOf(operator)} takes one value`, 'contains takes several');
  }
  if (values.length === 0) {
    return [];
  }
  if (family.takesSeveral || isDate) {
    return [{ operator, values }];
  }
  return values.map((value) => ({ operator: singly[operator] ?? operator, values: [value] }));
}

const singly: Readonly<Partial<Record<Operator, Operator>>> = { in: 'is', notIn: 'isNot' };

/** `null`, or a text without a letter. */
function isNothing({ text, quoted: isQuoted }: WrittenValue): boolean {
  return text === '' || (!isQuoted && text.toLowerCase() === 'null');
}
