import type { InputError } from '../../core/errors.js';
import { isJsonObject } from '../../core/json.js';
import { parseJson } from '../../core/lossless-json.js';
import { refusal } from '../access/refusal.js';
import { type FileRow, longestRow, mostColumns, type RowFault } from './row-format.js';

/** The elements of one JSON array. */
export async function* jsonArrayRows(
  texts: AsyncIterable<string>,
  argument: string,
): AsyncGenerator<FileRow | RowFault> {
  const elements = new JsonElements(argument);
  let count = 0;
  for await (const text of texts) {
    for (const element of elements.push(text)) {
      count += 1;
      yield rowIn(element, count);
    }
  }
  elements.end();
}

/** One object a line; blank lines do not count as rows. */
export async function* jsonLineRows(
  texts: AsyncIterable<string>,
  argument: string,
): AsyncGenerator<FileRow | RowFault> {
  let number = 0;
  for await (const line of linesOf(texts, argument)) {
    number += 1;
    if (line.trim() !== '') {
      yield rowIn(line, number);
    }
  }
}

async function* linesOf(texts: AsyncIterable<string>, argument: string): AsyncGenerator<string> {
  let begun = '';
  let passed = 0;
  for await (const text of texts) {
    const [first = '', ...others] = text.split('\n');
    const lines = [begun + first, ...others];
    begun = lines.pop() ?? '';
    passed += lines.length;
    if (begun.length > longestRow) {
      throw refusal(argument, `has more than 4 MB in line ${passed + 1}`, 'one object a line');
    }
    yield* lines;
  }
  yield begun;
}

function rowIn(text: string, line: number): FileRow | RowFault {
  const raw = text.trim();
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    return { line, problem: 'is not valid JSON', raw };
  }
  if (!isJsonObject(value)) {
    return { line, problem: 'is not a JSON object', raw };
  }
  const { length } = Object.keys(value);
  return length > mostColumns
    ? { line, problem: `has ${length} keys; at most ${mostColumns} are taken`, raw }
    : { line, values: value };
}

const betweenTexts = /["[\]{},]/g;
const insideText = /["\\]/g;

const turns: Readonly<Record<string, number>> = { '[': 1, '{': 1, ']': -1, '}': -1 };

type Stage = 'before' | 'inside' | 'after';

/**
 * Cuts a JSON array into the texts of its elements, in whatever pieces the array comes. It only follows brackets and
 * quotes: whether an element is JSON is for JSON.parse to say.
 */
export class JsonElements {
  readonly #argument: string;
  #stage: Stage = 'before';
  #depth = 0;
  #isText = false;
  /** How much of the next piece is escaped by a backslash that ended the last one. */
  #escaped = 0;
  /** What earlier pieces hold of the element that has begun. */
  #begun: string[] = [];
  #begunLength = 0;
  #count = 0;

  constructor(argument: string) {
    this.#argument = argument;
  }

  /** The elements that end in this piece. */
  push(piece: string): readonly string[] {
    const elements: string[] = [];
    let from = 0;
    let at = this.#escaped;
    for (let found = this.#mark(piece, at); found !== null; found = this.#mark(piece, at)) {
      const [mark] = found;
      at = found.index + (mark === '\\' ? 2 : 1);
      if (this.#isBorder(mark)) {
        elements.push(...this.#cross(mark, this.#completed(piece.slice(from, found.index))));
        from = at;
      }
    }
    this.#escaped = Math.max(0, at - piece.length);
    this.#begin(piece.slice(from));
    return elements;
  }

  end(): void {
    if (this.#stage === 'inside') {
      throw refusal(this.#argument, `ends within element ${this.#count + 1} of its array`);
    }
    if (this.#stage === 'before' || this.#completed('').trim() !== '') {
      throw this.#noArray();
    }
  }

  #mark(piece: string, at: number): RegExpExecArray | null {
    const marks = this.#isText ? insideText : betweenTexts;
    marks.lastIndex = at;
    return marks.exec(piece);
  }

  /** Follows the mark; true where it parts two elements, or the array from what is around it. */
  #isBorder(mark: string): boolean {
    if (mark === '"') {
      this.#isText = !this.#isText;
    }
    const before = this.#depth;
    this.#depth += turns[mark] ?? 0;
    return Math.min(before, this.#depth) <= 0 || (mark === ',' && before === 1);
  }

  /** What crossing a border completes; `text` is what stands before it. */
  #cross(mark: string, text: string): readonly string[] {
    if (this.#stage === 'before' && mark === '[' && text.trim() === '') {
      this.#stage = 'inside';
      return [];
    }
    if (this.#stage !== 'inside' || mark === '}') {
      throw this.#noArray();
    }
    if (mark === ']') {
      this.#stage = 'after';
    }
    const isEmptyArray = mark === ']' && this.#count === 0 && text.trim() === '';
    this.#count += 1;
    return isEmptyArray ? [] : [text];
  }

  #completed(rest: string): string {
    const text = this.#begun.join('') + rest;
    this.#begun = [];
    this.#begunLength = 0;
    return text;
  }

  #begin(rest: string): void {
    this.#begun.push(rest);
    this.#begunLength += rest.length;
    if (this.#begunLength > longestRow) {
      throw refusal(this.#argument, `has more than 4 MB in element ${this.#count + 1}`);
    }
  }

  #noArray(): InputError {
    return refusal(
      this.#argument,
      'is not one JSON array',
      '[{…}, {…}], or one object a line with format: "jsonl"',
    );
  }
}
