import type { CellSeen } from '../../../../../cells/decimal-evidence.js';
import type { Json } from '../../../../../core/json.js';

/** A number that is neither an id of many digits nor begins with a zero. */
const plainNumber =
  /^[-+(−]?\s?[¥￥$€£]?\s?(?!0\d)\d{1,3}(?:\d*|(?:[.,'’ \u00a0]\d{3})+)(?:[.,]\d+)?\s?[%％元]?\)?-?$/u;
const plainDate = /^(?:\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}|\d{1,2}([-/.])\d{1,2}\1\d{4})/;

interface Look {
  readonly word: string;
  readonly form: RegExp;
  count: number;
  /** The first cell that looks otherwise. */
  odd?: CellSeen;
}

/** How many texts of a column look like numbers or dates, so that a text field for them is not made in silence. */
export class ColumnLook {
  readonly #looks: readonly Look[] = [
    { word: 'number', form: plainNumber, count: 0 },
    { word: 'date', form: plainDate, count: 0 },
  ];
  #all = 0;

  add(value: Json, line: number): void {
    this.#all += 1;
    const text = typeof value === 'object' ? '' : String(value).trim();
    for (const look of this.#looks) {
      if (text.length <= longest && look.form.test(text) && !isLong(text)) {
        look.count += 1;
      } else {
        look.odd ??= { text, line };
      }
    }
  }

  /** Why a column that looks like one of numbers or dates is text; empty where it does not look so. */
  whyText(unit: string): readonly string[] {
    const look = this.#looks.find(({ count }) => count > 1 && count * 5 >= this.#all * 4);
    if (look === undefined) {
      return [];
    }
    const { word, odd, count } = look;
    if (odd === undefined) {
      return [`is text, for its ${word}s are written in ways that do not go together`];
    }
    const others = this.#all - count;
    const cells = `${others} of ${this.#all} cells ${others === 1 ? 'is' : 'are'} no plain ${word}`;
    return [`is text, for ${cells}, the first ${JSON.stringify(odd.text)} (${unit} ${odd.line})`];
  }
}

const longest = 40;

/** More digits than a number keeps are an id. */
function isLong(text: string): boolean {
  return text.length > 15 && text.replaceAll(/\D/g, '').length > 15;
}
