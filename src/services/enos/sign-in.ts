import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Endpoint } from '../../core/endpoint.js';
import { ApiError, ConfigError } from '../../core/errors.js';
import { perSecond } from '../../core/rate.js';
import type { AccessToken, Service, SignIn } from '../../core/service.js';
import type { Clock } from '../../http/clock.js';
import { deadline } from '../../http/policies/deadline.js';
import { retry } from '../../http/policies/retry.js';
import { compose, type Policy, type RequestContext, type SendRequest } from '../../http/policy.js';
import type { Transport } from '../../http/ports.js';
import { createRequest } from '../../http/request.js';
import { roundTrip } from '../../http/wire/round-trip.js';

/** A service account: an app registered in the EnOS console. One part may be missing. */
export interface EnosCredentials {
  readonly accessKey: string;
  readonly secretKey: string;
}

export interface EnosSignInOptions {
  readonly service: Service;
  readonly clock: Clock;
  readonly transport: Transport;
  /** A number from 0 to 1, drawn anew for each wait. */
  readonly jitter?: () => number;
}

/** Over before the calls that wait for it, so that they tell how it failed. */
const signInMs = 40_000;

/** What can be sent in a header. */
const visibleAscii = /^[\x21-\x7e]+$/;

const apim = 'https://support.enos-iot.com/docs/apim/en/2.3.0/token';

const tokenEndpoint = {
  route: 'POST /apim-token-service/v2.0/token/get',
  title: 'Sign in',
  summary: 'The token of an app; the same one until it expires.',
  docs: `${apim}/get_access_token`,
  effect: 'read',
  path: {},
  body: { appKey: z.string(), timestamp: z.number(), encryption: z.string() },
  reply: { accessToken: z.string().regex(visibleAscii), expire: z.number().nonnegative() },
  rate: perSecond(1),
} as const satisfies Endpoint;

const refreshEndpoint = {
  ...tokenEndpoint,
  route: 'POST /apim-token-service/v2.0/token/refresh',
  title: 'Stay signed in',
  summary: 'Another token in place of one that is still good.',
  docs: `${apim}/refresh_access_token`,
  body: { ...tokenEndpoint.body, accessToken: z.string() },
} as const satisfies Endpoint;

const tokenReply = z.object(tokenEndpoint.reply);

/** Signs in to EnOS. Without credentials every call fails and says what to set. */
export function enosSignIn(
  credentials: EnosCredentials | undefined,
  options: EnosSignInOptions,
): SignIn {
  const { accessKey, secretKey } = credentials ?? { accessKey: '', secretKey: '' };
  const { clock } = options;
  const ask = asker({ accessKey, secretKey }, options);
  let held: AccessToken | undefined;
  return {
    get secrets() {
      return [secretKey, held?.value ?? ''].filter((secret) => secret !== '');
    },
    async fetchToken(signal) {
      requireBoth(accessKey, secretKey);
      const context = { signal, deadlineAt: clock.now() + signInMs, note: () => undefined };
      const live = held !== undefined && held.expiresAt > clock.now() ? held : undefined;
      held = (live && (await refreshed(ask, live, context))) ?? (await ask(context));
      return held;
    },
    headers: ({ value }) => ({ 'apim-accesstoken': value }),
    signature({ value: accessToken }, { url, text: body }) {
      const timestamp = clock.wallTime();
      const query = new URL(url).searchParams;
      return {
        'apim-signature': sign({ accessToken, query, body, timestamp, appSecret: secretKey }),
        'apim-timestamp': String(timestamp),
      };
    },
  };
}

/** Asks for a token, or for another one in place of `live`. */
type Ask = (context: RequestContext, live?: AccessToken) => Promise<AccessToken>;

function asker(credentials: EnosCredentials, options: EnosSignInOptions): Ask {
  const { clock } = options;
  const send = sendOf(credentials, options);
  return async (context, live) => {
    const appKey = credentials.accessKey;
    const request =
      live === undefined
        ? createRequest('sign_in', tokenEndpoint, { appKey })
        : createRequest('sign_in', refreshEndpoint, { appKey, accessToken: live.value });
    const { data } = await send(request, context);
    const { accessToken: value, expire } = tokenReply.parse(data);
    return { value, expiresAt: clock.now() + expire * 1_000 };
  };
}

/** A token that ended meanwhile, or that another process renewed, is no longer good for another one. */
async function refreshed(
  ask: Ask,
  live: AccessToken,
  context: RequestContext,
): Promise<AccessToken | undefined> {
  try {
    return await ask(context, live);
  } catch (error) {
    if (error instanceof ApiError) {
      return undefined;
    }
    throw error;
  }
}

const missingDataHint = 'The sign-in answered without a token: check ENOS_APIGW_URL.';

function sendOf(credentials: EnosCredentials, options: EnosSignInOptions): SendRequest {
  const { service, clock, transport, jitter = Math.random } = options;
  return compose(
    [deadline(clock), retry({ clock, jitter }), encrypted(credentials, clock)],
    roundTrip({ service, clock, transport, missingDataHint }),
  );
}

/** Proves the secret at a time of its own each time it is asked: what was seen before is refused (1001). */
function encrypted({ accessKey: appKey, secretKey }: EnosCredentials, clock: Clock): Policy {
  let last = 0;
  return (next) => (request, context) => {
    last = Math.max(clock.wallTime(), last + 1);
    const encryption = encrypt({ appKey, timestamp: last, appSecret: secretKey });
    return next({ ...request, body: { ...request.body, timestamp: last, encryption } }, context);
  };
}

function requireBoth(accessKey: string, secretKey: string): void {
  if (accessKey !== '' && secretKey !== '') {
    return;
  }
  const variable = accessKey === '' ? 'ENOS_ACCESS_KEY' : 'ENOS_SECRET_KEY';
  const message =
    accessKey === secretKey
      ? 'There are no EnOS credentials: set ENOS_ACCESS_KEY and ENOS_SECRET_KEY.'
      : `${variable} is not set.`;
  throw new ConfigError(
    message,
    variable,
    'Open the EnOS console, Application Registration, choose the app, and copy Access Key and Secret Key.',
  );
}

export interface SignedParts {
  readonly accessToken: string;
  /** Decoded. */
  readonly query: Iterable<readonly [key: string, value: string]>;
  /** Exactly as it is sent; nothing where there is none, or where it is multipart. */
  readonly body?: string | undefined;
  /** Unix milliseconds, as in the header beside the signature. */
  readonly timestamp: number;
  readonly appSecret: string;
}

/** The value of `apim-signature` (EnOS APIM, "Signature"). */
export function sign({ accessToken, query, body = '', timestamp, appSecret }: SignedParts): string {
  const parameters = [...query].sort(([a], [b]) => compareCodeUnits(a, b)).flat();
  return sha256(`${accessToken}${parameters.join('')}${body}${timestamp}${appSecret}`);
}

export interface EncryptedParts {
  readonly appKey: string;
  readonly timestamp: number;
  readonly appSecret: string;
}

/** What a call for a token proves the secret with (EnOS APIM, "Get Access Token"). */
export function encrypt({ appKey, timestamp, appSecret }: EncryptedParts): string {
  return sha256(`${appKey}${timestamp}${appSecret}`);
}

function compareCodeUnits(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
