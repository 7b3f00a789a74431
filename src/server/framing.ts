import {
  ErrorCode,
  isJSONRPCNotification,
  isJSONRPCRequest,
  type JSONRPCMessage,
} from '@modelcontextprotocol/sdk/types.js';
import { isJsonObject, type JsonObject } from '../core/json.js';

type RequestId = string | number;

/** An answer to something that cannot be served. The id is null where the request's own is not known. */
export interface RefusalMessage {
  readonly jsonrpc: '2.0';
  readonly id: RequestId | null;
  readonly error: { readonly code: number; readonly message: string };
}

/** What one line turned out to be. */
export type Frame =
  | { readonly kind: 'message'; readonly message: JSONRPCMessage }
  | { readonly kind: 'refused'; readonly refusal: RefusalMessage }
  | { readonly kind: 'ignored'; readonly reason: string }
  | { readonly kind: 'blank' };

/** A refusal never quotes what it refuses: that may be long, and may hold secrets. */
export function refuse(id: RequestId | null, code: number, message: string): RefusalMessage {
  return { jsonrpc: '2.0', id, error: { code, message } };
}

/** Reads one line as a JSON-RPC message. Whatever could be a request is a message or refused, never ignored. */
export function readFrame(bytes: Buffer): Frame {
  const text = decode(bytes);
  if (text === undefined) {
    return refused(null, ErrorCode.ParseError, 'The line is not valid UTF-8.');
  }
  if (text.trim() === '') {
    return { kind: 'blank' };
  }
  try {
    return classify(JSON.parse(text));
  } catch {
    return refused(null, ErrorCode.ParseError, 'The line is not valid JSON.');
  }
}

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function classify(value: unknown): Frame {
  if (Array.isArray(value)) {
    return refused(
      null,
      ErrorCode.InvalidRequest,
      'Batches are not served; send one message a line.',
    );
  }
  if (!isJsonObject(value)) {
    return refused(null, ErrorCode.InvalidRequest, 'A message is a JSON object.');
  }
  if (isAnswer(value)) {
    return { kind: 'ignored', reason: 'an answer to no question of ours' };
  }
  const fault = faults.find(({ applies }) => applies(value));
  return fault
    ? refused(usableId(value.id) ?? null, ErrorCode.InvalidRequest, fault.message)
    : accept(value);
}

function isAnswer(value: JsonObject): boolean {
  return value.method === undefined && (value.result !== undefined || value.error !== undefined);
}

const faults: readonly { applies(value: JsonObject): boolean; readonly message: string }[] = [
  {
    applies: (value) => value.jsonrpc !== '2.0',
    message: 'The member "jsonrpc" must be "2.0".',
  },
  {
    applies: (value) => typeof value.method !== 'string',
    message: 'The member "method" must be a string.',
  },
  {
    applies: (value) => Object.hasOwn(value, 'id') && usableId(value.id) === undefined,
    message: 'The member "id" must be a string or an integer within 53 bits.',
  },
];

/** Members beyond JSON-RPC's own are left out, and `params: null` is read as none: the SDK drops both in silence. */
function accept({ method, id, params }: JsonObject): Frame {
  const message = {
    jsonrpc: '2.0',
    method,
    ...(id !== undefined && { id }),
    ...(params !== null && params !== undefined && { params }),
  };
  if (isJSONRPCRequest(message) || isJSONRPCNotification(message)) {
    return { kind: 'message', message };
  }
  const requestId = usableId(id);
  return requestId === undefined
    ? { kind: 'ignored', reason: 'a notification with malformed params' }
    : refused(
        requestId,
        ErrorCode.InvalidParams,
        'The member "params" must be an object, and so must its "_meta"; a progressToken is a string or an integer.',
      );
}

function usableId(id: unknown): RequestId | undefined {
  return typeof id === 'string' || (typeof id === 'number' && Number.isSafeInteger(id))
    ? id
    : undefined;
}

function refused(id: RequestId | null, code: number, message: string): Frame {
  return { kind: 'refused', refusal: refuse(id, code, message) };
}

const scalarMember = String.raw`"(?:jsonrpc|method)"\s*:\s*"[^"\\]*"\s*`;
const idMember = String.raw`"id"\s*:\s*("(?:[^"\\]|\\.)*"|-?\d+)\s*`;

/** Only at the ends of the line is an `id` certainly that of the message; in between it could be any object's. */
const idAtStart = new RegExp(String.raw`^\s*\{\s*(?:${scalarMember},\s*)*${idMember},`);
const idAtEnd = new RegExp(String.raw`,\s*${idMember}(?:,\s*${scalarMember})*\}\s*$`);

/** The id of a request of which only both ends are known. */
export function idOfOversize({ head, tail }: OversizeLine): RequestId | null {
  const found = idAtStart.exec(head.toString()) ?? idAtEnd.exec(tail.toString());
  try {
    return usableId(JSON.parse(found?.[1] ?? 'null')) ?? null;
  } catch {
    return null;
  }
}

const newline = 0x0a;

/** How much is kept of each end of a line that is too long to be kept. */
const edgeBytes = 4096;

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
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      this.#add(chunk.subarray(start, end));
      this.#finish();
      start = end + 1;
    }
    this.#add(chunk.subarray(start));
  }

  /** Gives out the last line where no newline ended it. */
  end(): void {
    if (this.#size > 0) {
      this.#finish();
    }
  }

  #add(part: Buffer): void {
    this.#size += part.length;
    if (this.#oversize) {
      this.#oversize = { head: this.#oversize.head, tail: tailOf([this.#oversize.tail, part]) };
      return;
    }
    this.#parts.push(part);
    if (this.#size > this.limit) {
      this.#giveUp();
    }
  }

  #giveUp(): void {
    const whole = Buffer.concat(this.#parts);
    this.#oversize = { head: Buffer.from(whole.subarray(0, edgeBytes)), tail: tailOf([whole]) };
    this.#parts = [];
  }

  #finish(): void {
    const { sink } = this;
    const parts = this.#parts;
    const oversize = this.#oversize;
    this.#parts = [];
    this.#size = 0;
    this.#oversize = undefined;
    if (oversize) {
      sink.oversize(oversize);
    } else {
      sink.line(Buffer.concat(parts));
    }
  }
}

function tailOf(parts: readonly Buffer[]): Buffer {
  return Buffer.from(Buffer.concat(parts).subarray(-edgeBytes));
}
