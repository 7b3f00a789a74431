import type { Rate } from '../core/rate.js';
import type { AccessToken, RawReply } from '../core/service.js';

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

/** What a caller of a rate limiter says beside the key. */
export interface AcquireOptions {
  /** Takes the caller out of the line. */
  readonly signal: AbortSignal;
  /** The longest wait that is of use to the caller. */
  readonly withinMs: number;
  /** Told how long the wait will be, before it begins. */
  onWait(ms: number): void;
}

/** Whether a call may go; if not, how long it would have to wait. */
export type Admission =
  | { readonly admitted: true }
  | {
      readonly admitted: false;
      readonly reason: 'past_deadline' | 'queue_full';
      readonly waitMs: number;
    };

/** Spreads calls over time: at most the rate of their key in any sliding window, whoever shares the limiter. */
export interface RateLimiter {
  /**
   * Resolves when the call may go, and counts it as gone: it is to be sent at once. A call that would have to wait too
   * long is turned away without a wait. Rejects with the reason of the signal.
   */
  acquire(key: string, rate: Rate, options: AcquireOptions): Promise<Admission>;
  /** Holds back all calls of a key for a time: the vendor said that there were too many. */
  penalize(key: string, ms: number): Promise<void>;
}

/** What a holder of a lock knows about it. */
export interface Lease {
  /** Throws where the lock may be lost before a request that is sent now has ended. */
  assertHeld(): void;
}

/** Runs tasks of one key one at a time, first come first served, whoever shares the mutex. */
export interface Mutex {
  /** Runs the task when it is its turn; a signal that fires before that takes it out of the line. */
  runExclusive<T>(key: string, signal: AbortSignal, task: (lease: Lease) => Promise<T>): Promise<T>;
}

export interface StoredToken extends AccessToken {
  /** When it is to be replaced, somewhat before it expires. */
  readonly renewAt: number;
}

/** Keeps the tokens of callers, each under the caller's identity. */
export interface TokenStore {
  get(identity: string): Promise<StoredToken | undefined>;
  /**
   * Keeps and gives what `fetch` brings, in place of the token whose value is `stale`. However many ask at a time, one
   * fetches; where another token took the place of the stale one already, nobody does. A fetch that fails changes nothing.
   */
  renew(
    identity: string,
    stale: string | undefined,
    fetch: () => Promise<StoredToken>,
  ): Promise<StoredToken>;
  /** Forgets the token of that value; another one stays. */
  delete(identity: string, value: string): Promise<void>;
}

/** What clients can share beyond a process. */
export interface Ports {
  readonly rateLimiter: RateLimiter;
  readonly mutex: Mutex;
  readonly tokens: TokenStore;
}
