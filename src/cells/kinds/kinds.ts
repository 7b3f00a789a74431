import type { Field } from '../field.js';
import { plainCell } from '../read/plain.js';
import { attachmentKind } from './attachment.js';
import { checkboxKind } from './checkbox.js';
import { computedKind } from './computed.js';
import { dateKind, dateReader } from './date.js';
import type { FieldKind } from './kind.js';
import { linkKind, twoWayLinkKind } from './link.js';
import { locationKind } from './location.js';
import { numberKind } from './number.js';
import { groupKind, personKind, readNamed } from './people.js';
import { phoneKind } from './phone.js';
import { multiSelectKind, selectKind } from './select.js';
import { textKind } from './text.js';
import { urlKind } from './url.js';

/** Every field type of the field guide and of the newer pages, by the vendor's number. */
const kinds: ReadonlyMap<number, FieldKind> = new Map<number, FieldKind>([
  [1, textKind],
  [2, numberKind],
  [3, selectKind],
  [4, multiSelectKind],
  [5, dateKind],
  [7, checkboxKind],
  [11, personKind],
  [13, phoneKind],
  [15, urlKind],
  [17, attachmentKind],
  [18, linkKind],
  [19, computedKind('lookup', kindOfType)],
  [20, computedKind('formula', kindOfType)],
  [21, twoWayLinkKind],
  [22, locationKind],
  [23, groupKind],
  [24, filledIn('stage')],
  [1001, filledIn('created time', dateReader)],
  [1002, filledIn('modified time', dateReader)],
  [1003, filledIn('created by', () => readNamed)],
  [1004, filledIn('modified by', () => readNamed)],
  [1005, filledIn('auto number')],
  [3001, filledIn('button')],
]);

/** A type that the vendor alone writes. */
function filledIn(word: string, reader: FieldKind['reader'] = () => plainCell): FieldKind {
  return { word: () => word, takes: () => 'nothing: the vendor fills it in', reader };
}

/** A type that is newer than this table is left to the vendor, both ways. */
const unknownKind: FieldKind = {
  word: ({ type, uiType }) => uiType || `type ${type}`,
  takes: () => 'what the vendor takes',
  reader: () => plainCell,
  writer: () => (value) => ({ value }),
};

function kindOfType(type: number): FieldKind | undefined {
  return kinds.get(type);
}

export function kindOf({ type }: Field): FieldKind {
  return kinds.get(type) ?? unknownKind;
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
