import { InputError, type InputIssue } from '../../core/errors.js';
import { type PathSegment, pathText } from '../../core/path.js';
import { hasHalfCharacter } from '../../core/text.js';

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
export function guardInput(args: unknown): void {
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
