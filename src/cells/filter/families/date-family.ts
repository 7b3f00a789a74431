import type { Field } from '../../field.js';
import { Calendar } from '../../time/calendar.js';
import { readSpan, type Span } from '../../time/date-words.js';
import {
  anyOf,
  type Condition,
  dateOperators,
  emptiness,
  emptinessCondition,
  type FilterFamily,
  type RangeLimit,
  soleValue,
  type VendorCondition,
  vendorCondition,
} from '../condition.js';
import { joined, problemAt, type Tree, type Word } from '../syntax/comparison.js';
import type { Operator } from '../syntax/operators.js';
import { orderTest } from './cell-tests.js';
import { dateOrder } from './date-order.js';

const datesAllowed =
  '2026-11-01, 2026-11-01T09:30, today, today - 7, now, now - 2h, this week, last month, last 7 days, next 30 days';

/**
 * The vendor compares days: is, isLess (before the day) and isGreater, of which the "Record filter guide" leaves
 * open whether the rest of the day itself is greater. Only what is right either way is sent.
 */
export const dateFamily: FilterFamily = {
  operators: dateOperators,
  takesSeveral: false,
  compile: (condition, setting) => {
    const { field, operator } = condition;
    if (emptiness.includes(operator)) {
      return emptinessCondition(condition);
    }
    const calendar = new Calendar(setting.timeZone, setting.now);
    const { span, value } = spanOf(condition, calendar);
    const test = orderTest(operator, dateOrder(span, setting.timeZone)) ?? (() => false);
    const { sent, isExact } = requestOf(condition, new Days(field, span, calendar));
    const kept = isExact
      ? undefined
      : `${field.name} is filtered here by the time of day: Feishu compares days`;
    return { field, sent, kept, test, rangeLimit: limitOf(operator, span, value) };
  },
};

/** In the vendor's `["ExactDate", "<ms>"]` the instant stands for its whole day. */
function spanOf(
  condition: Condition,
  calendar: Calendar,
): { readonly span: Span; readonly value: Word } {
  const [first, instant] = condition.values;
  const isExactDate = first?.text === 'ExactDate' && instant !== undefined;
  const value = isExactDate ? instant : soleValue(condition);
  const span = readSpan(value.text, calendar);
  if (span === undefined) {
    throw problemAt(value, `${condition.field.name} is a date field`, datesAllowed);
  }
  const wholeDay = {
    start: calendar.startOfDay(span.start),
    end: calendar.dayAfter(span.start),
    isRelative: false,
  };
  return { span: isExactDate ? wholeDay : span, value };
}

function limitOf(operator: Operator, { start, end }: Span, value: Word): RangeLimit | undefined {
  if (operator === 'isGreater' || operator === 'isGreaterEqual') {
    return { end: 'from', of: 'date', start, limit: start, value };
  }
  const limit = { isLess: start, isLessEqual: end }[String(operator)];
  return limit === undefined ? undefined : { end: 'to', of: 'date', start, limit, value };
}

interface DateRequest {
  /** Undefined: every row. */
  readonly sent: Tree<VendorCondition> | undefined;
  /** Otherwise the rows of the days at its ends are not told apart. */
  readonly isExact: boolean;
}

/** The conditions that days can be asked for with. */
class Days {
  /** Whether it begins, and ends, with a day. */
  readonly startsWhole: boolean;
  readonly endsWhole: boolean;

  constructor(
    readonly field: Field,
    readonly span: Span,
    readonly calendar: Calendar,
  ) {
    this.startsWhole = span.start === calendar.startOfDay(span.start);
    this.endsWhole = span.end === calendar.startOfDay(span.end);
  }

  get isWhole(): boolean {
    return this.startsWhole && this.endsWhole;
  }

  get isOneDay(): boolean {
    return this.isWhole && this.span.end === this.calendar.dayAfter(this.span.start);
  }

  is(day: number): Tree<VendorCondition> {
    return vendorCondition(this.field, 'is', this.#value(day));
  }

  after(day: number): Tree<VendorCondition> {
    return vendorCondition(this.field, 'isGreater', this.#value(day));
  }

  before(day: number): Tree<VendorCondition> {
    return vendorCondition(this.field, 'isLess', this.#value(day));
  }

  /** Whatever isGreater makes of the rest of the day. */
  from(day: number): Tree<VendorCondition> {
    return anyOf(this.is(day), this.after(day));
  }

  /** A day counted from today stays so for as long as the request is on its way. */
  #value(day: number): readonly string[] {
    const { calendar, span } = this;
    const names = ['Yesterday', 'Today', 'Tomorrow'];
    const name = names.find((_, index) => calendar.dayAfter(calendar.today, index - 1) === day);
    return span.isRelative && name !== undefined ? [name] : ['ExactDate', String(day)];
  }
}

type Requests = Readonly<Partial<Record<Operator, (days: Days) => DateRequest>>>;

const requests: Requests = {
  is: (days) => {
    const { span, calendar } = days;
    if (span.keyword !== undefined) {
      return exactly(vendorCondition(days.field, 'is', [span.keyword]));
    }
    if (!days.isWhole) {
      return roughly(days.is(calendar.startOfDay(span.start)));
    }
    return exactly(
      days.isOneDay
        ? days.is(span.start)
        : joined('and', [days.from(span.start), days.before(span.end)]),
    );
  },
  isNot: (days) => {
    const { field, span, isWhole } = days;
    const others = anyOf(
      days.before(span.start),
      days.from(span.end),
      vendorCondition(field, 'isEmpty'),
    );
    return isWhole ? exactly(others) : roughly(undefined);
  },
  isGreater: (days) => fromInstant(days, days.span.end, days.endsWhole),
  isGreaterEqual: (days) => fromInstant(days, days.span.start, days.startsWhole),
  isLess: (days) => beforeInstant(days, days.span.start, days.startsWhole),
  isLessEqual: (days) => beforeInstant(days, days.span.end, days.endsWhole),
};

/** What was written in the vendor's own form keeps the vendor's own sense. */
function requestOf({ operator, structured }: Condition, days: Days): DateRequest {
  return structured && operator === 'isGreater' && days.isOneDay
    ? exactly(days.after(days.span.start))
    : (requests[operator]?.(days) ?? roughly(undefined));
}

function fromInstant(days: Days, ms: number, isWhole: boolean): DateRequest {
  return isWhole ? exactly(days.from(ms)) : roughly(days.from(days.calendar.startOfDay(ms)));
}

function beforeInstant(days: Days, ms: number, isWhole: boolean): DateRequest {
  return isWhole ? exactly(days.before(ms)) : roughly(days.before(days.calendar.dayAfter(ms)));
}

function exactly(sent: Tree<VendorCondition>): DateRequest {
  return { sent, isExact: true };
}

function roughly(sent: Tree<VendorCondition> | undefined): DateRequest {
  return { sent, isExact: false };
}
