import { basename, dirname, extname, join } from 'node:path';
import type { JsonObject } from '../../../../core/json.js';
import type { LocalFile, LocalSink } from '../../../../core/local-file.js';
import type { CsvLayout } from '../../../../files/rows/csv-layout.js';
import { encoderOf, isWritable, type TextEncoding } from '../../../../files/rows/encoders.js';
import { hasByteOrderMark } from '../../../../files/rows/encoding.js';
import { delimiterOf, type RowLayout } from '../../../../files/rows/row-readers.js';
import {
  csvWriter,
  jsonLinesWriter,
  quotedCell,
  type RowWriter,
} from '../../../../files/rows/row-writers.js';
import { sizeOf } from '../../../answer/budget.js';
import type { ToolContext } from '../../../context/tool-context.js';
import type { ImportPlan } from './plan.js';
import { cellsOf, type FileScan } from './scan-file.js';
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

/** Decides how the refused rows of a file are written: like the others in it. */
interface Form extends Pick<FileScan, 'columns' | 'layout'> {
  readonly bom: boolean;
}

/**
 * The name of the file of refused rows: `x.refused.csv`, and for the rows that are refused of that one
 * `x.refused-2.csv`, for a row that was not imported must not be lost with the file that it is in.
 */
function refusedName(path: string, layout: RowLayout): string {
  const isTsv = delimiterOf(layout) === '\t';
  const extension = layout.table === undefined ? 'jsonl' : isTsv ? 'tsv' : 'csv';
  const name = basename(path, extname(path));
  const [, stem = name, count = '1'] = /^(.*)\.refused(?:-(\d+))?$/.exec(name) ?? [];
  const end = stem === name ? 'refused' : `refused-${Number(count) + 1}`;
  return join(dirname(path), `${stem}.${end}.${extension}`);
}

function refusedWriter(sink: LocalSink, form: Form): RefusedWriter {
  const { encoding, table } = form.layout;
  const written = { bom: form.bom, encode: encoderOf(encoding) };
  if (table === undefined) {
    return objects(jsonLinesWriter(sink, written));
  }
  const cut = 'csv' in table ? table.csv : sheetCut;
  return lines(sink, form.columns, { ...written, ...cut });
}

function objects(writer: RowWriter): RefusedWriter {
  return {
    ...writer,
    write: ({ line, reason, row }) => {
      const marks = { [lineColumn]: line, [reasonColumn]: reason };
      const values = 'values' in row ? row.values : { [textColumn]: row.raw };
      return writer.write({ ...marks, ...values, ...marks });
    },
  };
}

/** The rows of a workbook are written as a spreadsheet reads them. */
const sheetCut: Cut = { delimiter: ',', hasSepLine: false };

type Cut = Pick<CsvLayout, 'delimiter' | 'hasSepLine'>;

interface Written extends Cut {
  readonly bom: boolean;
  readonly encode: TextEncoding;
}

/** A row that could not be read stays as it is written. */
function lines(
  sink: LocalSink,
  columns: readonly string[],
  { bom, encode, delimiter, hasSepLine }: Written,
): RefusedWriter {
  const added = [lineColumn, reasonColumn].filter((column) => !columns.includes(column));
  const options = { guard: false, bom, encode, delimiter, sepLine: hasSepLine };
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
  readonly shown: RefusedRow[] = [];
  count = 0;
  #writer: RefusedWriter | undefined;

  constructor(private readonly open: () => Promise<RefusedWriter>) {}

  async add(rows: readonly RefusedRow[]): Promise<void> {
    for (const row of rows) {
      this.count += 1;
      if (this.shown.length < maxShown) {
        this.shown.push(row);
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

/** Tokens of an answer that the cells of refused rows take at most. */
const cellRoom = 4_000;

/** The first refused rows with the cells that the table would have taken, to be inserted as records. */
export function shownRefusals(
  refused: RefusedRows,
  { scan, targets }: Pick<ImportPlan, 'scan' | 'targets'>,
): readonly JsonObject[] {
  const room = { left: cellRoom };
  return refused.shown.map(({ line, reason, row }) => {
    const cells =
      'raw' in row ? { text: row.raw } : { cells: cellsOf(scan.opened.flat(row.values), targets) };
    room.left -= sizeOf(cells);
    return { line, reason, ...(room.left >= 0 && cells) };
  });
}

/** The refused rows of an import, in a file beside the one that they come from. */
export function refusedRowsOf(
  context: ToolContext,
  file: LocalFile,
  scan: FileScan,
  madeBy: string | undefined,
): RefusedRows {
  return new RefusedRows(async () => {
    const path = refusedName(file.path, scan.layout);
    const sink = await context.files.create(path, { argument: 'path', madeBy });
    return refusedWriter(sink, { ...scan, bom: await hasMark(file, scan.layout) });
  });
}

/** Excel takes a CSV without the mark for text in the local code page. The mark outweighs the caller's `encoding`. */
async function hasMark(file: LocalFile, { format, encoding }: RowLayout): Promise<boolean> {
  return format === 'xlsx' || !isWritable(encoding) || hasByteOrderMark(file);
}

/** The same where nothing may be written. */
export function countedRefusals(): RefusedRows {
  return new RefusedRows(async () => ({
    write: async () => undefined,
    finish: async () => ({ path: '', size: 0 }),
    discard: async () => undefined,
  }));
}
