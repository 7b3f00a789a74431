import type { Json } from '../core/json.js';
import { type DecimalMark, hasPointSign, readingsOf } from './numbers.js';

/** A cell of a file that tells something about its column. */
export interface CellSeen {
  readonly text: string;
  readonly line: number;
}

/** Why nobody can tell the decimal mark of a column. */
export type DecimalDoubt =
  | {
      readonly why: 'undecided';
      readonly cell: CellSeen;
      /** With a point and with a comma. */
      readonly readings: readonly [number, number];
    }
  | { readonly why: 'contradictory'; readonly cells: readonly [CellSeen, CellSeen] };

/** What an undecided number is taken for; undefined where nothing tells. */
export interface UsualMarks {
  /** `1,500` */
  readonly forComma: DecimalMark | undefined;
  /** `1.500` */
  readonly forPoint: DecimalMark | undefined;
  /** `￥1,500` */
  readonly forSign: DecimalMark | undefined;
}

/** What all cells of a column tell of its decimal mark: `12,50` and `1.234,5` prove a comma, `1,234.5` a point. */
export class DecimalEvidence {
  readonly #proofs = new Map<DecimalMark, CellSeen>();
  readonly #undecided = new Map<keyof UsualMarks, CellSeen>();

  add(value: Json, line: number): void {
    if (typeof value !== 'string' || value.length > longest || !/[.,，．]/.test(value)) {
      return;
    }
    const { point, comma } = readingsOf(value);
    if (point === comma) {
      return;
    }
    const cell = { text: value.trim(), line };
    if (comma === undefined) {
      keepFirst(this.#proofs, '.', cell);
    } else if (point === undefined) {
      keepFirst(this.#proofs, ',', cell);
    } else {
      keepFirst(this.#undecided, formOf(value), cell);
    }
  }

  /** Whether any number has a mark that could be a decimal one. */
  get hasMarks(): boolean {
    return this.#proofs.size + this.#undecided.size > 0;
  }

  /** The first cell that shows the mark. */
  proofOf(mark: DecimalMark): CellSeen | undefined {
    return this.#proofs.get(mark);
  }

  /** The mark, or why nobody can tell. */
  decide(usual: UsualMarks): DecimalMark | DecimalDoubt {
    const [point, comma] = [this.#proofs.get('.'), this.#proofs.get(',')];
    if (point !== undefined && comma !== undefined) {
      const [first, second] = point.line < comma.line ? [point, comma] : [comma, point];
      return { why: 'contradictory', cells: [first, second] };
    }
    if (point !== undefined || comma !== undefined) {
      return point === undefined ? ',' : '.';
    }
    const open = [...this.#undecided].find(([form]) => usual[form] === undefined);
    return open === undefined ? '.' : doubtOf(open[1]);
  }
}

/** Numbers are short; a long text is not looked through. */
const longest = 64;

function keepFirst<Key>(cells: Map<Key, CellSeen>, key: Key, cell: CellSeen): void {
  if (!cells.has(key)) {
    cells.set(key, cell);
  }
}

function formOf(value: string): keyof UsualMarks {
  if (hasPointSign(value)) {
    return 'forSign';
  }
  return /[,，]/.test(value) ? 'forComma' : 'forPoint';
}

function doubtOf(cell: CellSeen): DecimalDoubt {
  const { point = 0, comma = 0 } = readingsOf(cell.text);
  return { why: 'undecided', cell, readings: [point, comma] };
}
