import type { Json } from '../../core/json.js';
import type { CellRefusal } from '../kinds/kind.js';

const maxShown = 60;

/** A value as it stands in an error text: short, on one line. */
export function shown(value: Json): string {
  const text = JSON.stringify(value);
  // Characters beyond the first plane count twice in a length.
  const characters = [...text.slice(0, 2 * maxShown + 2)];
  return characters.length > maxShown ? `${characters.slice(0, maxShown).join('')}…` : text;
}

/** Says which value it is that cannot be written, and why, where that is not plain from what the field takes. */
export function refused(value: Json, why = ''): CellRefusal {
  return { problem: `is ${shown(value)}${why && `, ${why}`}` };
}
