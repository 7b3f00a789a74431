import { FAILURE, type Moment, numberOf, type Scalar, textOf, type Value } from './values.js';

export interface FormulaFunction {
  readonly least: number;
  /** Infinity for any number of arguments. */
  readonly most: number;
  readonly apply: (args: readonly Value[], moment: Moment) => Value;
}

export type FunctionTable = Readonly<Record<string, FormulaFunction>>;

/** A function whose optional arguments are missing at the end. */
export function taking(
  least: number,
  most: number,
  apply: FormulaFunction['apply'],
): FormulaFunction {
  return { least, most, apply };
}

/** A function of numbers, which fails when one of them is none. */
export function ofNumbers(
  least: number,
  most: number,
  apply: (numbers: readonly number[]) => Scalar,
): FormulaFunction {
  return taking(least, most, (args) => {
    const numbers = args.map(numberOf).filter((each) => each !== undefined);
    return numbers.length === args.length ? apply(numbers) : FAILURE;
  });
}

/** A function of texts; whatever else it is given counts as it is shown. */
export function ofTexts(
  least: number,
  most: number,
  apply: (texts: readonly string[]) => Scalar,
): FormulaFunction {
  return taking(least, most, (args, { zone }) => apply(args.map((arg) => textOf(arg, zone))));
}
