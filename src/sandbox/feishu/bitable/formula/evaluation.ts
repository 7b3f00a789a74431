import type { PersonIdType } from '../../directory.js';
import { typeOf } from '../fields/field-types.js';
import type { CellEvaluator } from '../fields/types/field-type.js';
import type { Reading } from '../filter/condition.js';
import type { BitableField, Row, Scope } from '../model.js';
import { compile, referencesOf } from './compile.js';
import { type Parsed, parseFormula } from './parser.js';
import { FormulaProblem } from './syntax.js';
import { failure, type Moment, textOf, type Value } from './values.js';

/** Looks at each cell by itself. */
export const freshCells: CellEvaluator = {
  value: (field, row, scope) => new Evaluation().value(field, row, scope),
  formula: (field, row, scope) => new Evaluation().formula(field, row, scope),
};

/**
 * What a cell shows: numbers plain, whatever their format, for the legacy filter and list speak of `64` and
 * not of `64.00`; dates by their format; names of options, people, groups and files, and the primary field of
 * linked records, with commas between.
 */
export function cellText(field: BitableField, row: Row, scope: Scope): string {
  return textOf(freshCells.value(field, row, scope), scope.base.timeZone);
}

/** How the values of conditions on a table are read. */
export function readingOf(scope: Scope, userIdType: PersonIdType): Reading {
  return { scope, userIdType, shown: (field, row) => cellText(field, row, scope) };
}

/** The nesting of formulas upon formulas, added up; what goes further would run out of stack, and fails. */
const maxDepth = 500;

/** One look at a row; every formula cell that it leads to is worked out once. */
export class Evaluation implements CellEvaluator {
  readonly #known = new Map<Row, Map<string, Value>>();
  #depth = 0;

  value(field: BitableField, row: Row, scope: Scope): Value {
    return typeOf(field).value(field, row, scope, this);
  }

  formula(field: BitableField, row: Row, scope: Scope): Value {
    const cells = this.#known.get(row) ?? new Map<string, Value>();
    this.#known.set(row, cells);
    const known = cells.get(field.fieldId);
    if (known !== undefined) return known;
    // Meeting the cell again before it is worked out is a cycle.
    cells.set(field.fieldId, failure);
    const value = this.#workOut(field, row, scope);
    cells.set(field.fieldId, value);
    return value;
  }

  #workOut(field: BitableField, row: Row, scope: Scope): Value {
    const parsed = parsedFormula(field.property?.formula_expression ?? '');
    if (parsed === undefined || this.#depth + parsed.depth > maxDepth) return failure;
    const program = orNothing(() =>
      compile(parsed.syntax, referencesOf(scope), formulaMoment(scope)),
    );
    if (program === undefined) return failure;
    this.#depth += parsed.depth;
    const value = program(row, this);
    this.#depth -= parsed.depth;
    return shown(value, field);
  }
}

function formulaMoment({ base, bitable }: Scope): Moment {
  return { now: bitable.clock.now(), zone: base.timeZone, dateKey: (ms) => ms };
}

/** A date that a formula makes is shown by the formula's own format, if it has one for dates. */
function shown(value: Value, { property }: BitableField): Value {
  const format = property?.formatter ?? '';
  return value.kind === 'date' && /[yMd]/.test(format) ? { ...value, format } : value;
}

const maxParsed = 500;

/** By expression; undefined for one that cannot be read. */
const parsedExpressions = new Map<string, Parsed | undefined>();

function parsedFormula(expression: string): Parsed | undefined {
  if (parsedExpressions.has(expression)) return parsedExpressions.get(expression);
  if (parsedExpressions.size >= maxParsed) parsedExpressions.clear();
  const parsed = orNothing(() => parseFormula(expression));
  parsedExpressions.set(expression, parsed);
  return parsed;
}

function orNothing<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch (problem) {
    if (problem instanceof FormulaProblem) return undefined;
    throw problem;
  }
}
