import { isJsonObject, type Json } from '../../core/json.js';
import { type ListForm, listsThings, listWriter } from '../write/list-writer.js';
import { emailAddress } from '../write/lookup.js';
import { refused } from '../write/outcome.js';
import { type FieldKind, filledByVendor, type TypeWords, type WriteContext } from './kind.js';

export const groupId = /^oc_\w+$/;

export const personKind: FieldKind = {
  type: 11,
  family: 'person',
  typeWords: { User: ['person', 'people', 'user', 'member', '人员', '成员'] },
  word: () => 'person',
  takes: () => 'an open_id (ou_…), union_id, user_id or e-mail address, or a list of them',
  reader: () => readNamed,
  writer: (field, context) => listWriter(field, personForm(context)),
  readsJson: listsThings,
  isComparable: true,
  isList: true,
};

export const groupKind: FieldKind = {
  type: 23,
  family: 'group',
  typeWords: { GroupChat: ['group', 'group chat', '群组', '群聊'] },
  word: () => 'group',
  takes: () => 'a chat_id (oc_…), or a list of them',
  reader: () => readNamed,
  writer: (field) => listWriter(field, groupForm),
  readsJson: listsThings,
  isComparable: true,
  isList: true,
};

export const createdByKind: FieldKind = filledPerson(1003, 'created by', {
  CreatedUser: ['creator', 'created by', '创建人', '创建者'],
});
export const modifiedByKind: FieldKind = filledPerson(1004, 'modified by', {
  ModifiedUser: ['modifier', 'modified by', 'last modified by', '修改人', '最后更新人'],
});

function filledPerson(type: number, word: string, typeWords: TypeWords): FieldKind {
  return filledByVendor(word, {
    type,
    family: 'person',
    typeWords,
    reader: () => readNamed,
    isComparable: true,
    isList: true,
  });
}

function personForm({ people }: WriteContext): ListForm {
  const isEmail = (text: string) => emailAddress.test(text);
  return {
    unit: 'people',
    max: 1_000,
    keys: ['id', 'email'],
    isOne: (text) => isEmail(text) || people.isId(text),
    entryOf: (text) => {
      if (isEmail(text)) {
        return { kind: 'person', email: text };
      }
      return people.isId(text) ? people.take(text) : refused(text, 'which is no id of a person');
    },
    cellOf: (id) => ({ id }),
  };
}

const groupForm: ListForm = {
  unit: 'groups',
  max: 10,
  keys: ['id'],
  isOne: (text) => groupId.test(text),
  entryOf: (text) => (groupId.test(text) ? text : refused(text)),
  cellOf: (id) => ({ id }),
};

/** The legacy encoding has one creator as an object; everything else comes in lists. */
function readNamed(value: Json): Json {
  const list = Array.isArray(value) ? value : [value];
  return list.length === 0 ? null : list.map(readOne);
}

function readOne(item: Json): Json {
  if (!isJsonObject(item)) {
    return item;
  }
  const { id = null, name, email } = item;
  const isText = (value: Json | undefined) => typeof value === 'string' && value !== '';
  return { id, ...(isText(name) && { name }), ...(isText(email) && { email }) };
}
