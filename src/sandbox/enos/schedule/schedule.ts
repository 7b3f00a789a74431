import type { Enos, Flow } from '../model.js';
import { addInstance } from '../runs/triggers.js';
import { dayText, serverTime, timeDigits } from './time-text.js';

/** How far back a schedule is made up for: a clock may be moved by years. */
const longestMs = 7 * 24 * 60 * 60 * 1_000;

/** Digits of the time in the ids of scheduled runs, by cycle: `8435-2021020211` is hourly. */
const stampDigits: Readonly<Record<string, number>> = { H: 10, mi: 12 };

/** Lets every flow that is switched on run at the times that have come since it was last looked at. */
export function runSchedules(enos: Enos): void {
  for (const flow of enos.flows.values()) {
    const now = enos.clock.now();
    if (isScheduled(flow)) runSchedule(flow, Math.max(flow.scheduledUntil, now - longestMs), enos);
    flow.scheduledUntil = now;
  }
}

function isScheduled({ settings }: Flow): boolean {
  return settings.active === 1 && settings.type === 1 && settings.tasks.length > 0;
}

function runSchedule(flow: Flow, from: number, enos: Enos): void {
  const { freq, cycle, startTime } = flow.settings;
  for (const time of dueTimes(freq, from, enos.clock.now())) {
    if (dayText(time) < startTime) continue;
    const stamp = timeDigits(time).slice(0, stampDigits[cycle] ?? 8);
    addInstance(flow, { triggerTime: time, createdAt: time, stamp }, enos);
  }
}

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
  const [, , , day, , weekday] = parts;
  // Quartz knows the mark in the two fields of days alone, and wants it in exactly one of them.
  return (
    parts.length === fields.length &&
    (day === '?') !== (weekday === '?') &&
    parts.filter((part) => part.includes('?')).length === 1 &&
    fields.every((field, index) => parts[index]?.split(',').every((part) => isPart(part, field)))
  );
}

/** Tells whether a field can hold a part of a list: all, a value, or a range, each with a step or without. */
function isPart(text: string, { first, last, names }: Field): boolean {
  const [range = '', step = '1', ...more] = text.split('/');
  const bounds = range.split(/[-#]/);
  const isBound = (bound: string) =>
    names.includes(bound.toUpperCase()) ||
    /^L?W?$/.test(bound.toUpperCase()) ||
    (/^\d+[LW]?$/i.test(bound) && Number.parseInt(bound, 10) <= last);
  const isKnown =
    /^[*?]$/.test(range) ||
    (range !== '' && bounds.length <= 2 && bounds.every((bound) => bound !== '' && isBound(bound)));
  const isAboveFirst = !/^\d+$/.test(range) || Number(range) >= first;
  return isKnown && isAboveFirst && /^[1-9]\d*$/.test(step) && more.length === 0;
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
  // A range such as 22-2 goes on over the end of the field.
  const size = end < from ? last - first + 1 : 0;
  return (value) => {
    const shifted = value < from ? value + size : value;
    return shifted >= from && shifted <= end + size && (shifted - from) % Number(step ?? 1) === 0;
  };
}

function numberOf(text: string, names: readonly string[]): number {
  const index = names.indexOf(text.toUpperCase());
  return index === -1 ? Number(text) : index + 1;
}
