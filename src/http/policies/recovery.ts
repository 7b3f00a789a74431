import {
  ApiError,
  type ApiErrorFacts,
  CancelledError,
  NetworkError,
  type NetworkErrorFacts,
  type Recovery,
} from '../../core/errors.js';

/** What a failure says about going again; what is not known to be passing is permanent. */
export function recoveryOf(error: unknown): Recovery {
  if (error instanceof ApiError) {
    return error.facts.recovery;
  }
  if (error instanceof NetworkError && !error.facts.nonRetryable && !error.facts.retriesExhausted) {
    return error.mayHaveBeenSent ? 'ambiguous' : 'not_applied';
  }
  return 'permanent';
}

/** Whether a failed write may have been applied all the same. */
export function mayBeApplied(error: unknown): boolean {
  if (error instanceof ApiError) {
    return (
      error.facts.recovery === 'ambiguous' || error.facts.earlierAttemptMayHaveApplied === true
    );
  }
  return (
    (error instanceof NetworkError || error instanceof CancelledError) && error.mayHaveBeenSent
  );
}

/** Whether it was the deadline that ended a call: it passed, or the wait before going again would outlast it. */
export function isOutOfTime(error: unknown, leftMs: number): boolean {
  if (!(error instanceof ApiError || error instanceof NetworkError)) {
    return false;
  }
  const { retryAfterMs } = error.facts;
  return retryAfterMs === undefined
    ? error instanceof NetworkError && error.phase === 'deadline'
    : retryAfterMs >= leftMs;
}

/** Marks the failure of a write whose earlier attempt may have been applied, unless it settles that. */
export function withEarlierAttempt(error: unknown): unknown {
  if (error instanceof CancelledError) {
    return new CancelledError(true, { cause: error });
  }
  if (error instanceof NetworkError) {
    return error.with({ mayHaveBeenSent: true });
  }
  const settled = error instanceof ApiError && error.facts.alreadyInDesiredState;
  return settled ? error : amend(error, { earlierAttemptMayHaveApplied: true });
}

export type Amendment = Pick<ApiErrorFacts, 'earlierAttemptMayHaveApplied'> &
  Pick<NetworkErrorFacts, 'hint' | 'retryAfterMs'>;

/** The same failure with more to say; an additional hint follows the one that is there. */
export function amend(error: unknown, more: Amendment): unknown {
  if (!(error instanceof ApiError || error instanceof NetworkError)) {
    return error;
  }
  return error.with({ ...more, hint: join(error.facts.hint, more.hint) });
}

function join(first: string | undefined, second: string | undefined): string | undefined {
  return [first, second].filter(Boolean).join(' ') || undefined;
}
