import type { CellEvaluator } from '../fields/types/field-type.js';
import type { Row, Scope } from '../model.js';
import { addDays, dayMs, localTime } from '../time-zone.js';
import { calledFunction, findRowFunction } from './functions.js';
import { type Current, iterates, type Program, Ranges } from './ranges.js';
import { type Binary, type BinaryOperator, FormulaProblem, type Syntax } from './syntax.js';
import {
  blank,
  boolean,
  compares,
  date,
  failure,
  isTrue,
  type Moment,
  number,
  numberOf,
  type Scalar,
  scalars,
  text,
  textOf,
  tidy,
  type Value,
  type ValueComparison,
} from './values.js';

/** What the fields of an expression stand for; undefined for one that is not there. */
export interface References {
  field(name: string): Program | undefined;
  column(tableId: string, fieldId: string): Program | undefined;
  readonly scope: Scope;
  /** What the condition looks at that they stand in. */
  readonly current?: Current | undefined;
}

/** What names no cell has its value at once, and not for every row again. */
type Part = Value | Program;

/** Throws a FormulaProblem for what does not exist: fields, functions, numbers of arguments. */
export function compile(syntax: Syntax, references: References, moment: Moment): Program {
  const part = partOf(syntax, references, moment);
  return (row, cells) => workOut(part, row, cells);
}

function workOut(part: Part, row: Row, cells: CellEvaluator): Value {
  return typeof part === 'function' ? part(row, cells) : part;
}

function partOf(syntax: Syntax, references: References, moment: Moment): Part {
  switch (syntax.kind) {
    case 'literal':
      return syntax.value;
    case 'field':
      return (
        references.field(syntax.name) ??
        missing(`field '${syntax.name}' not found`, syntax.position)
      );
    case 'column':
      return (
        references.column(syntax.tableId, syntax.fieldId) ??
        missing(`field '${syntax.fieldId}' of table '${syntax.tableId}' not found`, syntax.position)
      );
    case 'table':
      return missing('a table without a column behind it', syntax.position);
    case 'member':
      return rangesOf(references, moment).member(syntax);
    case 'current':
      return () => references.current?.value ?? failure;
    case 'call':
      return callPart(syntax, references, moment);
    case 'binary':
      return chainPart(syntax, references, moment);
  }
}

/** In a condition, names without a table are fields of the record that it looks at. */
function rangesOf(references: References, moment: Moment): Ranges {
  const { scope } = references;
  const part = (syntax: Syntax, current: Current | undefined) =>
    compile(syntax, { ...references, current, field: fieldFinder(scope, current) }, moment);
  return new Ranges(scope, part, references.current);
}

function callPart(
  { name, args, position }: Extract<Syntax, { kind: 'call' }>,
  references: References,
  moment: Moment,
): Part {
  const ofRow = args.length === 0 ? findRowFunction(name) : undefined;
  if (ofRow !== undefined) return ofRow;
  const ranges = rangesOf(references, moment);
  const call: Extract<Syntax, { kind: 'call' }> = { kind: 'call', name, args, position };
  if (iterates(call)) return ranges.iteration(call);
  const [first, ...others] = args;
  if (name.toUpperCase() === 'COUNTA' && first !== undefined && others.length === 0) {
    const count = ranges.count(first);
    if (count !== undefined) return count;
  }
  const called = calledFunction(name, args.length, position);
  const parts = args.map((arg) => partOf(arg, references, moment));
  return combined(parts, (values) => called.apply(values, moment));
}

/** `a + b + c …` nests to the left as far as it is long, so it is worked off in a loop. */
function chainPart(chain: Binary, references: References, moment: Moment): Part {
  const links: Binary[] = [];
  let head: Syntax = chain;
  while (head.kind === 'binary') {
    links.push(head);
    head = head.left;
  }
  links.reverse();
  const parts = [head, ...links.map(({ right }) => right)];
  return combined(
    parts.map((part) => partOf(part, references, moment)),
    ([first = blank, ...others]) =>
      links.reduce<Value>(
        (value, { operator }, index) => operations[operator](value, others[index] ?? blank, moment),
        first,
      ),
  );
}

function combined(parts: readonly Part[], combine: (values: readonly Value[]) => Value): Part {
  const values = parts.filter((part) => typeof part !== 'function');
  if (values.length === parts.length) return combine(values);
  return (row, cells) => combine(parts.map((part) => workOut(part, row, cells)));
}

function missing(reason: string, position: number): never {
  throw new FormulaProblem(reason, position);
}

/** Fields by name are those of the scope's table; columns of other tables are taken whole. */
export function referencesOf(scope: Scope): References {
  return {
    scope,
    field: fieldFinder(scope, undefined),
    column: (tableId, fieldId) => columnOf(tableId, fieldId, scope),
  };
}

function fieldFinder(scope: Scope, current: Current | undefined): References['field'] {
  const table = current?.table ?? scope.table;
  const looked = { ...scope, table };
  return (name) => {
    const field = table.fields.find((each) => each.name === name);
    if (field === undefined) return undefined;
    return current?.table === undefined
      ? (row, cells) => cells.value(field, row, scope)
      : (_, cells) =>
          current.row === undefined ? failure : cells.value(field, current.row, looked);
  };
}

function columnOf(tableId: string, fieldId: string, scope: Scope): Program | undefined {
  const table = scope.base.tables.get(tableId);
  const field = table?.fields.find((each) => each.fieldId === fieldId);
  if (table === undefined || field === undefined) return undefined;
  if (table === scope.table) return (row, cells) => cells.value(field, row, scope);
  const other = { ...scope, table };
  return (_, cells) => ({
    kind: 'list',
    items: [...table.rows.values()].flatMap((row) => scalars(cells.value(field, row, other))),
  });
}

type Operation = (left: Value, right: Value, moment: Moment) => Scalar;

function comparing(comparison: ValueComparison): Operation {
  return (left, right, moment) => boolean(compares(comparison, left, right, moment));
}

function reckoning(apply: (a: number, b: number) => number): Operation {
  return (left, right) => {
    const a = numberOf(left);
    const b = numberOf(right);
    return a === undefined || b === undefined ? failure : number(tidy(apply(a, b)));
  };
}

const sum = reckoning((a, b) => a + b);
const difference = reckoning((a, b) => a - b);

/** The one date that a value is. */
function instant(value: Value): number | undefined {
  const [only, ...others] = scalars(value);
  return only?.kind === 'date' && others.length === 0 ? only.ms : undefined;
}

/** Whole days keep the time of day when the clocks change. */
function daysLater(ms: number, days: number | undefined, zone: string): Scalar {
  if (days === undefined) return failure;
  const whole = Math.floor(days);
  return date(addDays(ms, whole, zone) + Math.round((days - whole) * dayMs));
}

function plus(left: Value, right: Value, moment: Moment): Scalar {
  const [start, end] = [instant(left), instant(right)];
  if (start !== undefined) return daysLater(start, numberOf(right), moment.zone);
  if (end !== undefined) return daysLater(end, numberOf(left), moment.zone);
  return sum(left, right, moment);
}

function minus(left: Value, right: Value, moment: Moment): Scalar {
  const [end, start] = [instant(left), instant(right)];
  if (end === undefined) return difference(left, right, moment);
  if (start !== undefined) {
    return number((localTime(end, moment.zone) - localTime(start, moment.zone)) / dayMs);
  }
  const days = numberOf(right);
  return daysLater(end, days === undefined ? undefined : -days, moment.zone);
}

const operations: Readonly<Record<BinaryOperator, Operation>> = {
  '||': (left, right) => boolean(isTrue(left) || isTrue(right)),
  '&&': (left, right) => boolean(isTrue(left) && isTrue(right)),
  '=': comparing('='),
  '!=': comparing('!='),
  '>': comparing('>'),
  '>=': comparing('>='),
  '<': comparing('<'),
  '<=': comparing('<='),
  '&': (left, right, { zone }) => text(textOf(left, zone) + textOf(right, zone)),
  '+': plus,
  '-': minus,
  '*': reckoning((a, b) => a * b),
  '/': reckoning((a, b) => a / b),
  '%': reckoning((a, b) => a - b * Math.floor(a / b)),
};
