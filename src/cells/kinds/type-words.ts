import { nearest } from '../../core/nearest.js';
import type { Remedy } from '../../core/remedy.js';
import { fieldKinds } from './kinds.js';

/** A type that a word means: `currency` is a variant of the numbers. */
export interface WordedType {
  readonly type: number;
  /** Undefined for the plain form of a type. */
  readonly uiType: string | undefined;
}

/** What the first words of the types are, for people. */
const firstWords: string[] = [];
const typesByWord = new Map<string, WordedType>();

for (const { type, typeWords = {} } of fieldKinds) {
  for (const [index, [uiType, words]] of Object.entries(typeWords).entries()) {
    firstWords.push(words[0]);
    const number = index === 0 ? [String(type)] : [];
    for (const word of [...number, uiType, ...words]) {
      typesByWord.set(fold(word), { type, uiType: index === 0 ? undefined : uiType });
    }
  }
}

/** The type that people call by a word: `text`, `单选`, `SingleSelect`, or its number as a text. */
export function typeNamed(word: string): WordedType | undefined {
  return typesByWord.get(fold(word));
}

/** The words that there are, in place of one that means no type. */
export function typeWordsFor(word: string): Remedy {
  const options = firstWords.map((name) => ({ name }));
  return { nearest: nearest(word, firstWords), options, optionKind: 'enum_value' };
}

function fold(word: string): string {
  return word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '');
}
