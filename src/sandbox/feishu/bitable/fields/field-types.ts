import { autoNumberType } from './types/auto-number.js';
import { createdTimeType, dateType, modifiedTimeType } from './types/date.js';
import type { FieldType } from './types/field-type.js';
import { formulaType, lookupType } from './types/formula.js';
import { duplexLinkType, singleLinkType } from './types/link.js';
import { numberType } from './types/number.js';
import * as plain from './types/plain.js';
import { multiSelectType, singleSelectType } from './types/select.js';

const all: readonly FieldType[] = [
  plain.textType,
  numberType,
  singleSelectType,
  multiSelectType,
  dateType,
  plain.checkboxType,
  plain.userType,
  plain.phoneType,
  plain.urlType,
  plain.attachmentType,
  singleLinkType,
  lookupType,
  formulaType,
  duplexLinkType,
  plain.locationType,
  plain.groupChatType,
  plain.stageType,
  createdTimeType,
  modifiedTimeType,
  plain.createdUserType,
  plain.modifiedUserType,
  autoNumberType,
  plain.buttonType,
];

/** Every field type, by its number. */
export const fieldTypes: ReadonlyMap<number, FieldType> = new Map(
  all.map((fieldType) => [fieldType.type, fieldType]),
);
