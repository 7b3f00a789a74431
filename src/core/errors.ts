import type { Json } from './json.js';
import type { Remedy } from './remedy.js';

/** One kind for each thing a caller can do about a failure; vendor codes map to it in `services/`. */
export type ErrorKind =
  | 'auth'
  | 'permission'
  | 'not_found'
  | 'invalid'
  | 'conflict'
  | 'rate_limited'
  | 'unavailable'
  | 'unknown';

/**
 * What a failure says about the request it answers.
 * `not_applied`: nothing happened, the same request may go again after a wait.
 * `ambiguous`: it may or may not have been applied.
 * `renew`: the token was refused, nothing happened; sign in once more and go again.
 * `permanent`: the same request will fail again.
 */
export type Recovery = 'not_applied' | 'ambiguous' | 'renew' | 'permanent';

/** The process cannot work as configured. `variable` is what to set, `fix` is how. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(
    message: string,
    readonly variable: string,
    readonly fix: string,
  ) {
    super(message);
  }
}

/** One thing wrong with the arguments of a call, found before anything was sent. */
export interface InputIssue extends Remedy {
  /** `records[36].fields.截止日期`; empty for the arguments as a whole. */
  readonly path: string;
  readonly problem: string;
}

/** The arguments were refused; nothing was sent. */
export class InputError extends Error {
  override readonly name = 'InputError';

  constructor(readonly issues: readonly InputIssue[]) {
    super(issues.map((issue) => `${issue.path}: ${issue.problem}`).join('; '));
  }
}

/** The vendor answered no. Holds no header, no token and no body of the request. */
export interface ApiErrorFacts {
  /** `Feishu` */
  readonly service: string;
  readonly kind: ErrorKind;
  readonly recovery: Recovery;
  readonly status: number;
  /** The vendor's own code; undefined when the reply was not the vendor's envelope. */
  readonly code?: number | undefined;
  /** The vendor's message, shortened and redacted. */
  readonly reason: string;
  /** What the caller can do next. */
  readonly hint?: string | undefined;
  readonly logId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  /** Sent again after an ambiguous failure: an earlier attempt may have been the one that was applied. */
  readonly earlierAttemptMayHaveApplied?: boolean | undefined;
  /** What was asked for is the case already, whoever brought it about. */
  readonly alreadyInDesiredState?: boolean | undefined;
  /** The same items go through in smaller requests. */
  readonly smallerChunk?: boolean | undefined;
  /** What the vendor says brought the failure about, where it says so. */
  readonly blamedValue?: BlamedValue | undefined;
  /** Whatever else the vendor said that helps: missing scopes, violated fields, the console page. */
  readonly details?: Readonly<Record<string, Json>> | undefined;
}

/** One item of a request: by its record id, or by a cell. */
export interface BlamedValue {
  readonly recordId?: string | undefined;
  readonly field?: string | undefined;
  /** As text; undefined where only the field is wrong. */
  readonly value?: string | undefined;
}

export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly facts: ApiErrorFacts,
    options?: ErrorOptions,
  ) {
    super(`${facts.service} ${facts.code ?? `HTTP ${facts.status}`}: ${facts.reason}`, options);
  }

  /** Gives a copy with other facts, whose cause is this failure. */
  with(changes: Partial<ApiErrorFacts>, cause: unknown = this): ApiError {
    return new ApiError({ ...this.facts, ...changes }, { cause });
  }
}

/** Where a request was when it got no usable answer. */
export type NetworkPhase = 'connect' | 'headers' | 'body' | 'deadline';

export interface NetworkErrorFacts {
  /** Going again would end the same way: an unknown host, a refused certificate. */
  readonly nonRetryable?: boolean | undefined;
  /** It was tried several times already: going again at once would not help. */
  readonly retriesExhausted?: boolean | undefined;
  /** What the caller can do next. */
  readonly hint?: string | undefined;
  readonly retryAfterMs?: number | undefined;
}

export interface NetworkErrorChanges extends NetworkErrorFacts {
  readonly message?: string;
  readonly mayHaveBeenSent?: boolean;
}

/** No usable answer came. `mayHaveBeenSent` is false only when the request certainly never left. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';

  constructor(
    message: string,
    readonly phase: NetworkPhase,
    readonly mayHaveBeenSent: boolean,
    readonly facts: NetworkErrorFacts = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** Gives a copy with other facts, whose cause is this failure. */
  with(changes: NetworkErrorChanges, cause: unknown = this): NetworkError {
    const { message = this.message, mayHaveBeenSent = this.mayHaveBeenSent, ...facts } = changes;
    return new NetworkError(
      message,
      this.phase,
      mayHaveBeenSent,
      { ...this.facts, ...facts },
      { cause },
    );
  }
}

/** The caller gave up. `mayHaveBeenSent` tells whether a write may still have been applied. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';

  constructor(
    readonly mayHaveBeenSent: boolean,
    options?: ErrorOptions,
  ) {
    super('cancelled by the caller', options);
  }
}

/** A batch stopped part way. Positions count from 0; `end` is exclusive. */
export interface BatchProgress {
  readonly total: number;
  /** Items of which the vendor confirmed that they were applied: always a prefix of the input. */
  readonly applied: number;
  /** The chunk whose outcome nobody knows, if any. */
  readonly unknown?: { readonly start: number; readonly end: number } | undefined;
  /** The position of the item that brought the failure about, where it is known. */
  readonly failedIndex?: number | undefined;
}

export class PartialBatchError extends Error {
  override readonly name = 'PartialBatchError';

  constructor(
    readonly progress: BatchProgress,
    /** What the applied chunks returned, joined. */
    readonly results: Readonly<Record<string, readonly Json[]>>,
    override readonly cause: Error,
  ) {
    super(`applied ${progress.applied} of ${progress.total}: ${cause.message}`, { cause });
  }
}

/** A task of several steps stopped part way; what it had done stays. */
export class PartialTaskError extends Error {
  override readonly name = 'PartialTaskError';

  constructor(
    /** What was applied, and what was not, for the caller. */
    readonly done: string,
    /** How to go on, line by line. */
    readonly next: readonly string[],
    override readonly cause: Error,
  ) {
    super(`${done} ${cause.message}`, { cause });
  }
}

/** One row of a service's error table. */
export interface ErrorRow {
  /** The vendor's name for it. */
  readonly name: string;
  readonly kind: ErrorKind;
  readonly recovery: Recovery;
  /** What the caller can do next. */
  readonly hint: string;
  /** What was asked for is the case already, whoever brought it about. */
  readonly alreadyInDesiredState?: boolean;
  /** The same items go through in smaller requests. */
  readonly smallerChunk?: boolean;
}
