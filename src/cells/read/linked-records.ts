import { isJsonObject, type Json, type JsonObject } from '../../core/json.js';

/**
 * Reads the records of a link cell: their ids, or `{id, text}` where their titles are sent, as the legacy encoding does in
 * `[{record_ids, text, text_arr}]`.
 */
export function linkedRecords(item: Json): readonly Json[] {
  if (!isJsonObject(item)) {
    return [item];
  }
  const ids = item['link_record_ids'] ?? item['record_ids'];
  if (!Array.isArray(ids)) {
    return [];
  }
  const titles = titlesIn(item, ids.length);
  return ids.map((id: Json, index) => {
    const text = titles[index];
    return typeof text === 'string' && text !== '' ? { id, text } : id;
  });
}

/** One for each record; none where they cannot be told apart. */
function titlesIn({ text, text_arr }: JsonObject, count: number): readonly Json[] {
  if (Array.isArray(text_arr)) {
    return text_arr.length === count ? text_arr : [];
  }
  // Of as many parts as there are records, none has a comma of its own.
  const parts = typeof text !== 'string' ? [] : count === 1 ? [text] : text.split(',');
  return parts.length === count ? parts : [];
}
