import { refuse } from '../gateway/refusal.js';
import { bodyBoolean, bodyInteger, bodyNumber, refuseParameter } from '../gateway/request.js';
import type { WireObject } from '../gateway/wire.js';
import type { ProjectWorld } from '../model/model.js';
import { noSchedule, type Schedule } from '../model/work-item.js';

/** Reads a Schedule over an older one; what it leaves out stays. */
export function readSchedule(
  asked: WireObject,
  { options }: Pick<ProjectWorld, 'options'>,
  before: Schedule = noSchedule(),
): Schedule {
  const schedule = {
    ...before,
    points: bodyNumber(asked, 'points') ?? before.points,
    start: moment(asked, 'estimate_start_date') ?? before.start,
    end: moment(asked, 'estimate_end_date') ?? before.end,
    actualHours: bodyNumber(asked, 'actual_work_time') ?? before.actualHours,
    isAuto: bodyBoolean(asked, 'is_auto') ?? before.isAuto,
  };
  if (schedule.points < 0) refuseParameter('points', 'it must not be negative');
  const isBackwards = schedule.end > 0 && schedule.start > schedule.end;
  if (isBackwards && options.reversedSchedules === 'refused') {
    refuseParameter('estimate_end_date', 'it must not be before the start');
  }
  return schedule;
}

/** Thirteen digits of milliseconds, or 0 for none. */
function moment(asked: WireObject, name: string): number | undefined {
  const time = bodyInteger(asked, name);
  if (time !== undefined && time !== 0 && !/^\d{13}$/.test(String(time))) refuse(20013);
  return time;
}

export function scheduleReply(schedule: Schedule, owners: readonly string[]): WireObject {
  return {
    points: schedule.points,
    estimate_start_date: schedule.start,
    estimate_end_date: schedule.end,
    owners,
    actual_work_time: schedule.actualHours,
    is_auto: schedule.isAuto,
  };
}

/** The vendor writes these two times as text. */
export function isoTime(time: number): string {
  return time === 0 ? '' : new Date(time).toISOString();
}
