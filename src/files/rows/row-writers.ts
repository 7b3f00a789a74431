import type { JsonObject } from '../../core/json.js';
import type { LocalSink } from '../../core/local-file.js';
import { cellText, guardedText } from './cell-text.js';

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
}

/** CSV after RFC 4180, with a header. */
export function csvWriter(
  sink: LocalSink,
  columns: readonly string[],
  { guard, bom, delimiter = ',' }: CsvOptions,
): RowWriter {
  const plain = guard ? guardedText : (text: string) => text;
  const header = csvLine(columns.map(plain).map(quotedName), delimiter);
  return textWriter(sink, (bom ? '\uFEFF' : '') + header, (values) => {
    const cells = columns.map((column) => plain(cellText(values[column])));
    return csvLine(
      cells.map((cell) => quotedCell(cell, delimiter)),
      delimiter,
    );
  });
}

/** One JSON object a line. */
export function jsonLinesWriter(sink: LocalSink): RowWriter {
  return textWriter(sink, '', (values) => `${JSON.stringify(values)}\n`);
}

function csvLine(written: readonly string[], delimiter: string): string {
  const [only = ''] = written;
  // Readers take an empty line for none.
  return written.length === 1 && only === '' ? '""\r\n' : `${written.join(delimiter)}\r\n`;
}

/** Whoever reads the header guesses the delimiter by it. */
function quotedName(name: string): string {
  return /[,;\t]/.test(name) ? inQuotes(name) : quotedCell(name, ',');
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

function textWriter(
  sink: LocalSink,
  start: string,
  lineOf: (values: JsonObject) => string,
): RowWriter {
  let waiting = start;
  const flush = async () => {
    const block = Buffer.from(waiting);
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
