import type { Comparison } from './syntax.js';
import {
  dateOf,
  type Moment,
  numberOf,
  type Scalar,
  single,
  textOf,
  type Value,
} from './values.js';

/** NaN, for what has no order, meets none of these but `!=`. */
const outcomes: Readonly<Record<Comparison, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
};

/**
 * Every cell compares as the text that it shows, except numbers, dates and checkboxes ("only the text of a
 * field can be filtered", list records A30). An empty cell equals "" alone and is neither more nor less than
 * anything; a checkbox without its tick is as empty as one that was never touched.
 */
export function compares(
  comparison: Comparison,
  leftValue: Value,
  rightValue: Value,
  moment: Moment,
): boolean {
  const left = single(leftValue, moment.zone);
  const right = single(rightValue, moment.zone);
  if (left.kind === 'failure' || right.kind === 'failure') return false;
  if (left.kind === 'blank' || right.kind === 'blank') {
    const same = isEmpty(left) && isEmpty(right);
    return comparison === '=' ? same : comparison === '!=' && !same;
  }
  return outcomes[comparison](order(left, right, moment));
}

function isEmpty(value: Scalar): boolean {
  return value.kind === 'blank' || (value.kind === 'boolean' && !value.boolean);
}

function order(left: Scalar, right: Scalar, moment: Moment): number {
  if (left.kind === 'date' || right.kind === 'date') return dateOrder(left, right, moment);
  const bothTexts = left.kind === 'text' && right.kind === 'text';
  const a = bothTexts ? undefined : numberOf(left);
  const b = bothTexts ? undefined : numberOf(right);
  if (a === undefined || b === undefined)
    return textOrder(textOf(left, moment.zone), textOf(right, moment.zone));
  return a - b;
}

function dateOrder(left: Scalar, right: Scalar, { zone, dateKey }: Moment): number {
  const a = dateOf(left, zone);
  const b = dateOf(right, zone);
  return a === undefined || b === undefined ? Number.NaN : dateKey(a) - dateKey(b);
}

/** By code unit, which does not depend on the machine. */
export function textOrder(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
