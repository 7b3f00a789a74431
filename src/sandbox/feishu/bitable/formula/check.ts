import { checkCalls } from './compile.js';
import { functionGroups } from './functions.js';
import { parseFormula } from './parser.js';
import { FormulaProblem } from './syntax.js';

interface UncomputableFormula {
  readonly reason: string;
  /** The spellings that the sandbox computes, a line for each kind. */
  readonly computes: readonly string[];
}

/** Finds why the sandbox cannot compute an expression; undefined where it can. */
export function formulaProblem(expression: string): UncomputableFormula | undefined {
  if (expression.trim() === '') return undefined;
  try {
    checkCalls(parseFormula(expression).syntax);
    return undefined;
  } catch (problem) {
    if (!(problem instanceof FormulaProblem)) throw problem;
    return { reason: problem.message, computes };
  }
}

const computes = [
  ...Object.entries(functionGroups).map(
    ([group, names]) => `${group} functions of the sandbox: ${names.join(', ')}`,
  ),
  'formats of TEXT: YYYY YY MM M DD D dddd ddd hh h mm ss AM/PM for dates; 0 # , . % with a sign before or behind for numbers',
  'operators: + - * / % & = != > >= < <= && ||; fields: bitable::$table[id].$field[id]',
];
