import { Calendar } from '../../../cells/time/calendar.js';
import { isoOf, readDate } from '../../../cells/time/date-text.js';
import { readMomentWord } from '../../../cells/time/date-words.js';
import { isJsonObject } from '../../../core/json.js';
import { readMoment } from '../../../endpoints/enos/moments.js';
import { callEndpoint, type ToolContext } from '../../context/tool-context.js';
import { ifReadable } from './if-readable.js';

/** Under which the zone of the service is remembered; its bases are other keys. */
const memoryKey = 'enos';

/** Gives the zone in which EnOS writes times, as an IANA name; undefined where it cannot be read. */
export async function serviceZone(context: ToolContext): Promise<string | undefined> {
  const { zones } = context.memory;
  const known = zones.get(memoryKey);
  if (known !== undefined) {
    return known;
  }
  const reply = await ifReadable(callEndpoint(context, 'enos_time_get_zone', {}));
  const zone = zoneNamed(String(reply?.['timezone'] ?? ''));
  if (zone !== undefined) {
    zones.set(memoryKey, zone);
  }
  return zone;
}

/** `GMT+8` and `UTC+08:00`, which IANA calls `Etc/GMT-8`; or a name of IANA. */
function zoneNamed(told: string): string | undefined {
  const [, sign, hours] = /^(?:GMT|UTC)?([+-])0?(\d{1,2})(?::?00)?$/.exec(told.trim()) ?? [];
  const name = hours === undefined ? told.trim() : `Etc/GMT${sign === '+' ? '-' : '+'}${hours}`;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name;
  } catch {
    return undefined;
  }
}

const storedTime = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$/;

/** A time as EnOS writes it, as ISO with its offset; anything else as it is. */
export function isoTime(text: string, zone: string): string {
  const ms = storedTime.test(text) ? readDate(text.replace(/\.\d+$/, ''), zone) : undefined;
  return ms === undefined ? text : isoOf(ms, zone);
}

/** A time in a refusal: ISO where the zone is known. */
export function timeText(time: unknown, zone: string | undefined): string {
  return zone === undefined ? String(time) : isoTime(String(time), zone);
}

/** Arguments that hold a time, and whether a bare day means its end. */
const timeArguments: ReadonlyMap<string, boolean> = new Map([
  ['triggerTime', false],
  ['fromTriggerTime', false],
  ['toTriggerTime', true],
]);

const dayMs = 86_400_000;

/** Reads times without an offset, and words such as `today - 7`, on the clock of the service. */
export async function withServiceTimes(
  given: unknown,
  arguments_: Readonly<Record<string, unknown>>,
  context: ToolContext,
): Promise<unknown> {
  if (!isJsonObject(given)) {
    return given;
  }
  const open = Object.entries(given).filter(
    ([key, value]) =>
      timeArguments.has(key) &&
      key in arguments_ &&
      typeof value === 'string' &&
      readMoment(value) === undefined,
  );
  const zone = open.length === 0 ? undefined : await serviceZone(context);
  if (zone === undefined) {
    return given;
  }
  const calendar = new Calendar(zone, context.client.now());
  const read = open.flatMap(([key, value]) => {
    const text = timeIn(String(value), { zone, calendar, isEnd: timeArguments.get(key) === true });
    if (text === undefined) {
      return [];
    }
    context.note(`${key}: ${String(value)} was read as ${text}, on the clock of EnOS`);
    return [[key, text] as const];
  });
  return { ...given, ...Object.fromEntries(read) };
}

interface Reading {
  readonly zone: string;
  readonly calendar: Calendar;
  readonly isEnd: boolean;
}

function timeIn(text: string, { zone, calendar, isEnd }: Reading): string | undefined {
  const word = readMomentWord(text, calendar);
  const ms = word?.ms ?? readDate(text, zone);
  if (ms === undefined) {
    return undefined;
  }
  const isDay = word?.isDay ?? !/[:：]/.test(text);
  return isoOf(isDay && isEnd ? ms + dayMs - 1_000 : ms, zone);
}
