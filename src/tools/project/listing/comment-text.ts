import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { objectsIn, textOf } from '../resolve/reply-values.js';
import type { CellIn } from './name-cells.js';

/** The text of a comment in plain form: links as `[title](url)`, images as `![](url)`. */
export function commentText(value: Json, { row }: CellIn): Json {
  const { doc_rich_text: document } = row;
  const doc = isJsonObject(document) ? document : {};
  const blocks = blocksIn(textOf(doc['doc']));
  const written = blocks.map((block) => objectsIn(block['content']).map(inlineText).join(''));
  return written.join('\n').trim() || textOf(value) || textOf(doc['doc_text']);
}

/** Rich text comes as JSON text; anything else is no rich text. */
function blocksIn(text: string): readonly JsonObject[] {
  if (!text.startsWith('[')) {
    return [];
  }
  try {
    const parsed: unknown = JSON.parse(text);
    return objectsIn(parsed);
  } catch {
    return [];
  }
}

function inlineText({ type, text, attrs }: JsonObject): string {
  const { url, src, title } = isJsonObject(attrs) ? attrs : {};
  const own = textOf(text) || textOf(title);
  if (type === 'img') {
    return `![](${textOf(url) || textOf(src)})`;
  }
  return textOf(url) === '' ? own : `[${own || textOf(url)}](${textOf(url)})`;
}
