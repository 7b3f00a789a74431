import { isJsonObject, type Json, type JsonObject } from '../../core/json.js';

/** What stands for an object in one cell: a person's name, a link's text, a place's coordinates. */
const telling = ['name', 'text', 'link', 'location'] as const;

/** A value as a person reads it in one cell. */
export function cellText(value: Json | undefined): string {
  if (value === undefined || value === null) {
    return '';
  }
  if (Array.isArray(value)) {
    return value.map(cellText).join(', ');
  }
  return isJsonObject(value) ? objectText(value) : String(value);
}

function objectText(value: JsonObject): string {
  const texts = telling.map((key) => value[key]);
  return texts.find((text) => typeof text === 'string') ?? JSON.stringify(value);
}

/** What makes a spreadsheet take a text for a formula, in its full-width forms as well. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;
const plainNumber = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** An apostrophe in front keeps a spreadsheet from running a text as a formula. */
export function guardedText(text: string): string {
  return formulaStart.test(text) && !plainNumber.test(text) ? `'${text}` : text;
}
