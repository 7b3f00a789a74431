import { NetworkError, type NetworkErrorFacts, type NetworkPhase } from '../../core/errors.js';

interface Meaning extends NetworkErrorFacts {
  readonly text: string;
}

const closed = { text: 'the connection was closed before the reply came' };
const cutShort = { text: 'the answer was cut short or garbled' };
const badUrl = {
  text: 'the address is not a valid URL',
  nonRetryable: true,
  hint: 'Check the base URL.',
};
const untrusted = {
  text: 'the certificate was refused',
  nonRetryable: true,
  hint: 'Check the base URL and the clock; behind a company proxy, set NODE_EXTRA_CA_CERTS to its certificate.',
};

/** Error codes of Node and undici. */
const meanings: Readonly<Record<string, Meaning>> = {
  ENOTFOUND: {
    text: 'the host name is unknown',
    nonRetryable: true,
    hint: 'Check the base URL, the network and the proxy.',
  },
  EAI_AGAIN: { text: 'the host name could not be looked up' },
  ECONNREFUSED: {
    text: 'the connection was refused',
    hint: 'Check the base URL, the network and the proxy.',
  },
  EHOSTUNREACH: { text: 'the host cannot be reached' },
  ENETUNREACH: { text: 'the network cannot be reached' },
  ETIMEDOUT: { text: 'the connection timed out' },
  UND_ERR_CONNECT_TIMEOUT: { text: 'connecting took too long' },
  UND_ERR_HEADERS_TIMEOUT: { text: 'the answer took too long' },
  UND_ERR_BODY_TIMEOUT: { text: 'the answer stopped coming' },
  UND_ERR_SOCKET: closed,
  ECONNRESET: closed,
  EPIPE: closed,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: cutShort,
  Z_BUF_ERROR: cutShort,
  Z_DATA_ERROR: cutShort,
  UND_ERR_DESTROYED: { text: 'the client was closed', nonRetryable: true },
  UND_ERR_INVALID_ARG: badUrl,
  ERR_INVALID_URL: badUrl,
};

const certificateCode = /CERT|SIGNATURE|^ERR_(TLS|SSL)/;
const proxyRefusal = /proxy.*\((\d{3})\)/i;

/** Gives a failure of Node or undici our words; theirs may quote what must stay secret. */
export function networkError(error: unknown, phase: NetworkPhase, sent: boolean): NetworkError {
  if (error instanceof NetworkError) {
    return error;
  }
  const code = codeOf(error);
  const { text, ...facts } = proxyMeaning(error) ?? meaningOf(code);
  return new NetworkError(code === undefined ? text : `${text} (${code})`, phase, sent, facts);
}

/** An API does not redirect; following one would carry the token to wherever it points. */
export function redirected(status: number): NetworkError {
  return new NetworkError(
    `the service answered with a redirect (HTTP ${status})`,
    'headers',
    true,
    {
      nonRetryable: true,
      hint: 'Check the base URL; a login page of the network may be in the way.',
    },
  );
}

function meaningOf(code: string | undefined): Meaning {
  const known = code === undefined ? undefined : meanings[code];
  if (known !== undefined) {
    return known;
  }
  return code !== undefined && certificateCode.test(code)
    ? untrusted
    : { text: 'the connection failed' };
}

function proxyMeaning(error: unknown): Meaning | undefined {
  const status = error instanceof Error ? proxyRefusal.exec(error.message)?.[1] : undefined;
  return status === undefined
    ? undefined
    : {
        text: `the proxy answered HTTP ${status}`,
        nonRetryable: true,
        hint: 'Check the address, the user and the password of the proxy.',
      };
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}
