import {
  ApiError,
  CancelledError,
  ConfigError,
  type ErrorKind,
  InputError,
  type InputIssue,
  NetworkError,
  PartialBatchError,
} from '../core/errors.js';
import type { Json, JsonObject } from '../core/json.js';
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

export function renderError(tool: string, error: Failure, notes: readonly string[]): ToolResult {
  const lines = [`${tool} failed. ${headline(error)}`, ...explain(error), ...notes.map(noteLine)];
  return { text: lines.join('\n'), isError: true };
}

function noteLine(note: string): string {
  return `Note: ${note}.`;
}

function headline(error: Error): string {
  if (error instanceof InputError) {
    return 'The arguments were refused; nothing was sent.';
  }
  if (error instanceof ConfigError) {
    return `${error.message} Nothing was sent.`;
  }
  if (error instanceof PartialBatchError) {
    return appliedText(error);
  }
  return causeText(error);
}

function explain(error: Error): readonly string[] {
  if (error instanceof InputError) {
    return error.issues.map(issueLine);
  }
  if (error instanceof ConfigError) {
    return [error.fix];
  }
  if (error instanceof PartialBatchError) {
    return [`Why it stopped: ${causeText(error.cause)}`, ...explain(error.cause), nextStep(error)];
  }
  return error instanceof ApiError ? apiLines(error) : networkLines(error);
}

function issueLine(issue: InputIssue): string {
  const allowed = issue.allowed === undefined ? '' : ` Allowed: ${issue.allowed}.`;
  return issue.path === '' ? `- ${issue.problem}` : `- ${issue.path} ${issue.problem}.${allowed}`;
}

function causeText(error: Error): string {
  if (error instanceof ApiError) {
    const { service, code, reason, status } = error.facts;
    return `${service} answered ${code === undefined ? `HTTP ${status}` : code}: ${reason}.`;
  }
  if (error instanceof CancelledError) {
    return 'It was cancelled.';
  }
  return error instanceof NetworkError ? `${error.message}.` : 'An internal error occurred.';
}

/** Whether the same call helps, by kind of failure. */
const retryAdvice: Readonly<Record<ErrorKind, string>> = {
  auth: 'The same call will fail again until the credentials are right.',
  permission: 'The same call will fail again until access is granted.',
  not_found: 'The same call will fail again.',
  invalid: 'The same call will fail again.',
  conflict: 'The same call may succeed later.',
  rate_limited: 'The same call may succeed later.',
  unavailable: 'The same call may succeed later.',
  unknown: 'Whether the same call helps is not known.',
};

function apiLines(error: ApiError): readonly string[] {
  const { hint, kind, retryAfterMs, recovery, logId } = error.facts;
  const wait =
    retryAfterMs === undefined ? '' : ` Wait ${Math.ceil(retryAfterMs / 1_000)} s first.`;
  return [
    ...(hint === undefined ? [] : [hint]),
    ...Object.entries(error.facts.details ?? {}).map(detailLine),
    recovery === 'ambiguous' ? doubt : `${retryAdvice[kind]}${wait}`,
    ...(logId === undefined ? [] : [`log_id ${logId}`]),
  ];
}

function detailLine([name, value]: readonly [string, Json]): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `${name.replaceAll('_', ' ')}: ${text}`;
}

const doubt =
  'It may or may not have been applied. Read back what it should have changed before calling again.';

function networkLines(error: Error): readonly string[] {
  if (error instanceof NetworkError) {
    return [error.sent ? doubt : 'Nothing was applied. The same call may succeed later.'];
  }
  return [];
}

function appliedText(error: PartialBatchError): string {
  const { applied, total, unknown } = error.progress;
  const rest = unknown === undefined ? applied : unknown.end;
  return [
    `Applied: ${applied} of ${total}${applied > 0 ? ` (positions 0 to ${applied - 1})` : ''}.`,
    ...(unknown === undefined
      ? []
      : [`Unknown: positions ${unknown.start} to ${unknown.end - 1}.`]),
    ...(rest < total ? [`Not applied: positions ${rest} to ${total - 1}.`] : []),
  ].join(' ');
}

function nextStep(error: PartialBatchError): string {
  const { applied, unknown } = error.progress;
  const start = unknown?.end ?? applied;
  return unknown === undefined
    ? `To go on, call again with the items from position ${start} on.`
    : `To go on, first read back whether positions ${unknown.start} to ${unknown.end - 1} are there, then call again with what is missing.`;
}
