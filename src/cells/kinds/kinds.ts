import type { Field } from '../field.js';
import { plainCell } from '../read/plain.js';
import { checkboxKind } from './checkbox.js';
import { autoNumberKind, buttonKind, formulaKind, lookupKind, stageKind } from './computed.js';
import { createdTimeKind, dateKind, modifiedTimeKind } from './date.js';
import type { FieldKind } from './kind.js';
import { numberKind } from './number.js';
import { createdByKind, groupKind, modifiedByKind, personKind } from './people.js';
import { attachmentKind, linkKind, twoWayLinkKind } from './references.js';
import { multiSelectKind, selectKind } from './select.js';
import { locationKind, phoneKind, textKind, urlKind } from './text.js';

const resultKinds = { kindOfType, text: textKind, number: numberKind, date: dateKind };

/**
 * Every field type of the field guide and of the newer pages. An import tries them in this order: a phone number
 * before a number, and names that repeat last.
 */
export const fieldKinds: readonly FieldKind[] = [
  phoneKind,
  numberKind,
  dateKind,
  checkboxKind,
  urlKind,
  textKind,
  selectKind,
  multiSelectKind,
  personKind,
  groupKind,
  attachmentKind,
  linkKind,
  twoWayLinkKind,
  locationKind,
  lookupKind(resultKinds),
  formulaKind(resultKinds),
  autoNumberKind,
  createdTimeKind,
  modifiedTimeKind,
  createdByKind,
  modifiedByKind,
  stageKind,
  buttonKind,
];

const byType: ReadonlyMap<number, FieldKind> = new Map(fieldKinds.map((kind) => [kind.type, kind]));

/** A type that is newer than this table is left to the vendor, both ways. */
const unknownKind: FieldKind = {
  type: 0,
  family: 'unknown',
  word: ({ type, uiType }) => uiType || `type ${type}`,
  takes: () => 'what the vendor takes',
  reader: () => plainCell,
  writer: () => (value) => ({ value }),
  isComparable: false,
};

function kindOfType(type: number): FieldKind | undefined {
  return byType.get(type);
}

export function kindOf({ type }: Pick<Field, 'type'>): FieldKind {
  return byType.get(type) ?? unknownKind;
}

/** One or two words for the type: `text`, `currency`, `two-way link`. */
export function describeField(field: Field): string {
  return kindOf(field).word(field);
}

/** What the field takes, as a phrase for error texts. */
export function takesOf(field: Field): string {
  return kindOf(field).takes(field);
}

export function isWritable(field: Field): boolean {
  return kindOf(field).writer !== undefined;
}
