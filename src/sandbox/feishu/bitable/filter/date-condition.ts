import type { Field, Row, Scope } from '../model.js';
import { addDays, civilTime, instantOf, isoWeekday, startOfDay } from '../time-zone.js';
import {
  type Condition,
  emptiness,
  emptinessTest,
  type Family,
  type Operator,
  type Test,
} from './condition.js';

/** From the first instant of a day up to, and without, the first instant of another. */
interface Span {
  readonly start: number;
  readonly end: number;
}

type SpanOf = (now: number, zone: string) => Span;

/** Counted from today; the days from `first` up to, and without, `end`. */
function days(first: number, end: number): SpanOf {
  return (now, zone) => {
    const today = startOfDay(now, zone);
    return { start: addDays(today, first, zone), end: addDays(today, end, zone) };
  };
}

/** Weeks begin on Monday, as in the WEEKDAY(…,2) of the filter guide (A04). */
function week(offset: number): SpanOf {
  return (now, zone) => {
    const monday = 1 - isoWeekday(now, zone) + 7 * offset;
    return days(monday, monday + 7)(now, zone);
  };
}

function month(offset: number): SpanOf {
  return (now, zone) => {
    const civil = civilTime(now, zone);
    const first = { year: civil.year, month: civil.month + offset, day: 1 };
    return {
      start: instantOf(first, zone),
      end: instantOf({ ...first, month: first.month + 1 }, zone),
    };
  };
}

/** Days that can also be the bound of isGreater and isLess. */
const singleDays: ReadonlyMap<string, SpanOf> = new Map([
  ['Today', days(0, 1)],
  ['Tomorrow', days(1, 2)],
  ['Yesterday', days(-1, 0)],
]);

/** The past and the next days count today, as in the expressions of the filter guide (A04). */
const spans: ReadonlyMap<string, SpanOf> = new Map([
  ['CurrentWeek', week(0)],
  ['LastWeek', week(-1)],
  ['CurrentMonth', month(0)],
  ['LastMonth', month(-1)],
  ['TheLastWeek', days(-6, 1)],
  ['TheNextWeek', days(0, 7)],
  ['TheLastMonth', days(-29, 1)],
  ['TheNextMonth', days(0, 30)],
]);

const keywords = ['ExactDate', ...singleDays.keys(), ...spans.keys()].join(', ');

/** Dates are asked for by the day, in the time zone of the base (record filter guide). */
export const dateFamily: Family = {
  operators: new Set<Operator>(['is', 'isGreater', 'isLess', ...emptiness]),
  test: (condition, { scope }) => {
    const read = (row: Row) => dateCell(condition.field, row);
    if (emptiness.includes(condition.operator)) {
      return emptinessTest(condition, (row) => read(row) === undefined);
    }
    const span = spanOf(condition, scope);
    if (typeof span === 'string') return span;
    const { dateGreater } = scope.bitable.options;
    const passedOver = dateGreater === 'day' ? span.end - 1 : span.start;
    return dateTest(condition.operator, span, passedOver, read);
  },
};

/** Less is before the day. What is greater the pages leave open; `passedOver` is the last instant that is not. */
function dateTest(
  operator: Operator,
  { start, end }: Span,
  passedOver: number,
  read: (row: Row) => number | undefined,
): Test {
  const meets: Readonly<Partial<Record<Operator, (ms: number) => boolean>>> = {
    is: (ms) => ms >= start && ms < end,
    isGreater: (ms) => ms > passedOver,
    isLess: (ms) => ms < start,
  };
  const test = meets[operator] ?? (() => false);
  return (row) => {
    const ms = read(row);
    return ms !== undefined && test(ms);
  };
}

function spanOf({ operator, values }: Condition, { base, bitable }: Scope): Span | string {
  const [keyword = '', instant] = values;
  if (keyword === 'ExactDate') return exactDay(values.length, instant, base.timeZone);
  if (values.length > 1) return `value must have one element when it is ${keyword}`;
  const span = singleDays.get(keyword) ?? spans.get(keyword);
  if (span === undefined) return `value must begin with one of ${keywords}`;
  if (operator !== 'is' && spans.has(keyword)) return `operator must be is with ${keyword}`;
  return span(bitable.clock.now(), base.timeZone);
}

function exactDay(count: number, instant: string | undefined, zone: string): Span | string {
  if (count !== 2 || instant === undefined || !/^-?\d{1,16}$/.test(instant)) {
    return 'value must be ["ExactDate","<unix timestamp in milliseconds>"]';
  }
  return days(0, 1)(Number(instant), zone);
}

const automatic: ReadonlyMap<number, (row: Row) => number> = new Map([
  [1001, (row: Row) => row.createdTime],
  [1002, (row: Row) => row.modifiedTime],
]);

function dateCell(field: Field, row: Row): number | undefined {
  const made = automatic.get(field.type);
  if (made !== undefined) return made(row);
  const cell = row.cells.get(field.fieldId);
  return cell?.kind === 'date' ? cell.ms : undefined;
}
