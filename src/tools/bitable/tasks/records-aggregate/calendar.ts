import { zoneOf } from '../../../../cells/time/zone.js';

export const units = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Unit = (typeof units)[number];

/** What `Date` can hold, either side of 1970. */
const maxMs = 8.64e15;
const dayMs = 86_400_000;

/** The day, week, month, quarter or year of an instant on the clock of a zone: `2026-11-21`, `2026-W47`, `2026-11`, `2026-Q4`. */
export function spanOf(ms: number, unit: Unit, timeZone: string): string {
  const local = Math.abs(ms) < maxMs - dayMs ? ms + zoneOf(timeZone).offsetAt(ms) : Number.NaN;
  return Number.isNaN(local) ? String(ms) : labels[unit](new Date(local));
}

const labels: Readonly<Record<Unit, (date: Date) => string>> = {
  day: (date) => date.toISOString().slice(0, -'T00:00:00.000Z'.length),
  week: weekOf,
  month: (date) => `${yearOf(date)}-${two(date.getUTCMonth() + 1)}`,
  quarter: (date) => `${yearOf(date)}-Q${Math.floor(date.getUTCMonth() / 3) + 1}`,
  year: yearOf,
};

/** ISO 8601: weeks begin on Monday and belong to the year of their Thursday. */
function weekOf(date: Date): string {
  const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * dayMs);
  const dayOfYear = thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0);
  return `${yearOf(thursday)}-W${two(Math.floor(dayOfYear / dayMs / 7) + 1)}`;
}

function yearOf(date: Date): string {
  return String(date.getUTCFullYear()).padStart(4, '0');
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
