import { dateFunctions } from './date-functions.js';
import type { FormulaFunction } from './function.js';
import { logicFunctions } from './logic-functions.js';
import { numberFunctions } from './number-functions.js';
import { textFunctions } from './text-functions.js';

const functions: ReadonlyMap<string, FormulaFunction> = new Map(
  Object.entries({ ...logicFunctions, ...numberFunctions, ...textFunctions, ...dateFunctions }),
);

/** By its name in any case, for the filter guide (A04) writes TODAY() as well as today(). */
export function findFunction(name: string): FormulaFunction | undefined {
  return functions.get(name.toUpperCase());
}
