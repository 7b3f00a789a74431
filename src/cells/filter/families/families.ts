import type { CellFamily, FieldKind } from '../../kinds/kind.js';
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

/** By what cells hold ("Record filter guide"). */
const families: Readonly<Record<CellFamily, Family>> = {
  text: textFamily,
  number: numberFamily,
  option: optionFamily,
  date: dateFamily,
  checkbox: checkboxFamily,
  person: personFamily,
  group: groupFamily,
  attachment: attachmentFamily,
  link: linkFamily,
  serial: serialFamily,
  computed: computedFamily,
  opaque: computedFamily,
  unknown: computedFamily,
};

export function familyOf({ family }: FieldKind): Family {
  return families[family];
}
