/** A record as it is written, without the line break at its end. */
export interface WrittenRecord {
  readonly text: string;
  /** The position behind it, in bytes from the start of the text. */
  readonly end: number;
}

const [quote, lineFeed, carriageReturn] = [0x22, 0x0a, 0x0d];

/** The part of a delimited text that is being parsed, in which a record that could not be read is found again. */
export class CsvWindow {
  #kept: Buffer = Buffer.alloc(0);
  /** The position of what is kept. */
  #from = 0;
  /** What was found last, which is asked for again at every quote of a faulty record. */
  #found: { readonly start: number; readonly until: number; readonly record?: WrittenRecord } = {
    start: -1,
    until: -1,
  };
  readonly #ends: readonly (number | undefined)[];

  constructor(
    delimiter: string,
    private readonly quotes = true,
  ) {
    this.#ends = [delimiter.charCodeAt(0), lineFeed, carriageReturn];
  }

  add(piece: Buffer): void {
    this.#kept = this.#kept.length === 0 ? piece : Buffer.concat([this.#kept, piece]);
  }

  forgetBefore(position: number): void {
    this.#kept = this.#kept.subarray(position - this.#from);
    this.#from = position;
  }

  /** What is written there, without line breaks around it. */
  textBetween(start: number, end?: number): string {
    const bytes = this.#kept.subarray(start - this.#from, end && end - this.#from);
    return bytes.toString('utf8').replaceAll(/^[\r\n]+|[\r\n]+$/g, '');
  }

  /** The first record from there on; undefined where its end has not been seen. */
  recordFrom(start: number): WrittenRecord | undefined {
    const until = this.#from + this.#kept.length;
    if (this.#found.start !== start || this.#found.until !== until) {
      const record = this.#search(start);
      this.#found = { start, until, ...(record !== undefined && { record }) };
    }
    return this.#found.record;
  }

  #search(start: number): WrittenRecord | undefined {
    let at = start - this.#from;
    while (this.#isLineEnd(at)) {
      at += 1;
    }
    for (at = this.#cellEnd(at); at < this.#kept.length; at = this.#cellEnd(at + 1)) {
      if (this.#isLineEnd(at)) {
        const end = this.#from + at;
        return { text: this.textBetween(start, end), end };
      }
    }
    return undefined;
  }

  #isLineEnd(at: number): boolean {
    return this.#kept[at] === lineFeed || this.#kept[at] === carriageReturn;
  }

  /** Quotes mean something at the start of a cell alone. */
  #cellEnd(start: number): number {
    let at = this.quotes && this.#kept[start] === quote ? this.#quotedEnd(start) : start;
    while (at < this.#kept.length && !this.#ends.includes(this.#kept[at])) {
      at += 1;
    }
    return at;
  }

  #quotedEnd(start: number): number {
    let close = this.#kept.indexOf(quote, start + 1);
    while (close !== -1 && this.#kept[close + 1] === quote) {
      close = this.#kept.indexOf(quote, close + 2);
    }
    return close === -1 ? this.#kept.length : close + 1;
  }
}
