/** A token bucket that successes fill and retries empty, so that an outage is not answered with a storm. */
export interface RetryBudget {
  /** False when the cost cannot be paid. */
  take(cost: number): boolean;
  refund(cost: number): void;
}

/** The figures of the AWS SDKs' standard mode. */
export const retryCost = { throttled: 5, failed: 14, success: 1 } as const;

export function createRetryBudget(capacity = 500): RetryBudget {
  let left = capacity;
  return {
    take(cost) {
      if (left < cost) {
        return false;
      }
      left -= cost;
      return true;
    },
    refund(cost) {
      left = Math.min(capacity, left + cost);
    },
  };
}
