import type { Json } from '../../core/json.js';
import type { CellSeen } from '../decimal-evidence.js';
import { readDate } from '../time/date-text.js';

/** Whether the day or the month comes first in a date with the year at its end. */
export type DayOrder = 'day' | 'month';

const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[\sT]+(.+))?$/;
const twelveHours = /^(\d{1,2})(:\d\d(?::\d\d)?)\s*([ap])m$/i;

/** A date with the year at its end as ISO has it, whether or not there is such a day; undefined for any other text. */
export function yearFirst(text: string, order: DayOrder): string | undefined {
  const [, first = '', , second = '', year, time] = yearLast.exec(text.trim()) ?? [];
  if (year === undefined) {
    return undefined;
  }
  const [day, month] = order === 'day' ? [first, second] : [second, first];
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return time === undefined ? date : `${date} ${clockText(time)}`;
}

/** `3:15 PM` is 15:15. */
function clockText(time: string): string {
  const [, hour, rest, half] = twelveHours.exec(time) ?? [];
  return half === undefined
    ? time
    : `${(Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0)}${rest}`;
}

/** The days that a date with the year at its end can be, as ISO dates; with dots the day is always first. */
export function dayReadings(text: string): Readonly<Partial<Record<DayOrder, string>>> {
  const orders: readonly DayOrder[] = text.includes('.') ? ['day'] : ['day', 'month'];
  return Object.fromEntries(
    orders.flatMap((order) => {
      const iso = yearFirst(text, order);
      return iso !== undefined && readDate(iso, 'UTC') !== undefined ? [[order, iso]] : [];
    }),
  );
}

/** What all cells of a column tell of the order in its dates: `13/04/2026` proves the day first, `4/13/2026` the month. */
export class DayOrderEvidence {
  readonly #proofs = new Map<DayOrder, CellSeen>();
  #undecided: CellSeen | undefined;

  add(value: Json, line: number): void {
    if (typeof value !== 'string' || !/^\s*\d{1,2}[-/.]\d/.test(value)) {
      return;
    }
    const { day, month } = dayReadings(value);
    const cell = { text: value.trim(), line };
    if (day === undefined || month === undefined) {
      this.#prove(day === undefined ? month && 'month' : 'day', cell);
    } else if (day !== month) {
      this.#undecided ??= cell;
    }
  }

  #prove(order: DayOrder | '' | undefined, cell: CellSeen): void {
    if (order && !this.#proofs.has(order)) {
      this.#proofs.set(order, cell);
    }
  }

  /** Undefined where nothing tells it, or cells contradict each other. */
  get order(): DayOrder | undefined {
    return this.#proofs.size === 1 ? [...this.#proofs.keys()][0] : undefined;
  }

  /** The first cell that shows the order. */
  get proof(): CellSeen | undefined {
    return this.order && this.#proofs.get(this.order);
  }

  /** The first date whose order nobody can tell; undefined where the column tells it. */
  get open(): CellSeen | undefined {
    return this.order === undefined ? this.#undecided : undefined;
  }
}
