import {
  civilTime,
  dayMs,
  formatDate,
  instantOf,
  isoWeekday,
  localTime,
  startOfDay,
} from '../time-zone.js';
import {
  blank,
  boolean,
  date,
  dateOf,
  type FormulaFunction,
  type FunctionTable,
  failure,
  isBlank,
  isTrue,
  number,
  numberOf,
  ofNumbers,
  ofTexts,
  type Scalar,
  scalars,
  single,
  taking,
  text,
  textOf,
  tidy,
  type Value,
} from './values.js';

/** Finds a function by its name in any case, for the filter guide (A04) writes TODAY() as well as today(). */
export function findFunction(name: string): FormulaFunction | undefined {
  return functions.get(name.toUpperCase());
}

const unlimited = Number.POSITIVE_INFINITY;

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

const dateFunctions: FunctionTable = {
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
  WEEKDAY: taking(1, 2, ([value = blank, kind], { zone }) => {
    const ms = dateOf(value, zone);
    const count = weekdayCounts.get(kind === undefined ? 1 : (numberOf(kind) ?? 0));
    return ms === undefined || count === undefined ? failure : number(count(isoWeekday(ms, zone)));
  }),
  /** DAYS(end, start) */
  DAYS: taking(2, 2, ([end = blank, start = blank], { zone }) => {
    const [last, first] = [dateOf(end, zone), dateOf(start, zone)];
    if (last === undefined || first === undefined) return failure;
    return number(dayNumber(last, zone) - dayNumber(first, zone));
  }),
};

function dayNumber(ms: number, zone: string): number {
  return Math.floor(localTime(ms, zone) / dayMs);
}

function length(value: Value | undefined, otherwise: number): number {
  return value === undefined ? otherwise : Math.max(0, numberOf(value) ?? 0);
}

/** Texts count in characters, not in code units. */
function part(value: Value, zone: string, start: number, end?: number): Value {
  return text([...textOf(value, zone)].slice(start, end).join(''));
}

const textFunctions: FunctionTable = {
  CONCATENATE: ofTexts(1, unlimited, (texts) => text(texts.join(''))),
  LEN: ofTexts(1, 1, ([value = '']) => number([...value].length)),
  UPPER: ofTexts(1, 1, ([value = '']) => text(value.toUpperCase())),
  LOWER: ofTexts(1, 1, ([value = '']) => text(value.toLowerCase())),
  TRIM: ofTexts(1, 1, ([value = '']) => text(value.trim())),
  LEFT: taking(1, 2, ([value = blank, count], { zone }) => part(value, zone, 0, length(count, 1))),
  RIGHT: taking(1, 2, ([value = blank, count], { zone }) => {
    const size = length(count, 1);
    return size === 0 ? text('') : part(value, zone, -size);
  }),
  MID: taking(3, 3, ([value = blank, from, count], { zone }) => {
    const start = Math.max(0, length(from, 1) - 1);
    return part(value, zone, start, start + length(count, 0));
  }),
  /** Dates by a date format such as `yyyy-MM-dd`; in any case, as people write it. */
  TEXT: taking(2, 2, ([value = blank, format = blank], { zone }) => {
    const instant = value.kind === 'number' ? undefined : dateOf(value, zone);
    if (instant === undefined) return text(formatNumber(value, textOf(format, zone), zone));
    return text(formatDate(instant, zone, dateFormat(textOf(format, zone))));
  }),
};

function dateFormat(written: string): string {
  return written.replace(/YYYY/g, 'yyyy').replace(/DD/g, 'dd').replace(/hh/g, 'HH');
}

/** `0.00` tells the number of decimals. */
function formatNumber(value: Value, format: string, zone: string): string {
  const decimals = /^0(?:\.(0+))?$/.exec(format);
  const known = numberOf(value);
  if (decimals === null || known === undefined) return textOf(value, zone);
  return known.toFixed(decimals[1]?.length ?? 0);
}

/** A list contains what one of its entries contains. */
const contains = taking(2, unlimited, ([whole = blank, ...parts], { zone }) => {
  const texts = scalars(whole).map((item) => textOf(item, zone));
  const wanted = parts.map((part) => textOf(part, zone));
  return boolean(texts.some((each) => wanted.some((part) => each.includes(part))));
});

function insteadOf(replaced: (value: Value) => boolean): FormulaFunction {
  return taking(2, 2, ([value = blank, other = blank]) => (replaced(value) ? other : value));
}

const logicFunctions: FunctionTable = {
  IF: taking(2, 3, ([condition = blank, yes = blank, no = blank]) => choose([condition, yes, no])),
  IFS: taking(2, unlimited, choose),
  AND: taking(1, unlimited, (args) => boolean(args.every(isTrue))),
  OR: taking(1, unlimited, (args) => boolean(args.some(isTrue))),
  NOT: taking(1, 1, ([value = blank]) => boolean(!isTrue(value))),
  TRUE: taking(0, 0, () => boolean(true)),
  FALSE: taking(0, 0, () => boolean(false)),
  ISBLANK: taking(1, 1, ([value = blank]) => boolean(isBlank(value))),
  IFBLANK: insteadOf(isBlank),
  ISERROR: taking(1, 1, ([value = blank]) => boolean(value.kind === 'failure')),
  IFERROR: insteadOf((value) => value.kind === 'failure'),
  CONTAIN: contains,
  CONTAINS: contains,
  CONTAINTEXT: taking(2, 2, ([whole = blank, part = blank], { zone }) =>
    boolean(textOf(single(whole, zone), zone).includes(textOf(part, zone))),
  ),
};

/** Pairs of a condition and its value; a last one alone is for everything else. */
function choose(args: readonly Value[]): Value {
  for (let index = 0; index < args.length; index += 2) {
    const [condition = blank, value] = args.slice(index, index + 2);
    if (value === undefined) return condition;
    if (condition.kind === 'failure') return failure;
    if (isTrue(condition)) return value;
  }
  return blank;
}

function filled(args: readonly Value[]): readonly Scalar[] {
  return args.flatMap(scalars).filter((value) => !isBlank(value));
}

/** Over all numbers of all arguments, columns included; what is no number is passed over. */
function overNumbers(apply: (numbers: readonly number[]) => number): FormulaFunction {
  return taking(1, unlimited, (args) => {
    const numbers = filled(args)
      .map(numberOf)
      .filter((each) => each !== undefined);
    return number(tidy(apply(numbers)));
  });
}

/** The largest or the smallest, of dates when there are any. */
function extreme(pick: (a: number, b: number) => number): FormulaFunction {
  return taking(1, unlimited, (args) => {
    const values = filled(args);
    const instants = values.flatMap((value) => (value.kind === 'date' ? [value.ms] : []));
    if (instants.length > 0) return date(instants.reduce(pick));
    const numbers = values.map(numberOf).filter((each) => each !== undefined);
    return numbers.length === 0 ? blank : number(numbers.reduce(pick));
  });
}

function rounded(round: (value: number) => number): FormulaFunction {
  return ofNumbers(1, 2, ([value = 0, digits = 0]) => {
    const scale = 10 ** Math.trunc(digits);
    return number(tidy((Math.sign(value) * round(tidy(Math.abs(value) * scale))) / scale));
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

const numberFunctions: FunctionTable = {
  SUM: overNumbers(sum),
  AVERAGE: overNumbers((numbers) => sum(numbers) / numbers.length),
  COUNTA: taking(1, unlimited, (args) => number(filled(args).length)),
  MAX: extreme((a, b) => Math.max(a, b)),
  MIN: extreme((a, b) => Math.min(a, b)),
  ROUND: rounded(Math.round),
  ROUNDUP: rounded(Math.ceil),
  ROUNDDOWN: rounded(Math.floor),
  ABS: ofNumbers(1, 1, ([value = 0]) => number(Math.abs(value))),
  INT: ofNumbers(1, 1, ([value = 0]) => number(Math.floor(value))),
  MOD: ofNumbers(2, 2, ([value = 0, by = 0]) => number(tidy(value - by * Math.floor(value / by)))),
  POWER: ofNumbers(2, 2, ([base = 0, exponent = 0]) => number(tidy(base ** exponent))),
  VALUE: ofNumbers(1, 1, ([value = 0]) => number(value)),
};

const functions: ReadonlyMap<string, FormulaFunction> = new Map(
  Object.entries({ ...logicFunctions, ...numberFunctions, ...textFunctions, ...dateFunctions }),
);
