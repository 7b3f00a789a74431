import type { JsonObject } from '../../core/json.js';
import type { LocalFile, RowFormat } from '../../core/local-file.js';
import { checkedDelimiter, csvLayout, firstRecords, recordsOf, startOfText } from './csv-layout.js';
import { type Encoding, textOf } from './encoding.js';
import { addedColumns, headerOf } from './header.js';
import { jsonArrayRows, jsonLineRows } from './json-rows.js';
import type { FileRow, RowFault, Rows } from './row-format.js';
import type { TableLayout, TextTable } from './table-layout.js';

/** What a caller may say of how a file is to be read. */
export interface ReadOptions {
  readonly encoding?: Encoding | undefined;
  /** Of a delimited text; default: by its first lines. */
  readonly delimiter?: string | undefined;
  /** Of a delimited text; default: true. False: a quote is a character like any other. */
  readonly quotes?: boolean | undefined;
  /** The line of the header; 0: there is none. Default: the first, or the one below a title. */
  readonly headerRow?: number | undefined;
  /** Of a workbook; default: the first one that is not hidden. */
  readonly sheet?: string | undefined;
  /** Refusals name it. */
  readonly argument?: string | undefined;
  /** Frees cells of a delimited text of what keeps their digits from a spreadsheet; default: false, each cell as it is. */
  readonly unwraps?: boolean;
}

/** How a file is read, found out from its start. */
export interface RowLayout {
  readonly format: RowFormat;
  readonly encoding: Encoding;
  readonly argument: string;
  readonly unwraps: boolean;
  /** Of a table; undefined for JSON, where each row brings its own names. */
  readonly table?: TableLayout | undefined;
}

/** The rows of a file, read as they are asked for. */
export interface RowSource {
  readonly layout: RowLayout;
  /** From the header; undefined for JSON. */
  readonly columns: readonly string[] | undefined;
  /** What parts the cells of a line; undefined for JSON. */
  readonly delimiter: string | undefined;
  readonly rows: Rows;
}

/** Finds out how a file is to be read, from its start. */
export async function layoutOf(
  file: LocalFile,
  format: RowFormat,
  options: ReadOptions = {},
): Promise<RowLayout> {
  const { encoding = 'utf-8', argument = 'path', unwraps = false } = options;
  const layout = { format, encoding, argument, unwraps };
  if (format === 'xlsx') {
    const { workbookLayout } = await import('./workbook-rows.js');
    return { ...layout, table: await workbookLayout(file, { ...options, argument }) };
  }
  if (format === 'json' || format === 'jsonl') {
    return layout;
  }
  const given = options.delimiter === undefined ? undefined : checkedDelimiter(options.delimiter);
  const start = await startOfText(textOf(file, encoding, argument));
  const csv = {
    ...csvLayout(start, given ?? (format === 'tsv' ? '\t' : undefined)),
    quotes: options.quotes !== false,
  };
  const head = await firstRecords(textOf(file, encoding, argument), csv, argument);
  return {
    ...layout,
    table: { header: headerOf(head, options.headerRow, { argument }), head, csv },
  };
}

/**
 * Reads a file row by row, holding a row or a block at a time. What is wrong with a row comes in its place; what is
 * wrong with the file is thrown, naming the argument, when the reading gets there. Closing the file is the caller's.
 */
export function rowsIn(file: LocalFile, layout: RowLayout): Rows {
  const { format, encoding, argument, table } = layout;
  if (table !== undefined && 'rows' in table) {
    return table.rows();
  }
  const texts = textOf(file, encoding, argument);
  if (table !== undefined) {
    return textRows(texts, table, layout);
  }
  return format === 'json' ? jsonArrayRows(texts, argument) : jsonLineRows(texts, argument);
}

/** What parts the cells of a delimited text; undefined for any other file. */
export function delimiterOf({ table }: RowLayout): string | undefined {
  return table !== undefined && 'csv' in table ? table.csv.delimiter : undefined;
}

/** Finds out how a file is read, and reads it. */
export async function readRows(
  file: LocalFile,
  format: RowFormat,
  options?: ReadOptions,
): Promise<RowSource> {
  const layout = await layoutOf(file, format, options);
  return {
    layout,
    columns: layout.table?.header.columns,
    delimiter: delimiterOf(layout),
    rows: rowsIn(file, layout),
  };
}

/** The rows below the header. */
async function* textRows(
  texts: AsyncGenerator<string>,
  { header, csv }: TextTable,
  { argument, unwraps }: RowLayout,
): AsyncGenerator<FileRow | RowFault> {
  const { columns, line: headerLine } = header;
  const options = { argument, width: columns.length, added: addedColumns(columns) };
  const read = (cells: readonly string[]) =>
    unwraps ? unwrapped(columns, cells, csv.delimiter) : { values: valuesOf(columns, cells) };
  for await (const record of recordsOf(texts, csv, options)) {
    if (record.line > headerLine) {
      yield 'problem' in record ? record : { line: record.line, ...read(record.cells) };
    }
  }
}

/** `="00012"`, and digits with a tab behind them: texts for a spreadsheet. */
const wrapped = /^="([^"]*)"\t*$|^(.*\S)\t+$/s;

function unwrapped(columns: readonly string[], cells: readonly string[], delimiter: string) {
  const bare = cells.map((cell) => {
    const isCandidate = cell.startsWith('="') || (delimiter !== '\t' && cell.endsWith('\t'));
    const [, formula, padded] = (isCandidate ? wrapped.exec(cell) : null) ?? [];
    return formula ?? padded ?? cell;
  });
  const count = bare.filter((cell, index) => cell !== cells[index]).length;
  return { values: valuesOf(columns, bare), ...(count > 0 && { unwrapped: count }) };
}

/** A row that is shorter than the header has no cells in the last columns. */
function valuesOf(columns: readonly string[], cells: readonly string[]): JsonObject {
  const entries = cells.slice(0, columns.length).map((cell, index) => [columns[index], cell]);
  return Object.fromEntries(entries);
}
