import type { LocalFile } from '../../core/local-file.js';
import type { RowFormat } from '../../core/row-formats.js';
import { csvRows } from './csv-rows.js';
import type { Encoding } from './encoding.js';
import { textOf } from './file-text.js';
import { jsonArrayRows, jsonLineRows } from './json-rows.js';
import type { RowSource } from './row-format.js';

type Reader = (texts: AsyncGenerator<string>, argument: string) => RowSource | Promise<RowSource>;

const readers: Readonly<Record<RowFormat, Reader>> = {
  csv: (texts, argument) => csvRows(texts, undefined, argument),
  tsv: (texts, argument) => csvRows(texts, '\t', argument),
  json: (texts, argument) => jsonSource(jsonArrayRows(texts, argument)),
  jsonl: (texts, argument) => jsonSource(jsonLineRows(texts, argument)),
};

function jsonSource(rows: RowSource['rows']): RowSource {
  return { columns: undefined, delimiter: undefined, rows };
}

/**
 * Reads a file row by row, holding a row or a block at a time. What is wrong with a row comes in its place; what is
 * wrong with the file is thrown, naming the argument, when the reading gets there. Closing the file is the caller's.
 */
export async function readRows(
  file: LocalFile,
  format: RowFormat,
  encoding: Encoding = 'utf-8',
  argument = 'path',
): Promise<RowSource> {
  return readers[format](textOf(file, encoding, argument), argument);
}
