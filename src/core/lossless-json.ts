import { isJsonObject, type Json } from './json.js';

/** A run of digits that may lie beyond 2^53. */
const longDigits = /\d{16}/;
const numbers = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const integer = /^-?\d+$/;

/** Deeper than any answer of a vendor; whoever walks through the value may do so by recursion. */
const deepest = 200;

/** JSON.parse that keeps every digit, an integer beyond 2^53 becomes a string, and refuses endless depth. */
export function parseJson(text: string): Json {
  const value: Json = JSON.parse(longDigits.test(text) ? quoteBigIntegers(text) : text);
  if (isDeeper(value, deepest)) {
    throw new SyntaxError(`nested more than ${deepest} levels deep`);
  }
  return value;
}

/** Reads a list or an object out of JSON text; undefined where the text holds neither. */
export function structureIn(text: string): Json | undefined {
  if (!/^\s*[[{]/.test(text)) {
    return undefined;
  }
  try {
    const read = parseJson(text);
    return Array.isArray(read) || isJsonObject(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return levels === 0 || Object.values(value).some((item) => isDeeper(item, levels - 1));
}

function quoteBigIntegers(text: string): string {
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    const quote = text.indexOf('"', at);
    const open = quote === -1 ? text.length : quote;
    parts.push(text.slice(at, open).replace(numbers, quoteIfBig));
    at = endOfString(text, open);
    parts.push(text.slice(open, at));
  }
  return parts.join('');
}

function quoteIfBig(number: string): string {
  return integer.test(number) && !Number.isSafeInteger(Number(number)) ? `"${number}"` : number;
}

/** The position after the string that opens at `open`. */
function endOfString(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close !== -1 && isEscaped(text, close)) {
    close = text.indexOf('"', close + 1);
  }
  return close === -1 ? text.length : close + 1;
}

function isEscaped(text: string, position: number): boolean {
  let backslashes = 0;
  while (text[position - 1 - backslashes] === '\\') {
    backslashes += 1;
  }
  return backslashes % 2 === 1;
}
