import { serverTime } from './time-text.js';

const minuteMs = 60_000;

interface Field {
  readonly first: number;
  readonly last: number;
  /** Names for the numbers from `first` on. */
  readonly names: readonly string[];
}

const plain = (first: number, last: number): Field => ({ first, last, names: [] });

/** Second, minute, hour, day of month, month, day of week, year, as Quartz counts them. */
const fields: readonly Field[] = [
  plain(0, 59),
  plain(0, 59),
  plain(0, 23),
  plain(1, 31),
  { ...plain(1, 12), names: 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ') },
  { ...plain(1, 7), names: 'SUN MON TUE WED THU FRI SAT'.split(' ') },
  plain(1970, 2099),
];

export function isCron(text: string): boolean {
  const parts = text.trim().split(/\s+/);
  return parts.length === fields.length && parts.every((part) => /^[\w*?/,#-]+$/.test(part));
}

/** When an expression is due, after `from` and up to `to`; to the minute. L, W and # are never due. */
export function dueTimes(cron: string, from: number, to: number): readonly number[] {
  const sets = cron.trim().split(/\s+/).map(valuesOf);
  const due: number[] = [];
  const first = Math.floor(from / minuteMs + 1) * minuteMs;
  for (let time = first; time <= to; time += minuteMs) {
    if (partsOf(time).every((part, index) => sets[index]?.(part) ?? false)) due.push(time);
  }
  return due;
}

function partsOf(ms: number): readonly number[] {
  const time = serverTime(ms);
  return [
    time.getUTCSeconds(),
    time.getUTCMinutes(),
    time.getUTCHours(),
    time.getUTCDate(),
    time.getUTCMonth() + 1,
    time.getUTCDay() + 1,
    time.getUTCFullYear(),
  ];
}

type Test = (value: number) => boolean;

function valuesOf(text: string, index: number): Test {
  const field = fields[index];
  if (field === undefined) return () => false;
  const tests = text.split(',').map((part) => testOf(part, field));
  return (value) => tests.some((test) => test(value));
}

/** `*`, `?`, `a`, `a-b`, each with `/step` or without. */
function testOf(text: string, { first, last, names }: Field): Test {
  const [range = '', step] = text.split('/');
  const every = /^[*?]$/.test(range);
  const [from, to] = every ? [first, last] : range.split('-').map((part) => numberOf(part, names));
  if (from === undefined) return () => false;
  const end = to ?? (step === undefined ? from : last);
  return (value) => value >= from && value <= end && (value - from) % Number(step ?? 1) === 0;
}

function numberOf(text: string, names: readonly string[]): number {
  const index = names.indexOf(text.toUpperCase());
  return index === -1 ? Number(text) : index + 1;
}
