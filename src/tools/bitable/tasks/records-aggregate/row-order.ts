import type { InputIssue } from '../../../../core/errors.js';
import { isJsonObject, type Json } from '../../../../core/json.js';
import { nearest } from '../../../../core/nearest.js';
import { quoted } from '../../query/field-finder.js';
import type { GroupRow } from './groups.js';

/** The order of the answer's rows. */
export interface RowOrder {
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
export function rowOrderOf(
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
    problem: `is by ${quoted(name)}, which is no column of the answer`,
    nearest: nearest(name, columns),
    options: columns.map((column) => ({ name: column })),
    optionKind: 'result_column',
  };
}

/** By one column, then by the groups; what is empty comes last either way. */
export function ordered(
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
