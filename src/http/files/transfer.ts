import { NetworkError } from '../../core/errors.js';
import type { TakeChunk } from '../../core/service.js';
import type { FileHead, OpenSink } from '../calls.js';
import type { ReplyHead } from '../ports.js';

/** A file on its way: what arrived of it, over however many tries that takes. No byte is written twice. */
export class Transfer {
  received = 0;
  /** Why the sink failed, which no other try would mend. */
  fault: unknown;

  #total: number | undefined;
  #sink: TakeChunk | undefined;
  #attempt = 0;
  /** What the sink is doing. */
  #busy: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly openSink: OpenSink,
    private readonly maxBytes: number,
  ) {}

  /** Compressed bytes could not be counted, so none are asked for. */
  get headers(): Readonly<Record<string, string>> {
    const range = this.received > 0 && { range: `bytes=${this.received}-` };
    return { 'accept-encoding': 'identity', ...range };
  }

  /** Takes the body of this answer from where the last one broke off; throws where it does not go on there. */
  async take(head: ReplyHead): Promise<TakeChunk> {
    this.#check(head);
    const attempt = this.#attempt;
    this.#sink ??= await this.#kept(() => this.openSink(this.#describe(head)));
    const sink = this.#sink;
    return (chunk) => this.#write(sink, chunk, attempt);
  }

  /** Throws where the body ended well, but before the file did. */
  checkComplete(): void {
    if (this.#total !== undefined && this.received < this.#total) {
      const text = `the file ended after ${this.received} of ${this.#total} bytes`;
      throw new NetworkError(text, 'body', true);
    }
  }

  /** Whether an answer to a resumption says that there was nothing left to send. */
  isAllThere({ status, headers }: ReplyHead): boolean {
    const { received } = this;
    return status === 416 && received > 0 && headers['content-range'] === `bytes */${received}`;
  }

  /** Ends a try: what it still has under way is waited for, and nothing more is taken from it. */
  async rest(): Promise<void> {
    this.#attempt += 1;
    await this.#busy.catch(() => undefined);
  }

  #check(head: ReplyHead): void {
    const { start, total } = extentOf(head);
    if (start !== this.received || (this.#total !== undefined && total !== this.#total)) {
      throw nonRetryable('the service does not go on where the file broke off', 'Start over.');
    }
    const encoding = head.headers['content-encoding'] ?? 'identity';
    if (encoding !== 'identity') {
      throw nonRetryable(`the file came compressed (${encoding}), unasked`, 'Check the proxy.');
    }
    this.#total = total;
    this.#checkSize(total ?? 0);
  }

  #checkSize(size: number): void {
    if (size > this.maxBytes) {
      throw nonRetryable(
        `the file is larger than ${this.maxBytes} bytes`,
        'Open it in the browser.',
      );
    }
  }

  #describe({ headers }: ReplyHead): FileHead {
    const name = fileNameIn(headers['content-disposition'] ?? '');
    return { name, type: headers['content-type'], size: this.#total };
  }

  async #write(sink: TakeChunk, chunk: Uint8Array, attempt: number): Promise<void> {
    if (attempt !== this.#attempt) {
      throw new NetworkError('the try is over', 'body', true);
    }
    this.#checkSize(this.received + chunk.length);
    // Counted before: a try that was given up meanwhile still ends its write.
    this.received += chunk.length;
    await this.#kept(() => sink(chunk));
  }

  async #kept<T>(work: () => Promise<T>): Promise<T> {
    const doing = work();
    this.#busy = doing;
    try {
      return await doing;
    } catch (error) {
      this.fault = error;
      throw error;
    }
  }
}

const contentRange = /^bytes (\d+)-\d+\/(\d+|\*)$/;

/** Where the body of an answer begins in the file, and how large the whole file is, if known. */
function extentOf({ status, headers }: ReplyHead): {
  readonly start: number;
  readonly total: number | undefined;
} {
  if (status !== 206) {
    return { start: 0, total: numberIn(headers['content-length']) };
  }
  const [, start = 'none', total] = contentRange.exec(headers['content-range'] ?? '') ?? [];
  return { start: Number(start), total: numberIn(total) };
}

function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

function nonRetryable(text: string, hint: string): NetworkError {
  return new NetworkError(text, 'body', true, { nonRetryable: true, hint });
}

const extended = /\bfilename\*\s*=\s*UTF-8'[^']*'([^;\s]+)/i;
const quoted = /\bfilename\s*=\s*"((?:[^"\\]|\\.)*)"/i;
const bare = /\bfilename\s*=\s*([^";\s]+)/i;

/** The file name of a Content-Disposition header (RFC 6266); never fit to be used as a path. */
export function fileNameIn(header: string): string | undefined {
  const encoded = extended.exec(header)?.[1];
  const decoded = encoded === undefined ? undefined : decode(encoded);
  const plain = quoted.exec(header)?.[1]?.replace(/\\(.)/g, '$1') ?? bare.exec(header)?.[1];
  return decoded ?? (plain === undefined ? undefined : fromBytes(plain));
}

/** Text that came as bytes of UTF-8, one character each; other text as it is. */
function fromBytes(text: string): string {
  const bytes = Buffer.from(text, 'latin1');
  const read = bytes.toString('utf8');
  return bytes.toString('latin1') !== text || read.includes('\ufffd') ? text : read;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
