import type { BitableField } from '../model.js';
import { attachmentType } from './types/attachment.js';
import { autoNumberType } from './types/auto-number.js';
import { checkboxType } from './types/checkbox.js';
import { buttonType, formulaType, lookupType, stageType } from './types/computed.js';
import { createdTimeType, dateType, modifiedTimeType } from './types/date.js';
import type { FieldType } from './types/field-type.js';
import { duplexLinkType, singleLinkType } from './types/link.js';
import { numberType } from './types/number.js';
import { createdUserType, groupChatType, modifiedUserType, userType } from './types/people.js';
import { multiSelectType, singleSelectType } from './types/select.js';
import { locationType, phoneType, textType, urlType } from './types/text.js';

const all: readonly FieldType[] = [
  textType,
  numberType,
  singleSelectType,
  multiSelectType,
  dateType,
  checkboxType,
  userType,
  phoneType,
  urlType,
  attachmentType,
  singleLinkType,
  lookupType,
  formulaType,
  duplexLinkType,
  locationType,
  groupChatType,
  stageType,
  createdTimeType,
  modifiedTimeType,
  createdUserType,
  modifiedUserType,
  autoNumberType,
  buttonType,
];

/** Every field type, by its number. */
export const fieldTypes: ReadonlyMap<number, FieldType> = new Map(
  all.map((fieldType) => [fieldType.type, fieldType]),
);

export function typeOf({ type }: Pick<BitableField, 'type'>): FieldType {
  const fieldType = fieldTypes.get(type);
  if (fieldType === undefined) throw new TypeError(`no field type has the number ${type}`);
  return fieldType;
}
