import type { ErrorRow } from '../../core/errors.js';
import type { RawReply } from '../../core/service.js';

/** Bounds the work; texts are redacted and cut to size where they leave the client. */
const longestText = 4_000;

/** What a failure most likely means of which nothing but its HTTP status is understood. */
export function rowForStatus(status: number): ErrorRow | undefined {
  return byStatus[status] ?? byClass[Math.floor(status / 100)];
}

/**
 * What a reply means that is not the service's envelope: something in between answered, or the answer was cut off.
 * `stranger` is what it means where the status does not tell either.
 */
export function foreignRow({ status, text }: RawReply, stranger = unknownStranger): ErrorRow {
  // A page with a clear no was not applied; JSON that broke off may have been any answer.
  return status >= 400 && !isJsonLike(text) ? (rowForStatus(status) ?? stranger) : garbled;
}

/** Such a reply in words, never its markup; `inOneLine` shortens what is plain text. */
export function describeForeign(text: string, inOneLine = withoutBreaks): string {
  const instead = 'in place of its JSON envelope';
  const start = text.slice(0, longestText).trim();
  if (start === '') {
    return `an empty body ${instead}`;
  }
  if (isJsonLike(start)) {
    return `${text.length} characters of other or broken JSON ${instead}`;
  }
  if (start.startsWith('<')) {
    const title = /<title[^<>]*>([^<>]*)/i.exec(start)?.[1]?.trim();
    return title ? `an HTML page, "${title}", ${instead}` : `an HTML page ${instead}`;
  }
  return `plain text ${instead}: ${inOneLine(start)}`;
}

function withoutBreaks(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function isJsonLike(text: string): boolean {
  return /^\s*[{[]/.test(text);
}

const garbled: ErrorRow = {
  name: 'no envelope',
  kind: 'unavailable',
  recovery: 'ambiguous',
  hint: 'A proxy or login page may be in the way, or the answer was cut off: check the base URL and the network.',
};

const unknownStranger: ErrorRow = {
  name: 'unknown error',
  kind: 'unknown',
  recovery: 'permanent',
  hint: 'Something in between answered: check the base URL and proxies.',
};

const byStatus: Readonly<Record<number, ErrorRow>> = {
  401: row('unauthorized', 'auth', 'renew', 'Check the credentials.'),
  403: row('forbidden', 'permission', 'permanent', 'The account may not do this.'),
  404: row('not found', 'not_found', 'permanent', 'Check the ids and the base URL.'),
  405: row('method not allowed', 'not_found', 'permanent', 'Check the base URL.'),
  407: row('proxy refused', 'auth', 'permanent', 'Check user and password of the proxy.'),
  413: row('too large', 'invalid', 'permanent', 'Send less at once.'),
  429: row('too many requests', 'rate_limited', 'not_applied', 'Wait a moment and try again.'),
};

const byClass: Readonly<Record<number, ErrorRow>> = {
  5: row('server error', 'unavailable', 'ambiguous', 'The service failed; try again later.'),
};

function row(
  name: string,
  kind: ErrorRow['kind'],
  recovery: ErrorRow['recovery'],
  hint: string,
): ErrorRow {
  return { name, kind, recovery, hint };
}
