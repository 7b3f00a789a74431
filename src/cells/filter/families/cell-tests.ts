import { isJsonObject, type Json } from '../../../core/json.js';
import type { Operator } from '../syntax/operators.js';

/** Decides over one plain cell; null is an empty one. */
export type CellTest = (cell: Json) => boolean;

/** How a cell stands to a value: below, at or above 0; undefined where neither is more. */
export type CellOrder = (cell: Json) => number | undefined;

type Outcome = (order: number | undefined) => boolean;

const outcomes: Readonly<Partial<Record<Operator, Outcome>>> = {
  is: (order) => order === 0,
  isNot: (order) => order !== 0,
  isGreater: (order) => order !== undefined && order > 0,
  isGreaterEqual: (order) => order !== undefined && order >= 0,
  isLess: (order) => order !== undefined && order < 0,
  isLessEqual: (order) => order !== undefined && order <= 0,
};

/** The test of an operator that compares; undefined for others. */
export function orderTest(operator: Operator, order: CellOrder): CellTest | undefined {
  const outcome = outcomes[operator];
  return outcome && ((cell) => outcome(order(cell)));
}

/** The test of an operator that looks for a text in what a cell shows; undefined for others. */
export function textTest(operator: Operator, text: string): CellTest | undefined {
  const tests: Readonly<Partial<Record<Operator, CellTest>>> = {
    contains: (cell) => shownText(cell).includes(text),
    doesNotContain: (cell) => !shownText(cell).includes(text),
  };
  return tests[operator];
}

export function emptinessTest(operator: Operator): CellTest {
  return operator === 'isEmpty' ? isEmptyCell : (cell) => !isEmptyCell(cell);
}

function isEmptyCell(cell: Json): boolean {
  return cell === null || cell === '' || (Array.isArray(cell) && cell.every(isEmptyCell));
}

/** The things in a cell that lists some. */
export function membersOf(cell: Json): readonly Json[] {
  if (Array.isArray(cell)) {
    return cell;
  }
  return isEmptyCell(cell) ? [] : [cell];
}

/** By code unit, for the pages name no order. An empty cell equals no text. */
export function textOrder(shown: string, text: string): number | undefined {
  if (shown === text) {
    return 0;
  }
  return shown === '' ? undefined : shown < text ? -1 : 1;
}

/** Where a plain cell that is an object has what it shows: a place, a person or file, a link. */
const textKeys = ['full_address', 'name', 'text', 'id'];

/** What a plain cell shows; several things have commas between. */
export function shownText(cell: Json): string {
  if (typeof cell === 'string') {
    return cell;
  }
  if (Array.isArray(cell)) {
    return cell.map(shownText).join(',');
  }
  if (!isJsonObject(cell)) {
    return cell === null ? '' : String(cell);
  }
  const key = textKeys.find((each) => typeof cell[each] === 'string');
  return key === undefined ? '' : String(cell[key]);
}

/** The legacy encoding has numbers as texts. */
export function numberOf(cell: Json): number | undefined {
  const number = typeof cell === 'string' && cell.trim() !== '' ? Number(cell) : cell;
  return typeof number === 'number' && !Number.isNaN(number) ? number : undefined;
}
