import { jsonPunctuation, singleTokens, threeTokenBlocks } from './token-tables.js';

/**
 * Estimates how many tokens a text is to a model: no fewer than the tokenizers o200k_base and cl100k_base count, for texts
 * such as answers hold.
 */
export function estimateTokens(text: string): number {
  const costs = costsAlone();
  let tokens = 0;
  let index = 0;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (code >= asciiEnd) {
      tokens += costs[code] ?? 0;
      index += 1;
    } else {
      const kind = kindOf(code);
      const end = endOfRun(text, index, kind);
      tokens += runCosts[kind](text, index, end);
      index = end;
    }
  }
  return Math.ceil(tokens);
}

const asciiEnd = 0x80;

type Kind = 'word' | 'blank' | 'sign';

const [digit, upper, vowel, letter, blank] = [1, 2, 4, 8, 16];

/** What each ASCII character is, as bits. */
const traits: Uint8Array = Uint8Array.from({ length: asciiEnd }, (_, code) => {
  const character = String.fromCharCode(code);
  const bits = [
    [/\d/, digit],
    [/[A-Z]/, upper],
    [/[aeiouy]/i, vowel],
    [/[a-z]/i, letter],
    [/\s/, blank],
  ] as const;
  return bits.reduce((sum, [form, bit]) => sum + (form.test(character) ? bit : 0), 0);
});

function has(code: number, bits: number): boolean {
  return ((traits[code] ?? 0) & bits) !== 0;
}

function kindOf(code: number): Kind {
  return has(code, digit | letter) ? 'word' : has(code, blank) ? 'blank' : 'sign';
}

/** Characters of one kind in a row are counted together. */
function endOfRun(text: string, start: number, kind: Kind): number {
  let end = start + 1;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (code >= asciiEnd || kindOf(code) !== kind) {
      return end;
    }
    end += 1;
  }
  return end;
}

type RunCost = (text: string, start: number, end: number) => number;

const runCosts: Readonly<Record<Kind, RunCost>> = {
  word: wordCost,
  blank: blankCost,
  sign: signCost,
};

/** A single space goes with the word or sign behind it. */
function blankCost(text: string, start: number, end: number): number {
  const next = text.charCodeAt(end);
  const joins = end - start === 1 && text[start] === ' ' && next < asciiEnd && !has(next, digit);
  return joins ? 0 : 1 + (end - start) / 16;
}

const joined = new Set(jsonPunctuation.split(' '));

function signCost(text: string, start: number, end: number): number {
  const length = end - start;
  return length === 1 || (length < 6 && joined.has(text.slice(start, end))) ? 1 : 0.8 * length;
}

/** A run of letters and digits: words and numbers, or an id, which is cut into small pieces. */
function wordCost(text: string, start: number, end: number): number {
  let [tokens, parts, index] = [0, 0, start];
  let isId = false;
  while (index < end) {
    const stop = endOfPart(text, index, end);
    const length = stop - index;
    if (has(text.charCodeAt(index), digit)) {
      tokens += Math.ceil(length / 3);
    } else {
      tokens += length <= 4 ? 1 : 1 + (length - 4) / 5;
      isId ||= !isWord(text, index, stop);
    }
    parts += 1;
    index = stop;
  }
  const length = end - start;
  return isId || (parts > 2 && length / parts < 3) ? Math.max(1, 0.78 * length) : tokens;
}

/** The end of a number or of a word: `getUserById` is four words. */
function endOfPart(text: string, start: number, end: number): number {
  let before = text.charCodeAt(start);
  for (let index = start + 1; index < end; index += 1) {
    const code = text.charCodeAt(index);
    const isTurn = has(code, digit) !== has(before, digit);
    if (isTurn || (has(code, upper) && !has(before, upper))) {
      return index;
    }
    before = code;
  }
  return end;
}

/** Tells a word from letters by chance: those have no vowel, or many consonants in a row. */
function isWord(text: string, start: number, end: number): boolean {
  let [consonants, vowels] = [0, 0];
  for (let index = start; index < end; index += 1) {
    if (has(text.charCodeAt(index), vowel)) {
      vowels += 1;
      consonants = 0;
    } else if (++consonants > 4) {
      return false;
    }
  }
  return end - start <= 3 || (vowels > 0 && end - start <= 18);
}

const blockLength = 0x40;

let costs: Uint8Array | undefined;

/** The tokens of each character beyond ASCII, alone: together they are no more. */
function costsAlone(): Uint8Array {
  if (costs === undefined) {
    costs = new Uint8Array(0x1_0000);
    for (let first = asciiEnd; first < costs.length; first += blockLength) {
      costs.fill(blockCost(first), first, first + blockLength);
    }
    for (const character of singleTokens) {
      costs[character.charCodeAt(0)] = 1;
    }
  }
  return costs;
}

/** The tokens of most characters of a block. */
function blockCost(first: number): number {
  if (first >= 0xd800 && first < 0xe000) {
    return surrogateCost(first);
  }
  // European letters join to words.
  if (first >= 0x100 && first < 0x530) {
    return 1;
  }
  const block = first / blockLength;
  const bits = Number.parseInt(threeTokenBlocks.charAt(block >> 2), 16);
  return (bits >> (block & 3)) & 1 ? 3 : 2;
}

/** Half a character beyond the basic plane: an emoji is three tokens, a rare Han character four. */
function surrogateCost(code: number): number {
  const isFirst = code < 0xdc00;
  return isFirst && code >= 0xd83c && code <= 0xd83e ? 2 : isFirst ? 3 : 1;
}
