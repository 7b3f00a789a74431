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

/** A plugin in whose name a user works, of which parts may be missing, or a user's token that was obtained elsewhere. */
export type ProjectCredentials = PluginCredentials | { readonly userToken: string };

interface PluginCredentials {
  readonly pluginId: string;
  readonly pluginSecret: string;
  /** The user on whose behalf calls are made. */
  readonly userKey: string;
  /** A virtual token is for development: it reaches what the console names, and nothing else. */
  readonly virtual?: boolean;
}

export interface ProjectSignInOptions {
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

/** "Header": the one call that is made in nobody's name. */
const nobodysPath = '/open_api/user/query';

/** Permissions are checked as those of the user; otherwise items may be shown that the user cannot see. */
const strict = { 'x-auth-mode': '1' };

const tokenEndpoint = {
  route: 'POST /open_api/authen/plugin_token',
  title: 'Sign in',
  summary: 'Token of a plugin.',
  docs: 'https://project.feishu.cn/b/helpcenter/1p8d7djs/4bsmoql6',
  effect: 'read',
  path: {},
  body: { plugin_id: z.string(), plugin_secret: z.string(), type: z.number() },
  reply: { token: z.string().regex(visibleAscii), expire_time: z.number().positive() },
  rate: perSecond(1),
} as const satisfies Endpoint;

const tokenReply = z.object(tokenEndpoint.reply);

/** Signs in to Feishu Project. Without credentials every call fails and says what to set. */
export function projectSignIn(
  credentials: ProjectCredentials | undefined,
  options: ProjectSignInOptions,
): SignIn {
  return credentials !== undefined && 'userToken' in credentials
    ? asUser(credentials.userToken)
    : asPlugin(credentials ?? { pluginId: '', pluginSecret: '', userKey: '' }, options);
}

/** The token tells who the user is. */
function asUser(userToken: string): SignIn {
  return {
    secrets: [userToken],
    fetchToken: async () => givenToken(userToken),
    headers: ({ value }) => ({ 'x-plugin-token': value, ...strict }),
  };
}

/** Each sign-in has tokens of one type, and keeps them for itself: plugin and virtual tokens never meet. */
function asPlugin(credentials: PluginCredentials, options: ProjectSignInOptions): SignIn {
  const { pluginId, pluginSecret, userKey, virtual = false } = credentials;
  const { clock } = options;
  const send = sendOf(options);
  let held = '';
  return {
    get secrets() {
      return [pluginSecret, held].filter((secret) => secret !== '');
    },
    async fetchToken(signal) {
      requireAll(credentials);
      const args = { plugin_id: pluginId, plugin_secret: pluginSecret, type: virtual ? 1 : 0 };
      const context = { signal, deadlineAt: clock.now() + signInMs, note: () => undefined };
      const { data } = await send(createRequest('sign_in', tokenEndpoint, args), context);
      const { token, expire_time } = tokenReply.parse(data);
      held = token;
      return { value: token, expiresAt: clock.now() + expire_time * 1_000 };
    },
    headers: ({ value }, request) => ({
      'x-plugin-token': value,
      ...(request?.path !== nobodysPath && { 'x-user-key': userKey }),
      ...strict,
    }),
  };
}

/** Its expiry is unknown: it is used until the vendor rejects it. */
function givenToken(value: string): AccessToken {
  if (!visibleAscii.test(value)) {
    throw new ConfigError(
      'FEISHU_PROJECT_USER_TOKEN is not a token.',
      'FEISHU_PROJECT_USER_TOKEN',
      'Set it to a user token of a plugin, which starts with u- and has no blanks or line breaks.',
    );
  }
  return { value, expiresAt: Number.POSITIVE_INFINITY };
}

const missingDataHint = 'The sign-in answered without a token: check FEISHU_PROJECT_BASE_URL.';

function sendOf({
  service,
  clock,
  transport,
  jitter = Math.random,
}: ProjectSignInOptions): SendRequest {
  return compose(
    [deadline(clock), retry({ clock, jitter })],
    roundTrip({ service, clock, transport, missingDataHint }),
  );
}

const developerConsole =
  'Open the developer console of Feishu Project, choose the plugin, Basic Info';

/** What must be set, and where it is found. */
const needed: readonly (readonly [keyof PluginCredentials, variable: string, where: string])[] = [
  ['pluginId', 'FEISHU_PROJECT_PLUGIN_ID', `${developerConsole}, and copy Plugin ID.`],
  ['pluginSecret', 'FEISHU_PROJECT_PLUGIN_SECRET', `${developerConsole}, and copy Plugin Secret.`],
  [
    'userKey',
    'FEISHU_PROJECT_USER_KEY',
    'In Feishu Project, double-click on the picture of the user to copy the key.',
  ],
];

function requireAll(credentials: PluginCredentials): void {
  const missing = needed.filter(([key]) => !visibleAscii.test(String(credentials[key])));
  const [first] = missing;
  if (first === undefined) {
    return;
  }
  const [, variable, where] = first;
  const message =
    missing.length === needed.length
      ? 'There are no Feishu Project credentials: set FEISHU_PROJECT_PLUGIN_ID, FEISHU_PROJECT_PLUGIN_SECRET and FEISHU_PROJECT_USER_KEY, or FEISHU_PROJECT_USER_TOKEN.'
      : `${variable} is not set, or cannot be sent as it is.`;
  throw new ConfigError(message, variable, where);
}
