import {
  blank,
  boolean,
  date,
  type FormulaFunction,
  type FunctionTable,
  filled,
  number,
  numberOf,
  ofNumbers,
  taking,
  tidy,
  unlimited,
} from '../values.js';

/** Over all numbers of all arguments, columns included; what is no number is passed over. */
function overNumbers(apply: (numbers: readonly number[]) => number): FormulaFunction {
  return taking(1, unlimited, (args) => {
    const numbers = filled(args)
      .map(numberOf)
      .filter((each) => each !== undefined);
    return number(tidy(apply(numbers)));
  });
}

/** The largest or the smallest, of dates when there are any. */
function extreme(pick: (a: number, b: number) => number): FormulaFunction {
  return taking(1, unlimited, (args) => {
    const values = filled(args);
    const instants = values.flatMap((value) => (value.kind === 'date' ? [value.ms] : []));
    if (instants.length > 0) return date(instants.reduce(pick));
    const numbers = values.map(numberOf).filter((each) => each !== undefined);
    return numbers.length === 0 ? blank : number(numbers.reduce(pick));
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

function stepped(round: (value: number) => number, value: number, step: number): number {
  return step === 0 ? 0 : tidy(round(tidy(value / step)) * step);
}

export const numberFunctions: FunctionTable = {
  SUM: overNumbers(sum),
  AVERAGE: overNumbers((numbers) => sum(numbers) / numbers.length),
  COUNTA: taking(1, unlimited, (args) => number(filled(args).length)),
  MAX: extreme((a, b) => Math.max(a, b)),
  MIN: extreme((a, b) => Math.min(a, b)),
  ROUND: rounded(Math.round),
  ROUNDUP: rounded(Math.ceil),
  ROUNDDOWN: rounded(Math.floor),
  /** CEILING(number, step) */
  CEILING: ofNumbers(1, 2, ([value = 0, step = 1]) => number(stepped(Math.ceil, value, step))),
  FLOOR: ofNumbers(1, 2, ([value = 0, step = 1]) => number(stepped(Math.floor, value, step))),
  MEDIAN: overNumbers((numbers) => {
    const sorted = numbers.toSorted((a, b) => a - b);
    const middle = (sorted.length - 1) / 2;
    const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
    return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
  }),
  ISODD: ofNumbers(1, 1, ([value = 0]) => boolean(Math.abs(Math.trunc(value)) % 2 === 1)),
  PI: taking(0, 0, () => number(Math.PI)),
  QUOTIENT: ofNumbers(2, 2, ([value = 0, by = 0]) => number(Math.trunc(value / by))),
  SQRT: ofNumbers(1, 1, ([value = 0]) => number(tidy(Math.sqrt(value)))),
  ABS: ofNumbers(1, 1, ([value = 0]) => number(Math.abs(value))),
  INT: ofNumbers(1, 1, ([value = 0]) => number(Math.floor(value))),
  MOD: ofNumbers(2, 2, ([value = 0, by = 0]) => number(tidy(value - by * Math.floor(value / by)))),
  POWER: ofNumbers(2, 2, ([base = 0, exponent = 0]) => number(tidy(base ** exponent))),
  VALUE: ofNumbers(1, 1, ([value = 0]) => number(value)),
};
