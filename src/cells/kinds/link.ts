import { isJsonObject, type Json } from '../../core/json.js';
import type { Field } from '../field.js';
import { refused } from '../read/shown.js';
import { type ListForm, listWriter } from '../write/list-writer.js';
import type { FieldKind } from './kind.js';

/** Page "Bitable overview": what one cell holds at most. */
const maxLinks = 500;
export const recordId = /^rec[A-Za-z0-9]{7,}$/;

export const linkKind: FieldKind = linkKindCalled('link');
export const twoWayLinkKind: FieldKind = linkKindCalled('two-way link');

function linkKindCalled(word: string): FieldKind {
  return {
    word: () => word,
    takes: ({ property }) => {
      const table = property['table_name'] || 'the linked table';
      return `the record_id or title of a record of ${table}, or a list of them`;
    },
    reader: () => readLinks,
    writer: (field) => listWriter(field, formOf(field)),
  };
}

function formOf({ property }: Field): ListForm {
  const tableId = property['table_id'];
  return {
    unit: 'records',
    max: maxLinks,
    keys: ['record_id', 'id'],
    isOne: (text) => recordId.test(text),
    entryOf: (text) => {
      if (recordId.test(text)) {
        return text;
      }
      return typeof tableId === 'string'
        ? { kind: 'record', tableId, title: text }
        : refused(text, 'and nobody knows which table the field links to: use a record_id');
    },
    cellOf: (id) => id,
  };
}

/** `{link_record_ids}`, or in the legacy encoding `[{record_ids, …}]`; an empty link is `{}`. */
function readLinks(value: Json): Json {
  const list = Array.isArray(value) ? value : [value];
  const ids = list.flatMap(idsIn);
  return ids.length === 0 ? null : ids;
}

function idsIn(item: Json): readonly Json[] {
  if (!isJsonObject(item)) {
    return [item];
  }
  const ids = item['link_record_ids'] ?? item['record_ids'];
  return Array.isArray(ids) ? ids : [];
}
