import { type FormulaFunction, type FunctionTable, taking } from './function.js';
import {
  BLANK,
  boolean,
  FAILURE,
  isBlank,
  isTrue,
  scalars,
  single,
  textOf,
  type Value,
} from './values.js';

const ANY = Number.POSITIVE_INFINITY;

/** A list contains what one of its entries contains. */
const contains = taking(2, ANY, ([whole = BLANK, ...parts], { zone }) => {
  const texts = scalars(whole).map((item) => textOf(item, zone));
  const wanted = parts.map((part) => textOf(part, zone));
  return boolean(texts.some((each) => wanted.some((part) => each.includes(part))));
});

function insteadOf(replaced: (value: Value) => boolean): FormulaFunction {
  return taking(2, 2, ([value = BLANK, other = BLANK]) => (replaced(value) ? other : value));
}

export const logicFunctions: FunctionTable = {
  IF: taking(2, 3, ([condition = BLANK, yes = BLANK, no = BLANK]) => choose([condition, yes, no])),
  IFS: taking(2, ANY, choose),
  AND: taking(1, ANY, (args) => boolean(args.every(isTrue))),
  OR: taking(1, ANY, (args) => boolean(args.some(isTrue))),
  NOT: taking(1, 1, ([value = BLANK]) => boolean(!isTrue(value))),
  TRUE: taking(0, 0, () => boolean(true)),
  FALSE: taking(0, 0, () => boolean(false)),
  ISBLANK: taking(1, 1, ([value = BLANK]) => boolean(isBlank(value))),
  IFBLANK: insteadOf(isBlank),
  ISERROR: taking(1, 1, ([value = BLANK]) => boolean(value.kind === 'failure')),
  IFERROR: insteadOf((value) => value.kind === 'failure'),
  CONTAIN: contains,
  CONTAINS: contains,
  CONTAINTEXT: taking(2, 2, ([whole = BLANK, part = BLANK], { zone }) =>
    boolean(textOf(single(whole, zone), zone).includes(textOf(part, zone))),
  ),
};

/** Pairs of a condition and its value; a last one alone is for everything else. */
function choose(args: readonly Value[]): Value {
  for (let index = 0; index < args.length; index += 2) {
    const [condition = BLANK, value] = args.slice(index, index + 2);
    if (value === undefined) return condition;
    if (condition.kind === 'failure') return FAILURE;
    if (isTrue(condition)) return value;
  }
  return BLANK;
}
