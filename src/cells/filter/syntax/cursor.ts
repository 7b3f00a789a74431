import { problemAt, type Word } from './comparison.js';
import { adviceFor, longestSign, type Sign, signOf, wantsList } from './operators.js';

/** Words that join conditions, and so end a value without quotes. */
export const joins = { and: ['and', '&&', '且', '并且'], or: ['or', '||', '或', '或者'] };

const ending = new Set([...joins.and, ...joins.or]);

interface FoundOperator {
  readonly sign: Sign;
  readonly word: Word;
  readonly length: number;
}

/** Reads a written filter token by token. */
export class Cursor {
  readonly #tokens: readonly FilterToken[];
  #position = 0;

  constructor(readonly text: string) {
    this.#tokens = tokensOf(text);
  }

  get next(): FilterToken {
    return this.#at(0);
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
    for (let length = longestSign; length > 0; length -= 1) {
      const spelling = this.#spelling(length);
      const sign = signOf(spelling);
      if (sign !== undefined && (!wantsList(spelling) || isListStart(this.#at(length)))) {
        return { sign, word: { ...this.next, text: spelling }, length };
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

  #spelling(length: number): string {
    const tokens = Array.from({ length }, (_, index) => this.#at(index));
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

/** `symbol` carries its plain form, `≥` as `>=`; `quoted` what stands between the quotes. */
export interface FilterToken extends Word {
  readonly kind: 'word' | 'quoted' | 'symbol' | 'end';
  readonly at: number;
  /** The position behind it. */
  readonly end: number;
}

const closing: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['“', '”'],
  ['‘', '’'],
  ['「', '」'],
]);

/** By how they may be written. */
const symbols: ReadonlyMap<string, string> = new Map([
  ...['==', '!=', '<>', '>=', '<=', '&&', '||'].map((each) => [each, each] as const),
  ...['=', '>', '<', '!', '(', ')', '[', ']', ','].map((each) => [each, each] as const),
  ['≥', '>='],
  ['≤', '<='],
  ['≠', '!='],
  ['＝', '='],
  ['＞', '>'],
  ['＜', '<'],
  ['！', '!'],
  ['（', '('],
  ['）', ')'],
  ['，', ','],
]);

/** The words, texts and signs of a written filter, and its end. */
function tokensOf(text: string): readonly FilterToken[] {
  const tokens: FilterToken[] = [];
  let at = 0;
  while (at < text.length) {
    if (isBlank(text, at)) {
      at += 1;
    } else {
      const token = tokenAt(text, at);
      tokens.push(token);
      at = token.end;
    }
  }
  return [...tokens, { kind: 'end', text: '', path: 'filter', at, end: at }];
}

function tokenAt(text: string, at: number): FilterToken {
  const close = closing.get(text.charAt(at));
  if (close !== undefined) {
    return quotedAt(text, at, close);
  }
  const symbol = symbolAt(text, at);
  return symbol === undefined
    ? { kind: 'word', path: 'filter', at, ...wordAt(text, at) }
    : { kind: 'symbol', text: symbol.plain, path: 'filter', at, end: symbol.end };
}

/** A backslash before a quote or another backslash makes it a part of the text. */
function quotedAt(text: string, at: number, close: string): FilterToken {
  let content = '';
  for (let end = at + 1; end < text.length; end += 1) {
    const letter = text.charAt(end);
    const next = text.charAt(end + 1);
    if (letter === close) {
      return { kind: 'quoted', text: content, path: 'filter', at, end: end + 1 };
    }
    if (letter === '\\' && (next === close || next === '\\')) {
      content += next;
      end += 1;
    } else {
      content += letter;
    }
  }
  const open = { text: text.slice(at), path: 'filter', at };
  throw problemAt(open, 'a quote that is never closed', `${close} behind the text`);
}

function symbolAt(text: string, at: number): { plain: string; end: number } | undefined {
  for (const length of [2, 1]) {
    const plain = symbols.get(text.slice(at, at + length));
    if (plain !== undefined) {
      return { plain, end: at + length };
    }
  }
  return undefined;
}

function wordAt(text: string, at: number): { text: string; end: number } {
  let end = at + 1;
  while (end < text.length && isInWord(text, end)) {
    end += 1;
  }
  return { text: text.slice(at, end), end };
}

/** Within a word an apostrophe and an exclamation mark are letters like others. */
function isInWord(text: string, at: number): boolean {
  const letter = text.charAt(at);
  const symbol = symbolAt(text, at);
  const isLetter = letter === "'" || !closing.has(letter);
  return isLetter && !isBlank(text, at) && (symbol === undefined || symbol.plain === '!');
}

function isBlank(text: string, at: number): boolean {
  return text.charAt(at).trim() === '';
}
