import type { CellSeen } from '../../../../../cells/decimal-evidence.js';
import type { FieldKind } from '../../../../../cells/kinds/kind.js';
import type { Json } from '../../../../../core/json.js';

/** What a spreadsheet makes of ids that it takes for numbers. */
interface Trace {
  readonly form: RegExp;
  /** Whether a field of the kind takes such a cell as it is. */
  readonly passes: (kind: FieldKind) => boolean;
  readonly word: string;
}

const traces: readonly Trace[] = [
  {
    form: /^\d(?:\.\d{1,5})?E\+1\d$/i,
    passes: ({ isFreeText, family }) => isFreeText === true || family === 'number',
    word: 'looks like an id that a spreadsheet has rounded: its last digits are not in the file',
  },
  {
    form: /^\d{6,}\.0$/,
    passes: ({ isFreeText }) => isFreeText === true,
    word: 'looks like an id that a spreadsheet has made a number of: it was kept with .0',
  },
];

/** Cells of one column whose ids went through a spreadsheet as numbers. */
export class SpreadsheetTraces {
  readonly #found = new Map<Trace, { readonly first: CellSeen; count: number }>();

  add(value: Json, line: number): void {
    const text = writtenNumber(value);
    const trace = traces.find(({ form }) => form.test(text));
    if (trace !== undefined) {
      const seen = this.#found.get(trace) ?? { first: { text, line }, count: 0 };
      seen.count += 1;
      this.#found.set(trace, seen);
    }
  }

  /** Warnings for a column that goes to a field of the kind; `unit` is what a line of the file is called. */
  warnings(kind: FieldKind, unit: string): readonly string[] {
    return [...this.#found]
      .filter(([{ passes }]) => passes(kind))
      .map(([{ word }, { first, count }]) => {
        const more = count > 1 ? `, and ${count - 1} more like it` : '';
        return `${JSON.stringify(first.text)} (${unit} ${first.line}) ${word}${more}`;
      });
  }
}

/** Digits as a cell has them; empty for any other value. A number of more digits than a spreadsheet keeps is shown rounded. */
function writtenNumber(value: Json): string {
  if (typeof value === 'number') {
    return Number.isInteger(value) && value >= 1e15 ? value.toExponential(5).toUpperCase() : '';
  }
  return typeof value === 'string' && /^\d/.test(value) ? value.trim() : '';
}
