import type { JsonObject } from '../../core/json.js';

/** A whole HTTP answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** The vendor's code, for the log of requests; undefined for what is no envelope. */
  readonly code?: number | undefined;
}

/** A JSON answer; its body's own `code` goes to the log. */
export function json(status: number, body: JsonObject): Answer {
  const code = typeof body.code === 'number' ? body.code : undefined;
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
    code,
  };
}

export function plain(status: number, text: string): Answer {
  return { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: text };
}
