import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { type Edge, momentForms, momentOf } from '../resolve/dates.js';
import type { Issues, Notes } from '../resolve/issues.js';

/** Which end of a span a key holds; days of work count as a whole. */
const edges: ReadonlyMap<string, Edge> = new Map<string, Edge>([
  ['start', 'start'],
  ['end', 'end'],
  ['estimate_start_date', 'start'],
  ['estimate_end_date', 'end'],
  ['actual_start_time', 'start'],
  ['actual_finish_time', 'end'],
  ['work_begin_date', 'start'],
  ['work_end_date', 'start'],
]);

/** What schedules call the ends of their span, by what people do. */
const longNames: ReadonlyMap<string, string> = new Map([
  ['start', 'estimate_start_date'],
  ['end', 'estimate_end_date'],
]);

/** Where an argument stands, and whom to tell what is wrong with it. */
export interface ArgumentPosition {
  readonly path: string;
  readonly issues: Issues;
  readonly notes: Notes;
}

/** One time that stands under a key which tells what it is; null is absence. */
export function timeUnder(
  key: string,
  value: Json | undefined,
  at: ArgumentPosition,
): Json | undefined {
  const edge = edges.get(key);
  if (edge === undefined || typeof value === 'number' || value === undefined || value === null) {
    return value ?? undefined;
  }
  const ms = momentOf(value, edge, at.notes);
  if (ms === undefined) {
    at.issues.add(at.path, `was ${JSON.stringify(value)}, which is no time`, momentForms);
  }
  return ms ?? value;
}

/** An object whose times are Unix milliseconds then. */
export function withTimes(value: Json | undefined, at: ArgumentPosition): Json | undefined {
  if (!isJsonObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      timeUnder(key, item, { ...at, path: `${at.path}.${key}` }),
    ]),
  );
}

/** A Schedule of the vendor: `start` and `end` are its estimates, and estimates in text are numbers. */
export function withSchedule(value: Json | undefined, at: ArgumentPosition): Json | undefined {
  if (!isJsonObject(value)) {
    return value;
  }
  const renamed = Object.entries(value).map(([key, item]) => [longNames.get(key) ?? key, item]);
  return withTimes(Object.fromEntries(renamed), at);
}

/** Schedules whose `owner` is their one owner. */
export function withOwner(value: JsonObject): JsonObject {
  const { owner, ...rest } = value;
  return owner === undefined ? value : { ...rest, owners: [owner] };
}
