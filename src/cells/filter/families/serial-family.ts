import type { Field } from '../../field.js';
import {
  allOperators,
  asked,
  type CellTest,
  type Compiled,
  type Condition,
  emptiness,
  type Family,
  soleValue,
} from '../condition.js';
import { problemAt } from '../syntax/problem.js';
import { orderTest, shownText, textTest } from './cell-tests.js';
import { emptinessOf } from './scalar-families.js';
import { serialIn } from './serial.js';

/**
 * Auto numbers: the vendor compares the number without what stands around it (FAQ 6). A whole text such as
 * `001no20220624` is asked for by its number, and told apart here.
 */
export const serialFamily: Family = {
  operators: allOperators,
  takesSeveral: false,
  compile: (condition) => {
    if (emptiness.includes(condition.operator)) {
      return emptinessOf(condition);
    }
    const { field, operator } = condition;
    const { text } = soleValue(condition);
    const finds = textTest(operator, text);
    return finds === undefined ? numbered(condition) : keptHere(field, finds);
  },
};

function numbered(condition: Condition): Compiled {
  const { field, operator } = condition;
  const value = soleValue(condition);
  const wanted = serialIn(value.text, field);
  if (wanted === undefined) {
    throw problemAt(value, `${field.name} is an auto number`, 'its number, or all of its text');
  }
  const sent = asked(field, operator, [String(wanted.number)]);
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

function keptHere(field: Field, test: CellTest): Compiled {
  const kept = `${field.name} is filtered here by its whole text: Feishu compares auto numbers by the bare number`;
  return { field, sent: undefined, kept, test };
}
