import type { TableSchema } from '../../../../cells/field.js';
import { InputError, type InputIssue } from '../../../../core/errors.js';
import { isJsonObject, type Json } from '../../../../core/json.js';
import { nearest } from '../../../../core/nearest.js';
import { quoted } from '../../../../core/text.js';
import { fieldFinder, maxQuotedName } from '../../query/field-finder.js';
import type { AggregateArgs } from './args.js';
import { type GroupKey, groupKeyOf } from './group-keys.js';
import { type Measure, measureOf } from './measures.js';
import type { GroupRow } from './values.js';

type QueryArgs = Pick<AggregateArgs, 'group_by' | 'measures' | 'sort'>;

/** The groups and measures that an aggregate works out. */
export interface AggregateQuery {
  readonly keys: readonly GroupKey[];
  readonly measures: readonly Measure[];
  readonly columns: readonly string[];
  readonly order: RowOrder | undefined;
}

/** Reads the written keys, measures and order; throws an `InputError` with everything that is wrong in them. */
export function buildAggregateQuery(args: QueryArgs, schema: TableSchema): AggregateQuery {
  const { group_by = [], measures: written = ['count'], sort } = args;
  const find = fieldFinder(schema);
  const issues: InputIssue[] = [];
  const keys = group_by.flatMap((text, index) =>
    kept(groupKeyOf(text, `group_by[${index}]`, schema, find), issues),
  );
  const measures = written.flatMap((text, index) =>
    kept(measureOf(text, `measures[${index}]`, schema, find), issues),
  );
  const columns = [...keys, ...measures].map(({ name }) => name);
  issues.push(...repeatedIn(columns));
  const order = sort === undefined || issues.length > 0 ? undefined : orderIn(sort);
  if (issues.length > 0) {
    throw new InputError(issues);
  }
  return { keys, measures, columns, order };

  /** Columns may be named as loosely as measures and groups are. */
  function orderIn(text: string): RowOrder | undefined {
    const found = readRowOrder(text, columns, keys.length, (name) => {
      const candidates = [groupKeyOf(name, '', schema, find), measureOf(name, '', schema, find)];
      return candidates.flatMap((each) => ('name' in each ? [each.name] : [])).find(isColumn);
    });
    if ('issue' in found) {
      issues.push(found.issue);
      return undefined;
    }
    return found;
  }

  function isColumn(name: string): boolean {
    return columns.includes(name);
  }
}

function kept<Item extends object>(item: Item | InputIssue, issues: InputIssue[]): readonly Item[] {
  if ('problem' in item) {
    issues.push(item);
    return [];
  }
  return [item];
}

function repeatedIn(columns: readonly string[]): readonly InputIssue[] {
  const repeated = columns.filter((name, index) => columns.indexOf(name) < index);
  return repeated.map((name) => ({ path: '', problem: `${name} is asked for twice` }));
}

/** The order of the answer's rows. */
interface RowOrder {
  /** The column to order by. */
  readonly index: number;
  readonly descending: boolean;
}

interface OrderIssue {
  readonly issue: InputIssue;
}

/**
 * `sum(金额) desc`, over the columns of the answer: those of groups come first. Without a direction groups go up and
 * measures go down.
 */
function readRowOrder(
  text: string,
  columns: readonly string[],
  groupCount: number,
  resolve: (name: string) => string | undefined,
): RowOrder | OrderIssue {
  const [, name = '', direction] = /^(.*?)(?:\s+(asc|desc))?$/is.exec(text.trim()) ?? [];
  const index = columns.indexOf(columns.includes(name) ? name : (resolve(name) ?? name));
  if (index < 0) {
    return { issue: unknownColumn(name, columns) };
  }
  const isMeasure = index >= groupCount;
  return { index, descending: direction ? direction.toLowerCase() === 'desc' : isMeasure };
}

function unknownColumn(name: string, columns: readonly string[]): InputIssue {
  return {
    path: 'sort',
    problem: `is by ${quoted(name, maxQuotedName)}, which is no column of the answer`,
    nearest: nearest(name, columns),
    options: columns.map((column) => ({ name: column })),
    optionKind: 'result_column',
  };
}

/** Sorts by one column, then by the groups; what is empty comes last either way. */
export function sortRows(
  rows: readonly GroupRow[],
  order: RowOrder | undefined,
  groupCount: number,
): readonly GroupRow[] {
  const groups = Array.from({ length: groupCount }, (_, index) => ({ index, descending: false }));
  const orders = order === undefined ? groups : [order, ...groups];
  return [...rows].sort((a, b) => {
    for (const { index, descending } of orders) {
      const difference = compared(a[index] ?? null, b[index] ?? null, descending);
      if (difference !== 0) {
        return difference;
      }
    }
    return 0;
  });
}

function compared(a: Json, b: Json, descending: boolean): number {
  if (a === null || b === null) {
    return Number(a === null) - Number(b === null);
  }
  const up = typeof a === 'number' && typeof b === 'number' ? a - b : textOrder(a, b);
  return descending ? -up : up;
}

function textOrder(a: Json, b: Json): number {
  const [first, second] = [shown(a), shown(b)];
  return first === second ? 0 : first < second ? -1 : 1;
}

function shown(label: Json): string {
  const text = isJsonObject(label) ? (label['name'] ?? label['text'] ?? label) : label;
  return typeof text === 'string' ? text : JSON.stringify(text);
}
