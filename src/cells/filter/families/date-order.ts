import type { Json } from '../../../core/json.js';
import { readDate } from '../../time/date-text.js';
import type { Span } from '../../time/date-words.js';
import type { CellOrder } from './cell-tests.js';

/** Before, within or after what is meant. */
export function dateOrder({ start, end }: Span, timeZone: string): CellOrder {
  return (cell) => {
    const ms = instantOf(cell, timeZone);
    if (ms === undefined) {
      return undefined;
    }
    return ms < start ? -1 : Number(ms >= end);
  };
}

function instantOf(cell: Json, timeZone: string): number | undefined {
  const isDate = (typeof cell === 'string' && cell !== '') || typeof cell === 'number';
  return isDate ? readDate(cell, timeZone) : undefined;
}
