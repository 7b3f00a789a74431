import { adviceFor, longestSign, type Sign, signOf, wantsList } from '../families/operators.js';
import { problemAt } from './problem.js';
import type { Word } from './syntax.js';
import { type FilterToken, tokensOf } from './tokens.js';

/** Words that join conditions, and so end a value without quotes. */
export const joins = { and: ['and', '&&', '且', '并且'], or: ['or', '||', '或', '或者'] };

const ending = new Set([...joins.and, ...joins.or]);

interface FoundSign {
  readonly sign: Sign;
  readonly word: Word;
  readonly length: number;
}

/** A place in a written filter that moves on as it is read. */
export class Cursor {
  readonly #tokens: readonly FilterToken[];
  #place = 0;

  constructor(readonly text: string) {
    this.#tokens = tokensOf(text);
  }

  get next(): FilterToken {
    return this.#at(0);
  }

  /** Moves past the next token. */
  take(): FilterToken {
    const token = this.next;
    this.#place += 1;
    return token;
  }

  /** Moves past the next token if it is one of these words or symbols. */
  takeOne(spellings: readonly string[]): boolean {
    const found = spellings.includes(spellingAt(this.next));
    this.#place += found ? 1 : 0;
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
  get sign(): FoundSign | undefined {
    for (let length = longestSign; length > 0; length -= 1) {
      const spelling = this.#spelling(length);
      const sign = signOf(spelling);
      if (sign !== undefined && (!wantsList(spelling) || isListStart(this.#at(length)))) {
        return { sign, word: { ...this.next, text: spelling }, length };
      }
    }
    return undefined;
  }

  takeSign(): FoundSign | undefined {
    const found = this.sign;
    this.#place += found?.length ?? 0;
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
    const place = Math.min(this.#place + ahead, this.#tokens.length - 1);
    return this.#tokens[place] ?? { kind: 'end', text: '', path: 'filter', at: 0, end: 0 };
  }
}

/** What is in quotes is never a word of the language. */
function spellingAt(token: FilterToken): string {
  return token.kind === 'quoted' ? '""' : token.text.toLowerCase();
}

function isListStart(token: FilterToken): boolean {
  return token.kind === 'symbol' && ['(', '['].includes(token.text);
}
