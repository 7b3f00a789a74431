import {
  type ConditionOperator,
  emptiness,
  emptinessTest,
  type Family,
  listIn,
  type SentCondition,
  type Test,
  type Tried,
} from '../../filter/condition.js';
import type { Value } from '../../formula/values.js';
import type { BitableField, Row, Scope } from '../../model.js';
import {
  addDays,
  civilTime,
  defaultDateFormat,
  instantOf,
  isoWeekday,
  parseDate,
  startOfDay,
} from '../../time-zone.js';
import { type FieldType, heldCell, holding, settingsRule } from './field-type.js';
import { dateFormat } from './formats.js';

export const dateType: FieldType = {
  type: 5,
  uiTypes: ['DateTime'],
  creatable: true,
  primary: true,
  property: settingsRule(1254084, (settings) => ({
    date_formatter: dateFormat(settings),
    auto_fill: settings.flag('auto_fill', false),
  })),
  write: {
    code: 1254064,
    name: 'Date',
    must: 'be a unix timestamp',
    accept: (value, _field, { reject }) => {
      const whole = typeof value === 'number' && Number.isSafeInteger(value);
      return whole ? { kind: 'date', ms: value } : reject();
    },
  },
  convert: ({ text, scope }) => {
    const ms = parseDate(text, scope.base.timeZone);
    return ms === undefined ? null : { kind: 'date', ms };
  },
  ...holding('date', {
    legacy: (cell) => cell.ms,
    modern: (cell) => cell.ms,
    value: (cell, field) => dateValue(cell.ms, field),
  }),
  filter: dateFamily((field, row) => heldCell('date', field, row)?.ms),
};

export const createdTimeType = timestampType(
  1001,
  'CreatedTime',
  1254093,
  (row) => row.createdTime,
);

export const modifiedTimeType = timestampType(
  1002,
  'ModifiedTime',
  1254094,
  (row) => row.modifiedTime,
);

function timestampType(
  type: number,
  uiType: string,
  code: number,
  read: (row: Row) => number,
): FieldType {
  return {
    type,
    uiTypes: [uiType],
    creatable: true,
    primary: false,
    property: settingsRule(code, (settings) => ({ date_formatter: dateFormat(settings) })),
    computed: true,
    legacy: (_field, row) => read(row),
    modern: (_field, row) => read(row),
    value: (field, row) => dateValue(read(row), field),
    filter: dateFamily((_field, row) => read(row)),
  };
}

function dateValue(ms: number, { property }: BitableField): Value {
  return { kind: 'date', ms, format: property?.date_formatter ?? defaultDateFormat };
}

/** The instant that a field has in a row. */
type ReadDate = (field: BitableField, row: Row) => number | undefined;

/** Dates are asked for by the day, in the time zone of the base (record filter guide). */
function dateFamily(read: ReadDate): Family {
  return {
    operators: new Set<ConditionOperator>(['is', 'isGreater', 'isLess', ...emptiness]),
    test: (condition, { scope }) =>
      dateTestOf(condition, scope, (row) => read(condition.field, row)),
    // The page "Update a view": what was sent as `["ExactDate","1642672432000"]` comes back with a number in it.
    keptInView: (value) => {
      const [keyword, ms] = listIn(value);
      return keyword === 'ExactDate' ? JSON.stringify([keyword, Number(ms)]) : value;
    },
  };
}

function dateTestOf(
  condition: SentCondition,
  scope: Scope,
  read: (row: Row) => number | undefined,
): Tried {
  if (emptiness.includes(condition.operator)) {
    return emptinessTest(condition, (row) => read(row) === undefined);
  }
  const span = spanOf(condition, scope);
  if (typeof span === 'string') return span;
  const { dateGreater } = scope.bitable.options;
  const passedOver = dateGreater === 'day' ? span.end - 1 : span.start;
  return dateTest(condition.operator, span, passedOver, read);
}

/** Less is before the day. What is greater the pages leave open; `passedOver` is the last instant that is not. */
function dateTest(
  operator: ConditionOperator,
  { start, end }: Span,
  passedOver: number,
  read: (row: Row) => number | undefined,
): Test {
  const meets: Readonly<Partial<Record<ConditionOperator, (ms: number) => boolean>>> = {
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

function spanOf({ operator, values }: SentCondition, { base, bitable }: Scope): Span | string {
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
