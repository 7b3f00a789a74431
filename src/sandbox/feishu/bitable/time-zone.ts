export const dayMs = 86_400_000;

/** A date and a time as the clocks of a zone show them; every day, week and month of a base is one of its own zone. */
export interface CivilTime {
  readonly year: number;
  /** 1 to 12; other values overflow into the neighbouring years when read. */
  readonly month: number;
  /** 1 to 31; other values overflow into the neighbouring months when read. */
  readonly day: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
}

/** What the clocks of the zone show, as if it were UTC. */
export function localTime(ms: number, zone: string): number {
  const instant = bounded(ms);
  return instant + offsetAt(instant, zoneOf(zone));
}

export function civilTime(ms: number, zone: string): Required<CivilTime> {
  const date = new Date(localTime(ms, zone));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

/** The instant of a civil time; a day 0 or a month 13 counts on into the neighbours. */
export function instantOf(civil: CivilTime, zone: string): number {
  const date = new Date(0);
  date.setUTCFullYear(civil.year, civil.month - 1, civil.day);
  date.setUTCHours(civil.hour ?? 0, civil.minute ?? 0, civil.second ?? 0);
  return instantOfLocal(date.getTime(), zone);
}

export function startOfDay(ms: number, zone: string): number {
  return instantOfLocal(Math.floor(localTime(ms, zone) / dayMs) * dayMs, zone);
}

/** The same time of day, `days` later. */
export function addDays(ms: number, days: number, zone: string): number {
  return instantOfLocal(localTime(ms, zone) + days * dayMs, zone);
}

/** A time that the clocks show twice is the earlier one; one that they skip moves behind the gap. */
function instantOfLocal(local: number, zoneName: string): number {
  const zone = zoneOf(zoneName);
  const time = bounded(local);
  const before = offsetAt(time - dayMs, zone);
  const after = offsetAt(time + dayMs, zone);
  const early = time - before;
  if (before === after || offsetAt(early, zone) === before) return early;
  const late = time - after;
  return offsetAt(late, zone) === after ? late : early;
}

/** Monday is 1, Sunday is 7. */
export function isoWeekday(ms: number, zone: string): number {
  return new Date(localTime(ms, zone)).getUTCDay() || 7;
}

export const defaultDateFormat = 'yyyy/MM/dd';
const dateTokens = /yyyy|MM|dd|HH|mm/g;

/** By the vendor's `date_formatter` (field guide A05), such as `yyyy/MM/dd HH:mm`. */
export function formatDate(ms: number, zone: string, dateFormatter: string): string {
  const { year, month, day, hour, minute } = civilTime(ms, zone);
  const parts: Readonly<Record<string, string>> = {
    yyyy: String(year).padStart(4, '0'),
    MM: String(month).padStart(2, '0'),
    dd: String(day).padStart(2, '0'),
    HH: String(hour).padStart(2, '0'),
    mm: String(minute).padStart(2, '0'),
  };
  return dateFormatter.replace(dateTokens, (token) => parts[token] ?? token);
}

const dateText = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

/** A written date. `2021-06-31`, of the vendor's own example (filter guide A04), is the day after June 30. */
export function parseDate(text: string, zone: string): number | undefined {
  const match = dateText.exec(text.trim());
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const real = month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60;
  return real ? instantOf({ year, month, day, hour, minute, second }, zone) : undefined;
}

interface Zone {
  readonly format: Intl.DateTimeFormat;
  /** The offset at each midnight UTC that was asked for, by day number. */
  readonly offsets: Map<number, number>;
}

const zones = new Map<string, Zone>();

function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  const zone = { format, offsets: new Map<number, number>() };
  zones.set(name, zone);
  return zone;
}

function measuredOffset(ms: number, zone: Zone): number {
  const match = /GMT([+-])(\d+):(\d+)(?::(\d+))?/.exec(zone.format.format(ms));
  if (match === null) return 0;
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match;
  const size = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return (sign === '-' ? -size : size) * 1_000;
}

function offsetOfDay(day: number, zone: Zone): number {
  const known = zone.offsets.get(day);
  if (known !== undefined) return known;
  const offset = measuredOffset(day * dayMs, zone);
  zone.offsets.set(day, offset);
  return offset;
}

/** Local minus UTC. Only a day within which the clocks change is measured to the instant. */
function offsetAt(ms: number, zone: Zone): number {
  const day = Math.floor(ms / dayMs);
  const first = offsetOfDay(day, zone);
  return first === offsetOfDay(day + 1, zone) ? first : measuredOffset(ms, zone);
}

/** Instants beyond this have no calendar date in JavaScript. */
const lastInstant = 8.64e15 - 2 * dayMs;

function bounded(ms: number): number {
  return Math.max(-lastInstant, Math.min(lastInstant, ms));
}
