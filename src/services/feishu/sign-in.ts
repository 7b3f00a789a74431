import { z } from 'zod';
import type { Endpoint } from '../../core/endpoint.js';
import { ConfigError } from '../../core/errors.js';
import { perSecond } from '../../core/rate.js';
import type { AccessToken, Service, SignIn } from '../../core/service.js';
import type { Clock } from '../../http/clock.js';
import { deadline } from '../../http/policies/deadline.js';
import { retry } from '../../http/policies/retry.js';
import { compose, type SendRequest } from '../../http/policy.js';
import type { Transport } from '../../http/ports.js';
import { createRequest } from '../../http/request.js';
import { roundTrip } from '../../http/wire/round-trip.js';
import { developerPage, type FeishuCredentials } from './identity.js';
import { openFlat } from './service.js';

export interface FeishuSignInOptions {
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

const tokenEndpoint = {
  route: 'POST /open-apis/auth/v3/tenant_access_token/internal',
  title: 'Sign in',
  summary: 'Token of a self-built app.',
  docs: 'https://open.feishu.cn/document/server-docs/authentication-management/access-token/tenant_access_token_internal',
  effect: 'read',
  path: {},
  body: { app_id: z.string(), app_secret: z.string() },
  reply: { tenant_access_token: z.string().regex(visibleAscii), expire: z.number().positive() },
  rate: perSecond(1),
} as const satisfies Endpoint;

const tokenReply = z.object(tokenEndpoint.reply);

/** Signs in to Feishu. Without credentials every call fails and says what to set. */
export function feishuSignIn(
  credentials: FeishuCredentials | undefined,
  options: FeishuSignInOptions,
): SignIn {
  return {
    secrets: secretsOf(credentials),
    fetchToken: tokenSource(credentials, options),
    headers: ({ value }) => ({ authorization: `Bearer ${value}` }),
  };
}

function secretsOf(credentials: FeishuCredentials | undefined): readonly string[] {
  if (credentials === undefined) {
    return [];
  }
  return ['appSecret' in credentials ? credentials.appSecret : credentials.userAccessToken];
}

function tokenSource(
  credentials: FeishuCredentials | undefined,
  options: FeishuSignInOptions,
): SignIn['fetchToken'] {
  if (credentials !== undefined && 'userAccessToken' in credentials) {
    return async () => givenToken(credentials.userAccessToken);
  }
  const { appId = '', appSecret = '' } = credentials ?? {};
  const send = sendOf(options);
  return async (signal) => {
    requireBoth(appId, appSecret, options.service.baseUrl);
    const args = { app_id: appId, app_secret: appSecret };
    const { clock } = options;
    const context = { signal, deadlineAt: clock.now() + signInMs, note: () => undefined };
    const { data } = await send(createRequest('sign_in', tokenEndpoint, args), context);
    const { tenant_access_token: value, expire } = tokenReply.parse(data);
    return { value, expiresAt: clock.now() + expire * 1_000 };
  };
}

/** Its expiry is unknown: it is used until the vendor rejects it. */
function givenToken(value: string): AccessToken {
  if (!visibleAscii.test(value)) {
    throw new ConfigError(
      'FEISHU_USER_ACCESS_TOKEN is not a token.',
      'FEISHU_USER_ACCESS_TOKEN',
      'Set it to a user access token, which starts with u- and has no blanks, line breaks or special characters.',
    );
  }
  return { value, expiresAt: Number.POSITIVE_INFINITY };
}

const missingDataHint = 'The sign-in answered without a token: check the base URL.';

function sendOf({
  service,
  clock,
  transport,
  jitter = Math.random,
}: FeishuSignInOptions): SendRequest {
  const flat = { ...service, open: openFlat };
  return compose(
    [deadline(clock), retry({ clock, jitter })],
    roundTrip({ service: flat, clock, transport, missingDataHint }),
  );
}

function requireBoth(appId: string, appSecret: string, baseUrl: string): void {
  if (appId !== '' && appSecret !== '') {
    return;
  }
  const variable = appId === '' ? 'FEISHU_APP_ID' : 'FEISHU_APP_SECRET';
  const message =
    appId === appSecret
      ? 'There are no Feishu credentials: set FEISHU_APP_ID and FEISHU_APP_SECRET, or FEISHU_USER_ACCESS_TOKEN.'
      : `${variable} is not set.`;
  throw new ConfigError(message, variable, whereToFind(baseUrl));
}

function whereToFind(baseUrl: string): string {
  return `Open the developer console, ${developerPage(baseUrl)}, choose the app, and copy App ID and App Secret from "Credentials & Basic Info".`;
}
