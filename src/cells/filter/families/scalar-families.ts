import type { Json } from '../../../core/json.js';
import type { Field } from '../../field.js';
import { readWord } from '../../kinds/checkbox.js';
import { parseNumber } from '../../numbers.js';
import {
  allOperators,
  asked,
  type Compiled,
  type Condition,
  checkboxOperators,
  emptiness,
  type Family,
  soleValue,
} from '../condition.js';
import { problemAt } from '../syntax/problem.js';
import type { WrittenValue } from '../syntax/syntax.js';
import {
  type CellOrder,
  emptinessTest,
  orderTest,
  shownText,
  textOrder,
  textTest,
} from './cell-tests.js';

/** A value in the form that is sent, and how cells stand to it. */
interface Compared {
  readonly text: string;
  readonly order: CellOrder;
}

function scalarFamily(comparedWith: (value: WrittenValue, field: Field) => Compared): Family {
  return {
    operators: allOperators,
    takesSeveral: false,
    compile: (condition) => {
      const { field, operator } = condition;
      if (emptiness.includes(operator)) {
        return emptinessOf(condition);
      }
      const { text, order } = comparedWith(soleValue(condition), field);
      const test = orderTest(operator, order) ?? textTest(operator, text) ?? (() => false);
      return { field, sent: asked(field, operator, [text]), kept: undefined, test };
    },
  };
}

export function emptinessOf({ field, operator }: Condition): Compiled {
  return { field, sent: asked(field, operator), kept: undefined, test: emptinessTest(operator) };
}

/** URLs by their text and places by their full address ("Record filter guide"). */
export const textFamily: Family = scalarFamily(({ text }) => ({
  text,
  order: (cell) => textOrder(shownText(cell), text),
}));

/** Numbers are sent as texts. */
export const numberFamily: Family = scalarFamily((value, { name }) => {
  const number = parseNumber(value.text);
  if (number === undefined) {
    throw problemAt(value, `${name} is a number field`, 'a number such as 1234.5 or 12%');
  }
  return { text: String(number), order: (cell) => numberOrder(cell, number) };
});

function numberOrder(cell: Json, number: number): number | undefined {
  const found = numberOf(cell);
  return found === undefined ? undefined : found - number;
}

/** The legacy encoding has numbers as texts. */
export function numberOf(cell: Json): number | undefined {
  const number = typeof cell === 'string' && cell.trim() !== '' ? Number(cell) : cell;
  return typeof number === 'number' && !Number.isNaN(number) ? number : undefined;
}

/** Only `is`, by the guide: a box that was never ticked is as good as one whose tick was taken away. */
export const checkboxFamily: Family = {
  operators: checkboxOperators,
  takesSeveral: false,
  compile: (condition) => {
    const ticked = wantedTick(condition);
    const { field } = condition;
    const sent = asked(field, 'is', [String(ticked)]);
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
