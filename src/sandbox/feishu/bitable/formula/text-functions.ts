import { formatDate } from '../time-zone.js';
import { type FunctionTable, ofTexts, taking } from './function.js';
import { BLANK, dateOf, number, numberOf, text, textOf, type Value } from './values.js';

const ANY = Number.POSITIVE_INFINITY;

function length(value: Value | undefined, otherwise: number): number {
  return value === undefined ? otherwise : Math.max(0, numberOf(value) ?? 0);
}

/** Texts count in characters, not in code units. */
function part(value: Value, zone: string, start: number, end?: number): Value {
  return text([...textOf(value, zone)].slice(start, end).join(''));
}

export const textFunctions: FunctionTable = {
  CONCATENATE: ofTexts(1, ANY, (texts) => text(texts.join(''))),
  LEN: ofTexts(1, 1, ([value = '']) => number([...value].length)),
  UPPER: ofTexts(1, 1, ([value = '']) => text(value.toUpperCase())),
  LOWER: ofTexts(1, 1, ([value = '']) => text(value.toLowerCase())),
  TRIM: ofTexts(1, 1, ([value = '']) => text(value.trim())),
  LEFT: taking(1, 2, ([value = BLANK, count], { zone }) => part(value, zone, 0, length(count, 1))),
  RIGHT: taking(1, 2, ([value = BLANK, count], { zone }) => {
    const size = length(count, 1);
    return size === 0 ? text('') : part(value, zone, -size);
  }),
  MID: taking(3, 3, ([value = BLANK, from, count], { zone }) => {
    const start = Math.max(0, length(from, 1) - 1);
    return part(value, zone, start, start + length(count, 0));
  }),
  /** Dates by a date format such as `yyyy-MM-dd`; in any case, as people write it. */
  TEXT: taking(2, 2, ([value = BLANK, format = BLANK], { zone }) => {
    const instant = value.kind === 'number' ? undefined : dateOf(value, zone);
    if (instant === undefined) return text(formatNumber(value, textOf(format, zone), zone));
    return text(formatDate(instant, zone, dateFormat(textOf(format, zone))));
  }),
};

function dateFormat(written: string): string {
  return written.replace(/YYYY/g, 'yyyy').replace(/DD/g, 'dd').replace(/hh/g, 'HH');
}

/** `0.00` tells the number of decimals. */
function formatNumber(value: Value, format: string, zone: string): string {
  const decimals = /^0(?:\.(0+))?$/.exec(format);
  const known = numberOf(value);
  if (decimals === null || known === undefined) return textOf(value, zone);
  return known.toFixed(decimals[1]?.length ?? 0);
}
