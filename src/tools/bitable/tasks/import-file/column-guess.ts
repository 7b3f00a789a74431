import type { Json } from '../../../../core/json.js';
import { type FieldDraft, hypotheses, textDraft } from './infer-type.js';

/** Values that decide between types; those behind them are refused row by row where they do not fit. */
const sampleSize = 2_000;
/** A select has few names, each short and often repeated, throughout the file. */
const maxNames = 20;
const maxNameLength = 30;
const rowsPerName = 10;
/** Lists are made of names, so that they need no repeating. */
const maxListed = 100;

/** What the values of one column say about its type, gathered in a few words of memory. */
export class ColumnGuess {
  #open = hypotheses();
  #count = 0;
  /** Undefined once there are too many, or one that is none. */
  #names: Set<string> | undefined = new Set();
  /** How many of the values are lists. */
  #lists = 0;

  /** Takes the next value that is not blank. */
  add(value: Json): void {
    const holds = this.#count < sampleSize ? 'take' : 'endures';
    this.#open = this.#open.filter((hypothesis) => hypothesis[holds](value));
    this.#count += 1;
    this.#addNames(value);
  }

  draft(): FieldDraft {
    const [best] = this.#count === 0 ? [] : this.#open;
    return best?.draft() ?? this.#selectDraft() ?? textDraft;
  }

  #addNames(value: Json): void {
    const items = isList(value) ? value : [value];
    this.#lists += isList(value) ? 1 : 0;
    for (const item of items) {
      this.#names = withName(this.#names, nameIn(item));
    }
  }

  #selectDraft(): FieldDraft | undefined {
    const names = [...(this.#names ?? [])];
    const property = { options: names.map((name) => ({ name })) };
    if (this.#lists > 0) {
      return names.length > 0 && this.#lists === this.#count ? { type: 4, property } : undefined;
    }
    const isRepeated = names.length > 0 && names.length * rowsPerName <= this.#count;
    return isRepeated && names.length <= maxNames ? { type: 3, property } : undefined;
  }
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function nameIn(value: Json): string | undefined {
  const name = typeof value === 'string' && !/[\r\n]/.test(value) ? value.trim() : '';
  return name === '' || name.length > maxNameLength ? undefined : name;
}

function withName(names: Set<string> | undefined, name: string | undefined) {
  if (name === undefined) {
    return undefined;
  }
  names?.add(name);
  return names !== undefined && names.size > maxListed ? undefined : names;
}
