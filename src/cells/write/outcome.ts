import type { Json } from '../../core/json.js';
import type { Remedy } from '../../core/remedy.js';
import type { CellLookup } from './lookup.js';

/** What becomes of a value that is written: the vendor's shape of it; what is wrong with it; what must be looked up first. */
export type WriteResult = ReadyCell | CellRefusal | PendingCell;

export interface ReadyCell {
  readonly value: Json;
}

export interface CellRefusal {
  readonly problem: string;
  /** Of a field: nothing can be written to it, by anybody. */
  readonly readOnly?: true;
  /** What is allowed instead; worked out only for the issues that are shown. Without it, what the field takes. */
  readonly allowed?: () => string | undefined;
  /** The names that there are, where one was refused; worked out as late. */
  readonly remedy?: () => Remedy;
}

/** A list of things by id, some of them still to be found. */
export interface PendingCell {
  readonly items: readonly (string | CellLookup)[];
  /** The cell, once the ids of every item are known. */
  readonly finish: (ids: readonly (readonly string[])[]) => ReadyCell | CellRefusal;
}

/** Gets whatever the caller sent, except null, which clears every type. */
export type CellWriter = (value: Json) => WriteResult;

/** Says which value it is that cannot be written, and why, where that is not plain from what the field takes. */
export function refused(value: Json, why = ''): CellRefusal {
  return { problem: `is ${shown(value)}${why && `, ${why}`}` };
}

const maxShown = 60;

/** A value as it stands in an error text: short, on one line. */
export function shown(value: Json): string {
  const text = JSON.stringify(value);
  // Characters beyond the first plane count twice in a length.
  const characters = [...text.slice(0, 2 * maxShown + 2)];
  return characters.length > maxShown ? `${characters.slice(0, maxShown).join('')}…` : text;
}
