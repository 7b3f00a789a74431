import { DecimalEvidence } from '../../../../../cells/decimal-evidence.js';
import { DayOrderEvidence } from '../../../../../cells/kinds/day-order.js';
import type { FieldDraft, FieldKind, TypeHypothesis } from '../../../../../cells/kinds/kind.js';
import { fieldKinds } from '../../../../../cells/kinds/kinds.js';
import { phoneKind, textKind } from '../../../../../cells/kinds/text.js';
import type { DecimalMark } from '../../../../../cells/numbers.js';
import type { Json } from '../../../../../core/json.js';
import { ColumnLook } from './column-look.js';
import { hasMissing, MissingWords } from './missing-words.js';
import { SpreadsheetTraces } from './spreadsheet-traces.js';

export const textDraft: FieldDraft = { type: textKind.type };

/** Values that decide between types; those behind them are refused row by row where they do not fit. */
const sampleSize = 2_000;

interface OpenGuess {
  readonly kind: FieldKind;
  readonly hypothesis: TypeHypothesis;
}

/** Guesses the type of one column by its values, in a few words of memory. */
export class ColumnGuess {
  readonly decimals = new DecimalEvidence();
  readonly traces = new SpreadsheetTraces();
  readonly look = new ColumnLook();
  readonly days = new DayOrderEvidence();
  #open: readonly OpenGuess[] = fieldKinds.flatMap((kind) =>
    kind.infer === undefined ? [] : [{ kind, hypothesis: kind.infer() }],
  );
  #count = 0;
  #missing = 0;

  constructor(private readonly missing = new MissingWords()) {}

  /** Whether no value has come. */
  get isBlank(): boolean {
    return this.#count === 0;
  }

  /** Takes the next value that is not blank. */
  add(value: Json, line = 0): void {
    const holds = this.#count < sampleSize ? 'take' : 'endures';
    const isMissing = this.missing.has(value);
    this.#open = this.#open.filter(
      ({ kind, hypothesis }) => (isMissing && skipsMissing(kind)) || hypothesis[holds](value),
    );
    this.#count += 1;
    this.#missing += Number(isMissing);
    this.decimals.add(value, line);
    this.traces.add(value, line);
    this.look.add(value, line);
    this.days.add(value, line);
  }

  /** The first type that takes every value. `mark` is the decimal mark of the column, undefined where nobody can tell. */
  draft(mark: DecimalMark | undefined): FieldDraft {
    return this.#first(mark)?.draft ?? textDraft;
  }

  /** Whether the column is one of numbers, once its decimal mark is known. */
  get isNumbers(): boolean {
    return this.#first(undefined)?.kind.family === 'number';
  }

  #first(mark: DecimalMark | undefined) {
    for (const { kind, hypothesis } of this.#open) {
      const draft = this.#draftOf(kind, hypothesis, mark);
      if (draft !== undefined) {
        return { kind, draft };
      }
    }
    return undefined;
  }

  #draftOf(kind: FieldKind, hypothesis: TypeHypothesis, mark: DecimalMark | undefined) {
    if (this.#count === (skipsMissing(kind) ? this.#missing : 0)) {
      return undefined;
    }
    // Telephone numbers are no numbers: with words among them they are text.
    const isText = kind === phoneKind && this.#missing > 0;
    return isText ? textDraft : hypothesis.draft(mark);
  }
}

function skipsMissing(kind: FieldKind): boolean {
  return hasMissing(kind.family) || kind === phoneKind;
}
