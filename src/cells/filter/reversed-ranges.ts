import type { InputIssue } from '../../core/errors.js';
import type { CompiledCondition, DateLimit } from './condition.js';
import { isLeaf, problemAt, type Tree } from './syntax/comparison.js';

/** Finds ranges of dates that end before they begin: no row can be in one, which no answer would tell. */
export function reversedRanges(tree: Tree<CompiledCondition>): readonly InputIssue[] {
  if (isLeaf(tree)) {
    return [];
  }
  const within = tree.parts.flatMap(reversedRanges);
  return tree.join === 'and' ? [...within, ...reversedAmong(tree.parts)] : within;
}

/** The narrowest range that conditions on one field leave. */
interface DateRange {
  from?: DateLimit;
  to?: DateLimit;
}

function reversedAmong(parts: readonly Tree<CompiledCondition>[]): readonly InputIssue[] {
  const ranges = new Map<string, DateRange>();
  for (const part of parts) {
    const { field, dateLimit } = isLeaf(part) ? part.leaf : {};
    if (field !== undefined && dateLimit !== undefined) {
      narrow(ranges, field.name, dateLimit);
    }
  }
  return [...ranges].flatMap(([field, range]) => issuesOf(field, range));
}

function narrow(ranges: Map<string, DateRange>, field: string, limit: DateLimit): void {
  const range = ranges.get(field) ?? {};
  ranges.set(field, range);
  if (limit.end === 'from' && !(range.from && range.from.start >= limit.start)) {
    range.from = limit;
  }
  if (limit.end === 'to' && !(range.to && range.to.start <= limit.start)) {
    range.to = limit;
  }
}

function issuesOf(field: string, { from, to }: DateRange): readonly InputIssue[] {
  const isReversed = from && to && from.start > to.start && from.start >= to.limit;
  if (!isReversed) {
    return [];
  }
  const problem = `${field} would have to be from ${from.value.text} on and end at ${to.value.text}, which is earlier`;
  return problemAt(to.value, problem, 'an end that is not before the start').issues;
}
