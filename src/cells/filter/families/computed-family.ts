import { isJsonObject, type Json } from '../../../core/json.js';
import { readWord } from '../../kinds/checkbox.js';
import { Calendar } from '../../time/calendar.js';
import { readSpan } from '../../time/date-words.js';
import {
  allOperators,
  type Condition,
  emptiness,
  type FilterContext,
  type FilterFamily,
  soleValue,
} from '../condition.js';
import { numberAt } from '../number-word.js';
import type { WrittenValue } from '../syntax/comparison.js';
import type { Operator } from '../syntax/operators.js';
import {
  type CellOrder,
  type CellTest,
  emptinessTest,
  membersOf,
  numberOf,
  orderTest,
  shownText,
  textOrder,
} from './cell-tests.js';
import { dateOrder } from './date-order.js';

/** What the vendor cannot filter: formulas and lookups, and types that are not known. */
export const computedFamily: FilterFamily = {
  operators: allOperators,
  takesSeveral: false,
  compile: (condition, setting) => {
    const { field, operator } = condition;
    const test = emptiness.includes(operator)
      ? emptinessTest(operator)
      : valueTest(operator, soleValue(condition), setting);
    return {
      field,
      sent: undefined,
      kept: `${field.name}${wordOf(condition)} is filtered here, not by Feishu`,
      test,
    };
  },
};

function wordOf({ field, kind }: Condition): string {
  return kind.family === 'unknown' ? '' : ` (a ${kind.word(field)})`;
}

/** Of several results one that meets it is enough; `is` means one alone. */
function valueTest(operator: Operator, value: WrittenValue, setting: FilterContext): CellTest {
  if (operator === 'contains' || operator === 'doesNotContain') {
    const holds = (cell: Json) =>
      membersOf(cell).some((each) => shownText(each).includes(value.text));
    return operator === 'contains' ? holds : (cell) => !holds(cell);
  }
  const order = resultOrder(value, setting);
  const isSame = (cell: Json) =>
    membersOf(cell).length === 1 && membersOf(cell).every((each) => order(each) === 0);
  if (operator === 'is' || operator === 'isNot') {
    return operator === 'is' ? isSame : (cell) => !isSame(cell);
  }
  const meets = orderTest(operator, order) ?? (() => false);
  return (cell) => membersOf(cell).some(meets);
}

/**
 * A result is compared as what it is, if the value can be read as the same. Otherwise both are texts, except that a
 * bare number or date is neither more nor less than a text.
 */
function resultOrder(value: WrittenValue, setting: FilterContext): CellOrder {
  const { text } = value;
  const orders = [numberOrder(value), tickOrder(text), spanOrder(text, setting)];
  const readings = orders.filter((order) => order !== undefined);
  const isText = value.quoted || readings.length === 0;
  return (cell) => {
    for (const order of readings) {
      const found = order(cell);
      if (found !== undefined) {
        return found;
      }
    }
    if (isIdentified(cell, text) || shownText(cell) === text) {
      return 0;
    }
    return isText ? textOrder(shownText(cell), text) : undefined;
  };
}

function numberOrder(value: WrittenValue): CellOrder | undefined {
  const number = numberAt(value);
  const read = value.quoted ? asNumber : numberOf;
  return number === undefined ? undefined : (cell) => difference(read(cell), number);
}

function difference(found: number | undefined, wanted: number): number | undefined {
  return found === undefined ? undefined : found - wanted;
}

function tickOrder(text: string): CellOrder | undefined {
  const ticked = readWord(text);
  return ticked === undefined
    ? undefined
    : (cell) => (typeof cell === 'boolean' ? Number(cell) - Number(ticked) : undefined);
}

function spanOrder(text: string, { timeZone, now }: FilterContext): CellOrder | undefined {
  const span = readSpan(text, new Calendar(timeZone, now));
  return span && dateOrder(span, timeZone);
}

/** What is in quotes is compared with texts as a text: `"003"` is not `3`. */
function asNumber(cell: Json): number | undefined {
  return typeof cell === 'number' ? cell : undefined;
}

/** People, groups and records in a lookup go by their id too. */
function isIdentified(cell: Json, text: string): boolean {
  return isJsonObject(cell) && cell['id'] === text;
}
