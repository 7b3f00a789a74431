import type { Field } from '../../../../cells/field.js';
import type { Json } from '../../../../core/json.js';
import { membersOf } from '../../read/record-cells.js';
import { DecimalSum } from './decimal-sum.js';
import { instantIn, numberIn, valuesIn } from './values.js';

/** What is worked out over the cells of one group, one cell after the other. */
export interface Tally {
  /** Takes a plain cell. */
  add(cell: Json): void;
  result(): Json;
}

/** The field that a tally is about. */
export interface Column {
  readonly field: Field;
  readonly timeZone: string;
  /** Told of each value that the measure says nothing about. */
  readonly passOver: () => void;
  /** Told that a group has so many different values to remember; throws where they are too many. */
  readonly remember: (size: number) => void;
}

/** Every record. */
export function countRecords(): Tally {
  let count = 0;
  return {
    add: () => {
      count += 1;
    },
    result: () => count,
  };
}

/** Every cell that is not empty. */
export function countFilled({ field }: Column): Tally {
  let count = 0;
  return {
    add: (cell) => {
      count += membersOf(field, cell).length > 0 ? 1 : 0;
    },
    result: () => count,
  };
}

export function sum(column: Column): Tally {
  const total = new DecimalSum();
  return { add: eachNumber(column, (value) => total.add(value)), result: () => total.result() };
}

export function average(column: Column): Tally {
  const total = new DecimalSum();
  let count = 0;
  const add = eachNumber(column, (value) => {
    total.add(value);
    count += 1;
  });
  return { add, result: () => total.average(count) };
}

function eachNumber(
  { field, passOver }: Column,
  take: (value: number | string) => void,
): Tally['add'] {
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

export const min = (column: Column) => extreme(column, (order) => order < 0);
export const max = (column: Column) => extreme(column, (order) => order > 0);

/** A number or an instant, and how it is shown. */
interface Ordered {
  readonly kind: 'number' | 'date';
  readonly order: number;
  readonly shown: Json;
}

/** Numbers do not compare with dates: the first value of a formula says which it gives. */
function extreme(column: Column, isBetter: (order: number) => boolean): Tally {
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

function orderedIn(value: Json, { field, timeZone }: Column): Ordered | undefined {
  const number = numberIn(value, field);
  if (number !== undefined) {
    return { kind: 'number', order: Number(number), shown: value };
  }
  const ms = instantIn(value, field, timeZone);
  return ms === undefined ? undefined : { kind: 'date', order: ms, shown: value };
}

/** Different things in the cells. */
export function distinct({ field, remember }: Column): Tally {
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
