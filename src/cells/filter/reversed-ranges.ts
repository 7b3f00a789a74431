import type { InputIssue } from '../../core/errors.js';
import type { CompiledCondition, RangeLimit } from './condition.js';
import { isLeaf, problemAt, type Tree } from './syntax/comparison.js';

/** Finds ranges of dates and numbers that end before they begin: no row can be in one, which no answer would tell. */
export function reversedRanges(tree: Tree<CompiledCondition>): readonly InputIssue[] {
  if (isLeaf(tree)) {
    return [];
  }
  const within = tree.parts.flatMap(reversedRanges);
  return tree.join === 'and' ? [...within, ...reversedAmong(tree.parts)] : within;
}

/** The narrowest range that conditions on one field leave. */
interface LimitRange {
  from?: RangeLimit;
  to?: RangeLimit;
}

function reversedAmong(parts: readonly Tree<CompiledCondition>[]): readonly InputIssue[] {
  const ranges = new Map<string, LimitRange>();
  for (const part of parts) {
    const { field, rangeLimit } = isLeaf(part) ? part.leaf : {};
    if (field !== undefined && rangeLimit !== undefined) {
      narrow(ranges, field.name, rangeLimit);
    }
  }
  return [...ranges].flatMap(([field, range]) => issuesOf(field, range));
}

function narrow(ranges: Map<string, LimitRange>, field: string, limit: RangeLimit): void {
  const range = ranges.get(field) ?? {};
  ranges.set(field, range);
  if (limit.end === 'from' && !(range.from && range.from.start >= limit.start)) {
    range.from = limit;
  }
  if (limit.end === 'to' && !(range.to && range.to.start <= limit.start)) {
    range.to = limit;
  }
}

function issuesOf(field: string, { from, to }: LimitRange): readonly InputIssue[] {
  const isReversed = from && to && from.start > to.start && from.start >= to.limit;
  if (!isReversed) {
    return [];
  }
  const before = to.of === 'date' ? 'earlier' : 'less';
  const problem = `${field} would have to be from ${from.value.text} on and end at ${to.value.text}, which is ${before}`;
  return problemAt(to.value, problem, 'an end that is not before the start').issues;
}
