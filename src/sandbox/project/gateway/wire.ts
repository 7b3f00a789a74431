/**
 * What the vendor's JSON carries. An int64 beyond 2^53 is a bigint in here and bare digits on the wire, as the
 * vendor writes them: "int64" of the official Go SDK covers comment, task and team ids.
 */
export type Wire = string | number | boolean | bigint | null | readonly Wire[] | WireObject;

export interface WireObject {
  readonly [key: string]: Wire | undefined;
}

export function isWireObject(value: Wire | undefined): value is WireObject {
  return typeof value === 'object' && value !== null && !isWireList(value);
}

export function isWireList(value: Wire | undefined): value is readonly Wire[] {
  return Array.isArray(value);
}

/** An id that travels as a number. */
export function int64(digits: string): number | bigint {
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : BigInt(digits);
}

const longDigits = /\d{16}/;
const tokens = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const integer = /^-?\d+$/;

/** Reads JSON without losing a digit; throws a SyntaxError where it is none. */
export function readWire(text: string): Wire {
  const value: Wire = JSON.parse(text);
  if (!longDigits.test(text)) return value;
  const mark = absentFrom(text);
  const marked = text.replace(tokens, (token) => (isBig(token) ? `"${mark}${token}"` : token));
  return JSON.parse(marked, (_, member: Wire) =>
    typeof member === 'string' && member.startsWith(mark)
      ? BigInt(member.slice(mark.length))
      : member,
  );
}

function isBig(token: string): boolean {
  return integer.test(token) && !Number.isSafeInteger(Number(token));
}

function absentFrom(text: string): string {
  let mark = '#';
  while (text.includes(mark)) mark += '#';
  return mark;
}

/** Writes JSON; what is undefined is left out of objects. */
export function writeWire(value: Wire): string {
  if (typeof value === 'bigint') return value.toString();
  if (isWireList(value)) return `[${value.map(writeWire).join(',')}]`;
  if (!isWireObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).flatMap(([key, member]) =>
    member === undefined ? [] : [`${JSON.stringify(key)}:${writeWire(member)}`],
  );
  return `{${members.join(',')}}`;
}

/** Whether two values say the same, whatever the order of their members. */
export function sameWire(one: Wire, other: Wire): boolean {
  return writeWire(sorted(one)) === writeWire(sorted(other));
}

function sorted(value: Wire): Wire {
  if (isWireList(value)) return value.map(sorted);
  if (!isWireObject(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([key, member]) => [key, member === undefined ? undefined : sorted(member)]),
  );
}
