import { isJsonObject, type JsonObject } from '../../../core/json.js';
import type { Field } from '../../field.js';

/** The number in an auto number. */
export interface Serial {
  readonly number: number;
  /** Written without what stands around it. */
  readonly isBare: boolean;
}

/** The number in the text of a cell, or in what somebody wrote for one; undefined where there is none. */
export function serialIn(text: string, field: Field): Serial | undefined {
  const parts = partsOf(field);
  const inside = parts.length > 1 ? numberInside(text, parts) : undefined;
  const digits = inside ?? text.trim();
  return isDigits(digits) ? { number: Number(digits), isBare: inside === undefined } : undefined;
}

/** What an auto number is put together from ("Field guide"). */
function partsOf({ property }: Field): readonly JsonObject[] {
  const serial = property['auto_serial'];
  const options = isJsonObject(serial) ? serial['options'] : undefined;
  return Array.isArray(options) ? options.filter(isJsonObject) : [];
}

/** Only the number may be longer than it was set to be. */
function numberInside(text: string, parts: readonly JsonObject[]): string | undefined {
  const around = parts.filter((part) => !isNumber(part)).map(lengthOf);
  const length = text.length - around.reduce((sum, each) => sum + each, 0);
  let found: string | undefined;
  let at = 0;
  for (const part of parts) {
    const piece = text.slice(at, at + (isNumber(part) ? length : lengthOf(part)));
    if (!fits(piece, part)) {
      return undefined;
    }
    found = isNumber(part) ? piece : found;
    at += piece.length;
  }
  return found;
}

function isNumber({ type }: JsonObject): boolean {
  return type === 'system_number';
}

/** A time is as long as its format: `yyyyMMdd`. */
function lengthOf({ value }: JsonObject): number {
  return String(value ?? '').length;
}

function fits(piece: string, part: JsonObject): boolean {
  return part['type'] === 'fixed_text' ? piece === part['value'] : isDigits(piece);
}

function isDigits(text: string): boolean {
  return text !== '' && [...text].every((letter) => letter >= '0' && letter <= '9');
}
