import type { Json } from '../core/json.js';
import { type DecimalMark, readingsOf } from './numbers.js';

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

/** What an undecided number is taken for: `1,500` by the first, `1.500` by the second; undefined where nothing tells. */
export interface UsualMarks {
  readonly forComma: DecimalMark | undefined;
  readonly forPoint: DecimalMark | undefined;
}

/** What all cells of a column tell of its decimal mark: `12,50` and `1.234,5` prove a comma, `1,234.5` a point. */
export class DecimalEvidence {
  readonly #proofs = new Map<DecimalMark, CellSeen>();
  /** By the mark that is written. */
  readonly #undecided = new Map<DecimalMark, CellSeen>();

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
      keepFirst(this.#undecided, /[,，]/.test(value) ? ',' : '.', cell);
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
  decide({ forComma, forPoint }: UsualMarks): DecimalMark | DecimalDoubt {
    const [point, comma] = [this.#proofs.get('.'), this.#proofs.get(',')];
    if (point !== undefined && comma !== undefined) {
      const [first, second] = point.line < comma.line ? [point, comma] : [comma, point];
      return { why: 'contradictory', cells: [first, second] };
    }
    if (point !== undefined || comma !== undefined) {
      return point === undefined ? ',' : '.';
    }
    return (
      doubtOf(this.#undecided.get(','), forComma) ??
      doubtOf(this.#undecided.get('.'), forPoint) ??
      '.'
    );
  }
}

/** Numbers are short; a long text is not looked through. */
const longest = 64;

function keepFirst(cells: Map<DecimalMark, CellSeen>, mark: DecimalMark, cell: CellSeen): void {
  if (!cells.has(mark)) {
    cells.set(mark, cell);
  }
}

function doubtOf(
  cell: CellSeen | undefined,
  usual: DecimalMark | undefined,
): DecimalDoubt | undefined {
  if (cell === undefined || usual !== undefined) {
    return undefined;
  }
  const { point = 0, comma = 0 } = readingsOf(cell.text);
  return { why: 'undecided', cell, readings: [point, comma] };
}
