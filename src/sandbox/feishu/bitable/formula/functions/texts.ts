import { formatted } from '../text-format.js';
import {
  blank,
  type FunctionTable,
  failure,
  number,
  numberOf,
  ofTexts,
  taking,
  text,
  textList,
  textOf,
  unlimited,
  type Value,
} from '../values.js';

function length(value: Value | undefined, otherwise: number): number {
  return value === undefined ? otherwise : Math.max(0, numberOf(value) ?? 0);
}

/** Texts count in characters, not in code units. */
function part(value: Value, zone: string, start: number, end?: number): Value {
  return text([...textOf(value, zone)].slice(start, end).join(''));
}

export const textFunctions: FunctionTable = {
  CONCATENATE: ofTexts(1, unlimited, (texts) => text(texts.join(''))),
  LEN: ofTexts(1, 1, ([value = '']) => number([...value].length)),
  UPPER: ofTexts(1, 1, ([value = '']) => text(value.toUpperCase())),
  LOWER: ofTexts(1, 1, ([value = '']) => text(value.toLowerCase())),
  TRIM: ofTexts(1, 1, ([value = '']) => text(value.trim())),
  LEFT: taking(1, 2, ([value = blank, count], { zone }) => part(value, zone, 0, length(count, 1))),
  RIGHT: taking(1, 2, ([value = blank, count], { zone }) => {
    const size = length(count, 1);
    return size === 0 ? text('') : part(value, zone, -size);
  }),
  MID: taking(3, 3, ([value = blank, from, count], { zone }) => {
    const start = Math.max(0, length(from, 1) - 1);
    return part(value, zone, start, start + length(count, 0));
  }),
  /** SUBSTITUTE(text, old, new, which): all of them, or the one that is counted. */
  SUBSTITUTE: taking(3, 4, ([value = blank, old = blank, by = blank, which], { zone }) => {
    const [whole, wanted, put] = [value, old, by].map((each) => textOf(each, zone));
    const count = which === undefined ? undefined : numberOf(which);
    return text(substituted(whole ?? '', wanted ?? '', put ?? '', count));
  }),
  /** REPLACE(text, start, length, new) */
  REPLACE: taking(4, 4, ([value = blank, from, count, by = blank], { zone }) => {
    const characters = [...textOf(value, zone)];
    const start = Math.max(0, length(from, 1) - 1);
    characters.splice(start, length(count, 0), textOf(by, zone));
    return text(characters.join(''));
  }),
  /** FIND(part, text, start): counted from 1; -1 where the text does not hold it. */
  FIND: taking(2, 3, ([part = blank, whole = blank, from], { zone }) => {
    const text = textOf(whole, zone);
    const skipped = [...text].slice(0, Math.max(0, length(from, 1) - 1)).join('').length;
    const at = text.indexOf(textOf(part, zone), skipped);
    return number(at === -1 ? -1 : [...text.slice(0, at)].length + 1);
  }),
  SPLIT: ofTexts(2, 2, ([whole = '', separator = '']) => textList(whole.split(separator))),
  CHAR: taking(1, 1, ([value = blank]) => {
    const code = numberOf(value);
    const known = code !== undefined && Number.isInteger(code) && code > 0 && code <= 0x10ffff;
    return known ? text(String.fromCodePoint(code)) : failure;
  }),
  ENCODEURL: ofTexts(1, 1, ([value = '']) =>
    text(encodeURIComponent(Buffer.from(value).toString())),
  ),
  /** FORMAT("{1} of {2}", …) */
  FORMAT: ofTexts(1, unlimited, ([pattern = '', ...parts]) =>
    text(pattern.replace(/\{(\d+)\}/g, (whole, index) => parts[Number(index) - 1] ?? whole)),
  ),
  /** TEXT(value, format): dates by `YYYY-MM-DD hh:mm:ss`, numbers by `0.00`, `#,##0` or `0.0%`. */
  TEXT: taking(2, 2, ([value = blank, format = blank], { zone }) =>
    formatted(value, textOf(format, zone), zone),
  ),
};

function substituted(whole: string, old: string, by: string, which: number | undefined): string {
  if (old === '') return whole;
  const pieces = whole.split(old);
  if (which === undefined) return pieces.join(by);
  if (which < 1 || which >= pieces.length) return whole;
  return `${pieces.slice(0, which).join(old)}${by}${pieces.slice(which).join(old)}`;
}
