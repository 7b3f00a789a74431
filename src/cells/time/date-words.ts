import type { Calendar } from './calendar.js';
import { readDate } from './date-text.js';

/** From the first instant that is meant up to, and without, the first that is not. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** Counted from today, and so still right tomorrow. */
  readonly isRelative: boolean;
  /** The vendor's own word for just these days. */
  readonly keyword?: string | undefined;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Nobody counts further, and no date breaks on it. */
const maxCount = 36_500;

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
  const text = wordsOf(written);
  const period = periodOf.get(text);
  if (period !== undefined) {
    return spanOfPeriod(period, calendar);
  }
  return (
    stretchCalled(text, calendar) ??
    stretchOfWords(text.split(' '), calendar) ??
    shiftedDay(text, calendar) ??
    shiftedNow(text, calendar) ??
    spanOfDate(written, calendar)
  );
}

function wordsOf(written: string): string {
  return written.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
}

/** What a word for one instant means as a value: `now`, `today - 7`, `tomorrow 18:00`. */
export interface WordedMoment {
  /** Of a day its first instant. */
  readonly ms: number;
  readonly isDay: boolean;
}

/** Reads a word for one day or instant; undefined for any other text, words for several days among them. */
export function readMomentWord(written: string, calendar: Calendar): WordedMoment | undefined {
  const text = wordsOf(written);
  const day = shiftedDay(text, calendar);
  const span = day ?? shiftedNow(text, calendar);
  return span && { ms: span.start, isDay: day !== undefined && span.end - span.start > hourMs };
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

/** `today - 7`, `tomorrow 18:00`, `today + 2 weeks 9:30`. */
function shiftedDay(written: string, calendar: Calendar): Span | undefined {
  const {
    day = '',
    sign = '',
    count = '0',
    unit = '',
    hour,
    minute,
  } = dayWords.exec(written)?.groups ?? {};
  const period = periodOf.get(day);
  const number = wholeNumber(count);
  if (period?.[1] !== 'day' || number === undefined) {
    return undefined;
  }
  const shift = period[2] + (sign === '-' ? -number : number) * (isWeek(unit) ? 7 : 1);
  if (hour === undefined) {
    return days(shift, shift, calendar);
  }
  const start = calendar.timeOn(shift, Number(hour) * hourMs + Number(minute) * minuteMs);
  return start === undefined ? undefined : { start, end: start + minuteMs, isRelative: true };
}

const shift = String.raw`(?:\s*(?<sign>[+-])\s*(?<count>\d{1,6})\s*`;

const dayWords = new RegExp(
  String.raw`^(?<day>today|yesterday|tomorrow|今天|昨天|明天)${shift}(?<unit>weeks?|days?|周|天)?)?(?:\s+(?<hour>[01]?\d|2[0-3]):(?<minute>[0-5]\d))?$`,
);

function isWeek(unit: string): boolean {
  return unit.startsWith('week') || unit === '周';
}

const nowWords = new RegExp(
  `^(?:now|现在)${shift}(?<unit>weeks?|days?|hours?|h|minutes?|min|周|天|小时|分钟))?$`,
);

/** By the beginning of the word; a day has 24 hours here. */
const unitMs: readonly (readonly [word: string, ms: number])[] = [
  ['week', 7 * 24 * hourMs],
  ['周', 7 * 24 * hourMs],
  ['day', 24 * hourMs],
  ['天', 24 * hourMs],
  ['h', hourMs],
  ['小时', hourMs],
  ['min', minuteMs],
  ['分钟', minuteMs],
];

/** `now`, `now - 2 hours`: an instant. */
function shiftedNow(written: string, { now }: Calendar): Span | undefined {
  const match = nowWords.exec(written);
  const { sign = '', count = '0', unit = '' } = match?.groups ?? {};
  const number = wholeNumber(count);
  if (match === null || number === undefined) {
    return undefined;
  }
  const size = unitMs.find(([word]) => unit.startsWith(word))?.[1] ?? 0;
  const start = now + (sign === '-' ? -number : number) * size;
  return { start, end: start + 1, isRelative: true };
}

function wholeNumber(digits: string): number | undefined {
  const isWhole = digits !== '' && [...digits].every((digit) => digit >= '0' && digit <= '9');
  const number = Number(digits);
  return isWhole && number <= maxCount ? number : undefined;
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
