import { civilTime, isoWeekday } from '../time-zone.js';
import {
  dateOf,
  failure,
  isBlank,
  numberOf,
  type Scalar,
  text,
  textOf,
  tidy,
  type Value,
} from './values.js';

/** Formats a value the way TEXT does; a failure where the format cannot be read or is not one for the value. */
export function formatted(value: Value, format: string, zone: string): Scalar {
  if (format === '@' || format === '') return text(textOf(value, zone));
  const ofNumber = numberFormat.exec(format);
  if (ofNumber !== null) return formattedNumber(value, ofNumber, zone);
  if (!isDateFormat(format)) return failure;
  const instant = value.kind === 'number' ? undefined : dateOf(value, zone);
  if (instant !== undefined) return text(formattedDate(instant, format, zone));
  return isBlank(value) ? text('') : failure;
}

/** Whether TEXT can read a format. */
export function isTextFormat(format: string): boolean {
  return format === '@' || format === '' || numberFormat.test(format) || isDateFormat(format);
}

/** What stands before the digits, the digits, their decimals, the percent sign and what stands behind. */
const numberFormat =
  /^([^A-Za-z#0.,%@]*)([#0](?:[#0,]*[#0])?)(?:\.([0#]+))?(%?)([^A-Za-z#0.,%@]*)$/;

function formattedNumber(
  value: Value,
  [, before = '', digits = '', decimals = '', percent = '', behind = '']: RegExpExecArray,
  zone: string,
): Scalar {
  const known = value.kind === 'date' ? undefined : numberOf(value);
  if (known === undefined) return value.kind === 'text' ? text(textOf(value, zone)) : failure;
  const scale = 10 ** decimals.length;
  const size = Math.abs(percent === '' ? known : known * 100);
  const rounded = Math.round(tidy(size * scale)) / scale;
  const [whole = '', fraction = ''] = rounded.toFixed(decimals.length).split('.');
  const padded = (whole === '0' ? '' : whole).padStart(digits.replace(/[#,]/g, '').length, '0');
  const grouped = digits.includes(',') ? padded.replace(/\B(?=(\d{3})+$)/g, ',') : padded;
  const optional = decimals.length - decimals.replace(/#+$/, '').length;
  const kept = fraction.replace(new RegExp(`0{0,${optional}}$`), '');
  const sign = known < 0 && rounded !== 0 ? '-' : '';
  return text(`${sign}${before}${grouped}${kept === '' ? '' : `.${kept}`}${percent}${behind}`);
}

const dateTokens = /"[^"]*"|AM\/PM|[Yy]+|[Mm]+|[Dd]+|[Hh]+|[Ss]+|[A-Za-z]+/g;

function isDateFormat(format: string): boolean {
  const tokens = format.match(dateTokens)?.filter((token) => !token.startsWith('"')) ?? [];
  return tokens.length > 0 && tokens.every((token) => dateParts.has(token.toLowerCase()));
}

interface Instant {
  readonly time: ReturnType<typeof civilTime>;
  readonly weekday: number;
  /** Whether hours are counted to 12. */
  readonly halves: boolean;
}

const weekdays = '一二三四五六日';

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function hourOf({ time, halves }: Instant): number {
  return halves ? time.hour % 12 || 12 : time.hour;
}

const dateParts: ReadonlyMap<string, (instant: Instant) => string> = new Map([
  ['yyyy', ({ time }: Instant) => String(time.year).padStart(4, '0')],
  ['yy', ({ time }: Instant) => two(time.year % 100)],
  ['mm', ({ time }: Instant) => two(time.month)],
  ['m', ({ time }: Instant) => String(time.month)],
  ['dddd', ({ weekday }: Instant) => `星期${weekdays[weekday - 1] ?? ''}`],
  ['ddd', ({ weekday }: Instant) => `周${weekdays[weekday - 1] ?? ''}`],
  ['dd', ({ time }: Instant) => two(time.day)],
  ['d', ({ time }: Instant) => String(time.day)],
  ['hh', (instant: Instant) => two(hourOf(instant))],
  ['h', (instant: Instant) => String(hourOf(instant))],
  ['ss', ({ time }: Instant) => two(time.second)],
  ['s', ({ time }: Instant) => String(time.second)],
  ['am/pm', ({ time }: Instant) => (time.hour < 12 ? 'AM' : 'PM')],
]);

/** `MM` is the month; `mm` is the minute behind an hour or before a second, and the month elsewhere. */
function formattedDate(ms: number, format: string, zone: string): string {
  const time = civilTime(ms, zone);
  const halves = format.includes('AM/PM');
  const instant: Instant = { time, weekday: isoWeekday(ms, zone), halves };
  return format.replaceAll(dateTokens, (token: string, at: number) => {
    if (token.startsWith('"')) return token.slice(1, -1);
    const isMinute =
      /^m+$/.test(token) &&
      (/[Hh][^A-Za-z]*$/.test(format.slice(0, at)) ||
        /^[^A-Za-z]*[Ss]/.test(format.slice(at + token.length)));
    if (isMinute) return token.length === 1 ? String(time.minute) : two(time.minute);
    return dateParts.get(token.toLowerCase())?.(instant) ?? token;
  });
}
