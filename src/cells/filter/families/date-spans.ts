import type { Json } from '../../../core/json.js';
import { readDate } from '../../time/date-text.js';
import { zoneOf } from '../../time/zone.js';
import type { CellOrder } from './cell-tests.js';

/** From the first instant that is meant up to, and without, the first that is not. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** Counted from today, and so still right tomorrow. */
  readonly isRelative: boolean;
  /** The vendor's own word for just these days. */
  readonly keyword?: string | undefined;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** Nobody counts further, and no date breaks on it. */
const maxDays = 36_500;

/** Days of the calendar in one zone, counted from today. */
export class Calendar {
  /** The first instant of today. */
  readonly today: number;

  constructor(
    readonly timeZone: string,
    now: number,
  ) {
    this.today = this.startOfDay(now);
  }

  startOfDay(ms: number): number {
    return this.#instant(Math.floor(this.#local(ms) / dayMs) * dayMs);
  }

  /** The first instant of the day so many days after that of an instant. */
  dayAfter(ms: number, days = 1): number {
    return this.#instant((Math.floor(this.#local(ms) / dayMs) + days) * dayMs);
  }

  /** The first instant of a week; the one of today is 0. Weeks begin on Monday. */
  week(offset: number): number {
    const weekday = (new Date(this.#local(this.today)).getUTCDay() + 6) % 7;
    return this.dayAfter(this.today, 7 * offset - weekday);
  }

  month(offset: number): number {
    const local = new Date(this.#local(this.today));
    return this.#instant(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + offset, 1));
  }

  year(offset: number): number {
    const local = new Date(this.#local(this.today));
    return this.#instant(Date.UTC(local.getUTCFullYear() + offset, 0, 1));
  }

  #local(ms: number): number {
    return ms + zoneOf(this.timeZone).offsetAt(ms);
  }

  #instant(local: number): number {
    return zoneOf(this.timeZone).instantOf(local);
  }
}

type Unit = 'day' | 'week' | 'month' | 'year';

const starts: Readonly<Record<Unit, (calendar: Calendar, offset: number) => number>> = {
  day: (calendar, offset) => calendar.dayAfter(calendar.today, offset),
  week: (calendar, offset) => calendar.week(offset),
  month: (calendar, offset) => calendar.month(offset),
  year: (calendar, offset) => calendar.year(offset),
};

/** Words for one day, week, month or year, and what the vendor calls it, if it does. */
const periods: readonly (readonly [words: string, unit: Unit, offset: number, keyword?: string])[] =
  [
    ['today 今天', 'day', 0, 'Today'],
    ['yesterday 昨天', 'day', -1, 'Yesterday'],
    ['tomorrow 明天', 'day', 1, 'Tomorrow'],
    ['this_week currentweek 本周', 'week', 0, 'CurrentWeek'],
    ['last_week lastweek 上周', 'week', -1, 'LastWeek'],
    ['next_week 下周', 'week', 1],
    ['this_month currentmonth 本月', 'month', 0, 'CurrentMonth'],
    ['last_month lastmonth 上月', 'month', -1, 'LastMonth'],
    ['next_month 下月', 'month', 1],
    ['this_year 今年', 'year', 0],
    ['last_year 去年', 'year', -1],
    ['next_year 明年', 'year', 1],
  ];

type Period = (typeof periods)[number];

const periodOf: ReadonlyMap<string, Period> = new Map(
  periods.flatMap((period) =>
    period[0].split(' ').map((word) => [word.replaceAll('_', ' '), period] as const),
  ),
);

/** The vendor's words for days that count today, as those of the filter guide (A04) do. */
const stretches: readonly (readonly [keyword: string, first: number, last: number])[] = [
  ['TheLastWeek', -6, 0],
  ['TheNextWeek', 0, 6],
  ['TheLastMonth', -29, 0],
  ['TheNextMonth', 0, 29],
];

/** What a date means, as it was written; undefined for what is no date. */
export function readSpan(written: string, calendar: Calendar): Span | undefined {
  const words = written.trim().toLowerCase().split(' ').filter(Boolean);
  const period = periodOf.get(words.join(' '));
  if (period !== undefined) {
    return spanOfPeriod(period, calendar);
  }
  return (
    stretchCalled(words.join(' '), calendar) ??
    stretchOfWords(words, calendar) ??
    shiftedToday(words.join(''), calendar) ??
    spanOfDate(written, calendar)
  );
}

function spanOfPeriod([, unit, offset, keyword]: Period, calendar: Calendar): Span {
  const start = starts[unit];
  return {
    start: start(calendar, offset),
    end: start(calendar, offset + 1),
    isRelative: true,
    keyword,
  };
}

function days(first: number, last: number, calendar: Calendar): Span {
  const keyword = stretches.find(([, from, to]) => from === first && to === last)?.[0];
  const start = calendar.dayAfter(calendar.today, first);
  return { start, end: calendar.dayAfter(calendar.today, last + 1), isRelative: true, keyword };
}

function stretchCalled(name: string, calendar: Calendar): Span | undefined {
  const found = stretches.find(([keyword]) => keyword.toLowerCase() === name);
  return found && days(found[1], found[2], calendar);
}

/** `last 7 days`, `next 30 days`: today is the last or the first of them. */
function stretchOfWords(words: readonly string[], calendar: Calendar): Span | undefined {
  const [direction = '', count = '', unit = '', ...others] = words;
  const number = wholeNumber(count);
  if (
    number === undefined ||
    number === 0 ||
    others.length > 0 ||
    !['day', 'days'].includes(unit)
  ) {
    return undefined;
  }
  if (['last', 'past'].includes(direction)) {
    return days(1 - number, 0, calendar);
  }
  return direction === 'next' ? days(0, number - 1, calendar) : undefined;
}

/** `today - 7`, `today + 3 days`. */
function shiftedToday(written: string, calendar: Calendar): Span | undefined {
  const today = ['today', '今天'].find((each) => written.startsWith(each)) ?? written;
  const sign = written.charAt(today.length);
  const rest = written.slice(today.length + 1);
  const unit = ['days', 'day', '天'].find((each) => rest.endsWith(each)) ?? '';
  const number = wholeNumber(rest.slice(0, rest.length - unit.length));
  if (number === undefined || !['+', '-'].includes(sign)) {
    return undefined;
  }
  const shift = sign === '-' ? -number : number;
  return days(shift, shift, calendar);
}

function wholeNumber(digits: string): number | undefined {
  const isWhole = digits !== '' && [...digits].every((digit) => digit >= '0' && digit <= '9');
  const number = Number(digits);
  return isWhole && number <= maxDays ? number : undefined;
}

/** A date is its whole day; with a time of day, the minute, second or millisecond that was said. */
function spanOfDate(written: string, calendar: Calendar): Span | undefined {
  const start = readDate(written, calendar.timeZone);
  if (start === undefined) {
    return undefined;
  }
  const hasTime = written.includes(':') || start !== calendar.startOfDay(start);
  const end = hasTime ? start + precision(start) : calendar.dayAfter(start);
  return { start, end, isRelative: false };
}

function precision(ms: number): number {
  return [minuteMs, 1_000].find((each) => ms % each === 0) ?? 1;
}

/** Before, within or after what is meant. */
export function dateOrder({ start, end }: Span, timeZone: string): CellOrder {
  return (cell) => {
    const ms = instantOf(cell, timeZone);
    if (ms === undefined) {
      return undefined;
    }
    return ms < start ? -1 : Number(ms >= end);
  };
}

function instantOf(cell: Json, timeZone: string): number | undefined {
  const isDate = (typeof cell === 'string' && cell !== '') || typeof cell === 'number';
  return isDate ? readDate(cell, timeZone) : undefined;
}
