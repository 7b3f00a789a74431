import type { CellFamily } from '../../../../../cells/kinds/kind.js';
import type { Json } from '../../../../../core/json.js';

/** What people and programs write where there is no number and no date. */
const usual: readonly string[] = [
  ...['-', '--', '---', '–', '—', '——', '/', '\\N'],
  ...['#div/0!', '#name?', '#null!', '#num!', '#ref!', '#value!', '#spill!', '#calc!'],
  ...['n/a', '#n/a', 'n.a.', 'na', 'nan', 'null', 'none', 'nil', '无', '暂无'],
];

/** The types in whose columns such a word is no value; a text or an option may be anything. */
const families: ReadonlySet<CellFamily> = new Set(['number', 'date']);

/** Tells whether a column of a type can have missing values that are written. */
export function hasMissing(family: CellFamily): boolean {
  return families.has(family);
}

/** The words of one import that stand for a missing number or date. */
export class MissingWords {
  readonly #words: ReadonlySet<string>;
  readonly #longest: number;

  constructor(given: readonly string[] = usual) {
    this.#words = new Set(given.map(folded));
    this.#longest = Math.max(0, ...given.map((word) => word.length));
  }

  has(value: Json): boolean {
    const isWord = typeof value === 'string' || typeof value === 'number';
    const text = isWord ? String(value).trim() : '';
    return isWord && text.length <= this.#longest && this.#words.has(folded(text));
  }
}

function folded(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

export function isBlank(value: Json | undefined): boolean {
  if (typeof value === 'string') {
    return value.trim() === '';
  }
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}
