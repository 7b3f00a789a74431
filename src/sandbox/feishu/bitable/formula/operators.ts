import { addDays, DAY_MS, localTime } from '../time-zone.js';
import { compares } from './compare.js';
import { tidy } from './number-functions.js';
import type { BinaryOperator, Comparison } from './syntax.js';
import {
  boolean,
  date,
  FAILURE,
  isTrue,
  type Moment,
  number,
  numberOf,
  type Scalar,
  scalars,
  text,
  textOf,
  type Value,
} from './values.js';

export type Operation = (left: Value, right: Value, moment: Moment) => Scalar;

function comparing(comparison: Comparison): Operation {
  return (left, right, moment) => boolean(compares(comparison, left, right, moment));
}

function reckoning(apply: (a: number, b: number) => number): Operation {
  return (left, right) => {
    const a = numberOf(left);
    const b = numberOf(right);
    return a === undefined || b === undefined ? FAILURE : number(tidy(apply(a, b)));
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
  if (days === undefined) return FAILURE;
  const whole = Math.floor(days);
  return date(addDays(ms, whole, zone) + Math.round((days - whole) * DAY_MS));
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
    return number((localTime(end, moment.zone) - localTime(start, moment.zone)) / DAY_MS);
  }
  const days = numberOf(right);
  return daysLater(end, days === undefined ? undefined : -days, moment.zone);
}

export const operations: Readonly<Record<BinaryOperator, Operation>> = {
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
};
