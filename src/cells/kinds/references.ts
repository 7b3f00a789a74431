import { isJsonObject, type Json } from '../../core/json.js';
import type { Field } from '../field.js';
import { linkedRecords } from '../read/linked-records.js';
import { type ListForm, listsThings, listWriter } from '../write/list-writer.js';
import { refused } from '../write/outcome.js';
import type { FieldKind, TypeWords } from './kind.js';

/** Page "Bitable overview": what one cell holds at most. */
const maxLinks = 500;
/** What may be an id of a record: `rec` and 7 characters, or 11 in newer bases. */
export const recordId = /^rec[A-Za-z0-9]{7,}$/;
/** Ids are random: what is made of few words and numbers may be a title such as `recording2024`. */
const recordTitle =
  /^rec(?:(?=.{7}$)(?:[A-Z]?[a-z]{2,}|\d+){1,2}|(?=.{11}$)(?:[A-Z]?[a-z]{2,}|\d+){1,3})$/;

/** Tells whether a text is an id of a record, and surely no title. */
export function isSurelyRecordId(text: string): boolean {
  return /^rec(?:.{7}|.{11})$/.test(text) && recordId.test(text) && !recordTitle.test(text);
}

export const linkKind: FieldKind = linkKindOf(18, 'link', {
  SingleLink: ['link', 'one-way link', 'link to records', '关联', '单向关联'],
});
export const twoWayLinkKind: FieldKind = linkKindOf(21, 'two-way link', {
  DuplexLink: ['two-way link', 'duplex link', '双向关联'],
});

function linkKindOf(type: number, word: string, typeWords: TypeWords): FieldKind {
  return {
    type,
    family: 'link',
    typeWords,
    word: () => word,
    takes: ({ property }) => {
      const table = property['table_name'] || 'the linked table';
      return `the record_id or title of a record of ${table}, or a list of them`;
    },
    reader: () => readLinks,
    writer: (field) => listWriter(field, linkForm(field)),
    readsJson: listsThings,
    isComparable: true,
    isList: true,
  };
}

function linkForm({ property }: Field): ListForm {
  const tableId = property['table_id'];
  return {
    unit: 'records',
    max: maxLinks,
    keys: ['record_id', 'id'],
    isOne: (text) => recordId.test(text),
    entryOf: (text, parts) => {
      if (isSurelyRecordId(text)) {
        return text;
      }
      if (typeof tableId === 'string') {
        return { kind: 'record', tableId, title: text, parts };
      }
      return recordId.test(text)
        ? text
        : refused(text, 'and nobody knows which table the field links to: use a record_id');
    },
    cellOf: (id) => id,
  };
}

/** `{link_record_ids}`, or in the legacy encoding `[{record_ids, …}]`; an empty link is `{}`. */
function readLinks(value: Json): Json {
  const list = Array.isArray(value) ? value : [value];
  const records = list.flatMap(linkedRecords);
  return records.length === 0 ? null : records;
}

const token = /^[\w-]{10,}$/;
const path = /[/\\]|\.\w{1,10}$/;
const webAddress = /^[a-z][a-z0-9+.-]+:\/\//i;

export const attachmentKind: FieldKind = {
  type: 17,
  family: 'attachment',
  typeWords: { Attachment: ['file', 'attachment', '附件'] },
  word: () => 'attachment',
  takes: () => 'a file_token, or the path of a local file, or a list of them',
  reader: () => readFiles,
  writer: (field) => listWriter(field, attachmentForm),
  readsJson: listsThings,
  isComparable: false,
  isList: true,
};

const attachmentForm: ListForm = {
  unit: 'files',
  max: 100,
  keys: ['file_token'],
  isOne: (text) => token.test(text),
  entryOf: (text) => {
    if (token.test(text)) {
      return text;
    }
    if (webAddress.test(text)) {
      return refused(text, 'which is on the web: download it first');
    }
    return path.test(text) ? { kind: 'file', path: text } : refused(text);
  },
  cellOf: (file_token) => ({ file_token }),
};

/** Without `tmp_url`, which leads to a link of the file in one more call than `url`. */
function readFiles(value: Json): Json {
  const list = Array.isArray(value) ? value : [value];
  return list.length === 0 ? null : list.map(readFile);
}

function readFile(item: Json): Json {
  if (!isJsonObject(item)) {
    return item;
  }
  const { file_token = null, name = null, size = null, type, url } = item;
  return { file_token, name, size, ...(type && { type }), ...(url && { url }) };
}
