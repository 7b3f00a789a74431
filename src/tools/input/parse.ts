import type { ZodIssue, ZodObject, ZodRawShape, z } from 'zod';
import { InputError } from '../../core/errors.js';
import { pathText, replaceAt, valueAt } from '../../core/path.js';
import { guardInput } from './guard.js';
import { describeIssues } from './issues.js';

export interface ParsedInput<Args> {
  readonly args: Args;
  /** What was read otherwise than it was written. */
  readonly notes: readonly string[];
}

/**
 * Arguments as a schema wants them, or an InputError that names every fault. What models get wrong in form
 * only is put right and noted: a list or object written as JSON text, a number or a boolean as text.
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
    const mended = mend(current, parsed.error.issues, notes);
    if (mended === undefined) {
      throw new InputError(describeIssues(schema, current, parsed.error.issues));
    }
    guardInput(mended);
    current = mended;
  }
  throw new InputError([
    { path: '', problem: 'is text within text within text', allowed: 'plain JSON' },
  ]);
}

/** A copy with the faults of form put right; undefined where there are none. */
function mend(input: unknown, issues: readonly ZodIssue[], notes: string[]): unknown {
  let mended = input;
  let changed = false;
  for (const issue of issues) {
    if (issue.code !== 'invalid_type' || issue.received !== 'string') {
      continue;
    }
    const value = readAs(issue.expected, valueAt(mended, issue.path));
    if (value !== undefined) {
      mended = replaceAt(mended, issue.path, value);
      notes.push(`${pathText(issue.path) || 'the arguments'}: text was read as ${kindName(value)}`);
      changed = true;
    }
  }
  return changed ? mended : undefined;
}

const readers: Readonly<Record<string, (text: string) => unknown>> = {
  object: (text) => readJson(text, isPlainObject),
  array: (text) => readJson(text, Array.isArray),
  number: readNumber,
  integer: readNumber,
  boolean: (text) => ({ true: true, false: false })[text.trim().toLowerCase()],
};

function readAs(expected: string, value: unknown): unknown {
  return typeof value === 'string' ? readers[expected]?.(value) : undefined;
}

function readNumber(text: string): number | undefined {
  return /^\s*-?\d{1,15}(\.\d{1,15})?\s*$/.test(text) ? Number(text) : undefined;
}

function readJson(text: string, fits: (value: unknown) => boolean): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return fits(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindName(value: unknown): string {
  return Array.isArray(value)
    ? 'a list'
    : typeof value === 'object'
      ? 'an object'
      : `a ${typeof value}`;
}
