import type { Json } from '../../../core/json.js';
import { type FieldDraft, hypotheses, textDraft } from './hypotheses.js';

/** Values that decide between types; those behind them are refused row by row where they do not fit. */
const sampleSize = 2_000;
/** A select has few names, each short and often repeated, throughout the file. */
const maxNames = 20;
const maxNameLength = 30;
const rowsPerName = 10;

/** What the values of one column say about its type, gathered in a few words of memory. */
export class ColumnGuess {
  #open = hypotheses();
  #count = 0;
  /** Undefined once there are too many, or one that is none. */
  #names: Set<string> | undefined = new Set();

  /** Takes the next value that is not blank. */
  add(value: Json): void {
    const holds = this.#count < sampleSize ? 'take' : 'endures';
    this.#open = this.#open.filter((hypothesis) => hypothesis[holds](value));
    this.#count += 1;
    this.#addName(value);
  }

  draft(): FieldDraft {
    const [best] = this.#count === 0 ? [] : this.#open;
    return best?.draft() ?? this.#selectDraft() ?? textDraft;
  }

  #addName(value: Json): void {
    const name = typeof value === 'string' && !/[\r\n]/.test(value) ? value.trim() : undefined;
    if (name === undefined || name.length > maxNameLength) {
      this.#names = undefined;
    }
    if (name !== undefined && this.#names?.add(name) && this.#names.size > maxNames) {
      this.#names = undefined;
    }
  }

  #selectDraft(): FieldDraft | undefined {
    const names = [...(this.#names ?? [])];
    const isRepeated = names.length > 0 && names.length * rowsPerName <= this.#count;
    return isRepeated
      ? { type: 3, property: { options: names.map((name) => ({ name })) } }
      : undefined;
  }
}
