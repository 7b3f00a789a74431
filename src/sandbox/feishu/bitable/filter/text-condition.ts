import { textOrder } from '../formula/values.js';
import type { BitableField, Row } from '../model.js';
import {
  type ConditionOperator,
  emptiness,
  emptinessTest,
  type Family,
  operators,
  type SentCondition,
  type Test,
  type Tried,
} from './condition.js';

/** URLs by their text and places by their full address (record filter guide). */
export const textFamily: Family = {
  operators: new Set(operators),
  test: (condition, reading) => {
    const shown = (row: Row) => reading.shown(condition.field, row);
    return compare(
      condition,
      (row) => shown(row) === '',
      (value) => ({ shown, order: (row) => textCellOrder(shown(row), value) }),
    );
  },
};

/** An empty cell is neither more nor less than a text, and equals the empty one. */
function textCellOrder(shown: string, value: string): number | undefined {
  return shown === '' && value !== '' ? undefined : textOrder(shown, value);
}

export const numberFamily: Family = {
  operators: new Set(operators),
  test: (condition) => {
    const read = (row: Row) => numberCell(condition.field, row);
    return compare(
      condition,
      (row) => read(row) === undefined,
      (value) => {
        const wanted = writtenNumber(value);
        if (wanted === undefined)
          return 'value must be a number written as a string, such as "23.4"';
        return numbersComparing(read, wanted);
      },
    );
  },
};

function numbersComparing(read: (row: Row) => number | undefined, wanted: number): Comparing {
  return {
    shown: (row) => String(read(row) ?? ''),
    order: (row) => {
      const found = read(row);
      return found === undefined ? undefined : found - wanted;
    },
  };
}

function numberCell(field: BitableField, row: Row): number | undefined {
  const cell = row.cells.get(field.fieldId);
  return cell?.kind === 'number' ? cell.number : undefined;
}

function writtenNumber(value: string): number | undefined {
  const number = Number(value);
  return value.trim() === '' || !Number.isFinite(number) ? undefined : number;
}

/**
 * Auto numbers compare by the number without its fixed parts; a value that still has them finds nothing
 * (FAQ 6).
 */
export const serialFamily: Family = {
  operators: new Set(operators),
  test: (condition) =>
    compare(
      condition,
      () => false,
      (value) => numbersComparing((row) => row.serial, writtenNumber(value) ?? Number.NaN),
    ),
};

type Outcome = (order: number) => boolean;

const outcomes: Readonly<Partial<Record<ConditionOperator, Outcome>>> = {
  is: (order) => order === 0,
  isGreater: (order) => order > 0,
  isGreaterEqual: (order) => order >= 0,
  isLess: (order) => order < 0,
  isLessEqual: (order) => order <= 0,
};

/** How the cells of a family show themselves and how they compare with a written value. */
interface Comparing {
  readonly shown: (row: Row) => string;
  /** NaN where there is no order; undefined for an empty cell. */
  readonly order: (row: Row) => number | undefined;
}

/** One value at most; a condition without one asks nothing. */
function compare(
  condition: SentCondition,
  isEmpty: Test,
  comparing: (value: string) => Comparing | string,
): Tried {
  const { operator, values } = condition;
  if (emptiness.includes(operator)) return emptinessTest(condition, isEmpty);
  const [value] = values;
  if (values.length > 1) return 'value must have at most one element';
  if (value === undefined) return () => true;
  const compared = comparing(value);
  if (typeof compared === 'string') return compared;
  const { shown } = compared;
  const special: Readonly<Partial<Record<ConditionOperator, Test>>> = {
    isNot: (row) => compared.order(row) !== 0,
    contains: (row) => shown(row).includes(value),
    doesNotContain: (row) => !shown(row).includes(value),
  };
  return special[operator] ?? ordered(operator, compared);
}

function ordered(operator: ConditionOperator, { order }: Comparing): Test {
  const outcome = outcomes[operator] ?? (() => false);
  return (row) => {
    const found = order(row);
    return found !== undefined && outcome(found);
  };
}
