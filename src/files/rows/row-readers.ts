import type { LocalFile, RowFormat } from '../../core/local-file.js';
import { refusal } from '../access/refusal.js';
import { csvRecords } from './csv-records.js';
import { type Encoding, textOf } from './encoding.js';
import { jsonArrayRows, jsonLineRows } from './json-rows.js';
import { type FileRow, mostColumns, type RowFault, type RowSource } from './row-format.js';

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

const delimiters = [',', ';', '\t'] as const;

/** A table with a header line. Without a given delimiter, the one that the header has most of. */
async function csvRows(
  texts: AsyncGenerator<string>,
  given: string | undefined,
  argument: string,
): Promise<RowSource> {
  const head = await texts.next();
  const first = head.done ? '' : head.value;
  const delimiter = given ?? delimiterOf(first);
  const records = csvRecords(preceded(first, texts), delimiter, argument);
  const header = await records.next();
  if (header.done) {
    throw refusal(argument, 'is empty', 'a first line with the names of the columns');
  }
  if ('problem' in header.value) {
    throw refusal(argument, `has a header that ${header.value.problem}`);
  }
  const columns = checkedColumns(header.value.cells, argument);
  return { columns, delimiter, rows: rowsOf(records, columns) };
}

async function* preceded(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

async function* rowsOf(
  records: ReturnType<typeof csvRecords>,
  columns: readonly string[],
): AsyncGenerator<FileRow | RowFault> {
  for await (const record of records) {
    yield 'problem' in record
      ? record
      : { line: record.line, values: valuesOf(columns, record.cells) };
  }
}

function valuesOf(columns: readonly string[], cells: readonly string[]) {
  return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
}

function delimiterOf(text: string): string {
  const header = /^(?:"[^"]*"|[^"\r\n])*/.exec(text.trimStart())?.[0] ?? '';
  const names = header.replaceAll(/"[^"]*"/g, '');
  const count = (delimiter: string) => names.split(delimiter).length;
  return delimiters.reduce((best, other) => (count(other) > count(best) ? other : best));
}

function checkedColumns(cells: readonly string[], argument: string): readonly string[] {
  if (cells.length > mostColumns) {
    throw refusal(argument, `has ${cells.length} columns`, `at most ${mostColumns}`);
  }
  const columns = cells.map((cell) => cell.trim());
  const unnamed = columns.indexOf('');
  if (unnamed !== -1) {
    throw refusal(argument, `has no name for column ${unnamed + 1}`, 'a name for each column');
  }
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice !== undefined) {
    throw refusal(argument, `has two columns named ${twice}`, 'a name of its own for each column');
  }
  return columns;
}
