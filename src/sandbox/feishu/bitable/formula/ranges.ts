import { linkedIds, linkedTable } from '../fields/links.js';
import type { CellEvaluator } from '../fields/types/field-type.js';
import type { BitableField, Row, Scope, Table } from '../model.js';
import { FormulaProblem, type Syntax } from './syntax.js';
import { isTrue, number, numberOf, type Scalar, scalars, tidy, type Value } from './values.js';

/** Works an expression out for a row. */
export type Program = (row: Row, cells: CellEvaluator) => Value;

/** What a condition looks at, one after the other: a record or a value. */
export interface Current {
  readonly table: Table | undefined;
  row: Row | undefined;
  value: Value;
}

/** Compiles a part of an expression, inside a condition with what it looks at. */
export type CompilePart = (syntax: Syntax, current: Current | undefined) => Program;

/** Records that columns are taken of. */
interface Range {
  readonly table: Table;
  readonly rows: (row: Row, cells: CellEvaluator) => readonly Row[];
}

type Call = Extract<Syntax, { kind: 'call' }>;
type Member = Extract<Syntax, { kind: 'member' }>;

/** Makes the list, or the value, of a function from the items that its condition chose. */
type Gather = (chosen: readonly Scalar[], mapped: readonly Scalar[]) => Value;

function listOf(items: readonly Scalar[]): Value {
  return { kind: 'list', items };
}

function total(items: readonly Scalar[]): Value {
  const numbers = items.map(numberOf).filter((each) => each !== undefined);
  return number(tidy(numbers.reduce((sum, each) => sum + each, 0)));
}

const gatherings: ReadonlyMap<string, Gather> = new Map<string, Gather>([
  ['FILTER', listOf],
  ['COUNTIF', (chosen) => number(chosen.length)],
  ['SUMIF', total],
  ['MAP', (_, mapped) => listOf(mapped)],
]);

/** The functions that look at each record of a table or each value of a list. */
export const iteratingFunctions = [...gatherings.keys()];

export function iterates({ name }: Call): boolean {
  return gatherings.has(name.toUpperCase());
}

export function partsOf(syntax: Syntax): readonly Syntax[] {
  if (syntax.kind === 'binary') return [syntax.left, syntax.right];
  if (syntax.kind === 'member') return [syntax.of];
  return syntax.kind === 'call' ? syntax.args : [];
}

/** Compiles what reaches into other records: columns of them, and functions over them. */
export class Ranges {
  constructor(
    readonly scope: Scope,
    readonly part: CompilePart,
    readonly current: Current | undefined,
  ) {}

  member(member: Member): Program {
    const { of } = member;
    const range =
      this.#range(of) ?? missing('no table, link or CurrentValue before', member.position);
    const field = fieldOf(range.table, member);
    const scope = { ...this.scope, table: range.table };
    return (row, cells) => {
      const values = range.rows(row, cells).map((each) => cells.value(field, each, scope));
      const [only] = values;
      return of.kind === 'current' && only !== undefined ? only : listOf(values.flatMap(scalars));
    };
  }

  /** The number of records in a table or of a filter; undefined for what is no records. */
  count(syntax: Syntax): Program | undefined {
    const isRecords = syntax.kind === 'table' || (syntax.kind === 'call' && iterates(syntax));
    const range = isRecords ? this.#range(syntax) : undefined;
    return range && ((row, cells) => number(range.rows(row, cells).length));
  }

  iteration({ name, args: [over, condition], position }: Call): Program {
    const gather = gatherings.get(name.toUpperCase());
    if (gather === undefined || over === undefined || condition === undefined) {
      return missing(`wrong number of arguments for ${name}`, position);
    }
    const range = looksAtRecords(condition) ? this.#range(over) : undefined;
    if (range !== undefined) return this.#overRecords(name, range, condition, position);
    const slot: Current = { table: undefined, row: undefined, value: listOf([]) };
    const [list, test] = [this.part(over, this.current), this.part(condition, slot)];
    return (row, cells) => {
      const items = scalars(list(row, cells));
      const tested = items.map((item) => {
        slot.value = item;
        return test(row, cells);
      });
      const chosen = items.filter((_, index) => isTrue(tested[index] ?? listOf([])));
      return gather(chosen, tested.flatMap(scalars));
    };
  }

  #overRecords(name: string, range: Range, condition: Syntax, position: number): Program {
    const called = name.toUpperCase();
    if (called !== 'COUNTIF' && called !== 'MAP') {
      return missing(`${name} of records without a column behind it`, position);
    }
    const slot: Current = { table: range.table, row: undefined, value: listOf([]) };
    const test = this.part(condition, slot);
    return (row, cells) => {
      const tested = range.rows(row, cells).map((each) => {
        slot.row = each;
        return test(row, cells);
      });
      return called === 'MAP'
        ? listOf(tested.flatMap(scalars))
        : number(tested.filter(isTrue).length);
    };
  }

  #range(syntax: Syntax): Range | undefined {
    switch (syntax.kind) {
      case 'table':
        return this.#whole(syntax.tableId, syntax.position);
      case 'current':
        return this.#looked();
      case 'column':
        return this.#linkedFrom(syntax);
      case 'member':
        return this.#linkedOf(syntax);
      case 'call':
        return syntax.name.toUpperCase() === 'FILTER' ? this.#filtered(syntax) : undefined;
      default:
        return undefined;
    }
  }

  #whole(tableId: string, position: number): Range {
    const table =
      this.scope.base.tables.get(tableId) ?? missing(`table '${tableId}' not found`, position);
    return { table, rows: () => [...table.rows.values()] };
  }

  #looked(): Range | undefined {
    const { current } = this;
    return (
      current?.table && { table: current.table, rows: () => (current.row ? [current.row] : []) }
    );
  }

  #linkedFrom({ tableId, fieldId }: Extract<Syntax, { kind: 'column' }>): Range | undefined {
    const { table } = this.scope;
    const field = table.fields.find((each) => each.fieldId === fieldId);
    return tableId === table.tableId ? this.#linked(field, (row) => [row]) : undefined;
  }

  #linkedOf(member: Member): Range | undefined {
    const range = this.#range(member.of);
    return range && this.#linked(fieldOf(range.table, member), range.rows);
  }

  #linked(field: BitableField | undefined, rows: Range['rows']): Range | undefined {
    const table = field && linkedTable(this.scope, field);
    if (table === undefined || field === undefined) return undefined;
    const linkedTo = (each: Row) =>
      linkedIds(each.cells.get(field.fieldId)).flatMap((id) => table.rows.get(id) ?? []);
    return { table, rows: (row, cells) => rows(row, cells).flatMap(linkedTo) };
  }

  #filtered({ args: [over, condition] }: Call): Range | undefined {
    const range = over && this.#range(over);
    if (range === undefined || condition === undefined || !looksAtRecords(condition)) {
      return undefined;
    }
    const slot: Current = { table: range.table, row: undefined, value: listOf([]) };
    const test = this.part(condition, slot);
    const rows: Range['rows'] = (row, cells) =>
      range.rows(row, cells).filter((each) => {
        slot.row = each;
        return isTrue(test(row, cells));
      });
    return { table: range.table, rows };
  }
}

function fieldOf(table: Table, { fieldId, position }: Member): BitableField {
  return (
    table.fields.find((each) => each.fieldId === fieldId) ??
    missing(`field '${fieldId}' of table '${table.tableId}' not found`, position)
  );
}

/** Whether a condition takes a column of what it looks at. */
function looksAtRecords(condition: Syntax): boolean {
  if (condition.kind === 'field') return true;
  if (condition.kind === 'member' && condition.of.kind === 'current') return true;
  return partsOf(condition).some(looksAtRecords);
}

function missing(reason: string, position: number): never {
  throw new FormulaProblem(reason, position);
}
