import type { Outcome } from '../../answer/result.js';
import type { Args } from '../../context/tool-context.js';

/** Notes that no hours were registered: days off take none, unless the call wants them to. */
export function withIdleDays(outcome: Outcome, given: Args): Outcome {
  const { rows = [], data = rows } = outcome.facts;
  const isNothing = Array.isArray(data) && data.length === 0;
  if (!isNothing) {
    return outcome;
  }
  const why =
    given['include_holidays'] === true ? '' : ': include_holidays true registers days off';
  return { ...outcome, notes: [...outcome.notes, `no hours were registered${why}`] };
}
