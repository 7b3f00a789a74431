import { type Effect, effects } from '../../core/effect.js';
import {
  ApiError,
  CancelledError,
  ConfigError,
  type ErrorKind,
  InputError,
  NetworkError,
  PartialBatchError,
  PartialTaskError,
  type Recovery,
} from '../../core/errors.js';
import { isJsonObject, type Json } from '../../core/json.js';
import { issueLine } from './issue-text.js';

/** What a caller can act on; it is worded here for somebody who has to go on from there. */
export type Failure =
  | ApiError
  | CancelledError
  | ConfigError
  | InputError
  | NetworkError
  | PartialBatchError
  | PartialTaskError;

/** What a caller can act on; anything else is a defect. */
const failures = [
  ApiError,
  CancelledError,
  ConfigError,
  InputError,
  NetworkError,
  PartialBatchError,
  PartialTaskError,
];

export function isFailure(error: unknown): error is Failure {
  return failures.some((kind) => error instanceof kind);
}

/** What came of the call, in a line. */
export function headline(error: Failure, effect: Effect): string {
  if (error instanceof InputError) {
    return 'The arguments were refused; nothing was sent.';
  }
  if (error instanceof ConfigError) {
    return `${error.message} Nothing was sent.`;
  }
  if (error instanceof PartialTaskError) {
    return error.done;
  }
  if (error instanceof CancelledError && effects[effect].writes) {
    return `${causeText(error)} ${error.mayHaveBeenSent ? cancelledInDoubt : 'Nothing was applied.'}`;
  }
  return error instanceof PartialBatchError
    ? appliedText(error, effects[effect].writes)
    : causeText(error);
}

const cancelledInDoubt = 'It may have been applied: read back before calling again.';

/** Why it failed, and what to do next. `outdated`: the call was right, but what was known of the table was old. */
export function explain(error: Error, effect: Effect, outdated = false): readonly string[] {
  const { writes } = effects[effect];
  if (error instanceof InputError) {
    return error.issues.map(issueLine);
  }
  if (error instanceof ConfigError) {
    return [error.fix];
  }
  if (error instanceof PartialBatchError) {
    return partLines(error, effect, outdated);
  }
  if (error instanceof PartialTaskError) {
    const { cause, next } = error;
    return [`Why it stopped: ${causeText(cause)}`, ...explain(cause, effect, outdated), ...next];
  }
  if (error instanceof ApiError) {
    return apiLines(error, writes, outdated);
  }
  return error instanceof NetworkError ? networkLines(error, writes) : [];
}

function partLines(error: PartialBatchError, effect: Effect, outdated: boolean): readonly string[] {
  const created = effect === 'create' ? idsIn(error.results) : [];
  const shown = created.slice(0, maxIds);
  const rest = created.length > shown.length ? ` (the first ${maxIds} of ${created.length})` : '';
  return [
    `Why it stopped: ${causeText(error.cause)}`,
    ...whereLine(error),
    ...explain(error.cause, effect, outdated),
    ...(effects[effect].writes ? [nextStep(error, outdated)] : []),
    ...(shown.length > 0 ? [`record_ids of what was created${rest}: ${shown.join(' ')}`] : []),
  ];
}

/** Nobody else knows the ids of records that were created before a batch stopped. */
function idsIn(results: PartialBatchError['results']): readonly string[] {
  const records = Object.values(results).flat().filter(isJsonObject);
  return records.map((record) => String(record['record_id']));
}

/** Some hosts cut the text of a failure at about 11,000 characters. */
const maxIds = 600;

function causeText(error: Error): string {
  if (error instanceof ApiError) {
    const { service, code, reason, status } = error.facts;
    return `${service} answered ${code === undefined ? `HTTP ${status}` : code}: ${reason.replace(/\.$/, '')}.`;
  }
  if (error instanceof CancelledError) {
    return 'It was cancelled.';
  }
  if (error instanceof InputError) {
    return 'It was refused here.';
  }
  return error instanceof NetworkError ? `${error.message}.` : 'An internal error occurred.';
}

/** Whether the same call helps. Doubt about a write is the client's to word: it knows what can be checked. */
const advice: Readonly<Record<Recovery, string>> = {
  not_applied: 'The same call may succeed later.',
  ambiguous: 'The same call may succeed later.',
  renew: 'The same call will fail again until the credentials are right.',
  permanent: 'The same call will fail again.',
};

/** What has to change for some kinds of failure, however they were recovered from. */
const adviceByKind: Readonly<Partial<Record<ErrorKind, string>>> = {
  auth: advice.renew,
  permission: 'The same call will fail again until access is granted.',
  unavailable: advice.ambiguous,
  // The hints say when to look elsewhere, and when to wait.
  not_found: '',
};

function apiLines({ facts }: ApiError, writes: boolean, outdated: boolean): readonly string[] {
  const { hint, kind, recovery, retryAfterMs, logId } = facts;
  const doubtful = recovery === 'ambiguous' && writes;
  const wait =
    retryAfterMs === undefined ? '' : ` Wait ${Math.ceil(retryAfterMs / 1_000)} s first.`;
  const again = outdated ? lookedAgain : `${adviceByKind[kind] ?? advice[recovery]}${wait}`;
  return [
    ...(hint === undefined ? [] : [hint]),
    ...Object.entries(facts.details ?? {}).map(detailLine),
    ...(doubtful || again === '' ? [] : [again]),
    ...(logId === undefined ? [] : [`log_id ${logId}`]),
  ];
}

const lookedAgain =
  'The table had changed since it was looked at. It was looked at again: the arguments fit it now as they are.';

function detailLine([name, value]: readonly [string, Json]): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `${name.replaceAll('_', ' ')}: ${text}`;
}

function networkLines(
  { facts, mayHaveBeenSent }: NetworkError,
  writes: boolean,
): readonly string[] {
  const { hint, nonRetryable } = facts;
  const nothing = writes && !mayHaveBeenSent ? 'Nothing was applied. ' : '';
  const again = `${nothing}${advice[nonRetryable ? 'permanent' : 'not_applied']}`;
  return [...(hint === undefined ? [] : [hint]), ...(mayHaveBeenSent && writes ? [] : [again])];
}

function appliedText(
  { progress: { applied, total, unknown } }: PartialBatchError,
  writes: boolean,
): string {
  if (!writes && applied === 0) {
    return `Nothing was read (0 of ${total}).`;
  }
  if (!writes) {
    return `Read: ${span(0, applied)} of ${total}; the others were not read.`;
  }
  const rest = unknown?.end ?? applied;
  return [
    applied === 0
      ? noneApplied(total, unknown !== undefined)
      : `Applied: ${span(0, applied)} of ${total}.`,
    ...(unknown === undefined ? [] : [`Unknown: ${span(unknown.start, unknown.end)}.`]),
    ...(applied > 0 && rest < total ? [`Not applied: ${span(rest, total)}.`] : []),
  ].join(' ');
}

function noneApplied(total: number, inDoubt: boolean): string {
  return inDoubt
    ? `None of ${total} is known to be applied.`
    : `Nothing was applied (0 of ${total}).`;
}

/** Positions count from 0, as in the list that was sent. */
function span(start: number, end: number): string {
  return end - start === 1 ? `position ${start}` : `positions ${start} to ${end - 1}`;
}

function nextStep(
  { progress: { applied, unknown, failedIndex } }: PartialBatchError,
  outdated: boolean,
): string {
  if (unknown !== undefined) {
    return `To go on, read back which of ${span(unknown.start, unknown.end)} are there, then call again with what is missing.`;
  }
  const mend =
    failedIndex === undefined || outdated
      ? 'To go on,'
      : `To go on, mend position ${failedIndex}, then`;
  const rest = applied === 0 ? 'the whole list' : `the items from position ${applied} on`;
  return `${mend} call again with ${rest}.`;
}

/** The mistake stands in one item; where it is known, the next step says so. */
function whereLine({ progress: { failedIndex } }: PartialBatchError): readonly string[] {
  return failedIndex === undefined
    ? []
    : [`It is position ${failedIndex} of the list that was refused.`];
}
