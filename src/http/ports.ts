import type { RawReply } from '../core/service.js';

/** A request as it goes over the wire. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
}

/** The beginning of a reply, before its body. */
export type ReplyHead = Omit<RawReply, 'text'>;

/** Takes the next bytes of a body; the one behind them waits until it is done. */
export type TakeChunk = (chunk: Uint8Array) => Promise<void>;

export interface WireOptions {
  readonly signal: AbortSignal;
  /** A signal that fires after the request left does not cut it off. */
  readonly finishOnceSent: boolean;
  /** What is left of the call's deadline. */
  readonly leftMs: number;
  /** Asked where the body goes; the reply holds it as text where it goes nowhere else. */
  readonly takeBody?: (head: ReplyHead) => Promise<TakeChunk | undefined>;
}

/** Carries bytes; knows nothing of endpoints and envelopes. */
export interface Transport {
  send(request: WireRequest, options: WireOptions): Promise<RawReply>;
  /** Ends all sockets at once. */
  close(): Promise<void>;
}
