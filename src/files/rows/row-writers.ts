import type { JsonObject } from '../../core/json.js';
import type { LocalSink } from '../../core/local-file.js';
import { cellText, guardedText } from './cell-text.js';
import type { TextEncoding } from './encoders.js';

/** Writes rows to a new file as they come; whoever waits for `write` never runs ahead of the disk. */
export interface RowWriter {
  write(values: JsonObject): Promise<void>;
  /** Writes a line that is ready, with its end. */
  writeLine(line: string): Promise<void>;
  finish(): ReturnType<LocalSink['finish']>;
  discard(): Promise<void>;
}

interface CsvOptions {
  /** Keeps spreadsheets from running texts as formulas. */
  readonly guard: boolean;
  /** Begins with a byte order mark, without which Excel takes UTF-8 for the local code page. */
  readonly bom: boolean;
  /** Default: a comma. */
  readonly delimiter?: string;
  /** Begins with a line that names the delimiter. */
  readonly sepLine?: boolean;
  /** Default: UTF-8. */
  readonly encode?: TextEncoding;
}

/** CSV after RFC 4180, with a header. */
export function csvWriter(
  sink: LocalSink,
  columns: readonly string[],
  { guard, bom, delimiter = ',', sepLine = false, encode }: CsvOptions,
): RowWriter {
  const plain = guard ? guardedText : (text: string) => text;
  const header = csvLine(columns.map(plain).map(quotedName), delimiter);
  const start = (bom ? '\uFEFF' : '') + (sepLine ? `sep=${delimiter}\r\n` : '') + header;
  const written = columns.length === 1 ? quotedName : (cell: string) => quotedCell(cell, delimiter);
  const lineOf = (values: JsonObject) =>
    csvLine(
      columns.map((column) => written(plain(cellText(values[column])))),
      delimiter,
    );
  return textWriter(sink, { start, lineOf, encode });
}

/** One JSON object a line. */
export function jsonLinesWriter(
  sink: LocalSink,
  { bom = false, encode }: Partial<Pick<CsvOptions, 'bom' | 'encode'>> = {},
): RowWriter {
  const lineOf = (values: JsonObject) => `${JSON.stringify(values)}\n`;
  return textWriter(sink, { start: bom ? '\uFEFF' : '', lineOf, encode });
}

function csvLine(written: readonly string[], delimiter: string): string {
  const [only = ''] = written;
  // Readers take an empty line for none.
  return written.length === 1 && only === '' ? '""\r\n' : `${written.join(delimiter)}\r\n`;
}

/** Readers guess the delimiter by what stands in the header, or in the only column. */
function quotedName(name: string): string {
  return /[,;\t|]/.test(name) ? inQuotes(name) : quotedCell(name, ',');
}

/** A cell as it is written, in quotes where it needs them. */
export function quotedCell(cell: string, delimiter: string): string {
  const needsQuotes = cell.includes(delimiter) || /["\r\n]|^\s|\s$/.test(cell);
  return needsQuotes ? inQuotes(cell) : cell;
}

function inQuotes(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

const blockLength = 64 * 1024;

interface TextForm {
  readonly start: string;
  readonly lineOf: (values: JsonObject) => string;
  readonly encode?: TextEncoding | undefined;
}

function textWriter(
  sink: LocalSink,
  { start, lineOf, encode = (text) => Buffer.from(text) }: TextForm,
): RowWriter {
  let waiting = start;
  const flush = async () => {
    const block = encode(waiting);
    waiting = '';
    await sink.write(block);
  };
  const writeLine = async (line: string) => {
    waiting += line;
    if (waiting.length >= blockLength) {
      await flush();
    }
  };
  return {
    write: (values) => writeLine(lineOf(values)),
    writeLine,
    async finish() {
      await flush();
      return sink.finish();
    },
    discard: () => sink.discard(),
  };
}
