import { calledFunction, findRowFunction, functionGroups } from './functions.js';
import { parseFormula } from './parser.js';
import { iterates, iteratingFunctions, partsOf } from './ranges.js';
import { FormulaProblem, type Syntax } from './syntax.js';
import { isTextFormat } from './text-format.js';

type Call = Extract<Syntax, { kind: 'call' }>;

interface UncomputableFormula {
  readonly reason: string;
  /** The spellings that the sandbox computes, a line for each kind. */
  readonly computes: readonly string[];
}

/** Finds why the sandbox cannot compute an expression; undefined where it can. */
export function formulaProblem(expression: string): UncomputableFormula | undefined {
  if (expression.trim() === '') return undefined;
  try {
    const { syntax } = parseFormula(expression);
    checkIterations(syntax);
    checkCalls(syntax);
    return undefined;
  } catch (problem) {
    if (!(problem instanceof FormulaProblem)) throw problem;
    return { reason: problem.message, computes };
  }
}

/** Throws a FormulaProblem for CurrentValue outside a condition, and for a condition that is missing or has another in it. */
function checkIterations(syntax: Syntax, inside = false): void {
  if (syntax.kind === 'current' && !inside) {
    refused(`CurrentValue outside ${iteratingFunctions.join(', ')}`, syntax.position);
  }
  if (syntax.kind === 'call' && iterates(syntax)) {
    checkIteration(syntax, inside);
    return;
  }
  for (const part of partsOf(syntax)) checkIterations(part, inside);
}

function checkIteration({ name, args, position }: Call, inside: boolean): void {
  if (inside) refused(`${name} inside a condition`, position);
  const [range, condition, ...others] = args;
  if (range === undefined || condition === undefined || others.length > 0) {
    refused(`wrong number of arguments for ${name}`, position);
  } else {
    checkIterations(range);
    checkIterations(condition, true);
  }
}

/**
 * Throws a FormulaProblem for a function that the sandbox does not compute or a wrong number of arguments, whatever the fields
 * are that the expression names.
 */
function checkCalls(syntax: Syntax): void {
  partsOf(syntax).forEach(checkCalls);
  if (syntax.kind !== 'call' || iterates(syntax)) return;
  if (syntax.args.length > 0 || findRowFunction(syntax.name) === undefined) {
    calledFunction(syntax.name, syntax.args.length, syntax.position);
  }
  checkTextFormat(syntax);
}

function checkTextFormat({ name, args, position }: Extract<Syntax, { kind: 'call' }>): void {
  const [, format] = name.toUpperCase() === 'TEXT' ? args : [];
  if (format?.kind !== 'literal' || format.value.kind !== 'text') return;
  if (!isTextFormat(format.value.text))
    refused(`unknown format "${format.value.text}" of TEXT`, position);
}

function refused(reason: string, position: number): never {
  throw new FormulaProblem(reason, position);
}

const computes = [
  ...Object.entries(functionGroups).map(
    ([group, names]) => `${group} functions of the sandbox: ${names.join(', ')}`,
  ),
  'formats of TEXT: YYYY YY MM M DD D dddd ddd hh h mm ss AM/PM for dates; 0 # , . % with a sign before or behind for numbers',
  'operators: + - * / % & = != > >= < <= && ||; fields: bitable::$table[id].$field[id]',
  'of other records: .$column[id] behind a link field, bitable::$table[id] or CurrentValue',
  `for each of them, with CurrentValue in the condition: ${iteratingFunctions.join(', ')}`,
];
