import { InputError } from '../../../core/errors.js';
import { isJsonObject, type JsonObject } from '../../../core/json.js';
import { quoted } from '../../../core/text.js';
import {
  type Comparison,
  type Join,
  joined,
  negated,
  problemAt,
  type Tree,
  type Word,
  type WrittenValue,
} from './comparison.js';
import { Cursor, joins } from './cursor.js';
import { isFormula, readFormula } from './formula-text.js';
import { type Operator, operatorsNear, type Sign } from './operators.js';
import { readStructured } from './structured.js';

/** A filter read, not yet held against a table; with neither it asks for everything. */
interface ReadFilter {
  readonly formula: string | undefined;
  readonly tree: Tree<Comparison> | undefined;
  /** What was read otherwise than it was written. */
  readonly notes: readonly string[];
}

/** Tells whether a text is the name or the id of a field, as far as case, width and blanks leave it. */
export type IsFieldName = (text: string) => boolean;

/** A filter in which no field is found where one is due; a table with such a field may make it readable. */
export class FieldNotReadError extends InputError {}

/** Tells the forms of a filter apart. */
export function readFilter(filter: string | JsonObject, isFieldName?: IsFieldName): ReadFilter {
  const read = { formula: undefined, tree: undefined, notes: [] };
  if (typeof filter !== 'string') {
    return { ...read, tree: readStructured(filter) };
  }
  const text = filter.trim();
  if (text === '') {
    return read;
  }
  if (isFormula(text)) {
    return { ...read, ...readFormula(text) };
  }
  const isObject = text.startsWith('{');
  const tree = isObject ? readStructured(parsedObject(text)) : parseFilter(text, isFieldName);
  return { ...read, tree };
}

function parsedObject(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    if (isFilterObject(value)) {
      return value;
    }
  } catch {
    // Said below.
  }
  throw refused('begins like JSON and is none', '{"conjunction", "conditions": […]} or a text');
}

function isFilterObject(value: unknown): value is JsonObject {
  return isJsonObject(value);
}

function refused(problem: string, allowed: string): InputError {
  return new InputError([{ path: 'filter', problem, allowed }]);
}

/** No argument is longer. */
const maxLength = 100_000;
const maxDepth = 20;
/** Nobody writes more by hand; what a request does not take is decided here, for every record. */
const maxComparisons = 1_000;

/** A filter as an agent writes it: `状态 in ("进行中","暂停") and 截止日期 >= 2026-11-01 and not 负责人 is empty`. */
function parseFilter(text: string, isFieldName?: IsFieldName): Tree<Comparison> {
  if (text.length > maxLength) {
    throw refused(`has ${text.length} characters`, `at most ${maxLength} characters`);
  }
  const cursor = new Cursor(text, isFieldName);
  const tree = either(cursor, 0);
  if (cursor.next.kind !== 'end') {
    throw problemAt(
      cursor.next,
      'not expected here',
      'and, or, or the end; a field with signs in it goes in `backticks`, a text in quotes, a number has no commas',
    );
  }
  return tree;
}

function either(cursor: Cursor, depth: number): Tree<Comparison> {
  return chain(cursor, 'or', () => every(cursor, depth));
}

function every(cursor: Cursor, depth: number): Tree<Comparison> {
  return chain(cursor, 'and', () => single(cursor, depth));
}

function chain(cursor: Cursor, join: Join, part: () => Tree<Comparison>): Tree<Comparison> {
  const parts = [part()];
  while (cursor.takeOne(joins[join])) {
    parts.push(part());
  }
  return joined(join, parts);
}

const negations = ['not', '!', '非'];

function single(cursor: Cursor, depth: number): Tree<Comparison> {
  if (depth > maxDepth) {
    throw problemAt(cursor.next, 'nested too deep', `at most ${maxDepth} levels`);
  }
  if (cursor.takeOne(negations)) {
    return negated(single(cursor, depth + 1));
  }
  if (cursor.isAtField || !cursor.takeOne(['('])) {
    return comparison(cursor);
  }
  const inner = either(cursor, depth + 1);
  cursor.expect(')');
  return inner;
}

function comparison(cursor: Cursor): Tree<Comparison> {
  if (cursor.count() > maxComparisons) {
    throw refused(`has more than ${maxComparisons} conditions`, 'fewer; in ("a", "b") is one');
  }
  const field = fieldOf(cursor);
  const advice = cursor.advice;
  const found = advice === undefined ? cursor.takeSign() : undefined;
  if (found === undefined) {
    // A misspelt operator was taken for a part of the name.
    const words = field.text.split(' ').slice(1);
    const allowed = advice ?? operatorsNear(...words, cursor.next.text);
    throw notRead(
      cursor,
      problemAt(cursor.next, `no operator after the field ${quoted(field.text)}`, allowed),
    );
  }
  const compare = (operator: Operator, values: readonly WrittenValue[]): Tree<Comparison> => ({
    leaf: { field, operator, isNegated: false, sign: found.word, values, structured: false },
  });
  return found.sign === 'between' || found.sign === 'notBetween'
    ? between(cursor, compare, found.sign)
    : compare(found.sign, valuesOf(cursor, found.sign));
}

/** Only what an operator follows can be a field of a table that is not known yet. */
function notRead(cursor: Cursor, error: InputError): InputError {
  return cursor.hasSignAhead ? new FieldNotReadError(error.issues) : error;
}

/** A name of the table however it is written; else bare, in quotes or backticks, or in brackets. */
function fieldOf(cursor: Cursor): Word {
  const known = cursor.takeField();
  if (known !== undefined) {
    return known;
  }
  if (cursor.next.kind === 'quoted') {
    return cursor.take();
  }
  if (cursor.takeOne(['['])) {
    return cursor.takeUpTo(']');
  }
  const words = cursor.takeName();
  if (words === undefined) {
    const allowed = 'a field name; one with signs in it goes in `backticks`';
    throw notRead(cursor, problemAt(cursor.next, 'a condition begins with a field', allowed));
  }
  return words;
}

type Compare = (operator: Operator, values: readonly WrittenValue[]) => Tree<Comparison>;

/** Both ends belong to it. */
function between(cursor: Cursor, compare: Compare, sign: Sign): Tree<Comparison> {
  const first = takeValue(cursor);
  if (!cursor.takeOne(joins.and)) {
    throw problemAt(cursor.next, 'between has no second value', 'between … and …');
  }
  const ends = [compare('isGreaterEqual', [first]), compare('isLessEqual', [takeValue(cursor)])];
  const inside = joined('and', ends);
  return sign === 'between' ? inside : negated(inside);
}

const valueless: ReadonlySet<Sign> = new Set(['isEmpty', 'isNotEmpty']);
const listed: ReadonlySet<Sign> = new Set(['in', 'notIn', 'contains', 'doesNotContain']);

function valuesOf(cursor: Cursor, sign: Sign): readonly WrittenValue[] {
  if (valueless.has(sign)) {
    return [];
  }
  for (const [open, close] of [
    ['(', ')'],
    ['[', ']'],
  ] as const) {
    if (listed.has(sign) && cursor.takeOne([open])) {
      return listOf(cursor, close);
    }
  }
  return [takeValue(cursor)];
}

function listOf(cursor: Cursor, close: string): readonly WrittenValue[] {
  const values = [takeValue(cursor)];
  while (cursor.takeOne([','])) {
    values.push(takeValue(cursor));
  }
  cursor.expect(close);
  return values;
}

/** A text in quotes, or words up to the next sign: what they mean, the type of the field says. */
function takeValue(cursor: Cursor): WrittenValue {
  if (cursor.next.kind === 'quoted') {
    return { ...cursor.take(), quoted: true };
  }
  const words = cursor.takeWords(() => false);
  if (words === undefined) {
    const allowed = 'a value; a text with signs in it goes in quotes, several as in ("a", "b")';
    throw problemAt(cursor.next, 'a value is missing before it', allowed);
  }
  return { ...asCalled(words, cursor), quoted: false };
}

/** `today()` and `now()` as formulas write them, and what follows. */
function asCalled(words: Word, cursor: Cursor): Word {
  if (!/^(?:today|now)$/i.test(words.text) || !cursor.takeOne(['('])) {
    return words;
  }
  cursor.expect(')');
  const rest = cursor.takeWords(() => false);
  return rest === undefined ? words : { ...words, text: `${words.text} ${rest.text}` };
}
