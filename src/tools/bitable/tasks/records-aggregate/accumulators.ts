import type { Field } from '../../../../cells/field.js';
import type { Json } from '../../../../core/json.js';
import { membersOf } from '../../read/record-cells.js';
import { instantIn, numberIn, valuesIn } from './values.js';

/** What is worked out over the cells of one group, one cell after the other. */
export interface Accumulator {
  /** Takes a plain cell. */
  add(cell: Json): void;
  result(): Json;
}

/** The field that a measure is about. */
export interface MeasuredColumn {
  readonly field: Field;
  readonly timeZone: string;
  /** Told of each value that the measure says nothing about. */
  readonly passOver: () => void;
  /** Told that a group has so many different values to remember; throws where they are too many. */
  readonly remember: (size: number) => void;
}

/** Every record. */
export function countRecords(): Accumulator {
  let count = 0;
  return {
    add: () => {
      count += 1;
    },
    result: () => count,
  };
}

/** Every cell that is not empty. */
export function countFilled({ field }: MeasuredColumn): Accumulator {
  let count = 0;
  return {
    add: (cell) => {
      count += membersOf(field, cell).length > 0 ? 1 : 0;
    },
    result: () => count,
  };
}

export function sum(column: MeasuredColumn): Accumulator {
  const total = new DecimalSum();
  return { add: eachNumber(column, (value) => total.add(value)), result: () => total.result() };
}

export function average(column: MeasuredColumn): Accumulator {
  const total = new DecimalSum();
  let count = 0;
  const add = eachNumber(column, (value) => {
    total.add(value);
    count += 1;
  });
  return { add, result: () => total.average(count) };
}

function eachNumber(
  { field, passOver }: MeasuredColumn,
  take: (value: number | string) => void,
): Accumulator['add'] {
  return (cell) => {
    for (const value of valuesIn(cell)) {
      const found = numberIn(value, field);
      if (found === undefined) {
        passOver();
      } else {
        take(found);
      }
    }
  };
}

export const min = (column: MeasuredColumn) => extreme(column, (order) => order < 0);
export const max = (column: MeasuredColumn) => extreme(column, (order) => order > 0);

/** A number or an instant, and how it is shown. */
interface Ordered {
  readonly kind: 'number' | 'date';
  readonly order: number;
  readonly shown: Json;
}

/** Numbers do not compare with dates: the first value of a formula says which it gives. */
function extreme(column: MeasuredColumn, isBetter: (order: number) => boolean): Accumulator {
  let best: Ordered | undefined;
  const take = (value: Json) => {
    const found = orderedIn(value, column);
    if (found === undefined || (best !== undefined && best.kind !== found.kind)) {
      column.passOver();
    } else if (best === undefined || isBetter(found.order - best.order)) {
      best = found;
    }
  };
  return { add: (cell) => valuesIn(cell).forEach(take), result: () => best?.shown ?? null };
}

function orderedIn(value: Json, { field, timeZone }: MeasuredColumn): Ordered | undefined {
  const number = numberIn(value, field);
  if (number !== undefined) {
    return { kind: 'number', order: Number(number), shown: value };
  }
  const ms = instantIn(value, field, timeZone);
  return ms === undefined ? undefined : { kind: 'date', order: ms, shown: value };
}

/** Different things in the cells. */
export function distinct({ field, remember }: MeasuredColumn): Accumulator {
  const ids = new Set<string>();
  return {
    add: (cell) => {
      for (const { id } of membersOf(field, cell)) {
        if (!ids.has(id)) {
          remember(ids.size + 1);
          ids.add(id);
        }
      }
    },
    result: () => ids.size,
  };
}

const decimal = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i;

/** A sum of decimals as they are written, without the noise of binary fractions: 0.1 and 0.2 make 0.3. */
export class DecimalSum {
  /** Whole numbers, as long as they are few and small enough to be kept so. */
  #whole = 0;
  /** Everything else: this many units of 10^-scale. */
  #units = 0n;
  #scale = 0;

  /** Takes a number, or the digits of one that no number can hold. */
  add(value: number | string): void {
    const whole = typeof value === 'number' ? this.#whole + value : Number.NaN;
    if (Number.isSafeInteger(value) && Number.isSafeInteger(whole)) {
      this.#whole = whole;
    } else {
      this.#addDecimal(String(value));
    }
  }

  /** The nearest number; the digits themselves of a whole number that none can hold. */
  result(): Json {
    const text = this.#text();
    const number = Number(text);
    return text.includes('.') || Number.isSafeInteger(number) ? number : text;
  }

  /** With 15 digits at most, which leaves out what division rounds. */
  average(count: number): Json {
    return count === 0 ? null : Number((Number(this.#text()) / count).toPrecision(15));
  }

  #addDecimal(text: string): void {
    const [, sign = '', whole = '', fraction = '', exponent = '0'] = decimal.exec(text) ?? [];
    const units = BigInt(`${whole}${fraction}` || '0') * (sign === '-' ? -1n : 1n);
    const scale = fraction.length - Number(exponent);
    if (scale > this.#scale) {
      this.#units *= 10n ** BigInt(scale - this.#scale);
      this.#scale = scale;
    }
    this.#units += units * 10n ** BigInt(this.#scale - scale);
  }

  #text(): string {
    const units = this.#units + BigInt(this.#whole) * 10n ** BigInt(this.#scale);
    const sign = units < 0n ? '-' : '';
    const digits = String(units < 0n ? -units : units).padStart(this.#scale + 1, '0');
    const point = digits.length - this.#scale;
    const fraction = digits.slice(point).replace(/0+$/, '');
    return `${sign}${digits.slice(0, point)}${fraction && `.${fraction}`}`;
  }
}
