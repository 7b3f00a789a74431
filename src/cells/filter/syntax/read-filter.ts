import { InputError } from '../../../core/errors.js';
import { isJsonObject, type JsonObject } from '../../../core/json.js';
import { parseFilter } from './parser.js';
import { readStructured } from './structured.js';
import type { Comparison } from './syntax.js';
import type { Tree } from './tree.js';

/** A filter read, not yet held against a table; with neither it asks for everything. */
interface ReadFilter {
  readonly formula: string | undefined;
  readonly tree: Tree<Comparison> | undefined;
}

/** List records (A30): `filter` has at most 2,000 characters. */
const maxFormula = 2_000;
const formulaMark = 'CurrentValue.';

/** Tells the forms of a filter apart. */
export function readFilter(filter: string | JsonObject): ReadFilter {
  if (typeof filter !== 'string') {
    return { formula: undefined, tree: readStructured(filter) };
  }
  const text = filter.trim();
  if (text === '') {
    return { formula: undefined, tree: undefined };
  }
  if (text.toLowerCase().includes(formulaMark.toLowerCase())) {
    return { formula: checkedFormula(text), tree: undefined };
  }
  const tree = text.startsWith('{') ? readStructured(parsedObject(text)) : parseFilter(text);
  return { formula: undefined, tree };
}

function checkedFormula(text: string): string {
  if (!text.includes(formulaMark)) {
    throw refused('is a formula without capitals', `${formulaMark}[field], with capital C and V`);
  }
  const { length } = [...text];
  if (length > maxFormula) {
    throw refused(`has ${length} characters`, `at most ${maxFormula}`);
  }
  return text;
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
