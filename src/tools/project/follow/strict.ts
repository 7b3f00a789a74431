import { isDeepStrictEqual } from 'node:util';
import { ApiError, InputError } from '../../../core/errors.js';
import type { JsonObject } from '../../../core/json.js';
import type { EndpointName } from '../../../endpoints/catalogue.js';
import { isFailure } from '../../answer/failure-text.js';
import { issueLine } from '../../answer/issue-text.js';
import type { Outcome } from '../../answer/result.js';
import type { Args } from '../../context/tool-context.js';
import type { Notes } from '../resolve/issues.js';

/** Whether the vendor refused what does not exist, so that nothing was done and a name may have been meant. */
export function mayBeName(error: unknown): error is ApiError {
  return (
    error instanceof ApiError &&
    error.facts.recovery === 'permanent' &&
    !error.facts.earlierAttemptMayHaveApplied &&
    ['not_found', 'invalid', 'conflict', 'unknown'].includes(error.facts.kind)
  );
}

/** The vendor's failure, beside what a look at the names found; all else than such a finding as it is. */
export function withIssues(error: ApiError, refused: unknown, { note }: Notes): unknown {
  if (!(refused instanceof InputError)) {
    return refused;
  }
  for (const issue of refused.issues) {
    note(issueLine(issue).replace(/^- /, '').replace(/\.$/, ''));
  }
  return error;
}

/** Whether an answer has none of what was asked for, as it has where an id means nothing. */
export function isEmptyAnswer({ facts }: Outcome): boolean {
  const lists = [facts['rows'], facts['items'], facts['data'], facts['finished_infos']];
  return lists.some((list) => Array.isArray(list) && list.length === 0);
}

/**
 * Looks up what was taken for an id: gives the call where a name was meant, and undefined where nothing else was. What
 * means nothing is refused where the vendor did not find it or answered nothing.
 */
export async function lookedUp<Call extends { readonly args: JsonObject }>(
  sent: Call,
  look: () => Promise<Call>,
  refuses: boolean,
): Promise<Call | undefined> {
  try {
    const call = await look();
    return isDeepStrictEqual(call.args, sent.args) ? undefined : call;
  } catch (error) {
    if (!isFailure(error) || (error instanceof InputError && refuses)) {
      throw error;
    }
    return undefined;
  }
}

/** A workflow that was asked for as one of nodes, because the call does not say which it is, and has states. */
export function isOtherFlow(name: EndpointName, given: Args, error: unknown): boolean {
  return (
    name === 'project_workflows_get' &&
    given['flow_type'] === undefined &&
    error instanceof ApiError &&
    error.facts.code === stateFlowCode
  );
}

/** FlowType Is Error, Please Convert To Status FlowType. */
const stateFlowCode = 20026;
