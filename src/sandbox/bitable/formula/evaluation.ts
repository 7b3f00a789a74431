import type { Field, Row, Scope } from '../model.js';
import { cellValue, type FormulaReader } from './cell-value.js';
import { type CellReader, compile } from './compile.js';
import { parseFormula } from './parser.js';
import { FormulaProblem } from './problem.js';
import { referencesOf } from './references.js';
import type { Syntax } from './syntax.js';
import { FAILURE, type Moment, type Value } from './values.js';

/** Formulas upon formulas further than this fail, as those that need themselves do. */
const DEEPEST = 100;

/** One look at a row; every formula cell that it leads to is worked out once. */
export class Evaluation implements CellReader, FormulaReader {
  readonly #known = new Map<Row, Map<string, Value>>();
  #depth = 0;

  value(field: Field, row: Row, scope: Scope): Value {
    return cellValue(field, row, scope, this);
  }

  formula(field: Field, row: Row, scope: Scope): Value {
    const cells = this.#known.get(row) ?? new Map<string, Value>();
    this.#known.set(row, cells);
    const known = cells.get(field.fieldId);
    if (known !== undefined) return known;
    if (this.#depth >= DEEPEST) return FAILURE;
    // Meeting the cell again before it is worked out is a cycle.
    cells.set(field.fieldId, FAILURE);
    this.#depth += 1;
    const value = this.#workOut(field, row, scope);
    this.#depth -= 1;
    cells.set(field.fieldId, value);
    return value;
  }

  #workOut(field: Field, row: Row, scope: Scope): Value {
    const syntax = parsed(field.property?.formula_expression ?? '');
    if (syntax === undefined) return FAILURE;
    const program = orNothing(() => compile(syntax, referencesOf(scope), formulaMoment(scope)));
    return program === undefined ? FAILURE : shown(program(row, this), field);
  }
}

function formulaMoment({ base, bitable }: Scope): Moment {
  return { now: bitable.clock.now(), zone: base.timeZone, dateKey: (ms) => ms };
}

/** A date that a formula makes is shown by the formula's own format, if it has one for dates. */
function shown(value: Value, { property }: Field): Value {
  const format = property?.formatter ?? '';
  return value.kind === 'date' && /[yMd]/.test(format) ? { ...value, format } : value;
}

const MOST_PARSED = 500;

/** By expression; undefined for one that cannot be read. */
const parsedExpressions = new Map<string, Syntax | undefined>();

function parsed(expression: string): Syntax | undefined {
  if (parsedExpressions.has(expression)) return parsedExpressions.get(expression);
  if (parsedExpressions.size >= MOST_PARSED) parsedExpressions.clear();
  const syntax = orNothing(() => parseFormula(expression));
  parsedExpressions.set(expression, syntax);
  return syntax;
}

function orNothing<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch (problem) {
    if (problem instanceof FormulaProblem) return undefined;
    throw problem;
  }
}
