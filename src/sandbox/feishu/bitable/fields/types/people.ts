import { groupObject, personObject } from '../../cells/objects.js';
import type { Reading } from '../../filter/condition.js';
import { memberFamily } from '../../filter/member-condition.js';
import { text, textList } from '../../formula/values.js';
import type { Bitable, Row } from '../../model.js';
import {
  type FieldType,
  heldCell,
  holding,
  noProperty,
  settingsRule,
  wrongBody,
} from './field-type.js';
import { checkCount, distinct, entriesOf, fitsMultiple, tooLargeCell } from './lists.js';
import type { Settings } from './settings.js';

const maxPeople = 1_000;
const maxGroups = 10;

export const userType: FieldType = {
  type: 11,
  uiTypes: ['User'],
  creatable: true,
  primary: false,
  property: settingsRule(1254086, multiple),
  write: {
    code: 1254066,
    name: 'User',
    must: 'be an array of objects with an id',
    // `[{id}]` and no other key; the ids are of the call's `user_id_type`.
    accept: (value, field, { scope, userIdType, reject }) => {
      const ids = entriesOf(value, 'id', 1) ?? reject();
      checkCount(ids, maxPeople, tooLargeCell);
      if (!fitsMultiple(field, ids)) reject();
      const { directory } = scope.bitable;
      const openIds = ids.map((id) => directory.person(id, userIdType)?.open_id ?? reject());
      return openIds.length === 0 ? null : { kind: 'people', openIds: distinct(openIds) };
    },
  },
  ...holding('people', {
    legacy: (cell, _field, context) => cell.openIds.map((id) => personObject(id, context)),
    modern: (cell, _field, context) => cell.openIds.map((id) => personObject(id, context)),
    value: (cell, _field, { bitable }) =>
      textList(cell.openIds.map((id) => personName(id, bitable))),
  }),
  filter: memberFamily((field, reading) => ({
    held: (row) => heldCell('people', field, row)?.openIds ?? [],
    wanted: openIdBy(reading),
  })),
  namesPeople: true,
};

export const groupChatType: FieldType = {
  type: 23,
  uiTypes: ['GroupChat'],
  creatable: true,
  primary: false,
  property: settingsRule(wrongBody, multiple),
  write: {
    code: 1254015,
    name: 'GroupChat',
    must: 'be an array of objects with an id',
    accept: (value, field, { scope, reject }) => {
      const chatIds = entriesOf(value, 'id') ?? reject();
      checkCount(chatIds, maxGroups, tooLargeCell);
      if (!fitsMultiple(field, chatIds)) reject();
      const { directory } = scope.bitable;
      if (chatIds.some((id) => directory.chat(id) === undefined)) reject();
      return chatIds.length === 0 ? null : { kind: 'groups', chatIds: distinct(chatIds) };
    },
  },
  ...holding('groups', {
    legacy: (cell, _field, context) => cell.chatIds.map((id) => groupObject(id, context)),
    modern: (cell, _field, context) => cell.chatIds.map((id) => groupObject(id, context)),
    value: (cell, _field, { bitable }) =>
      textList(cell.chatIds.map((id) => bitable.directory.chat(id)?.name ?? id)),
  }),
  filter: memberFamily((field) => ({
    held: (row) => heldCell('groups', field, row)?.chatIds ?? [],
    wanted: (chatId) => chatId,
  })),
};

export const createdUserType = automaticType(1003, 'CreatedUser', 1254095, (row) => row.createdBy);
export const modifiedUserType = automaticType(
  1004,
  'ModifiedUser',
  1254096,
  (row) => row.modifiedBy,
);

function automaticType(
  type: number,
  uiType: string,
  code: number,
  openIdOf: (row: Row) => string,
): FieldType {
  return {
    type,
    uiTypes: [uiType],
    creatable: true,
    primary: false,
    property: noProperty(code),
    computed: true,
    legacy: (_field, row, context) => personObject(openIdOf(row), context),
    modern: (_field, row, context) => [personObject(openIdOf(row), context)],
    value: (_field, row, { bitable }) => text(personName(openIdOf(row), bitable)),
    filter: memberFamily((_field, reading) => ({
      held: (row) => [openIdOf(row)],
      wanted: openIdBy(reading),
    })),
    namesPeople: true,
  };
}

function multiple(settings: Settings): { multiple: boolean } {
  return { multiple: settings.flag('multiple', true) };
}

function personName(openId: string, { directory }: Bitable): string {
  return directory.person(openId, 'open_id')?.name ?? openId;
}

function openIdBy({ scope, userIdType }: Reading) {
  return (id: string) => scope.bitable.directory.person(id, userIdType)?.open_id;
}
