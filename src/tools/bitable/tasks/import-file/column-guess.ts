import type { FieldDraft, TypeHypothesis } from '../../../../cells/kinds/hypothesis.js';
import { fieldKinds } from '../../../../cells/kinds/kinds.js';
import { textKind } from '../../../../cells/kinds/text.js';
import type { Json } from '../../../../core/json.js';

export const textDraft: FieldDraft = { type: textKind.type };

/** Values that decide between types; those behind them are refused row by row where they do not fit. */
const sampleSize = 2_000;

/** What the values of one column say about its type, gathered in a few words of memory. */
export class ColumnGuess {
  #open: readonly TypeHypothesis[] = fieldKinds.flatMap(({ infer }) => infer?.() ?? []);
  #count = 0;

  /** Takes the next value that is not blank. */
  add(value: Json): void {
    const holds = this.#count < sampleSize ? 'take' : 'endures';
    this.#open = this.#open.filter((hypothesis) => hypothesis[holds](value));
    this.#count += 1;
  }

  /** The first type that takes every value. */
  draft(): FieldDraft {
    const drafts = this.#count === 0 ? [] : this.#open.map((hypothesis) => hypothesis.draft());
    return drafts.find((draft) => draft !== undefined) ?? textDraft;
  }
}
