import { zoneOf } from './zone.js';

const dayMs = 86_400_000;

/** Days of the calendar in one zone, counted from today. */
export class Calendar {
  /** The first instant of today. */
  readonly today: number;

  /** In whole seconds: nobody means more by `now`. */
  readonly now: number;

  constructor(
    readonly timeZone: string,
    now: number,
  ) {
    this.now = Math.floor(now / 1_000) * 1_000;
    this.today = this.startOfDay(this.now);
  }

  startOfDay(ms: number): number {
    return this.#instant(Math.floor(this.#local(ms) / dayMs) * dayMs);
  }

  /** The first instant of the day so many days after that of an instant. */
  dayAfter(ms: number, days = 1): number {
    return this.#instant((Math.floor(this.#local(ms) / dayMs) + days) * dayMs);
  }

  /** The instant at a time of day so many days after today; undefined where the clocks skip it. */
  timeOn(days: number, timeOfDay: number): number | undefined {
    const local = (Math.floor(this.#local(this.now) / dayMs) + days) * dayMs + timeOfDay;
    const ms = this.#instant(local);
    return this.#local(ms) === local ? ms : undefined;
  }

  /** The first instant of a week; the one of today is 0. Weeks begin on Monday. */
  week(offset: number): number {
    const weekday = (new Date(this.#local(this.today)).getUTCDay() + 6) % 7;
    return this.dayAfter(this.today, 7 * offset - weekday);
  }

  month(offset: number): number {
    const local = new Date(this.#local(this.today));
    return this.#instant(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + offset, 1));
  }

  year(offset: number): number {
    const local = new Date(this.#local(this.today));
    return this.#instant(Date.UTC(local.getUTCFullYear() + offset, 0, 1));
  }

  #local(ms: number): number {
    return ms + zoneOf(this.timeZone).offsetAt(ms);
  }

  #instant(local: number): number {
    return zoneOf(this.timeZone).instantOf(local);
  }
}
