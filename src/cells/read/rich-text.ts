import { isJsonObject, type Json, type JsonObject } from '../../core/json.js';

/** A part of rich text: text, url or mention (page "Bitable record data structure overview"). */
export type TextSegment = JsonObject & { readonly text: string; readonly type: string };

/** Tells segments from a legacy link cell, which looks alike but holds record ids. */
export function isTextSegment(item: Json): item is TextSegment {
  return (
    isJsonObject(item) &&
    typeof item['text'] === 'string' &&
    typeof item['type'] === 'string' &&
    !('record_ids' in item)
  );
}

/** Tells whether a cell is text in segments, at least one. */
export function isSegmentList(cell: Json | undefined): cell is readonly TextSegment[] {
  return Array.isArray(cell) && cell.length > 0 && cell.every(isTextSegment);
}

/** Reads rich text as one text: titled links and mentioned documents as `[title](url)`, people as `@name`. */
export function richText(segments: readonly TextSegment[]): string {
  return segments.map(segmentText).join('');
}

/** Reads it as the vendor compares it, without the links. */
export function bareText(segments: readonly TextSegment[]): string {
  return segments.map(({ text }) => text).join('');
}

/** Tells whether a cell holds what is lost where plain text takes its place. */
export function isRichText(cell: Json | undefined): cell is readonly TextSegment[] {
  return isSegmentList(cell) && cell.some(isRich);
}

/** Lists the mentions and links of rich text, as they are read. */
export function richParts(segments: readonly TextSegment[]): readonly string[] {
  return segments.filter(isRich).map(segmentText);
}

const plainKeys: ReadonlySet<string> = new Set(['text', 'type']);

/** A link whose title is its address is made again by its text; a style has no reading of its own. */
function isRich(segment: TextSegment): boolean {
  switch (segment.type) {
    case 'url':
      return segmentText(segment) !== segment.text;
    case 'text':
      return Object.keys(segment).some((key) => !plainKeys.has(key) && Boolean(segment[key]));
    default:
      return true;
  }
}

function segmentText(segment: TextSegment): string {
  const { text, link, name, type } = segment;
  if (typeof link === 'string' && link !== '' && bareAddress(link) !== bareAddress(text)) {
    return `[${text}](${link})`;
  }
  if (type !== 'mention' || segment['mentionType'] !== 'User' || text.startsWith('@')) {
    return text;
  }
  return `@${typeof name === 'string' && text === '' ? name : text}`;
}

/** The vendor makes links of addresses in a text: `example.com` leads to `http://example.com/`. */
function bareAddress(address: string): string {
  return address.replace(/^(?:https?:\/\/|mailto:|tel:)/i, '').replace(/\/$/, '');
}

/** Tells whether a text might be what a rich cell reads as. */
export function canBeRichReading(text: string): boolean {
  return text.includes('](') || text.includes('@');
}
