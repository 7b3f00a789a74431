import { civilTime, DAY_MS, instantOf, isoWeekday, localTime, startOfDay } from '../time-zone.js';
import { type FormulaFunction, type FunctionTable, taking } from './function.js';
import { BLANK, date, dateOf, FAILURE, number, numberOf } from './values.js';

/** A number read off a date. */
function ofDate(read: (ms: number, zone: string) => number): FormulaFunction {
  return taking(1, 1, ([value = BLANK], { zone }) => {
    const ms = dateOf(value, zone);
    return ms === undefined ? FAILURE : number(read(ms, zone));
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
    if (year === undefined || month === undefined || day === undefined) return FAILURE;
    return date(instantOf({ year, month, day }, zone));
  }),
  TODATE: taking(1, 1, ([value = BLANK], { zone }) => date(dateOf(value, zone))),
  YEAR: ofDate((ms, zone) => civilTime(ms, zone).year),
  MONTH: ofDate((ms, zone) => civilTime(ms, zone).month),
  DAY: ofDate((ms, zone) => civilTime(ms, zone).day),
  HOUR: ofDate((ms, zone) => civilTime(ms, zone).hour),
  MINUTE: ofDate((ms, zone) => civilTime(ms, zone).minute),
  WEEKDAY: taking(1, 2, ([value = BLANK, kind], { zone }) => {
    const ms = dateOf(value, zone);
    const count = weekdayCounts.get(kind === undefined ? 1 : (numberOf(kind) ?? 0));
    return ms === undefined || count === undefined ? FAILURE : number(count(isoWeekday(ms, zone)));
  }),
  /** DAYS(end, start) */
  DAYS: taking(2, 2, ([end = BLANK, start = BLANK], { zone }) => {
    const [last, first] = [dateOf(end, zone), dateOf(start, zone)];
    if (last === undefined || first === undefined) return FAILURE;
    return number(dayNumber(last, zone) - dayNumber(first, zone));
  }),
};

function dayNumber(ms: number, zone: string): number {
  return Math.floor(localTime(ms, zone) / DAY_MS);
}
