import { defaultDateFormat, formatDate, parseDate } from '../time-zone.js';

/** A value inside an expression. */
export type Scalar =
  | { readonly kind: 'blank' }
  /** What could not be worked out: it equals nothing, and whatever is made from it fails too. */
  | { readonly kind: 'failure' }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'boolean'; readonly boolean: boolean }
  | { readonly kind: 'date'; readonly ms: number; readonly format?: string };

/** A cell with several options, people, files or linked records, or a whole column. */
export type Value = Scalar | { readonly kind: 'list'; readonly items: readonly Scalar[] };

/** The time and place that an expression is worked out at. */
export interface Moment {
  readonly now: number;
  readonly zone: string;
  /** What of a date counts when dates are compared: a filter looks at its day, a formula at all of it. */
  readonly dateKey: (ms: number) => number;
}

export const blank: Scalar = { kind: 'blank' };
export const failure: Scalar = { kind: 'failure' };

export function text(value: string): Scalar {
  return { kind: 'text', text: value };
}

export function number(value: number | undefined): Scalar {
  return value !== undefined && Number.isFinite(value)
    ? { kind: 'number', number: value }
    : failure;
}

export function boolean(value: boolean): Scalar {
  return { kind: 'boolean', boolean: value };
}

export function date(ms: number | undefined): Scalar {
  return ms === undefined ? failure : { kind: 'date', ms };
}

export function textList(texts: readonly string[]): Value {
  return { kind: 'list', items: texts.map(text) };
}

export function scalars(value: Value): readonly Scalar[] {
  return value.kind === 'list' ? value.items : [value];
}

/** As one value: several are one text, the way a cell shows them. */
export function single(value: Value, zone: string): Scalar {
  return sole(value) ?? text(textOf(value, zone));
}

/** The one value there is; undefined when there are several. */
function sole(value: Value): Scalar | undefined {
  if (value.kind === 'text') return value.text === '' ? blank : value;
  if (value.kind !== 'list') return value;
  const [first, ...others] = value.items;
  if (first === undefined) return blank;
  return others.length === 0 ? sole(first) : undefined;
}

/** The values of all arguments, lists and columns item by item, without the empty ones. */
export function filled(values: readonly Value[]): readonly Scalar[] {
  return values.flatMap(scalars).filter((value) => !isBlank(value));
}

/** What a cell shows: plain numbers, dates by their format, several values with commas between. */
export function textOf(value: Value, zone: string): string {
  if (value.kind === 'list') return value.items.map((item) => textOf(item, zone)).join(',');
  if (value.kind === 'text') return value.text;
  if (value.kind === 'number') return String(value.number);
  if (value.kind === 'boolean') return String(value.boolean);
  if (value.kind !== 'date') return '';
  return formatDate(value.ms, zone, value.format ?? defaultDateFormat);
}

const numeric = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/** An empty cell counts as 0; undefined for what is no number. */
export function numberOf(value: Value): number | undefined {
  const one = sole(value);
  if (one?.kind === 'number') return one.number;
  if (one?.kind === 'boolean') return one.boolean ? 1 : 0;
  if (one?.kind === 'blank') return 0;
  return one?.kind === 'text' && numeric.test(one.text) ? Number(one.text) : undefined;
}

export function dateOf(value: Value, zone: string): number | undefined {
  const one = sole(value);
  if (one?.kind === 'date') return one.ms;
  return one?.kind === 'text' ? parseDate(one.text, zone) : undefined;
}

export function isBlank(value: Value): boolean {
  return sole(value)?.kind === 'blank';
}

export function isTrue(value: Value): boolean {
  const one = sole(value);
  if (one?.kind === 'boolean') return one.boolean;
  if (one?.kind === 'number') return one.number !== 0;
  return one?.kind !== 'blank' && one?.kind !== 'failure';
}

export type ValueComparison = '=' | '!=' | '>' | '>=' | '<' | '<=';

/** The digits that a person expects: 0.3 for 0.1 + 0.2. */
export function tidy(value: number): number {
  return Number(value.toPrecision(15));
}

/** NaN, for what has no order, meets none of these but `!=`. */
const outcomes: Readonly<Record<ValueComparison, (order: number) => boolean>> = {
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
  comparison: ValueComparison,
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

export interface FormulaFunction {
  readonly least: number;
  /** Infinity for any number of arguments. */
  readonly most: number;
  readonly apply: (args: readonly Value[], moment: Moment) => Value;
}

/** For functions that take any number of arguments. */
export const unlimited = Number.POSITIVE_INFINITY;

export type FunctionTable = Readonly<Record<string, FormulaFunction>>;

/** A function whose optional arguments are missing at the end. */
export function taking(
  least: number,
  most: number,
  apply: FormulaFunction['apply'],
): FormulaFunction {
  return { least, most, apply };
}

/** A function of numbers, which fails when one of them is none. */
export function ofNumbers(
  least: number,
  most: number,
  apply: (numbers: readonly number[]) => Scalar,
): FormulaFunction {
  return taking(least, most, (args) => {
    const numbers = args.map(numberOf).filter((each) => each !== undefined);
    return numbers.length === args.length ? apply(numbers) : failure;
  });
}

/** A function of texts; whatever else it is given counts as it is shown. */
export function ofTexts(
  least: number,
  most: number,
  apply: (texts: readonly string[]) => Value,
): FormulaFunction {
  return taking(least, most, (args, { zone }) => apply(args.map((arg) => textOf(arg, zone))));
}
