import { problemAt, type Word } from './comparison.js';
import { adviceFor, longestSign, type Sign, signOf, wantsList } from './operators.js';
import { type FilterToken, tokensOf } from './tokens.js';

/** Words that join conditions, and so end a value without quotes. */
export const joins = { and: ['and', '&&', '且', '并且'], or: ['or', '||', '或', '或者'] };

const ending = new Set([...joins.and, ...joins.or]);

/** A field's name has at most 100 characters, and no more tokens than this that anybody writes. */
const maxFieldTokens = 24;
const maxFieldSigns = 3;

interface FoundOperator {
  readonly sign: Sign;
  readonly word: Word;
  readonly length: number;
}

/** Reads a written filter token by token. */
export class Cursor {
  readonly #tokens: readonly FilterToken[];
  #position = 0;
  /** By position: each is asked for by every field that could end before it. */
  readonly #signs = new Map<number, FoundOperator | undefined>();
  #fields: { readonly at: number; readonly lengths: readonly number[] } | undefined;
  #comparisons = 0;

  constructor(
    readonly text: string,
    /** Knows the fields of the table, where there is one. */
    readonly isFieldName: (text: string) => boolean = () => false,
  ) {
    this.#tokens = tokensOf(text);
  }

  get next(): FilterToken {
    return this.#at(0);
  }

  /** Counts a comparison; gives how many there are so far. */
  count(): number {
    this.#comparisons += 1;
    return this.#comparisons;
  }

  /** Moves past the next token. */
  take(): FilterToken {
    const token = this.next;
    this.#position += 1;
    return token;
  }

  /** Moves past the next token if it is one of these words or symbols. */
  takeOne(spellings: readonly string[]): boolean {
    const found = spellings.includes(spellingAt(this.next));
    this.#position += found ? 1 : 0;
    return found;
  }

  expect(symbol: string): void {
    if (!this.takeOne([symbol])) {
      throw problemAt(this.next, `a ${symbol} is missing`);
    }
  }

  /** Words up to the next sign or joining word, as they were written, blanks and all. */
  takeWords(ends: () => boolean): Word | undefined {
    const first = this.next;
    let last = first;
    while (this.next.kind === 'word' && (this.next === first || !ends()) && !this.#joins()) {
      last = this.take();
    }
    const isEmpty = this.next === first;
    return isEmpty ? undefined : { ...first, text: this.text.slice(first.at, last.end) };
  }

  /** Whether a field of the table stands here before an operator, signs, brackets, quotes and all. */
  get isAtField(): boolean {
    return this.#fieldLengths().length > 0;
  }

  /** Whether an operator follows anywhere: without one no field of any table is compared. */
  get hasSignAhead(): boolean {
    return this.#tokens.some((_, at) => at > this.#position && this.#signAt(at - this.#position));
  }

  /** Moves past the field of the table that stands here; undefined where none does. */
  takeField(): Word | undefined {
    const lengths = this.#fieldLengths();
    const length = lengths.at(-1);
    if (length === undefined) {
      return undefined;
    }
    const word = this.#slice(length);
    if (lengths.length > 1 && this.#hasJoin(length)) {
      throw problemAt(
        word,
        'is a field, and a condition on another one',
        'the field in `backticks`',
      );
    }
    this.#position += length;
    return word;
  }

  /** In tokens, how long the fields are that stand here before an operator: the shortest first. */
  #fieldLengths(): readonly number[] {
    if (this.#fields?.at !== this.#position) {
      this.#fields = { at: this.#position, lengths: this.#readFieldLengths() };
    }
    return this.#fields.lengths;
  }

  #readFieldLengths(): readonly number[] {
    const lengths: number[] = [];
    let signs = 0;
    for (let length = 1; length <= maxFieldTokens && signs < maxFieldSigns; length += 1) {
      if (this.#at(length - 1).kind === 'end') {
        break;
      }
      if (this.#signAt(length) !== undefined) {
        signs += 1;
        lengths.push(...(this.isFieldName(this.#slice(length).text) ? [length] : []));
      }
    }
    return lengths;
  }

  #slice(length: number): Word {
    const first = this.next;
    return { ...first, text: this.text.slice(first.at, this.#at(length - 1).end) };
  }

  #hasJoin(length: number): boolean {
    return Array.from({ length }, (_, ahead) => spellingAt(this.#at(ahead))).some((each) =>
      ending.has(each),
    );
  }

  /** Words up to the next operator, with what stands in brackets behind them where an operator follows that. */
  takeName(): Word | undefined {
    const first = this.next;
    const words = this.#takeNameWords();
    const end = this.#position;
    while (words !== undefined && this.takeOne(['('])) {
      while (!this.takeOne([')']) && this.next.kind !== 'end') {
        this.take();
      }
      this.#takeNameWords();
    }
    if (this.#position > end && this.sign !== undefined) {
      return { ...first, text: this.text.slice(first.at, this.#at(-1).end) };
    }
    this.#position = end;
    return words;
  }

  #takeNameWords(): Word | undefined {
    return this.takeWords(() => this.sign !== undefined || this.advice !== undefined);
  }

  /** What was written between here and a symbol, which is passed too. */
  takeUpTo(symbol: string): Word {
    const first = this.next;
    while (this.next.kind !== 'end' && spellingAt(this.next) !== symbol) {
      this.take();
    }
    const text = this.text.slice(first.at, this.next.at).trim();
    this.expect(symbol);
    return { path: first.path, at: first.at, text };
  }

  /** The operator that begins here: of several, the longest. */
  get sign(): FoundOperator | undefined {
    return this.#signAt(0);
  }

  #signAt(ahead: number): FoundOperator | undefined {
    const position = this.#position + ahead;
    if (!this.#signs.has(position)) {
      this.#signs.set(position, this.#readSign(ahead));
    }
    return this.#signs.get(position);
  }

  #readSign(ahead: number): FoundOperator | undefined {
    for (let length = longestSign; length > 0; length -= 1) {
      const spelling = this.#spelling(length, ahead);
      const sign = signOf(spelling);
      if (sign !== undefined && (!wantsList(spelling) || isListStart(this.#at(ahead + length)))) {
        return { sign, word: { ...this.#at(ahead), text: spelling }, length };
      }
    }
    return undefined;
  }

  takeSign(): FoundOperator | undefined {
    const found = this.sign;
    this.#position += found?.length ?? 0;
    return found;
  }

  /** What to write in place of an operator of other languages that begins here. */
  get advice(): string | undefined {
    return adviceFor(this.#spelling(2)) ?? adviceFor(this.#spelling(1));
  }

  #spelling(length: number, ahead = 0): string {
    const tokens = Array.from({ length }, (_, index) => this.#at(ahead + index));
    return tokens.map(spellingAt).join(' ');
  }

  #joins(): boolean {
    return ending.has(spellingAt(this.next));
  }

  #at(ahead: number): FilterToken {
    const position = Math.min(this.#position + ahead, this.#tokens.length - 1);
    return this.#tokens[position] ?? { kind: 'end', text: '', path: 'filter', at: 0, end: 0 };
  }
}

/** What is in quotes is never a word of the language. */
function spellingAt(token: FilterToken): string {
  return token.kind === 'quoted' ? '""' : token.text.toLowerCase();
}

function isListStart(token: FilterToken): boolean {
  return token.kind === 'symbol' && ['(', '['].includes(token.text);
}
