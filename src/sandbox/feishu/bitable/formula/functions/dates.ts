import {
  type CivilTime,
  civilTime,
  dayMs,
  instantOf,
  isoWeekday,
  localTime,
  startOfDay,
} from '../../time-zone.js';
import {
  blank,
  date,
  dateOf,
  type FormulaFunction,
  type FunctionTable,
  failure,
  number,
  numberOf,
  type Scalar,
  scalars,
  taking,
  text,
  textOf,
  unlimited,
  type Value,
} from '../values.js';

/** A number read off a date. */
function ofDate(read: (ms: number, zone: string) => number): FormulaFunction {
  return taking(1, 1, ([value = blank], { zone }) => {
    const ms = dateOf(value, zone);
    return ms === undefined ? failure : number(read(ms, zone));
  });
}

/** By WEEKDAY's second argument: 1 counts from Sunday, 2 from Monday, 3 from Monday at 0. */
const weekdayCounts: ReadonlyMap<number, (isoWeekday: number) => number> = new Map([
  [1, (day) => (day % 7) + 1],
  [2, (day) => day],
  [3, (day) => day - 1],
]);

export const dateFunctions: FunctionTable = {
  TODAY: taking(0, 0, (_, { now, zone }) => date(startOfDay(now, zone))),
  NOW: taking(0, 0, (_, { now }) => ({ ...date(now), format: 'yyyy/MM/dd HH:mm' })),
  DATE: taking(3, 3, (args, { zone }) => {
    const [year, month, day] = args.map(numberOf).map((each) => each && Math.trunc(each));
    if (year === undefined || month === undefined || day === undefined) return failure;
    return date(instantOf({ year, month, day }, zone));
  }),
  TODATE: taking(1, 1, ([value = blank], { zone }) => date(dateOf(value, zone))),
  YEAR: ofDate((ms, zone) => civilTime(ms, zone).year),
  MONTH: ofDate((ms, zone) => civilTime(ms, zone).month),
  DAY: ofDate((ms, zone) => civilTime(ms, zone).day),
  HOUR: ofDate((ms, zone) => civilTime(ms, zone).hour),
  MINUTE: ofDate((ms, zone) => civilTime(ms, zone).minute),
  SECOND: ofDate((ms, zone) => civilTime(ms, zone).second),
  WEEKDAY: taking(1, 2, ([value = blank, kind], { zone }) => {
    const ms = dateOf(value, zone);
    const count = weekdayCounts.get(kind === undefined ? 1 : (numberOf(kind) ?? 0));
    return ms === undefined || count === undefined ? failure : number(count(isoWeekday(ms, zone)));
  }),
  /** DAYS(end, start), with the part of a day that the times make. */
  DAYS: taking(2, 2, ([end = blank, start = blank], { zone }) => {
    const [last, first] = [dateOf(end, zone), dateOf(start, zone)];
    if (last === undefined || first === undefined) return failure;
    return number((localTime(last, zone) - localTime(first, zone)) / dayMs);
  }),
  /** EDATE(date, months): the day that a shorter month lacks is its last one. */
  EDATE: ofMonths((time, months) => {
    const { year, month, day, ...clock } = time;
    const last = lastDay(year, month + months);
    return { year, month: month + months, day: Math.min(day, last), ...clock };
  }),
  /** EOMONTH(date, months): the last day of a month. */
  EOMONTH: ofMonths(({ year, month }, months) => ({ year, month: month + months + 1, day: 0 })),
  /** WEEKNUM(date, kind): weeks begin on Sunday, with kind 2 on Monday; the first one holds January 1. */
  WEEKNUM: taking(1, 2, ([value = blank, kind], { zone }) => {
    const ms = dateOf(value, zone);
    const count = weekdayCounts.get(kind === undefined ? 1 : (numberOf(kind) ?? 0));
    if (ms === undefined || count === undefined) return failure;
    const first = instantOf({ year: civilTime(ms, zone).year, month: 1, day: 1 }, zone);
    const offset = (count(isoWeekday(first, zone)) + 6) % 7;
    return number(Math.floor((dayNumber(ms, zone) - dayNumber(first, zone) + offset) / 7) + 1);
  }),
  /** NETWORKDAYS(start, end, holidays…): Monday to Friday, both ends included. */
  NETWORKDAYS: taking(2, unlimited, ([start = blank, end = blank, ...off], { zone }) => {
    const [from, to] = [dayOf(start, zone), dayOf(end, zone)];
    if (from === undefined || to === undefined || Math.abs(to - from) > longestSpan) return failure;
    const isWorkday = workdays(off, zone);
    const days = daysBetween(Math.min(from, to), Math.max(from, to)).filter(isWorkday).length;
    return number(from <= to ? days : -days);
  }),
  /** WORKDAY(start, days, holidays…): the workday that many workdays later. */
  WORKDAY: taking(2, unlimited, ([start = blank, count = blank, ...off], { zone }) => {
    const [from, days] = [dayOf(start, zone), numberOf(count)];
    if (from === undefined || days === undefined || Math.abs(days) > longestSpan) return failure;
    const isWorkday = workdays(off, zone);
    let day = from;
    for (let left = Math.abs(Math.trunc(days)); left > 0; ) {
      day += Math.sign(days);
      if (isWorkday(day)) left -= 1;
    }
    return date(instantOf({ year: 1970, month: 1, day: day + 1 }, zone));
  }),
  /** DATEDIF(start, end, unit): whole years `Y`, months `M`, or days `D`, which is the default. */
  DATEDIF: taking(2, 3, ([start = blank, end = blank, unit = text('D')], { zone }) => {
    const [from, to] = [dateOf(start, zone), dateOf(end, zone)];
    if (from === undefined || to === undefined || from > to) return failure;
    return difference(from, to, textOf(unit, zone).toUpperCase(), zone);
  }),
};

/** 100 years: longer spans are nobody's working time. */
const longestSpan = 36_525;

function ofMonths(move: (time: Required<CivilTime>, months: number) => CivilTime): FormulaFunction {
  return taking(2, 2, ([value = blank, count = blank], { zone }) => {
    const [ms, months] = [dateOf(value, zone), numberOf(count)];
    if (ms === undefined || months === undefined) return failure;
    return date(instantOf(move(civilTime(ms, zone), Math.trunc(months)), zone));
  });
}

function lastDay(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The number of a date's day; 1970-01-01 is 0. */
function dayOf(value: Value, zone: string): number | undefined {
  const ms = dateOf(value, zone);
  return ms === undefined ? undefined : dayNumber(ms, zone);
}

function daysBetween(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function workdays(holidays: readonly Value[], zone: string): (day: number) => boolean {
  const off = new Set(holidays.flatMap(scalars).map((each) => dayOf(each, zone)));
  // Day 0 was a Thursday.
  return (day) => ![2, 3].includes(((day % 7) + 7) % 7) && !off.has(day);
}

function difference(from: number, to: number, unit: string, zone: string): Scalar {
  if (unit === 'D') return number(dayNumber(to, zone) - dayNumber(from, zone));
  const [start, end] = [civilTime(from, zone), civilTime(to, zone)];
  const early = end.day < start.day ? 1 : 0;
  const months = (end.year - start.year) * 12 + end.month - start.month - early;
  if (unit === 'M') return number(months);
  return unit === 'Y' ? number(Math.floor(months / 12)) : failure;
}

function dayNumber(ms: number, zone: string): number {
  return Math.floor(localTime(ms, zone) / dayMs);
}
