import type { Json, JsonObject } from '../../core/json.js';

/** What is asked of a new field, besides its name: `{type, ui_type?, property?}` (field guide A05). */
export type FieldDraft = JsonObject & { readonly type: number };

/** A type that the values of a column may have. It falls with the first value that does not fit. */
export interface TypeHypothesis {
  /** Takes the next value that is not blank; false where it does not fit. */
  take(value: Json): boolean;
  /** Whether a later value leaves the type standing: it fits, or will be refused rather than changed. */
  endures(value: Json): boolean;
  /** The field for the values that were taken; undefined where they are too few to tell. */
  draft(): FieldDraft | undefined;
}

/** Holds while every value is a text of a certain form. */
export function textHypothesis(fits: (text: string) => boolean, draft: FieldDraft): TypeHypothesis {
  return {
    take: (value) => typeof value === 'string' && fits(value.normalize('NFKC').trim()),
    endures: () => true,
    draft: () => draft,
  };
}
