/** A day of the calendar, `yyyy-MM-dd`. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const isoWithZone =
  /^(?<day>\d{4}-\d\d-\d\d)[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-](?<hours>\d\d):?(?<minutes>\d\d))$/;

/** What seconds since 1970 look like: taken for milliseconds they would mean a day of 1970. */
const seconds = /^\d{9,10}$/;

const milliseconds = /^\d{1,15}$/;

/** Clocks are at most this many hours ahead of or behind UTC. */
const farthestZone = 14;

/** A time as people or programs write it, in Unix milliseconds; undefined where it is neither. */
export function readMoment(text: string): number | undefined {
  if (milliseconds.test(text) && !seconds.test(text)) {
    return Number(text);
  }
  const { day = '', hours = '0', minutes = '0' } = isoWithZone.exec(text)?.groups ?? {};
  const isZone = Number(hours) <= farthestZone && Number(minutes) < 60;
  const time = isDay(day) && isZone ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
