import { shown } from '../../../../cells/write/outcome.js';
import { ApiError, CancelledError, PartialTaskError } from '../../../../core/errors.js';
import { InsertionStopped } from './insertion.js';
import type { ReadyRow } from './row-check.js';
import { isBlank, type SourceRow } from './source-rows.js';

/** RecordExceedLimit: the same request will fail again. */
const tableFull = 1254103;

/** How far an import has come, and how it can go on from there. */
export class Course {
  /** The table that the import made for itself. */
  createdTable: string | undefined;
  /** The number of the first row that is not dealt with. */
  #next: number;
  #passed = 0;
  #firstLine = 0;
  #lastLine = 0;

  constructor(
    skip: number,
    /** What a line of the file is called. */
    private readonly unit: string,
  ) {
    this.#next = skip;
  }

  get next(): number {
    return this.#next;
  }

  pass(rows: readonly SourceRow[]): void {
    const [first] = rows;
    const last = rows.at(-1);
    if (first !== undefined && last !== undefined) {
      this.#firstLine = this.#passed === 0 ? first.line : this.#firstLine;
      this.#lastLine = last.line;
      this.#passed += rows.length;
      this.#next = last.index + 1;
    }
  }

  /** What to tell of a failure; the failure itself where nothing came of the import yet. */
  stopped(error: unknown, inserted: number): unknown {
    const stop = error instanceof InsertionStopped ? error : undefined;
    const cause = stop?.cause ?? error;
    const changed = inserted > 0 || this.createdTable !== undefined;
    if (!(cause instanceof Error) || !(changed || stop?.lastUnknown)) {
      return cause;
    }
    const done = [...this.#made(), this.#in(inserted), ...this.#rest(stop)].join(' ');
    const isFull = cause instanceof ApiError && cause.facts.code === tableFull;
    const next = isFull ? this.#goElsewhere(inserted) : this.#goOn(stop);
    return new PartialTaskError(done, [next], cause);
  }

  #made(): readonly string[] {
    return this.createdTable === undefined ? [] : [`The table ${this.createdTable} was created.`];
  }

  #in(inserted: number): string {
    if (inserted === 0) {
      return 'No row is known to be in.';
    }
    const others = this.#passed > inserted ? '; the others are refused or blank' : '';
    return `In: ${this.unit}s ${this.#firstLine} to ${this.#lastLine} (${inserted} rows${others}).`;
  }

  #rest({ next, lastUnknown }: Partial<InsertionStopped> = {}): readonly string[] {
    if (next === undefined || lastUnknown === undefined) {
      return this.#passed === 0 ? [] : [`Not in: all after ${this.unit} ${this.#lastLine}.`];
    }
    return [
      `Unknown: ${this.unit}s ${next.line} to ${lastUnknown.line}.`,
      `Not in: all after ${this.unit} ${lastUnknown.line}.`,
    ];
  }

  #goElsewhere(inserted: number): string {
    return [
      `The table is full after ${inserted} records of this file: how many it takes depends on the plan of the tenant.`,
      `To go on in another table, call again with skip_rows: ${this.#next} and new_table, or the table_id of another.`,
    ].join(' ');
  }

  #goOn({ next, lastUnknown }: Partial<InsertionStopped> = {}): string {
    const { unit, createdTable } = this;
    const table =
      createdTable === undefined ? '' : ` and table_id: "${createdTable}" in place of new_table`;
    if (next === undefined || lastUnknown === undefined) {
      return `To go on, call again with skip_rows: ${this.#next}${table}.`;
    }
    return [
      `To go on, look whether the row of ${unit} ${next.line}${firstCell(next)} is in the table: these rows are in together or not at all.`,
      `If it is, call again with skip_rows: ${lastUnknown.index + 1}, otherwise with skip_rows: ${next.index}${table}.`,
    ].join(' ');
  }
}

/** To know the row by. */
function firstCell({ values }: ReadyRow): string {
  const [column, value = null] = Object.entries(values).find(([, cell]) => !isBlank(cell)) ?? [];
  return column === undefined ? '' : ` (${column}: ${shown(value)})`;
}

/** Stops what takes long between two requests. */
export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) {
    throw new CancelledError(false);
  }
}
