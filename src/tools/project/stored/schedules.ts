import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { objectsIn, textsIn } from '../resolve/reply-values.js';
import { listAfter } from '../resolve/set-values.js';
import { endOf, moment } from './display.js';
import { namedSet, type ProjectWrite, withoutBlanks } from './stored-rule.js';

/** What a schedule is written with; its owners are the node's unless they are given. */
const scheduleKeys = [
  'points',
  'estimate_start_date',
  'estimate_end_date',
  'actual_work_time',
  'planned_construction_period',
] as const;

/** The stored schedule with what is given in place of the same of it. */
export function mergedSchedule(
  stored: Json | undefined,
  given: Json,
  { resolution }: ProjectWrite,
): Json {
  if (!isJsonObject(given)) {
    return given;
  }
  const before = isJsonObject(stored) ? stored : {};
  const kept = withoutBlanks(Object.fromEntries(scheduleKeys.map((key) => [key, before[key]])));
  const { owners } = given;
  return {
    ...kept,
    ...isManual(before),
    ...given,
    ...(owners !== undefined && {
      owners: listAfter(before['owners'], owners, namedSet('schedule.owners', resolution)),
    }),
  };
}

/** Schedules are computed unless they say otherwise. */
function isManual({ is_auto }: JsonObject): JsonObject {
  return is_auto === false ? { is_auto } : {};
}

/** One schedule for each owner: those of the owners who are not named stay. */
export function mergedSchedules(
  node: JsonObject,
  given: Json,
  owners: Json | undefined,
  write: ProjectWrite,
): Json {
  const stored = objectsIn(node['schedules']);
  const ownerOf = (schedule: JsonObject) => textsIn(schedule['owners'])[0];
  const named = objectsIn(given).map((schedule) => {
    const before = stored.find((each) => ownerOf(each) === ownerOf(schedule));
    return mergedSchedule(before, schedule, write);
  });
  const taken = new Set(objectsIn(given).map(ownerOf));
  const stay = new Set(textsIn(owners ?? node['owners']));
  const kept = stored
    .filter((each) => !taken.has(ownerOf(each)) && stay.has(ownerOf(each) ?? ''))
    .map((each) => mergedSchedule(each, { owners: each['owners'] ?? [] }, write));
  return [...kept, ...named];
}

/** The parts of a schedule, under labels that begin alike. */
export function shownSchedule(schedule: Json | undefined, label: string): JsonObject {
  if (!isJsonObject(schedule)) {
    return {};
  }
  const { estimate_start_date, estimate_end_date, points, actual_work_time } = schedule;
  return {
    [`${label}.start`]: moment(estimate_start_date),
    [`${label}.end`]: endOf(estimate_end_date),
    [`${label}.points`]: points ?? null,
    [`${label}.actual_work_time`]: actual_work_time ?? null,
  };
}
