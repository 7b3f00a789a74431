import { basename, dirname, extname, join } from 'node:path';
import type { JsonObject } from '../../../core/json.js';
import type { LocalFile, LocalSink } from '../../../core/local-file.js';
import { csvWriter, type RowWriter } from '../../../files/row-writers.js';
import type { Desk } from '../../desk.js';

/** A row that was not inserted. */
export interface RefusedRow {
  readonly line: number;
  readonly reason: string;
  /** Undefined where the row could not even be read. */
  readonly values?: JsonObject | undefined;
}

/** What the file of refused rows says besides the rows; such columns are not asked for when it is imported. */
export const refusalColumns = ['refused_line', 'refused_because'] as const;
const [lineColumn, reasonColumn] = refusalColumns;

/** Refusals that the answer shows; the file has them all. */
const maxShown = 20;

/** Where refused rows go: all into a new file beside the one that they come from, the first into the answer. */
export class RefusedRows {
  readonly shown: Pick<RefusedRow, 'line' | 'reason'>[] = [];
  count = 0;
  #sink: LocalSink | undefined;
  #writer: RowWriter | undefined;

  constructor(
    private readonly create: () => Promise<LocalSink>,
    private readonly columns: readonly string[],
  ) {}

  async add(rows: readonly RefusedRow[]): Promise<void> {
    for (const { line, reason, values } of rows) {
      this.count += 1;
      if (this.shown.length < maxShown) {
        this.shown.push({ line, reason });
      }
      await (await this.#open()).write({
        ...values,
        [lineColumn]: line,
        [reasonColumn]: reason,
      });
    }
  }

  /** Gives the file its name; undefined where nothing was refused. */
  async finish(): Promise<string | undefined> {
    const finished = await this.#writer?.finish();
    return finished?.path;
  }

  async discard(): Promise<undefined> {
    await this.#sink?.discard();
  }

  async #open(): Promise<RowWriter> {
    this.#sink ??= await this.create();
    // Rows are to be mended and imported again, so nothing is changed in them.
    this.#writer ??= csvWriter(this.#sink, this.#header(), { guard: false, bom: false });
    return this.#writer;
  }

  #header(): readonly string[] {
    return [...new Set([...refusalColumns, ...this.columns])];
  }
}

/** The file of refused rows of an import. */
export function refusedRowsOf(
  desk: Desk,
  file: LocalFile,
  columns: readonly string[],
): RefusedRows {
  const stem = basename(file.path, extname(file.path));
  const path = join(dirname(file.path), `${stem}.refused.csv`);
  return new RefusedRows(() => desk.files.create(path, { argument: 'path' }), columns);
}

/** The same where nothing may be written. */
export function countedRefusals(): RefusedRows {
  const nowhere: LocalSink = {
    write: async () => undefined,
    finish: async () => ({ path: '', size: 0 }),
    discard: async () => undefined,
  };
  return new RefusedRows(async () => nowhere, []);
}
