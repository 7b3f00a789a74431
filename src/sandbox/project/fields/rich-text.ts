import { isWireList, isWireObject, type Wire } from '../gateway/wire.js';

/** The words of a rich text: a text itself, or blocks whose content holds texts. One line a block. */
export function plainText(value: Wire | undefined): string {
  if (typeof value === 'string') return value;
  return isWireList(value) ? value.map(blockText).join('\n') : '';
}

function blockText(block: Wire): string {
  if (!isWireObject(block)) return '';
  const { content, text } = block;
  if (isWireList(content)) return content.map(inlineText).join('');
  return typeof text === 'string' ? text : '';
}

/** `{type: 'text', attrs: {…}, text}`; a hyperlink has its words in its attributes. */
function inlineText(inline: Wire): string {
  if (!isWireObject(inline)) return '';
  const { text, attrs } = inline;
  if (typeof text === 'string') return text;
  const title = isWireObject(attrs) ? (attrs['title'] ?? attrs['text'] ?? attrs['url']) : undefined;
  return typeof title === 'string' ? title : '';
}
