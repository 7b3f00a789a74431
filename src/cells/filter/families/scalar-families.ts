import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import type { Field } from '../../field.js';
import { readWord } from '../../kinds/checkbox.js';
import {
  allOperators,
  type CompiledCondition,
  type Condition,
  checkboxOperators,
  emptiness,
  emptinessCondition,
  type FilterFamily,
  type RangeLimit,
  type SingleValue,
  soleValue,
  vendorCondition,
} from '../condition.js';
import { numberAt } from '../number-word.js';
import { problemAt, type Word, type WrittenValue } from '../syntax/comparison.js';
import type { Operator } from '../syntax/operators.js';
import {
  type CellOrder,
  type CellTest,
  numberOf,
  orderTest,
  shownText,
  textOrder,
  textTest,
} from './cell-tests.js';

/** A value in the form that is sent, and how cells stand to it. */
interface Compared {
  readonly text: string;
  readonly order: CellOrder;
  /** Of a number, which can be the end of a range. */
  readonly number?: number;
}

function scalarFamily(comparedWith: (value: WrittenValue, field: Field) => Compared): FilterFamily {
  return {
    operators: allOperators,
    takesSeveral: false,
    compile: (condition) => {
      const { field, operator } = condition;
      if (emptiness.includes(operator)) {
        return emptinessCondition(condition);
      }
      const value = soleValue(condition);
      const { text, order, number } = comparedWith(value, field);
      const test = orderTest(operator, order) ?? textTest(operator, text) ?? (() => false);
      const rangeLimit = number === undefined ? undefined : limitOf(operator, number, value);
      const sent = vendorCondition(field, operator, [text]);
      const same = singleValue(
        operator,
        number === undefined ? [shownText, text] : [numberOf, number],
      );
      return { field, sent, kept: undefined, test, value: same, rangeLimit };
    },
  };
}

function singleValue(
  operator: Operator,
  [keyOf, key]: readonly [SingleValue['keyOf'], unknown],
): SingleValue | undefined {
  const isNegated = operator === 'isNot';
  return isNegated || operator === 'is' ? { keyOf, key, isNegated } : undefined;
}

const ends: Readonly<Partial<Record<Operator, RangeLimit['end']>>> = {
  isGreater: 'from',
  isGreaterEqual: 'from',
  isLess: 'to',
  isLessEqual: 'to',
};

function limitOf(operator: Operator, number: number, value: Word): RangeLimit | undefined {
  const end = ends[operator];
  return end && { end, of: 'number', start: number, limit: number, value };
}

/** Places by their full address ("Record filter guide"). */
export const textFamily: FilterFamily = scalarFamily(({ text }) => ({
  text,
  order: (cell) => textOrder(shownText(cell), text),
}));

/** Numbers are sent as texts. */
export const numberFamily: FilterFamily = scalarFamily((value, { name }) => {
  const number = numberAt(value);
  if (number === undefined) {
    throw problemAt(value, `${name} is a number field`, 'a number such as 1234.5 or 12%');
  }
  return { text: String(number), order: (cell) => numberOrder(cell, number), number };
});

function numberOrder(cell: Json, number: number): number | undefined {
  const found = numberOf(cell);
  return found === undefined ? undefined : found - number;
}

/** Only `is`, by the guide: a box that was never ticked is as good as one whose tick was taken away. */
export const checkboxFamily: FilterFamily = {
  operators: checkboxOperators,
  takesSeveral: false,
  compile: (condition) => {
    const ticked = wantedTick(condition);
    const { field } = condition;
    const sent = vendorCondition(field, 'is', [String(ticked)]);
    return { field, sent, kept: undefined, test: (cell) => isTicked(cell) === ticked };
  },
};

function wantedTick(condition: Condition): boolean {
  const { field, operator } = condition;
  if (emptiness.includes(operator)) {
    return operator === 'isNotEmpty';
  }
  const value = soleValue(condition);
  const ticked = readWord(value.text);
  if (ticked === undefined) {
    throw problemAt(value, `${field.name} is a checkbox`, 'true or false');
  }
  return ticked === (operator === 'is');
}

function isTicked(cell: Json): boolean {
  return cell === true;
}

/**
 * Auto numbers: the vendor compares the number without what stands around it (FAQ 6). A whole text such as
 * `001no20220624` is asked for by its number, and told apart here.
 */
export const serialFamily: FilterFamily = {
  operators: allOperators,
  takesSeveral: false,
  compile: (condition) => {
    if (emptiness.includes(condition.operator)) {
      return emptinessCondition(condition);
    }
    const { field, operator } = condition;
    const { text } = soleValue(condition);
    const finds = textTest(operator, text);
    return finds === undefined ? numbered(condition) : keptHere(field, finds);
  },
};

function numbered(condition: Condition): CompiledCondition {
  const { field, operator } = condition;
  const value = soleValue(condition);
  const wanted = serialIn(value.text, field);
  if (wanted === undefined) {
    throw problemAt(value, `${field.name} is an auto number`, 'its number, or all of its text');
  }
  const sent = vendorCondition(field, operator, [String(wanted.number)]);
  if (!wanted.isBare && operator === 'is') {
    return { ...keptHere(field, (cell) => shownText(cell) === value.text), sent };
  }
  if (!wanted.isBare && operator === 'isNot') {
    return keptHere(field, (cell) => shownText(cell) !== value.text);
  }
  const test = orderTest(operator, (cell) => {
    const found = serialIn(shownText(cell), field);
    return found === undefined ? undefined : found.number - wanted.number;
  });
  return { field, sent, kept: undefined, test: test ?? (() => false) };
}

function keptHere(field: Field, test: CellTest): CompiledCondition {
  const kept = `${field.name} is filtered here by its whole text: Feishu compares auto numbers by the bare number`;
  return { field, sent: undefined, kept, test };
}

/** The number in an auto number. */
interface SerialNumber {
  readonly number: number;
  /** Written without what stands around it. */
  readonly isBare: boolean;
}

/** The number in the text of a cell, or in what somebody wrote for one; undefined where there is none. */
function serialIn(text: string, field: Field): SerialNumber | undefined {
  const parts = partsOf(field);
  const inside = parts.length > 1 ? numberInside(text, parts) : undefined;
  const digits = inside ?? text.trim();
  return isDigitsOnly(digits)
    ? { number: Number(digits), isBare: inside === undefined }
    : undefined;
}

/** What an auto number is put together from ("Field guide"). */
function partsOf({ property }: Field): readonly JsonObject[] {
  const serial = property['auto_serial'];
  const options = isJsonObject(serial) ? serial['options'] : undefined;
  return Array.isArray(options) ? options.filter(isJsonObject) : [];
}

/** Only the number may be longer than it was set to be. */
function numberInside(text: string, parts: readonly JsonObject[]): string | undefined {
  const around = parts.filter((part) => !isNumberPart(part)).map(lengthOf);
  const length = text.length - around.reduce((sum, each) => sum + each, 0);
  let found: string | undefined;
  let at = 0;
  for (const part of parts) {
    const piece = text.slice(at, at + (isNumberPart(part) ? length : lengthOf(part)));
    if (!fits(piece, part)) {
      return undefined;
    }
    found = isNumberPart(part) ? piece : found;
    at += piece.length;
  }
  return found;
}

function isNumberPart({ type }: JsonObject): boolean {
  return type === 'system_number';
}

/** A time is as long as its format: `yyyyMMdd`. */
function lengthOf({ value }: JsonObject): number {
  return String(value ?? '').length;
}

function fits(piece: string, part: JsonObject): boolean {
  return part['type'] === 'fixed_text' ? piece === part['value'] : isDigitsOnly(piece);
}

function isDigitsOnly(text: string): boolean {
  return text !== '' && [...text].every((letter) => letter >= '0' && letter <= '9');
}
