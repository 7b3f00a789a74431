import type { Row } from '../model.js';
import { dateFunctions } from './functions/dates.js';
import { listFunctions } from './functions/lists.js';
import { logicFunctions } from './functions/logic.js';
import { numberFunctions } from './functions/numbers.js';
import { textFunctions } from './functions/texts.js';
import { FormulaProblem } from './syntax.js';
import { type FormulaFunction, text, type Value } from './values.js';

/** Finds a function by its name in any case, for the filter guide (A04) writes TODAY() as well as today(). */
function findFunction(name: string): FormulaFunction | undefined {
  return functions.get(name.toUpperCase());
}

/** The function of a call; throws a FormulaProblem for one that is not computed, or a wrong number of arguments. */
export function calledFunction(name: string, given: number, position: number): FormulaFunction {
  const called = findFunction(name) ?? refused(`unknown function '${name}'`, position);
  if (given < called.least || given > called.most) {
    refused(`wrong number of arguments for ${name}`, position);
  }
  return called;
}

function refused(reason: string, position: number): never {
  throw new FormulaProblem(reason, position);
}

/** Functions without arguments that tell something of the row. */
const rowFunctions: ReadonlyMap<string, (row: Row) => Value> = new Map([
  ['RECORD_ID', (row: Row) => text(row.recordId)],
]);

const groups = {
  logic: logicFunctions,
  number: numberFunctions,
  text: textFunctions,
  date: dateFunctions,
  list: listFunctions,
};

/** The functions that the sandbox computes: those of the vendor's help page that people use most. */
const functions: ReadonlyMap<string, FormulaFunction> = new Map(
  Object.values(groups).flatMap((table) => Object.entries(table)),
);

/** Names of the functions, by kind. */
export const functionGroups: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    Object.entries(groups).map(([group, table]) => [group, Object.keys(table).sort()]),
  ),
  row: [...rowFunctions.keys()],
};

export function findRowFunction(name: string) {
  return rowFunctions.get(name.toUpperCase());
}
