import { Calendar } from '../../../cells/time/calendar.js';
import { isoOf, readDate } from '../../../cells/time/date-text.js';
import { readMomentWord } from '../../../cells/time/date-words.js';
import type { Json } from '../../../core/json.js';
import type { Notes } from './issues.js';

/** The clock of times without an offset: nothing in the API tells that of a space. */
export const zone = 'Asia/Shanghai';

const dayMs = 86_400_000;

/** Less is seconds, and would be a day of 1970. 0 is no time. */
const leastMs = 1e11;

/** Of a span; a bare day begins at midnight as its start, and lasts to its end as its end. */
export type Edge = 'start' | 'end';

/** Unix milliseconds of a time as people write it; undefined for what is none. */
export function momentOf(value: Json | undefined, edge: Edge, notes: Notes): number | undefined {
  if (typeof value === 'number') {
    return isUnixMs(value) ? value : undefined;
  }
  if (typeof value !== 'string') {
    return undefined;
  }
  const ms = readDate(value, zone);
  return ms === undefined
    ? wordedMoment(value, edge, notes)
    : writtenMoment(value, ms, edge, notes);
}

/** `now`, `today - 7`, `tomorrow 18:00`: said with what it was read as. */
function wordedMoment(text: string, edge: Edge, notes: Notes): number | undefined {
  const { client } = notes;
  const word = client && readMomentWord(text, new Calendar(zone, client.now()));
  if (word === undefined) {
    return undefined;
  }
  notes.note(
    `${text.trim()} was read as ${isoOf(word.ms, zone, word.isDay)}, on the clock of ${zone}`,
  );
  return word.isDay && edge === 'end' ? word.ms + dayMs - 1 : word.ms;
}

function writtenMoment(value: string, ms: number, edge: Edge, notes: Notes): number {
  if (!isUnixTime(value) && !hasOffset(value)) {
    noteZone(notes);
  }
  return edge === 'end' && isBareDay(value) ? ms + dayMs - 1 : ms;
}

function isUnixMs(value: number): boolean {
  return value === 0 || (Number.isInteger(value) && value >= leastMs);
}

export const momentForms =
  '2026-11-21, 2026-11-21T09:30+08:00, today, now, today + 7, or Unix milliseconds';

function isUnixTime(text: string): boolean {
  return /^\s*-?\d{9,16}\s*$/.test(text);
}

function isBareDay(text: string): boolean {
  return !isUnixTime(text) && !/[:：]/.test(text);
}

function hasOffset(text: string): boolean {
  return /:\d\d.*(?:Z|[+-]\d\d(?::?\d\d)?)\s*$/i.test(text);
}

const noted = new WeakSet<Notes>();

/** Once a call. */
function noteZone(notes: Notes): void {
  if (!noted.has(notes)) {
    noted.add(notes);
    notes.note(`times without an offset were read on the clock of ${zone}`);
  }
}
