import type { Field } from '../model.js';
import { emptiness, emptinessTest, type Family } from './condition.js';
import { dateFamily } from './date-condition.js';
import {
  creatorFamily,
  groupFamily,
  linkFamily,
  modifierFamily,
  optionFamily,
  personFamily,
} from './member-condition.js';
import { numberFamily, serialFamily, textFamily } from './text-condition.js';

const checkboxFamily: Family = {
  operators: new Set(['is']),
  test: ({ field, values: [value, ...others] }) => {
    if (others.length > 0 || (value !== 'true' && value !== 'false')) {
      return 'value must be ["true"] or ["false"]';
    }
    return (row) => {
      const cell = row.cells.get(field.fieldId);
      return (cell?.kind === 'checkbox' && cell.checked) === (value === 'true');
    };
  },
};

const attachmentFamily: Family = {
  operators: new Set(emptiness),
  test: (condition) =>
    emptinessTest(condition, (row) => {
      const cell = row.cells.get(condition.field.fieldId);
      return cell?.kind !== 'files' || cell.fileTokens.length === 0;
    }),
};

/** By field type (record filter guide). Formulas and lookups, stages and buttons cannot be filtered. */
const families: ReadonlyMap<number, Family> = new Map([
  [1, textFamily],
  [2, numberFamily],
  [3, optionFamily],
  [4, optionFamily],
  [5, dateFamily],
  [7, checkboxFamily],
  [11, personFamily],
  [13, textFamily],
  [15, textFamily],
  [17, attachmentFamily],
  [18, linkFamily],
  [21, linkFamily],
  [22, textFamily],
  [23, groupFamily],
  [1001, dateFamily],
  [1002, dateFamily],
  [1003, creatorFamily],
  [1004, modifierFamily],
  [1005, serialFamily],
]);

export function familyOf(field: Field): Family | undefined {
  return families.get(field.type);
}
