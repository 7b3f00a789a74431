import type { Field } from '../../../../../cells/field.js';
import {
  type DayOrder,
  type DayOrderEvidence,
  dayReadings,
} from '../../../../../cells/kinds/day-order.js';
import { kindOf } from '../../../../../cells/kinds/kinds.js';
import type { FileScan } from '../scan-file.js';
import type { Targets } from '../targets.js';

/** By date field, the order in the dates of its column where the column tells it. */
export function dayOrdersOf(
  { guesses }: Pick<FileScan, 'guesses'>,
  targets: Targets,
  fields: readonly Field[],
): ReadonlyMap<string, DayOrder> {
  const dates = new Set(
    fields.filter((field) => kindOf(field).family === 'date').map(({ name }) => name),
  );
  return new Map(
    [...targets].flatMap(([column, field]): readonly (readonly [string, DayOrder])[] => {
      const order = dates.has(field) ? guesses.get(column)?.days.order : undefined;
      return order === undefined ? [] : [[field, order]];
    }),
  );
}

const words: Readonly<Record<DayOrder, string>> = {
  day: 'day, month, year',
  month: 'month, day, year',
};

/** Says in which order the dates of a column were read, or why they are text. */
export function dayOrderNotes(
  days: DayOrderEvidence,
  isDate: boolean,
  unit: string,
): readonly string[] {
  const { order, proof, open } = days;
  if (isDate && order !== undefined && proof !== undefined) {
    return [`read as ${words[order]}, as in ${JSON.stringify(proof.text)} (${unit} ${proof.line})`];
  }
  if (isDate || open === undefined) {
    return [];
  }
  const { day, month } = dayReadings(open.text);
  return [
    `has ${JSON.stringify(open.text)} (${unit} ${open.line}), which could be ${day} or ${month}. It is text; a date field that shows dd/MM/yyyy or MM/dd/yyyy takes it`,
  ];
}
