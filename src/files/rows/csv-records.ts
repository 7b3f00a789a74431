import { type Parser, parse } from 'csv-parse';
import type { InputError } from '../../core/errors.js';
import { refusal } from '../access/refusal.js';
import { CsvWindow } from './csv-window.js';
import { longestRow, type RowFault } from './row-format.js';

/** A line of cells, as it stands in the file. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

const looseQuote = 'has a quote inside a cell without quotes around it';
const closedQuotes = 'quotes that are closed, and the right delimiter';

/** Behind these nobody knows where a cell ends: rows would be lost or mixed. */
const ends: Readonly<Record<string, readonly [problem: string, allowed: string]>> = {
  CSV_INVALID_CLOSING_QUOTE: ['ends no cell', 'quotes inside of quotes doubled: "say ""hi"""'],
  CSV_QUOTE_NOT_CLOSED: ['is never closed', 'a quote at both ends of a cell'],
};

/**
 * The records of a delimited text in their order, faulty ones among them. The first record says how many cells each
 * must have. No more is held than the records of one piece of text and the one that has begun.
 */
export async function* csvRecords(
  texts: AsyncIterable<string>,
  delimiter: string,
  argument: string,
): AsyncGenerator<CsvRecord | RowFault> {
  const reading = new Reading(delimiter, argument);
  let pending = 0;
  for await (const text of texts) {
    await reading.feed(text);
    const found = reading.take();
    pending = found.length > 0 ? 0 : pending + text.length;
    if (pending > longestRow) {
      throw refusal(argument, `has a row longer than 4 MB at line ${reading.line}`, closedQuotes);
    }
    yield* found;
    reading.throwIfBroken();
  }
  await reading.end();
  yield* reading.take();
  reading.throwIfBroken();
}

/** One pass of csv-parse, whose callbacks keep good and faulty records in their order. */
class Reading {
  readonly #parser: Parser;
  #found: (CsvRecord | RowFault)[] = [];
  /** Where the record begins that comes next. */
  line = 1;
  /** csv-parse counts a CRLF inside of quotes as two lines. */
  #surplus = 0;
  /** How many cells each record must have, from the first one. */
  #width: number | undefined;
  /** Where the last record ended that is done with, in bytes. */
  #passed = 0;
  /** A record with a loose quote, whose end has not been seen yet: where it is, and its line. */
  #faulty: { readonly start: number; readonly line: number } | undefined;
  readonly #window: CsvWindow;
  readonly #argument: string;
  #broken: InputError | undefined;

  constructor(delimiter: string, argument: string) {
    this.#argument = argument;
    this.#window = new CsvWindow(delimiter);
    this.#parser = parse({
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_record: (cells) => {
        this.#width ??= cells.length;
        this.#settle();
        this.#add({ line: this.#pass(cells), cells });
        return null;
      },
      on_skip: (error) => {
        this.#fault(error?.code ?? '', error?.['record']);
        return undefined;
      },
    });
    // A failure of the parser reaches whoever feeds it.
    this.#parser.on('error', () => undefined);
  }

  feed(text: string): Promise<void> {
    const piece = Buffer.from(text);
    this.#window.add(piece);
    return new Promise((resolve, reject) => {
      this.#parser.write(piece, (error) => (error ? reject(error) : resolve()));
    });
  }

  async end(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#parser.once('error', reject);
      this.#parser.end(resolve);
    });
    this.#settle();
  }

  /** What was found since it was last asked. */
  take(): readonly (CsvRecord | RowFault)[] {
    const found = this.#found;
    this.#found = [];
    this.#window.forgetBefore(this.#passed);
    return found;
  }

  throwIfBroken(): void {
    if (this.#broken !== undefined) {
      throw this.#broken;
    }
  }

  #fault(code: string, cells: unknown): void {
    if (ends[code] !== undefined) {
      this.#break(code, ends[code]);
    } else if (Array.isArray(cells)) {
      this.#ragged(cells.map(String));
    } else if (!this.#isInFaulty()) {
      this.#settle();
      this.#faulty = { start: this.#passed, line: this.#here() };
      this.line = this.#here() + 1;
    }
  }

  #break(code: string, [problem, allowed]: readonly [string, string]): void {
    if (!this.#isInFaulty()) {
      this.#settle();
    }
    this.#faulty = undefined;
    const line = code === 'CSV_QUOTE_NOT_CLOSED' ? this.line : this.#here();
    this.#broken ??= refusal(
      this.#argument,
      `has a quote at line ${line} that ${problem}`,
      allowed,
    );
  }

  /** A row may be wrong in several ways; the first is enough. */
  #ragged(cells: readonly string[]): void {
    this.#settle();
    const raw = this.#window.textBetween(this.#passed, this.#parser.info.bytes);
    const line = this.#pass(cells);
    if (raw !== '') {
      const problem = `has ${cells.length} cells; the header has ${this.#width}`;
      this.#add({ line, problem, raw });
    }
  }

  /** Whether the parser is still in the record that is known to be faulty. */
  #isInFaulty(): boolean {
    if (this.#faulty === undefined) {
      return false;
    }
    const record = this.#window.recordFrom(this.#faulty.start);
    return record === undefined || this.#parser.info.bytes <= record.end;
  }

  /** The faulty record has ended: what is written in it is known. */
  #settle(): void {
    if (this.#faulty !== undefined) {
      const { start, line } = this.#faulty;
      const record = this.#window.recordFrom(start);
      const raw = record?.text ?? this.#window.textBetween(start);
      this.#add({ line, problem: looseQuote, raw });
      this.#passed = record?.end ?? this.#parser.info.bytes;
      this.#faulty = undefined;
    }
  }

  #add(record: CsvRecord | RowFault): void {
    if (this.#broken === undefined) {
      this.#found.push(record);
    }
  }

  /** The line that a record begins in which just ended. */
  #pass(cells: readonly string[]): number {
    this.#passed = this.#parser.info.bytes;
    const end = this.#here();
    let counted = 0;
    for (const cell of cells) {
      counted += cell.match(/[\r\n]/g)?.length ?? 0;
      this.#surplus += cell.match(/\r\n/g)?.length ?? 0;
    }
    this.line = this.#here() + 1;
    return end - counted;
  }

  #here(): number {
    return this.#parser.info.lines - this.#surplus;
  }
}
