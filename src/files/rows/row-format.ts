import type { JsonObject } from '../../core/json.js';
import { type RowFormat, rowFormats } from '../../core/local-file.js';
import { refusal } from '../access/refusal.js';

/** One row of a file, by the names of its columns. */
export interface FileRow {
  /** The line of the file that it begins in; in a JSON array its number among the elements, from 1. */
  readonly line: number;
  readonly values: JsonObject;
  /** Cells without the tab or the formula that kept a spreadsheet from reading them as numbers; undefined for none. */
  readonly unwrapped?: number;
}

/** A row that cannot be read, while those after it can. */
export interface RowFault {
  readonly line: number;
  readonly problem: string;
  /** The row as it is written. */
  readonly raw: string;
}

export type Rows = AsyncIterable<FileRow | RowFault>;

/** The vendor takes 300 fields a table. */
export const mostColumns = 1_000;
/** Characters of one row; a quote that is never closed would take in the rest of the file. */
export const longestRow = 4 * 1024 ** 2;

const byExtension: Readonly<Record<string, RowFormat>> = {
  csv: 'csv',
  tsv: 'tsv',
  tab: 'tsv',
  json: 'json',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  xlsx: 'xlsx',
  xlsm: 'xlsx',
};

const workbook = /^(?:xls|xlt|xlsb|ods|numbers|et)$/;

/** The format that was asked for, or the one that the name of the file tells. */
export function formatOf(name: string, given?: RowFormat, argument = 'path'): RowFormat {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const format =
    given ?? (Object.hasOwn(byExtension, extension) ? byExtension[extension] : undefined);
  if (format !== undefined) {
    return format;
  }
  throw workbook.test(extension)
    ? refusal(argument, `is a .${extension} workbook`, 'the sheet saved as .xlsx or as CSV (UTF-8)')
    : refusal(argument, 'does not tell its format', `a format: ${rowFormats.join(', ')}`);
}
