import { nearest } from '../core/nearest.js';

/** Names to be found by what people write for them. */
export class NameIndex {
  readonly #names = new Set<string>();
  readonly #folded = new Map<string, readonly string[]>();

  constructor(names: Iterable<string>) {
    for (const name of names) {
      this.add(name);
    }
  }

  add(name: string): void {
    if (!this.#names.has(name)) {
      this.#names.add(name);
      const folded = fold(name);
      this.#folded.set(folded, [...(this.#folded.get(folded) ?? []), name]);
    }
  }

  /** The exact name, or else the only one that differs in case, width and blanks alone. */
  find(text: string): string | undefined {
    if (this.#names.has(text)) {
      return text;
    }
    const [first, ...others] = this.#folded.get(fold(text)) ?? [];
    return others.length === 0 ? first : undefined;
  }

  /** What a misspelt name most likely meant. */
  near(text: string): string | undefined {
    return this.#folded.get(fold(text))?.[0] ?? nearest(text, this.#names);
  }
}

function fold(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}
