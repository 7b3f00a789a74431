import { isJsonObject, type Json } from '../../../core/json.js';
import type { Notes } from '../resolve/issues.js';
import { textOf } from '../resolve/reply-values.js';

/** The API documents no form for a mention: `@` goes as text. */
export function noteMentions(value: Json | undefined, { note }: Notes): void {
  const texts = isJsonObject(value) ? [value['text'], value['markdown']] : [value];
  const mentions = texts.map(textOf).flatMap((text) => text.match(/(?<![\w.])@[\p{L}]+/gu) ?? []);
  if (mentions.length > 0) {
    const names = [...new Set(mentions)].join(', ');
    note(
      `content: ${names} goes as text and notifies nobody: the API has no documented form for a mention`,
    );
  }
}
