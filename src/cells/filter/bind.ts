import { NameIndex } from '../../core/choose.js';
import { quoted } from '../../core/text.js';
import type { Field, TableSchema } from '../field.js';
import type { CellFamily, FieldKind } from '../kinds/kind.js';
import { kindOf } from '../kinds/kinds.js';
import {
  anyOf,
  type CompiledCondition,
  type Condition,
  type FilterContext,
  type FilterFamily,
  vendorCondition,
} from './condition.js';
import { computedFamily } from './families/computed-family.js';
import { dateFamily } from './families/date-family.js';
import { linkFamily } from './families/link-family.js';
import {
  attachmentFamily,
  groupFamily,
  optionFamily,
  personFamily,
} from './families/member-families.js';
import { richTextFamily } from './families/rich-text-family.js';
import {
  checkboxFamily,
  numberFamily,
  serialFamily,
  textFamily,
} from './families/scalar-families.js';
import { urlFamily } from './families/url-family.js';
import {
  type Comparison,
  type Join,
  joined,
  problemAt,
  remedyAmong,
  remedyFor,
  type Tree,
  type Word,
  type WrittenValue,
} from './syntax/comparison.js';
import { type Operator, reverses, spellingOf } from './syntax/operators.js';

/** Holds a comparison against the table: what it comes to may be several conditions. */
export function bind(
  comparison: Comparison,
  schema: TableSchema,
  setting: FilterContext,
): Tree<CompiledCondition> {
  const field = fieldOf(comparison.field, schema);
  const kind = kindOf(field);
  const family = familyOf(kind);
  if (!family.operators.has(comparison.operator)) {
    const operators = [...family.operators].map(spellingOf).join(', ');
    const problem = `${field.name} cannot be asked with ${spellingOf(comparison.operator)}`;
    throw problemAt(comparison.sign, problem, operators);
  }
  if (family === richTextFamily || family === textFamily) {
    refuseFields(comparison, schema);
  }
  const compile = (condition: Condition) => family.compile(condition, setting);
  const { isNegated, structured } = comparison;
  const parts = partsOf(comparison, family).map(({ operator, values }) => {
    const condition = { field, kind, operator, values, structured };
    return { leaf: isNegated ? complementOf(condition, compile) : compile(condition) };
  });
  return joined(joins[comparison.operator] ?? 'and', parts);
}

/** A bare word in the place of a text may be meant as the field of that name. */
function refuseFields({ values, structured }: Comparison, { fields }: TableSchema): void {
  const word = structured
    ? undefined
    : values.find((value) => !value.quoted && fields.some(({ name }) => name === value.text));
  if (word !== undefined) {
    const problem = `${quoted(word.text)} is a field, and fields are not compared with each other`;
    throw problemAt(word, problem, `${quoted(word.text)} in quotes for the text`);
  }
}

/** What is not more is less, the same, or empty. */
function complementOf(
  condition: Condition,
  compile: (condition: Condition) => CompiledCondition,
): CompiledCondition {
  const { field, operator } = condition;
  const { test } = compile(condition);
  const { sent, kept } = compile({ ...condition, operator: reverses[operator] ?? operator });
  return {
    field,
    sent: sent && anyOf(sent, vendorCondition(field, 'isEmpty')),
    kept,
    test: (cell) => !test(cell),
  };
}

function fieldOf(word: Word, { fields }: TableSchema): Field {
  const { found, fitting } = new NameIndex(fields).choose(word.text);
  if (found !== undefined) {
    return found;
  }
  if (fitting.length > 0) {
    const problem = `${quoted(word.text)} could be ${fitting.length} fields`;
    throw problemAt(word, problem, remedyAmong(fitting));
  }
  throw problemAt(word, `there is no field ${quoted(word.text)}`, remedyFor(word.text, fields));
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
function partsOf(comparison: Comparison, family: FilterFamily): readonly Part[] {
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
  family: FilterFamily,
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

/** By what cells hold ("Record filter guide"). */
const families: Readonly<Record<CellFamily, FilterFamily>> = {
  text: textFamily,
  number: numberFamily,
  option: optionFamily,
  date: dateFamily,
  checkbox: checkboxFamily,
  person: personFamily,
  group: groupFamily,
  attachment: attachmentFamily,
  link: linkFamily,
  serial: serialFamily,
  computed: computedFamily,
  opaque: computedFamily,
  unknown: computedFamily,
};

function familyOf({ family, comparesWhole, isFreeText }: FieldKind): FilterFamily {
  if (comparesWhole === true) {
    return urlFamily;
  }
  return isFreeText === true ? richTextFamily : families[family];
}
