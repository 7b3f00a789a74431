import { ApiError, type BlamedValue, type ErrorRow } from '../../../core/errors.js';
import type { Json } from '../../../core/json.js';
import type { Identity } from '../identity.js';
import { bitableErrors } from './bitable.js';
import { fieldErrors } from './fields.js';
import { documentErrors, platformErrors } from './platform.js';

/** Every code that Feishu documents for Bitable and what it stands on. */
export const feishuErrors: ReadonlyMap<number, ErrorRow> = new Map([
  ...platformErrors,
  ...bitableErrors,
  ...fieldErrors,
  ...documentErrors,
]);

const denials: ReadonlyMap<string, number> = new Map(
  [...feishuErrors]
    .filter(([, row]) => row.kind === 'permission')
    .map(([code, row]) => [row.name, code]),
);

/** The code of a refusal that arrives as code 0 and says no in its message alone. */
export function deniedInWords(message: string): number | undefined {
  return denials.get(message);
}

/** What a code that nobody documented most likely means, going by the HTTP status it came with. */
export function rowForUnknownCode(status: number): ErrorRow {
  return rowForStatus(status) ?? unexplained('Look the code up in the Feishu documentation.');
}

/** What a refusal without a code most likely means. */
export function rowForNoCode(status: number): ErrorRow {
  const hint = 'Something between here and Feishu answered: check the base URL and proxies.';
  return rowForStatus(status) ?? unexplained(hint);
}

function rowForStatus(status: number): ErrorRow | undefined {
  return byStatus.get(status) ?? byClass.get(Math.floor(status / 100));
}

function unexplained(hint: string): ErrorRow {
  return { name: 'unknown error', kind: 'unknown', recovery: 'permanent', hint };
}

const byStatus: ReadonlyMap<number, ErrorRow> = new Map([
  row(401, 'unauthorized', 'auth', 'renew', 'Check the credentials.'),
  row(403, 'forbidden', 'permission', 'permanent', 'The account may not do this.'),
  row(404, 'not found', 'not_found', 'permanent', 'Check the ids and the base URL.'),
  row(405, 'method not allowed', 'not_found', 'permanent', 'Check the base URL.'),
  row(407, 'proxy refused', 'auth', 'permanent', 'Check user and password of the proxy.'),
  row(413, 'too large', 'invalid', 'permanent', 'Send less at once.'),
  row(429, 'too many requests', 'rate_limited', 'not_applied', 'Wait a moment and try again.'),
]);

const byClass: ReadonlyMap<number, ErrorRow> = new Map([
  row(5, 'server error', 'unavailable', 'ambiguous', 'The service failed; try again later.'),
]);

function row(
  status: number,
  name: string,
  kind: ErrorRow['kind'],
  recovery: ErrorRow['recovery'],
  hint: string,
): readonly [number, ErrorRow] {
  return [status, { name, kind, recovery, hint }];
}

type Lack = (identity: Identity) => Readonly<Record<string, Json>>;

/** What an identity lacks, and where it is granted, by the code that says so. */
const lacks: Readonly<Record<number, Lack>> = {
  91402: () => ({ lacks: 'a document of that token, or the right to see that there is one' }),
  91403: ({ isApp }) => ({ lacks: 'access to the document', grant_in: shareIn(isApp) }),
  1254302: ({ isApp }) => ({
    lacks: 'a role that allows this (advanced permissions are on)',
    grant_in: `the base, under Advanced permissions${isApp ? `, or ${shareIn(isApp)}` : ''}`,
  }),
  99991672: ({ scopesPage }) => ({
    lacks: 'a scope of the app',
    grant_in: `${scopesPage}, then publish`,
  }),
  99991679: ({ scopesPage }) => ({
    lacks: 'a scope that the person granted the app',
    grant_in: `${scopesPage}, then let the person authorize the app again`,
  }),
};

function shareIn(isApp: boolean): string {
  return isApp
    ? 'the base: … → More → Add document app, with edit rights'
    : 'the share dialog of the base, for this person';
}

/** A refusal for want of a right, with who lacks it and where it is granted. */
export function withIdentity(error: unknown, identity: Identity | undefined): unknown {
  if (!(error instanceof ApiError) || identity === undefined) {
    return error;
  }
  const told = lacks[error.facts.code ?? 0]?.(identity);
  return told === undefined
    ? error
    : error.with({ details: { called_as: identity.who, ...told, ...error.facts.details } });
}

/** As measured: `Invalid request parameter: 'fields.<field>.fieldValue.<value>.fieldName.<field>'. Correct format …`. */
const wrongCell = /'fields\.(?<field>.+)\.fieldValue\.(?<value>.*)\.fieldName\.\k<field>'/s;
/** `Invalid request parameter: 'fields.<field>'. Correct format : field_name not found.` */
const unknownField = /'fields\.(?<field>[^']+)'\. Correct format/;
/** As measured: `record not found,id = recX`. */
const unknownRecord = /\bid = (?<recordId>rec\w+)/;

/** What a refusal points at: the vendor puts it into words only. */
export function blamedValueIn(...texts: readonly string[]): BlamedValue | undefined {
  for (const text of texts) {
    const found = [wrongCell, unknownField, unknownRecord].map((shape) => shape.exec(text)?.groups);
    const blamed = found.find((groups) => groups !== undefined);
    if (blamed !== undefined) {
      return blamed;
    }
  }
  return undefined;
}
