import { zoneOf } from './zone.js';

/** What `Date` can hold, either side of 1970. */
const maxMs = 8.64e15;

/**
 * An instant as ISO 8601 on the clock of a zone: `2026-11-21T09:30:00+08:00`; with `dateOnly` just the date where it
 * is the start of a day. Before the year 0 and after 9999 the milliseconds themselves, which `readDate` takes too.
 */
export function isoOf(ms: number, timeZone: string, dateOnly = false): string {
  const { offsetAt, instantOf } = zoneOf(timeZone);
  const offset = Math.abs(ms) <= maxMs ? offsetAt(ms) : 0;
  const local = ms + offset;
  const iso = Math.abs(local) <= maxMs ? new Date(local).toISOString() : '';
  if (iso.length !== isoLength) {
    return String(ms);
  }
  return dateOnly && iso.endsWith(midnight) && instantOf(local) === ms
    ? iso.slice(0, -midnight.length)
    : iso.replace(/(?:\.000)?Z$/, offsetText(offset));
}

const midnight = 'T00:00:00.000Z';
const isoLength = `0000-00-00${midnight}`.length;

function offsetText(offset: number): string {
  if (offset === 0) {
    return 'Z';
  }
  const clock = new Date(Math.abs(offset)).toISOString().slice(11, 19);
  return (offset < 0 ? '-' : '+') + clock.replace(/:00$/, '');
}

/**
 * The instant that a person means by a date: ISO, with slashes or dots, in Chinese, `20261121`, or Unix time in
 * seconds (up to 10 digits) or milliseconds. Without an offset it is on the clock of the zone.
 */
export function readDate(value: string | number, timeZone: string): number | undefined {
  const text = typeof value === 'number' ? String(value) : value.normalize('NFKC').trim();
  if (unixTime.test(text)) {
    return unixMs(text);
  }
  const parts = dateTime.exec(text) ?? chinese.exec(text) ?? compact.exec(text);
  return parts === null ? undefined : instantOf(parts, timeZone);
}

/** Formats of the field guide whose order the digits alone do not tell. */
const orders: ReadonlyMap<string, string> = new Map([
  ['MM/dd/yyyy', '$3-$1-$2'],
  ['dd/MM/yyyy', '$3-$2-$1'],
]);

/** A date as `readDate` takes it, or as a `date_formatter` shows it. */
export function readDateShown(text: string, format: string, timeZone: string): number | undefined {
  const order = orders.get(format);
  const inOrder = order ? text.trim().replace(/^(\d{1,2})\/(\d{1,2})\/(\d{4})\b/, order) : text;
  return readDate(inOrder, timeZone);
}

const unixTime = /^-?\d{9,16}$/;

function unixMs(text: string): number | undefined {
  const ms = Number(text) * (/^-?\d{9,10}$/.test(text) ? 1_000 : 1);
  return Math.abs(ms) <= maxMs ? ms : undefined;
}

const time = String.raw`(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?`;
const offset = String.raw`(Z|[+-][01]\d(?::?[0-5]\d(?::?[0-5]\d)?)?)?`;
/** The parts: year, month, day, hour, minute, second, fraction, offset. */
const dateTime = new RegExp(
  String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:(?:T|\s+)${time}\s*${offset})?$`,
  'i',
);
const chinese = new RegExp(
  String.raw`^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号](?:\s*${time})?$`,
);
const compact = /^(\d{4})(\d\d)(\d\d)$/;

function instantOf(parts: readonly string[], timeZone: string): number | undefined {
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0'] = parts;
  const [fraction = '', zulu] = parts.slice(7);
  const iso = `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
  const local = Date.parse(iso);
  // `Date` reads 30 February as 2 March.
  if (Number.isNaN(local) || new Date(local).toISOString() !== iso) {
    return undefined;
  }
  return zulu === undefined ? zoneOf(timeZone).instantOf(local) : local - offsetMs(zulu);
}

function two(digits: string): string {
  return digits.padStart(2, '0');
}

function offsetMs(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = (text.match(/\d\d/g) ?? []).map(Number);
  const size = ((hours * 60 + minutes) * 60 + seconds) * 1_000;
  return text.startsWith('-') ? -size : size;
}
