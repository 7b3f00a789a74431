import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './answer.js';
import type { Arrival } from './vendor.js';

/** An answer and how it leaves. */
export interface Delivery {
  readonly answer: Answer;
  readonly delayMs: number;
  /** `cut`: half of the body, then a reset. `reset`: not a byte. */
  readonly ending: 'whole' | 'cut' | 'reset';
}

export function whole(answer: Answer): Delivery {
  return { answer, delayMs: 0, ending: 'whole' };
}

/** Reads a request up to its headers. */
export function arrivalOf(incoming: IncomingMessage, logId: string): Arrival {
  const [pathname = '', ...search] = (incoming.url ?? '').split('?');
  const bytes = bodyReader(incoming);
  return {
    method: incoming.method ?? '',
    pathname,
    query: new URLSearchParams(search.join('?')),
    authorization: incoming.headers.authorization,
    origin: `http://${incoming.headers.host}`,
    headers: incoming.headers,
    logId,
    bytes,
    body: async () => (await bytes()).toString('utf8'),
  };
}

const maxBodyBytes = 20 * 1024 * 1024;
/** A file of the size that the vendor refuses by a code of its own must come through. */
const maxFormBytes = 64 * 1024 * 1024;

export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/** Reads a request's body once, however often it is asked for. */
function bodyReader(incoming: IncomingMessage): () => Promise<Buffer> {
  let reading: Promise<Buffer> | undefined;
  return () => {
    reading ??= readBody(incoming);
    return reading;
  };
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const isForm = /^multipart\//i.test(incoming.headers['content-type'] ?? '');
  const maxBytes = isForm ? maxFormBytes : maxBodyBytes;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > maxBytes) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Writes an answer, or breaks the connection in its stead. */
export function send(outgoing: ServerResponse, { answer, ending }: Delivery, logId: string): void {
  if (ending === 'reset') {
    outgoing.socket?.resetAndDestroy();
    return;
  }
  const body = Buffer.from(answer.body);
  outgoing.writeHead(answer.status, {
    ...answer.headers,
    'X-Tt-Logid': logId,
    'Content-Length': body.length,
  });
  if (ending === 'whole') outgoing.end(body);
  else outgoing.write(body.subarray(0, body.length >> 1), () => outgoing.socket?.destroy());
}

/** The first and the last byte. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

const oneRange = /^bytes=(\d*)-(\d*)$/;

/** What a Range header asks of so many bytes; undefined for all of them: absent, several ranges, or nonsense. */
export function rangeOf(
  header: string | undefined,
  size: number,
): ByteRange | 'unsatisfiable' | undefined {
  const [, first = '', last = ''] = oneRange.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (first !== '' && last !== '' && Number(first) > Number(last)) return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return start > end ? 'unsatisfiable' : { start, end };
}
