import { isJsonObject, type Json } from '../../core/json.js';
import { refused } from '../read/shown.js';
import type { FieldKind, WriteResult } from './kind.js';

const address = /^(?:[a-z][a-z0-9+.-]*:\/\/|mailto:|tel:)\S+$/i;
const markdown = /^\[([^\]]*)\]\((\S+)\)$/;

export const urlKind: FieldKind = {
  word: () => 'url',
  takes: () => 'a URL such as https://example.com, [text](url), or {"text", "link"}',
  reader: () => readUrl,
  writer: () => writeUrl,
};

/** Just the address where there is no other text. */
function readUrl(value: Json): Json {
  if (!isJsonObject(value)) {
    return value;
  }
  const { text = null, link = null } = value;
  return text === link && typeof link === 'string' && address.test(link) ? link : { text, link };
}

function writeUrl(value: Json): WriteResult {
  if (isJsonObject(value)) {
    const { link } = value;
    const text = value['text'] ?? link;
    return typeof link === 'string' && typeof text === 'string'
      ? { value: { text, link } }
      : refused(value);
  }
  return typeof value === 'string' ? writeText(value.trim()) : refused(value);
}

function writeText(text: string): WriteResult {
  const [, name, link = text] = markdown.exec(text) ?? [];
  return address.test(link) ? { value: { text: name || link, link } } : refused(text, 'not a URL');
}
