import {
  type ZodInvalidTypeIssue,
  type ZodIssue,
  ZodObject,
  type ZodRawShape,
  type ZodTypeAny,
  type z,
} from 'zod';
import { InputError, type InputIssue } from '../../core/errors.js';
import { isJsonObject } from '../../core/json.js';
import { type PathSegment, pathText, replaceAt, valueAt } from '../../core/path.js';
import { hasHalfCharacter } from '../../core/text.js';
import { withoutAbsent } from './absence.js';
import { describeIssues, schemaAt } from './issues.js';
import { readJson } from './json-text.js';

export interface ParsedInput<Args> {
  readonly args: Args;
  /** What was read otherwise than it was written. */
  readonly notes: readonly string[];
}

/**
 * Arguments as a schema wants them, or an InputError that names every fault. What models get wrong in form
 * only is put right and noted: a list or object written as JSON text, a number or a boolean as text, a single value where a
 * list is wanted. The input is without what is absent; what is absent in JSON text is left out here.
 */
export function parseInput<Shape extends ZodRawShape>(
  schema: ZodObject<Shape, 'strict'>,
  input: unknown,
): ParsedInput<z.output<ZodObject<Shape, 'strict'>>> {
  guardInput(input);
  const notes: string[] = [];
  let current = input;
  // Text can hold text again, so putting right goes round until nothing changes.
  for (let round = 0; round < 4; round += 1) {
    const parsed = schema.safeParse(current);
    if (parsed.success) {
      return { args: parsed.data, notes };
    }
    const repaired = repair(schema, current, parsed.error.issues, notes);
    if (repaired === undefined) {
      throw new InputError(describeIssues(schema, current, parsed.error.issues));
    }
    guardInput(repaired);
    current = withoutAbsent(schema, repaired);
  }
  throw new InputError([
    { path: '', problem: 'is text within text within text', allowed: 'plain JSON' },
  ]);
}

/** A copy with the faults of form put right; undefined where there are none. */
function repair(
  schema: ZodTypeAny,
  input: unknown,
  issues: readonly ZodIssue[],
  notes: string[],
): unknown {
  let repaired = input;
  const noted = new Set<string>();
  for (const issue of issues) {
    const read = readingFor(schema, issue, valueAt(repaired, issue.path));
    if (read !== null) {
      repaired = replaceAt(repaired, issue.path, read.value);
      const place = read.isOfList ? issue.path.slice(0, -1) : issue.path;
      noted.add(`${pathText(place) || 'the arguments'}: ${read.note}`);
    }
  }
  notes.push(...noted);
  return noted.size > 0 ? repaired : undefined;
}

function readingFor(schema: ZodTypeAny, issue: ZodIssue, value: unknown): Reading | null {
  return issue.code === 'invalid_type'
    ? (readAs(issue, value) ?? readAsItem(schema, issue, value))
    : null;
}

const readers: Readonly<Record<string, (text: string) => unknown>> = {
  object: (text) => readJson(text, isJsonObject),
  array: (text) => readJson(text, Array.isArray),
  number: readNumber,
  integer: readNumber,
  boolean: (text) => ({ true: true, false: false })[text.trim().toLowerCase()],
};

interface Reading {
  readonly value: unknown;
  readonly note: string;
  /** The note holds for all items of the list. */
  readonly isOfList?: true;
}

/** A value in the form that is expected; null where it has none. */
function readAs({ expected }: ZodInvalidTypeIssue, value: unknown): Reading | null {
  const read = typeof value === 'string' ? readers[expected]?.(value) : undefined;
  if (read !== undefined) {
    return { value: read, note: `text was read as ${kindName(read)}` };
  }
  const isSingle = value !== undefined && value !== null && !Array.isArray(value);
  return expected === 'array' && isSingle
    ? { value: [singleIn(value)], note: 'a single value was read as a list of one' }
    : null;
}

/** The text alone of an object in a list that needs nothing but its name or its id. */
function readAsItem(
  schema: ZodTypeAny,
  { expected, path }: ZodInvalidTypeIssue,
  value: unknown,
): Reading | null {
  const isItem = expected === 'object' && typeof path.at(-1) === 'number';
  const key = isItem && typeof value === 'string' ? soleKey(schemaAt(schema, path)) : undefined;
  return key === undefined
    ? null
    : { value: { [key]: value }, note: `text was read as {${key}: …}`, isOfList: true };
}

const namingKeys: ReadonlySet<string> = new Set(['id', 'name', 'field_name']);

/** The key that an object needs, where it is the only one and names the thing. */
function soleKey(schema: ZodTypeAny | undefined): string | undefined {
  if (!(schema instanceof ZodObject)) {
    return undefined;
  }
  const shape: ZodRawShape = schema.shape;
  const needed = Object.keys(shape).filter((key) => shape[key]?.isOptional() === false);
  const [key = ''] = needed;
  // Beside a value, a name alone would say something else: a condition of a role without one means the visitor.
  const isNaming = namingKeys.has(key) && !('value' in shape) && !('operator' in shape);
  return needed.length === 1 && isNaming ? key : undefined;
}

/** One object of a list can come as JSON text as well. */
function singleIn(value: unknown): unknown {
  return typeof value === 'string' ? (readJson(value, isJsonObject) ?? value) : value;
}

function readNumber(text: string): number | undefined {
  return /^\s*-?\d{1,15}(\.\d{1,15})?\s*$/.test(text) ? Number(text) : undefined;
}

function kindName(value: unknown): string {
  return Array.isArray(value)
    ? 'a list'
    : typeof value === 'object'
      ? 'an object'
      : `a ${typeof value}`;
}

/** Nothing that a person means to send is deeper; vendor bodies are at most 8 levels. */
const maxDepth = 32;
/** The vendor's own limit for a text cell; no other argument is as long. */
const maxText = 100_000;
/** Enough for 20,000 records of 40 cells. */
const maxValues = 1_000_000;

/**
 * Refuses what no schema would notice, or would notice too late: values that cannot travel as JSON without
 * loss, that could poison an object, or that are too large to look at.
 */
function guardInput(args: unknown): void {
  new Guard().visit(args);
}

class Guard {
  private values = 0;
  private readonly path: PathSegment[] = [];

  visit(value: unknown): void {
    this.values += 1;
    if (this.values > maxValues) {
      refuse([], 'hold too many values', `at most ${maxValues} in one call; send them in parts`);
    }
    if (typeof value === 'string') {
      guardText(value, this.path);
    } else if (typeof value === 'number') {
      guardNumber(value, this.path);
    } else if (typeof value === 'object' && value !== null) {
      this.visitEntries(value);
    }
  }

  private visitEntries(value: object): void {
    if (this.path.length >= maxDepth) {
      refuse(this.path.slice(0, 2), 'is nested too deep', `at most ${maxDepth} levels`);
    }
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index += 1) {
        this.visitAt(index, value[index]);
      }
      return;
    }
    for (const [key, item] of Object.entries(value)) {
      guardKey(key, this.path);
      this.visitAt(key, item);
    }
  }

  private visitAt(segment: PathSegment, value: unknown): void {
    this.path.push(segment);
    this.visit(value);
    this.path.pop();
  }
}

function guardKey(key: string, path: readonly PathSegment[]): void {
  if (key === '__proto__') {
    refuse([...path, key], 'is not allowed as a key', 'any other name');
  }
  if (hasHalfCharacter(key)) {
    refuse(path, 'has a key with half a character (a lone surrogate)', 'well-formed Unicode text');
  }
  if (key.length > 1_000) {
    refuse(path, 'has a key that is too long', 'at most 1000 characters');
  }
}

function guardText(text: string, path: readonly PathSegment[]): void {
  if (text.length > maxText) {
    refuse(path, `is a text of ${text.length} characters`, `at most ${maxText} characters`);
  }
  if (hasHalfCharacter(text)) {
    refuse(path, 'has half a character (a lone surrogate)', 'well-formed Unicode text');
  }
}

function guardNumber(number: number, path: readonly PathSegment[]): void {
  if (!Number.isFinite(number)) {
    refuse(path, 'is not a finite number', 'a number below 1.8e308');
  }
  if (Number.isInteger(number) && !Number.isSafeInteger(number)) {
    refuse(
      path,
      'is an integer beyond ±9007199254740991, which loses digits',
      'send it as a string',
    );
  }
}

function refuse(path: readonly PathSegment[], problem: string, allowed: string): never {
  const issue: InputIssue = { path: pathText(path) || 'arguments', problem, allowed };
  throw new InputError([issue]);
}
