import { Evaluation } from '../formula/evaluation.js';
import { textOf } from '../formula/values.js';
import type { Field, Row, Scope } from '../model.js';

/**
 * What a cell shows: numbers plain, whatever their format, for the legacy filter and list speak of `64` and
 * not of `64.00`; dates by their format; names of options, people, groups and files, and the primary field of
 * linked records, with commas between.
 */
export function cellText(field: Field, row: Row, scope: Scope): string {
  return textOf(new Evaluation().value(field, row, scope), scope.base.timeZone);
}
