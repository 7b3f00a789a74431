import { isJsonObject, type Json } from '../../core/json.js';
import { plainCell } from '../read/plain.js';
import { refused } from '../read/shown.js';
import type { FieldKind, WriteResult } from './kind.js';

/** Page "Bitable overview": what one cell holds at most. */
const maxLength = 100_000;

const words: Readonly<Record<string, string>> = { Email: 'email', Barcode: 'barcode' };

export const textKind: FieldKind = {
  word: ({ uiType }) => words[uiType] ?? 'text',
  takes: () => `text of at most ${maxLength} characters`,
  reader: () => plainCell,
  writer: () => writeText,
};

function writeText(value: Json): WriteResult {
  const text = textOf(value);
  if (text === undefined) {
    return refused(value);
  }
  return text.length > maxLength ? { problem: `has ${text.length} characters` } : { value: text };
}

/** Text is written plain, though it reads in segments. */
function textOf(value: Json): string | undefined {
  if (Array.isArray(value)) {
    return value.every(isSegment) ? value.map(({ text }) => text).join('') : undefined;
  }
  return typeof value === 'object' ? undefined : String(value);
}

function isSegment(item: Json): item is { readonly text: string; readonly type: string } {
  return isJsonObject(item) && typeof item['text'] === 'string' && typeof item['type'] === 'string';
}
