import { type Parser, parse } from 'csv-parse';
import { InputError, type InputIssue } from '../../core/errors.js';
import { refusal } from '../access/refusal.js';
import { bareCells, hasSwallowedRows } from './csv-quotes.js';
import { CsvWindow } from './csv-window.js';
import { longestRow, type RowFault } from './row-format.js';

/** A line of cells, as it stands in the file. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvOptions {
  readonly delimiter: string;
  /** Refusals name it. */
  readonly argument: string;
  /** Cells of a row; a longer row is a fault if something stands in the others. Default: any number. */
  readonly width?: number | undefined;
  /** Cells at the start of a row that an import of refused rows put before it. Default: 0. */
  readonly added?: number | undefined;
  /** Default true. False: a quote is a character like any other. */
  readonly quotes?: boolean | undefined;
}

/** A quote leaves it open where a cell ends; it is unknown how the rows after it are cut. */
export class BrokenQuotes extends InputError {
  constructor(
    issue: InputIssue,
    /** False where a quote is open at the end: the file may have been cut off there. */
    readonly mayBeCharacters: boolean,
  ) {
    super([issue]);
  }
}

const looseQuote = 'has a quote inside a cell without quotes around it';
const swallowedRows = 'has a cell in quotes that takes in whole rows after it';
const closedQuotes = 'quotes that are closed, and the right delimiter';

/** Behind these nobody knows where a cell ends: rows would be lost or mixed. */
const ends: Readonly<Record<string, readonly [problem: string, allowed: string]>> = {
  CSV_INVALID_CLOSING_QUOTE: ['ends no cell', 'quotes inside of quotes doubled: "say ""hi"""'],
  CSV_QUOTE_NOT_CLOSED: ['is never closed', 'a quote at both ends of a cell'],
};

/**
 * The records of a delimited text in their order, faulty ones among them. No more is held than the records of one
 * piece of text and the one that has begun.
 */
export async function* csvRecords(
  texts: AsyncIterable<string>,
  options: CsvOptions,
): AsyncGenerator<CsvRecord | RowFault> {
  const { argument } = options;
  const reading = new Reading(options);
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
  /** Where the last record ended that is done with, in bytes. */
  #passed = 0;
  /** A record with a loose quote, whose end has not been seen yet: where it is, and its line. */
  #faulty: { readonly start: number; readonly line: number } | undefined;
  readonly #window: CsvWindow;
  #broken: InputError | undefined;

  constructor(private readonly options: CsvOptions) {
    const { delimiter, quotes = true } = options;
    this.#window = new CsvWindow(delimiter, quotes);
    this.#parser = parse({
      delimiter,
      quote: quotes ? '"' : false,
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_record: (cells) => {
        this.#settle();
        this.#addCells(cells);
        return null;
      },
      on_skip: (error) => {
        this.#fault(error?.code ?? '');
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

  #fault(code: string): void {
    if (ends[code] !== undefined) {
      this.#break(code, ends[code]);
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
    const path = this.options.argument;
    const isOpen = code === 'CSV_QUOTE_NOT_CLOSED';
    const line = isOpen ? this.line : this.#here();
    this.#broken ??= new BrokenQuotes(
      { path, problem: `has a quote at line ${line} that ${problem}`, allowed },
      !isOpen,
    );
  }

  /** Takes a record that has just ended. */
  #addCells(cells: readonly string[]): void {
    const start = this.#passed;
    const line = this.#pass(cells);
    const problem = this.#problemIn(cells);
    if (problem === undefined) {
      this.#add({ line, cells });
    } else {
      this.#add({ line, problem, raw: this.#window.textBetween(start, this.#passed) });
    }
  }

  #problemIn(cells: readonly string[]): string | undefined {
    const { width = cells.length, added = 0, delimiter } = this.options;
    const surplus = cells.slice(width).find((cell) => cell.trim() !== '');
    if (surplus !== undefined) {
      return `has ${cells.length} cells; the header has ${width}: ${JSON.stringify(surplus)} is in no column`;
    }
    return hasSwallowedRows(cells.slice(added), delimiter) ? swallowedRows : undefined;
  }

  /** Whether the parser is still in the record that is known to be faulty. */
  #isInFaulty(): boolean {
    if (this.#faulty === undefined) {
      return false;
    }
    const record = this.#window.recordFrom(this.#faulty.start);
    return record === undefined || this.#parser.info.bytes <= record.end;
  }

  /** Reads the record with a loose quote, whose end is known now: such a quote is a character. */
  #settle(): void {
    if (this.#faulty !== undefined) {
      const { start, line } = this.#faulty;
      const record = this.#window.recordFrom(start);
      const raw = record?.text ?? this.#window.textBetween(start);
      const cells = bareCells(raw, this.options.delimiter);
      const problem = cells === undefined ? looseQuote : this.#problemIn(cells);
      this.#add(problem === undefined ? { line, cells: cells ?? [] } : { line, problem, raw });
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
