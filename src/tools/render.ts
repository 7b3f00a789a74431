import {
  ApiError,
  CancelledError,
  ConfigError,
  type ErrorKind,
  InputError,
  type InputIssue,
  NetworkError,
  PartialBatchError,
  type Recovery,
} from '../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../core/json.js';
import type { ToolResult } from '../core/tool.js';

/** The one place that words results and errors for the agent. */

export function renderResult(facts: JsonObject, notes: readonly string[]): ToolResult {
  const structured = notes.length > 0 ? { ...facts, notes } : facts;
  return { text: factsText(structured), structured, isError: false };
}

/** A grid as one line a row, everything else as JSON: the same facts as the structured form. */
function factsText(facts: JsonObject): string {
  const { columns, rows, ...rest } = facts;
  if (!Array.isArray(columns) || !Array.isArray(rows)) {
    return JSON.stringify(facts);
  }
  const lines = [columns, ...rows].map((row) => JSON.stringify(row));
  const about = Object.keys(rest).length > 0 ? [JSON.stringify(rest)] : [];
  return [`${rows.length} ${rows.length === 1 ? 'row' : 'rows'}`, ...about, ...lines].join('\n');
}

/** What a caller can act on; anything else is a defect. */
export type Failure =
  | ApiError
  | CancelledError
  | ConfigError
  | InputError
  | NetworkError
  | PartialBatchError;

const failures = [
  ApiError,
  CancelledError,
  ConfigError,
  InputError,
  NetworkError,
  PartialBatchError,
];

export function isFailure(error: unknown): error is Failure {
  return failures.some((kind) => error instanceof kind);
}

interface Failed {
  readonly tool: string;
  readonly error: Failure;
  readonly notes: readonly string[];
  /** Whether the call changes data, so that a lost answer leaves a doubt. */
  readonly writes: boolean;
}

export function renderError({ tool, error, notes, writes }: Failed): ToolResult {
  const lines = [
    `${tool} failed. ${headline(error, writes)}`,
    ...explain(error, writes),
    ...notes.map((note) => `Note: ${note}.`),
  ];
  return { text: lines.join('\n'), isError: true };
}

function headline(error: Failure, writes: boolean): string {
  if (error instanceof InputError) {
    return 'The arguments were refused; nothing was sent.';
  }
  if (error instanceof ConfigError) {
    return `${error.message} Nothing was sent.`;
  }
  if (error instanceof CancelledError && writes) {
    return `${causeText(error)} ${error.sent ? cancelledInDoubt : 'Nothing was applied.'}`;
  }
  return error instanceof PartialBatchError ? appliedText(error) : causeText(error);
}

const cancelledInDoubt = 'It may have been applied: read back before calling again.';

function explain(error: Error, writes: boolean): readonly string[] {
  if (error instanceof InputError) {
    return error.issues.map(issueLine);
  }
  if (error instanceof ConfigError) {
    return [error.fix];
  }
  if (error instanceof PartialBatchError) {
    return partLines(error, writes);
  }
  if (error instanceof ApiError) {
    return apiLines(error, writes);
  }
  return error instanceof NetworkError ? networkLines(error, writes) : [];
}

function partLines(error: PartialBatchError, writes: boolean): readonly string[] {
  const created = idsIn(error.results);
  return [
    `Why it stopped: ${causeText(error.cause)}`,
    ...explain(error.cause, writes),
    ...(writes ? [nextStep(error)] : []),
    ...(created.length > 0 ? [`record_ids of what was applied: ${created.join(' ')}`] : []),
  ];
}

/** Nobody else knows the ids of records that were created before a batch stopped. */
function idsIn(results: PartialBatchError['results']): readonly string[] {
  const records = Object.values(results).flat().filter(isJsonObject);
  return records.map((record) => String(record['record_id'] ?? '')).slice(0, maxIds);
}

const maxIds = 1_000;

function issueLine(issue: InputIssue): string {
  const allowed = issue.allowed === undefined ? '' : ` Allowed: ${issue.allowed}.`;
  return issue.path === '' ? `- ${issue.problem}` : `- ${issue.path} ${issue.problem}.${allowed}`;
}

function causeText(error: Error): string {
  if (error instanceof ApiError) {
    const { service, code, reason, status } = error.facts;
    return `${service} answered ${code === undefined ? `HTTP ${status}` : code}: ${reason.replace(/\.$/, '')}.`;
  }
  if (error instanceof CancelledError) {
    return 'It was cancelled.';
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
};

function apiLines({ facts }: ApiError, writes: boolean): readonly string[] {
  const { hint, kind, recovery, retryAfterMs, logId } = facts;
  const doubtful = recovery === 'ambiguous' && writes;
  const wait =
    retryAfterMs === undefined ? '' : ` Wait ${Math.ceil(retryAfterMs / 1_000)} s first.`;
  const again = `${adviceByKind[kind] ?? advice[recovery]}${wait}`;
  return [
    ...(hint === undefined ? [] : [hint]),
    ...Object.entries(facts.details ?? {}).map(detailLine),
    ...(doubtful ? [] : [again]),
    ...(logId === undefined ? [] : [`log_id ${logId}`]),
  ];
}

function detailLine([name, value]: readonly [string, Json]): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `${name.replaceAll('_', ' ')}: ${text}`;
}

function networkLines({ facts, sent }: NetworkError, writes: boolean): readonly string[] {
  const { hint, lasting } = facts;
  const nothing = writes && !sent ? 'Nothing was applied. ' : '';
  const again = `${nothing}${advice[lasting ? 'permanent' : 'not_applied']}`;
  return [...(hint === undefined ? [] : [hint]), ...(sent && writes ? [] : [again])];
}

function appliedText({ progress: { applied, total, unknown } }: PartialBatchError): string {
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

function nextStep({ progress: { applied, unknown } }: PartialBatchError): string {
  if (unknown !== undefined) {
    return `To go on, read back which of ${span(unknown.start, unknown.end)} are there, then call again with what is missing.`;
  }
  return applied === 0
    ? 'To go on, call again with the whole list.'
    : `To go on, call again with the items from position ${applied} on.`;
}
