import type { Field, Row, Scope } from '../model.js';
import { findFunction } from './functions.js';
import { operations } from './operators.js';
import { FormulaProblem } from './problem.js';
import type { Binary, Syntax } from './syntax.js';
import { BLANK, type Moment, type Value } from './values.js';

/** Looks cells up for a program; one reader sees every formula cell once. */
export interface CellReader {
  value(field: Field, row: Row, scope: Scope): Value;
}

/** Works an expression out for a row. */
export type Program = (row: Row, cells: CellReader) => Value;

/** What the fields of an expression stand for; undefined for one that is not there. */
export interface References {
  field(name: string): Program | undefined;
  column(tableId: string, fieldId: string): Program | undefined;
}

/** What names no cell has its value at once, and not for every row again. */
type Part = Value | Program;

/** Throws a FormulaProblem for what does not exist: fields, functions, numbers of arguments. */
export function compile(syntax: Syntax, references: References, moment: Moment): Program {
  const part = partOf(syntax, references, moment);
  return (row, cells) => workOut(part, row, cells);
}

function workOut(part: Part, row: Row, cells: CellReader): Value {
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
    case 'call':
      return callPart(syntax, references, moment);
    case 'binary':
      return chainPart(syntax, references, moment);
  }
}

function callPart(
  { name, args, position }: Extract<Syntax, { kind: 'call' }>,
  references: References,
  moment: Moment,
): Part {
  const called = findFunction(name) ?? missing(`unknown function '${name}'`, position);
  if (args.length < called.least || args.length > called.most) {
    missing(`wrong number of arguments for ${name}`, position);
  }
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
    ([first = BLANK, ...others]) =>
      links.reduce<Value>(
        (value, { operator }, index) => operations[operator](value, others[index] ?? BLANK, moment),
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
