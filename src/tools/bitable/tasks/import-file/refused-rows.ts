import { basename, dirname, extname, join } from 'node:path';
import type { JsonObject } from '../../../../core/json.js';
import type { LocalFile, LocalSink } from '../../../../core/local-file.js';
import {
  csvWriter,
  jsonLinesWriter,
  quotedCell,
  type RowWriter,
} from '../../../../files/rows/row-writers.js';
import type { ToolContext } from '../../../context/tool-context.js';
import type { FileScan } from './scan-file.js';
import { lineColumn, reasonColumn, textColumn } from './targets.js';

/** A row that was not inserted. */
export interface RefusedRow {
  readonly line: number;
  readonly reason: string;
  /** As it was read, or else as it is written. */
  readonly row: { readonly values: JsonObject } | { readonly raw: string };
}

export interface RefusedWriter extends Pick<RowWriter, 'finish' | 'discard'> {
  write(refused: RefusedRow): Promise<void>;
}

/** What decides how the refused rows of a file are written: like the others in it. */
type Form = Pick<FileScan, 'columns' | 'delimiter' | 'encoding'>;

/** Beside the file that the rows come from. */
function refusedPath({ path }: LocalFile, { delimiter }: Form): string {
  const stem = basename(path, extname(path));
  const extension = delimiter === undefined ? 'jsonl' : delimiter === '\t' ? 'tsv' : 'csv';
  return join(dirname(path), `${stem}.refused.${extension}`);
}

function refusedWriter(sink: LocalSink, { delimiter, ...form }: Form): RefusedWriter {
  return delimiter === undefined ? objects(sink) : lines(sink, delimiter, form);
}

function objects(sink: LocalSink): RefusedWriter {
  const writer = jsonLinesWriter(sink);
  return {
    ...writer,
    write: ({ line, reason, row }) => {
      const marks = { [lineColumn]: line, [reasonColumn]: reason };
      const values = 'values' in row ? row.values : { [textColumn]: row.raw };
      return writer.write({ ...marks, ...values, ...marks });
    },
  };
}

/** Rows are to be mended and imported again, so nothing is changed in them: one that could not be read stays as it is. */
function lines(
  sink: LocalSink,
  delimiter: string,
  { columns, encoding }: Omit<Form, 'delimiter'>,
): RefusedWriter {
  const added = [lineColumn, reasonColumn].filter((column) => !columns.includes(column));
  // Whoever needed another encoding than UTF-8 opens the file with what needs the mark.
  const options = { guard: false, bom: encoding !== 'utf-8', delimiter };
  const writer = csvWriter(sink, [...added, ...columns], options);
  return {
    ...writer,
    write: ({ line, reason, row }) => {
      const marks: JsonObject = { [lineColumn]: line, [reasonColumn]: reason };
      if ('values' in row) {
        return writer.write({ ...row.values, ...marks });
      }
      const start = added.map((column) => quotedCell(String(marks[column]), delimiter));
      return writer.writeLine(`${[...start, row.raw].join(delimiter)}\r\n`);
    },
  };
}

/** Refusals that the answer shows; the file has them all. */
const maxShown = 20;

/** Where refused rows go: all into a new file, the first into the answer. */
export class RefusedRows {
  readonly shown: Pick<RefusedRow, 'line' | 'reason'>[] = [];
  count = 0;
  #writer: RefusedWriter | undefined;

  constructor(private readonly open: () => Promise<RefusedWriter>) {}

  async add(rows: readonly RefusedRow[]): Promise<void> {
    for (const row of rows) {
      this.count += 1;
      if (this.shown.length < maxShown) {
        this.shown.push({ line: row.line, reason: row.reason });
      }
      this.#writer ??= await this.open();
      await this.#writer.write(row);
    }
  }

  /** Gives the file its name; undefined where nothing was refused. */
  async finish(): Promise<string | undefined> {
    const finished = await this.#writer?.finish();
    return finished?.path;
  }

  async discard(): Promise<undefined> {
    await this.#writer?.discard();
  }
}

/** The refused rows of an import, in a file beside the one that they come from. */
export function refusedRowsOf(context: ToolContext, file: LocalFile, scan: FileScan): RefusedRows {
  const path = refusedPath(file, scan);
  return new RefusedRows(async () =>
    refusedWriter(await context.files.create(path, { argument: 'path' }), scan),
  );
}

/** The same where nothing may be written. */
export function countedRefusals(): RefusedRows {
  return new RefusedRows(async () => ({
    write: async () => undefined,
    finish: async () => ({ path: '', size: 0 }),
    discard: async () => undefined,
  }));
}
