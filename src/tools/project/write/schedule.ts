import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import type { ToolContext } from '../../context/tool-context.js';
import { type Edge, momentForms, momentOf } from '../resolve/dates.js';
import type { Issues } from '../resolve/issues.js';

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

interface Place {
  readonly path: string;
  readonly issues: Issues;
  readonly context: ToolContext;
}

/** One time that stands under a key which tells what it is; null unsets it. */
export function timeUnder(key: string, value: Json | undefined, place: Place): Json | undefined {
  const edge = edges.get(key);
  if (edge === undefined || typeof value === 'number' || value === undefined) {
    return value;
  }
  const ms = value === null ? 0 : momentOf(value, edge, place.context);
  if (ms === undefined) {
    place.issues.add(place.path, `was ${JSON.stringify(value)}, which is no time`, momentForms);
  }
  return ms ?? value;
}

/** An object whose times are Unix milliseconds then. */
export function withTimes(value: Json | undefined, place: Place): Json | undefined {
  if (!isJsonObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      timeUnder(key, item, { ...place, path: `${place.path}.${key}` }),
    ]),
  );
}

/** A Schedule of the vendor: `start` and `end` are its estimates, and estimates in text are numbers. */
export function withSchedule(value: Json | undefined, place: Place): Json | undefined {
  if (!isJsonObject(value)) {
    return value;
  }
  const renamed = Object.entries(value).map(([key, item]) => [longNames.get(key) ?? key, item]);
  return withTimes(Object.fromEntries(renamed), place);
}

/** Schedules whose `owner` is their one owner. */
export function withOwner(value: JsonObject): JsonObject {
  const { owner, ...rest } = value;
  return owner === undefined ? value : { ...rest, owners: [owner] };
}
