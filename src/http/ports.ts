import type { Rate } from '../core/rate.js';
import type { AccessToken, RawReply, TakeChunk } from '../core/service.js';

/** A request as it goes over the wire. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
}

/** The beginning of a reply, before its body. */
export type ReplyHead = Omit<RawReply, 'text'>;

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

/**
 * What clients can share beyond a process. Whoever makes them ends them; a client never does.
 *
 * Keys are opaque texts that hold no credential and are the same in every process. Durations are milliseconds, and so are
 * instants: on the client's clock, which reads as Unix time. An implementation that cannot reach its store rejects with a
 * NetworkError of a request that was not sent: nothing goes out uncounted or unlocked.
 */
export interface Ports {
  readonly rateLimiter: RateLimiter;
  readonly mutex: Mutex;
  readonly tokens: TokenStore;
}

/** Spreads calls over time: at most the rate of their key in any sliding window, whoever shares the limiter. */
export interface RateLimiter {
  /**
   * Resolves when the call may go, and counts it as gone. The caller sends it at once, so a turn that comes late, because
   * the process stood still, is no turn: the implementation takes another one. A call that would have to wait too long is
   * turned away without a wait. Rejects with the reason of the signal. All calls of a key come with the same rate.
   */
  acquire(key: string, rate: Rate, options: AcquireOptions): Promise<Admission>;
  /**
   * Holds back all calls of a key for a time from now, those that wait already as well: the vendor said that there were
   * too many. Of several holds the longest counts.
   */
  penalize(key: string, ms: number): Promise<void>;
}

/** What a caller of a rate limiter says beside the key. */
export interface AcquireOptions {
  /** Takes the caller out of the line. */
  readonly signal: AbortSignal;
  /** The longest wait that is of use: a call whose turn comes then, or later, is turned away. */
  readonly withinMs: number;
  /** Told once, before the wait begins, how long it will be as far as is known; 0 where there is none. */
  onWait(ms: number): void;
}

/** Whether a call may go; if not, how long it would have to wait. */
export type Admission =
  | { readonly admitted: true }
  | {
      readonly admitted: false;
      /** `queue_full`: more callers of the key wait than the implementation keeps. */
      readonly reason: 'past_deadline' | 'queue_full';
      readonly waitMs: number;
    };

/** Runs tasks of one key one at a time, first come first served, whoever shares the mutex. */
export interface Mutex {
  /**
   * Runs the task when it is its turn, and settles as the task does. A signal that fires before that takes it out of the
   * line, and the call rejects with its reason; a task that runs is never cut off. A task that asks for its own key waits
   * for itself for ever.
   */
  runExclusive<T>(key: string, signal: AbortSignal, task: (lease: Lease) => Promise<T>): Promise<T>;
}

/** What a holder of a lock knows about it. */
export interface Lease {
  /**
   * Asked right before each request of the task, which may be many, minutes apart. Throws where the lock may be lost
   * before a request that is sent now has ended (`attemptMs` of the transport bounds it): a NetworkError of a request that
   * was not sent, with `retriesExhausted`, for no other try would have the lock.
   */
  assertHeld(): void;
}

/** Keeps the tokens of callers, each under the caller's identity. */
export interface TokenStore {
  /** The token that is kept, if any; one that has expired may be kept or not. */
  get(identity: string): Promise<StoredToken | undefined>;
  /**
   * Keeps what `fetch` brings in place of the token whose value is `stale`, and resolves with it once it is kept. However
   * many ask at a time, one fetches and all get what it brings; where another token took the place of the stale one
   * already, nobody fetches. A fetch that fails changes nothing, and its failure goes to those who waited for it.
   */
  renew(
    identity: string,
    stale: string | undefined,
    fetch: () => Promise<StoredToken>,
  ): Promise<StoredToken>;
  /** Forgets the token of that value; another one stays. */
  delete(identity: string, value: string): Promise<void>;
}

/** A token as it is kept. Its instants are Infinity, which JSON cannot carry, where its expiry is unknown. */
export interface StoredToken extends AccessToken {
  /** When it is to be replaced, somewhat before it expires. */
  readonly renewAt: number;
}
