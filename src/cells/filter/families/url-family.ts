import { isJsonObject, type Json } from '../../../core/json.js';
import {
  allOperators,
  type CompiledCondition,
  type Condition,
  type FilterFamily,
  soleValue,
  vendorCondition,
} from '../condition.js';
import type { Operator } from '../syntax/operators.js';
import { shownText } from './cell-tests.js';
import { textFamily } from './scalar-families.js';

/** By the text, which the vendor compares, and by the address behind it, which it cannot be asked for. */
export const urlFamily: FilterFamily = {
  operators: allOperators,
  takesSeveral: false,
  compile: (condition, context) => byAddress(condition) ?? textFamily.compile(condition, context),
};

interface Comparison {
  readonly holds: (shown: string, text: string) => boolean;
  readonly isNegated: boolean;
  /** The form of a text that could be an address, or a part of one. */
  readonly form: RegExp;
}

const equals = { holds: (shown: string, text: string) => shown === text, form: /[.:/]/ };
const contains = { holds: (shown: string, text: string) => shown.includes(text), form: /^\S+$/ };

const comparisons: Readonly<Partial<Record<Operator, Comparison>>> = {
  is: { ...equals, isNegated: false },
  isNot: { ...equals, isNegated: true },
  contains: { ...contains, isNegated: false },
  doesNotContain: { ...contains, isNegated: true },
};

/** Undefined for what the vendor decides alone. */
function byAddress(condition: Condition): CompiledCondition | undefined {
  const { field, operator } = condition;
  const comparison = comparisons[operator];
  const text = comparison && soleValue(condition).text;
  if (comparison === undefined || text === undefined || !comparison.form.test(text)) {
    return undefined;
  }
  const { holds, isNegated } = comparison;
  const isFound = (cell: Json) => textsOf(cell).some((shown) => holds(shown, text));
  return {
    field,
    sent: isNegated ? undefined : vendorCondition(field, 'isNotEmpty'),
    kept: `${field.name} is filtered here by its text and its address: Feishu compares the text alone`,
    test: (cell) => isFound(cell) !== isNegated,
  };
}

/** What a link shows, and where it leads. */
function textsOf(cell: Json): readonly string[] {
  const link = isJsonObject(cell) ? cell['link'] : undefined;
  return [shownText(cell), ...(typeof link === 'string' ? [link] : [])];
}
