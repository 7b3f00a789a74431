/** The server stands in GMT+8 and writes all its times so. */
export const serverZone = 'GMT+8';

const offsetMs = 8 * 60 * 60 * 1_000;

/** A date whose UTC parts are the server's local ones. */
export function serverTime(ms: number): Date {
  return new Date(ms + offsetMs);
}

/** yyyy-MM-dd HH:mm:ss */
export function timeText(ms: number): string {
  return serverTime(ms).toISOString().slice(0, 19).replace('T', ' ');
}

/** yyyy-MM-dd HH:mm:ss.0, as databases write a time. */
export function storedTimeText(ms: number): string {
  return `${timeText(ms)}.0`;
}

/** yyyy-MM-dd */
export function dayText(ms: number): string {
  return timeText(ms).slice(0, 10);
}

/** yyyyMMddHHmmss */
export function timeDigits(ms: number): string {
  return timeText(ms).replace(/\D/g, '');
}

/** `Thu Aug 08 03:22:38 UTC 2019`, as logs have it. */
export function logTimeText(ms: number): string {
  const [weekday = '', day, month, year, time] = new Date(ms).toUTCString().split(' ');
  return `${weekday.slice(0, 3)} ${month} ${day} ${time} UTC ${year}`;
}
