import type { JsonObject } from '../core/json.js';
import type { LocalSink } from '../core/local-file.js';
import { cellText, guardedText } from './cell-text.js';

/** Writes rows to a new file as they come; whoever waits for `write` never runs ahead of the disk. */
export interface RowWriter {
  write(values: JsonObject): Promise<void>;
  finish(): ReturnType<LocalSink['finish']>;
  discard(): Promise<void>;
}

interface CsvOptions {
  /** Keeps spreadsheets from running texts as formulas. */
  readonly guard: boolean;
  /** Begins with a byte order mark, without which Excel takes UTF-8 for the local code page. */
  readonly bom: boolean;
}

/** CSV after RFC 4180, with a header. */
export function csvWriter(
  sink: LocalSink,
  columns: readonly string[],
  { guard, bom }: CsvOptions,
): RowWriter {
  const plain = guard ? guardedText : (text: string) => text;
  const line = (cells: readonly string[]) => csvLine(cells.map(plain));
  return textWriter(sink, (bom ? '\uFEFF' : '') + line(columns), (values) =>
    line(columns.map((column) => cellText(values[column]))),
  );
}

/** One JSON object a line. */
export function jsonLinesWriter(sink: LocalSink): RowWriter {
  return textWriter(sink, '', (values) => `${JSON.stringify(values)}\n`);
}

function csvLine(cells: readonly string[]): string {
  const [only = ''] = cells;
  // Readers take an empty line for none.
  return cells.length === 1 && only === '' ? '""\r\n' : `${cells.map(quoted).join(',')}\r\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
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
  return {
    async write(values) {
      waiting += lineOf(values);
      if (waiting.length >= blockLength) {
        await flush();
      }
    },
    async finish() {
      await flush();
      return sink.finish();
    },
    discard: () => sink.discard(),
  };
}
