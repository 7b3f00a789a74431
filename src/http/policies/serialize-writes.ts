import type { Policy } from '../policy.js';
import type { Mutex } from '../ports.js';

export interface SerializeWritesOptions {
  readonly mutex: Mutex;
  /** Where the vendor's locks are: the address of the service. */
  readonly scope: string;
}

/**
 * One write at a time for whatever the vendor locks, such as a base. It stands outside of retry, so that the
 * next write waits until the outcome of the one before is settled.
 */
export function serializeWrites({ mutex, scope }: SerializeWritesOptions): Policy {
  return (next) => (request, context) =>
    request.writer === undefined || request.writer === context.heldWriter
      ? next(request, context)
      : mutex.runExclusive(writerLockKey(scope, request.writer), context.signal, (lease) =>
          next(request, { ...context, lease }),
        );
}

/** The key of the lock of one writer. */
export function writerLockKey(scope: string, writer: string): string {
  return `${scope} ${writer}`;
}
