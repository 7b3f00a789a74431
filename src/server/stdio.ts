import type { Readable, Writable } from 'node:stream';
import { ErrorCode, type JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import {
  idOfOversize,
  LineReader,
  type OversizeLine,
  type RefusalMessage,
  readFrame,
  refuse,
} from './framing.js';
import {
  type ClientTransport,
  type ConnectionEnd,
  type ServeOptions,
  serveClient,
} from './lifecycle.js';

/** A line longer than this is skipped. */
const defaultMaxLineBytes = 32 * 1024 * 1024;

interface StdioOptions extends ServeOptions {
  readonly input: Readable;
  readonly output: Writable;
  readonly maxLineBytes?: number;
}

/** Serves MCP over a pair of byte streams, which are the process's own or somebody else's. */
export function serveStdio(options: StdioOptions): Promise<void> {
  const { input, output, maxLineBytes } = options;
  return serveClient(new StdioTransport(input, output, maxLineBytes), options);
}

type Outgoing = JSONRPCMessage | RefusalMessage;

/**
 * MCP over a pair of byte streams, one message a line. Every request gets an answer, also one that cannot be read.
 * When a side of the pipe ends it says so through `ended` and leaves it to its owner to call `close`.
 */
export class StdioTransport implements ClientTransport {
  onclose?: (() => void) | undefined;
  onerror?: ((error: Error) => void) | undefined;
  onmessage?: ClientTransport['onmessage'];

  /** Resolves with the side that ended first. */
  readonly ended: Promise<ConnectionEnd>;

  readonly #input: Readable;
  readonly #output: Writable;
  readonly #limit: number;
  readonly #lines: LineReader;
  readonly #unwritten = new Set<() => void>();
  #lastSent: Promise<void> = Promise.resolve();
  #writable = true;
  #end: (side: ConnectionEnd) => void = () => undefined;

  constructor(input: Readable, output: Writable, limit = defaultMaxLineBytes) {
    this.#input = input;
    this.#output = output;
    this.#limit = limit;
    this.#lines = new LineReader(limit, {
      line: (bytes) => this.#receive(bytes),
      oversize: (line) => this.#refuseOversize(line),
    });
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  async start(): Promise<void> {
    // The error listeners stay for good: a stream that fails after the end must not bring the process down.
    this.#output.on('error', () => this.#outputGone());
    this.#output.on('close', () => this.#outputGone());
    this.#input.on('error', () => this.#end('input'));
    this.#input.on('close', () => this.#end('input'));
    this.#input.on('end', () => this.#inputEnded());
    this.#input.on('data', (chunk: Buffer) => this.#lines.push(chunk));
  }

  /** Resolves once the message was handed to the reader, or there is no reader any more. */
  send(message: Outgoing): Promise<void> {
    if (!this.#writable) {
      return Promise.resolve();
    }
    const line = `${serialize(message)}\n`;
    this.#lastSent = new Promise((resolve) => {
      const written = () => {
        this.#unwritten.delete(written);
        resolve();
      };
      this.#unwritten.add(written);
      this.#output.write(line, written);
    });
    return this.#lastSent;
  }

  /** Resolves once everything sent so far has left. */
  flushed(): Promise<void> {
    return this.#lastSent;
  }

  async close(): Promise<void> {
    this.#input.pause();
    this.#writable = false;
    this.onclose?.();
  }

  #inputEnded(): void {
    this.#lines.end();
    this.#end('input');
  }

  #outputGone(): void {
    this.#writable = false;
    for (const written of this.#unwritten) {
      written();
    }
    this.#end('output');
  }

  #receive(bytes: Buffer): void {
    const frame = readFrame(bytes);
    if (frame.kind === 'message') {
      this.onmessage?.(frame.message);
    }
    if (frame.kind === 'refused') {
      this.#answer(frame.refusal);
    }
    if (frame.kind === 'ignored') {
      this.onerror?.(new Error(`Ignored ${frame.reason}.`));
    }
  }

  #refuseOversize(line: OversizeLine): void {
    const problem = `The message is longer than ${this.#limit} bytes and was skipped. Send less at once.`;
    this.#answer(refuse(idOfOversize(line), ErrorCode.InvalidRequest, problem));
  }

  #answer(refusal: RefusalMessage): void {
    this.onerror?.(new Error(`Refused a message: ${refusal.error.message}`));
    void this.send(refusal);
  }
}

/** A message that JSON cannot carry becomes an error, so that its request does not stay without an answer. */
function serialize(message: Outgoing): string {
  try {
    return JSON.stringify(message);
  } catch {
    const id = 'id' in message ? (message.id ?? null) : null;
    return JSON.stringify(
      refuse(id, ErrorCode.InternalError, 'The answer could not be written as JSON.'),
    );
  }
}
