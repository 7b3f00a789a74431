const NEWLINE = 0x0a;

/** How much is kept of each end of a line that is too long to be kept. */
const EDGE_BYTES = 4096;

/** A line over the limit: only its two ends were kept. */
export interface OversizeLine {
  readonly head: Buffer;
  readonly tail: Buffer;
}

interface LineSink {
  /** One line without its newline. A carriage return may still be there. */
  line(bytes: Buffer): void;
  oversize(line: OversizeLine): void;
}

/** Cuts a stream of bytes into lines, and never holds more than `limit` bytes of one. */
export class LineReader {
  #parts: Buffer[] = [];
  #size = 0;
  #oversize: OversizeLine | undefined;

  constructor(
    private readonly limit: number,
    private readonly sink: LineSink,
  ) {}

  push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      this.#add(chunk.subarray(start, end));
      this.#finish();
      start = end + 1;
    }
    this.#add(chunk.subarray(start));
  }

  /** Gives out the last line where no newline ended it. */
  end(): void {
    if (this.#size > 0) this.#finish();
  }

  #add(part: Buffer): void {
    this.#size += part.length;
    if (this.#oversize) {
      this.#oversize = { head: this.#oversize.head, tail: tailOf([this.#oversize.tail, part]) };
      return;
    }
    this.#parts.push(part);
    if (this.#size > this.limit) this.#giveUp();
  }

  #giveUp(): void {
    const whole = Buffer.concat(this.#parts);
    this.#oversize = { head: Buffer.from(whole.subarray(0, EDGE_BYTES)), tail: tailOf([whole]) };
    this.#parts = [];
  }

  #finish(): void {
    const { sink } = this;
    const parts = this.#parts;
    const oversize = this.#oversize;
    this.#parts = [];
    this.#size = 0;
    this.#oversize = undefined;
    if (oversize) sink.oversize(oversize);
    else sink.line(Buffer.concat(parts));
  }
}

function tailOf(parts: readonly Buffer[]): Buffer {
  return Buffer.from(Buffer.concat(parts).subarray(-EDGE_BYTES));
}
