const isoWithZone = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;
/** What seconds since 1970 look like: taken for milliseconds they would mean a day of 1970. */
const seconds = /^\d{9,10}$/;
const milliseconds = /^\d{1,15}$/;

/** A time as people or programs write it, in Unix milliseconds; undefined where it is neither. */
export function readMoment(text: string): number | undefined {
  if (milliseconds.test(text) && !seconds.test(text)) {
    return Number(text);
  }
  const time = isoWithZone.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
