import type { Family } from '../condition.js';
import { computedFamily } from './computed-family.js';
import { dateFamily } from './date-family.js';
import {
  attachmentFamily,
  groupFamily,
  linkFamily,
  optionFamily,
  personFamily,
} from './member-families.js';
import { checkboxFamily, numberFamily, textFamily } from './scalar-families.js';
import { serialFamily } from './serial-family.js';

/** By field type ("Record filter guide"); the vendor filters no other. */
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
  [1003, personFamily],
  [1004, personFamily],
  [1005, serialFamily],
]);

export function familyOf(type: number): Family {
  return families.get(type) ?? computedFamily;
}
