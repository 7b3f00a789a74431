import { isJsonObject, type Json } from '../../core/json.js';
import { refused } from '../read/shown.js';
import { type ListForm, listWriter } from '../write/list-writer.js';
import type { FieldKind } from './kind.js';

const token = /^[\w-]{10,}$/;
const path = /[/\\]|\.\w{1,10}$/;
const webAddress = /^[a-z][a-z0-9+.-]+:\/\//i;

export const attachmentKind: FieldKind = {
  word: () => 'attachment',
  takes: () => 'a file_token, or the path of a local file, or a list of them',
  reader: () => readFiles,
  writer: (field) => listWriter(field, form),
};

const form: ListForm = {
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

/** Without the links, which need the token of the app anyway. */
function readFiles(value: Json): Json {
  const list = Array.isArray(value) ? value : [value];
  return list.length === 0 ? null : list.map(readFile);
}

function readFile(item: Json): Json {
  if (!isJsonObject(item)) {
    return item;
  }
  const { file_token = null, name = null, size = null } = item;
  return { file_token, name, size };
}
