import { autoNumberType } from './field-types/auto-number.js';
import { createdTimeType, dateType, modifiedTimeType } from './field-types/date.js';
import type { FieldType } from './field-types/field-type.js';
import { formulaType, lookupType } from './field-types/formula.js';
import { duplexLinkType, singleLinkType } from './field-types/link.js';
import { numberType } from './field-types/number.js';
import * as plain from './field-types/plain.js';
import { multiSelectType, singleSelectType } from './field-types/select.js';

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
