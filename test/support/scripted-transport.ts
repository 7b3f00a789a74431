import type { RawReply } from '../../src/core/service.js';
import type { Transport, WireOptions, WireRequest } from '../../src/http/ports.js';

export interface ScriptedTransport extends Transport {
  readonly sent: WireRequest[];
}

/** A transport whose replies are computed from each request. */
export function transportOf(
  answer: (request: WireRequest, options: WireOptions) => RawReply | Promise<RawReply>,
): ScriptedTransport {
  const sent: WireRequest[] = [];
  return {
    sent,
    async send(request, options) {
      sent.push(request);
      return answer(request, options);
    },
    close: async () => undefined,
  };
}

export function rawReply(
  body: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): RawReply {
  return { status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) };
}
