import type { ErrorRow } from '../../../core/errors.js';
import { bitableErrors } from './bitable.js';
import { documentErrors } from './documents.js';
import { fieldErrors } from './fields.js';
import { platformErrors } from './platform.js';

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
