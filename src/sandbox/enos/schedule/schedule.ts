import type { Enos, Flow } from '../model.js';
import { addInstance } from '../runs/instance-store.js';
import { dueTimes } from './cron.js';
import { dayText, timeDigits } from './time-text.js';

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
