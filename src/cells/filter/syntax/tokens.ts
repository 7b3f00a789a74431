import { problemAt, type Word } from './comparison.js';

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
export function tokensOf(text: string): readonly FilterToken[] {
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
