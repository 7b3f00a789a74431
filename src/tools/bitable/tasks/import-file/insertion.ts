import { shown } from '../../../../cells/write/outcome.js';
import { ApiError, PartialBatchError, PartialTaskError } from '../../../../core/errors.js';
import { catalogue } from '../../../../endpoints/catalogue.js';
import { runBatch } from '../../../../http/lists/batch.js';
import { withFailedIndex } from '../../../context/failed-item.js';
import { type Args, optionsOf, type ToolContext } from '../../../context/tool-context.js';
import { cellCodes } from '../../write/cell-codes.js';
import { isBlank } from './columns/missing-words.js';
import type { RefusedRows } from './refused-rows.js';
import type { ReadyRow, SourceRow } from './scan-file.js';

const name = 'bitable_records_batch_create';
const endpoint = catalogue[name];

/** The vendor takes a request whole or not at all; with these codes it says that a value in it is at fault. */
const valueCodes: ReadonlySet<number> = new Set([...cellCodes, 1254130]);

/** Rows that the vendor alone finds fault with: where there are more, the table is no more what it was. */
const maxVendorRefusals = 100;

/** Inserting stopped within the rows of a chunk. */
export class InsertionStopped extends Error {
  override readonly name = 'InsertionStopped';

  constructor(
    /** The first row that is not known to be in. */
    readonly next: ReadyRow,
    /** The last of the rows of which nobody knows whether they are in; undefined where that is known of all. */
    readonly lastUnknown: ReadyRow | undefined,
    override readonly cause: Error,
  ) {
    super(cause.message, { cause });
  }
}

interface InsertionOptions {
  /** Whether rows that the vendor refuses are set aside. */
  readonly skips: boolean;
  readonly refused: RefusedRows;
}

/** Inserts rows in their order. */
export class Insertion {
  inserted = 0;
  #vendorRefusals = 0;

  constructor(
    private readonly context: ToolContext,
    private readonly options: InsertionOptions,
  ) {}

  /** `args` are those besides the records. When it resolves, all rows are in but those that the vendor refused. */
  async insert(rows: readonly ReadyRow[], args: Args): Promise<void> {
    if (rows.length === 0) {
      return;
    }
    const sent = { ...args, records: rows.map(({ fields }) => ({ fields })) };
    try {
      await runBatch(this.context.client, name, endpoint, sent, optionsOf(this.context));
      this.inserted += rows.length;
    } catch (error) {
      const failure = withFailedIndex(error, endpoint, sent);
      if (!(failure instanceof PartialBatchError)) {
        throw failure;
      }
      const { applied } = failure.progress;
      this.inserted += applied;
      await this.#goOn(rows.slice(applied), args, failure);
    }
  }

  /** Finds the row at fault, by the vendor's word or by halves, and inserts the others, still in order. */
  async #goOn(rows: readonly ReadyRow[], args: Args, failure: PartialBatchError): Promise<void> {
    const [row, ...others] = rows;
    if (row === undefined || !this.#isSkipped(failure)) {
      throw stoppedAt(rows, failure);
    }
    if (others.length === 0) {
      this.#vendorRefusals += 1;
      const { line, values } = row;
      await this.options.refused.add([{ line, row: { values }, reason: failure.cause.message }]);
      return;
    }
    const { applied, failedIndex } = failure.progress;
    for (const part of partsOf(rows, failedIndex && failedIndex - applied)) {
      await this.insert(part, args);
    }
  }

  #isSkipped({ cause, progress }: PartialBatchError): boolean {
    const isRefusal = cause instanceof ApiError && valueCodes.has(cause.facts.code ?? 0);
    const isKnown = isRefusal && progress.unknown === undefined;
    return isKnown && this.options.skips && this.#vendorRefusals < maxVendorRefusals;
  }
}

function stoppedAt(rows: readonly ReadyRow[], { cause, progress }: PartialBatchError): Error {
  const { applied, unknown } = progress;
  const [next] = rows;
  return next === undefined
    ? cause
    : new InsertionStopped(next, unknown && rows[unknown.end - applied - 1], cause);
}

function partsOf(rows: readonly ReadyRow[], failedIndex: number | undefined) {
  const half = Math.ceil(rows.length / 2);
  const borders = failedIndex === undefined ? [half] : [failedIndex, failedIndex + 1];
  return [0, ...borders].map((start, part) => rows.slice(start, borders[part]));
}

/** RecordExceedLimit: the same request will fail again. */
const tableFull = 1254103;

/** How far an import has come, and how it can go on from there. */
export class ImportProgress {
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
