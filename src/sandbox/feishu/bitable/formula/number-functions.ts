import { type FormulaFunction, type FunctionTable, ofNumbers, taking } from './function.js';
import {
  BLANK,
  date,
  isBlank,
  number,
  numberOf,
  type Scalar,
  scalars,
  type Value,
} from './values.js';

const ANY = Number.POSITIVE_INFINITY;

/** The digits that a person expects: 0.3 for 0.1 + 0.2. */
export function tidy(value: number): number {
  return Number(value.toPrecision(15));
}

function filled(args: readonly Value[]): readonly Scalar[] {
  return args.flatMap(scalars).filter((value) => !isBlank(value));
}

/** Over all numbers of all arguments, columns included; what is no number is passed over. */
function overNumbers(apply: (numbers: readonly number[]) => number): FormulaFunction {
  return taking(1, ANY, (args) => {
    const numbers = filled(args)
      .map(numberOf)
      .filter((each) => each !== undefined);
    return number(tidy(apply(numbers)));
  });
}

/** The largest or the smallest, of dates when there are any. */
function extreme(pick: (a: number, b: number) => number): FormulaFunction {
  return taking(1, ANY, (args) => {
    const values = filled(args);
    const instants = values.flatMap((value) => (value.kind === 'date' ? [value.ms] : []));
    if (instants.length > 0) return date(instants.reduce(pick));
    const numbers = values.map(numberOf).filter((each) => each !== undefined);
    return numbers.length === 0 ? BLANK : number(numbers.reduce(pick));
  });
}

function rounded(round: (value: number) => number): FormulaFunction {
  return ofNumbers(1, 2, ([value = 0, digits = 0]) => {
    const scale = 10 ** Math.trunc(digits);
    return number(tidy((Math.sign(value) * round(tidy(Math.abs(value) * scale))) / scale));
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

export const numberFunctions: FunctionTable = {
  SUM: overNumbers(sum),
  AVERAGE: overNumbers((numbers) => sum(numbers) / numbers.length),
  COUNTA: taking(1, ANY, (args) => number(filled(args).length)),
  MAX: extreme((a, b) => Math.max(a, b)),
  MIN: extreme((a, b) => Math.min(a, b)),
  ROUND: rounded(Math.round),
  ROUNDUP: rounded(Math.ceil),
  ROUNDDOWN: rounded(Math.floor),
  ABS: ofNumbers(1, 1, ([value = 0]) => number(Math.abs(value))),
  INT: ofNumbers(1, 1, ([value = 0]) => number(Math.floor(value))),
  MOD: ofNumbers(2, 2, ([value = 0, by = 0]) => number(tidy(value - by * Math.floor(value / by)))),
  POWER: ofNumbers(2, 2, ([base = 0, exponent = 0]) => number(tidy(base ** exponent))),
  VALUE: ofNumbers(1, 1, ([value = 0]) => number(value)),
};
