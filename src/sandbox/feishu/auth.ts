import { createHash } from 'node:crypto';
import { isJsonObject, type JsonObject } from '../../core/json.js';
import { json } from '../kernel/answer.js';
import type { SandboxClock } from '../kernel/clock.js';
import type { Admit } from '../kernel/router.js';
import type { CallIdentity, Directory } from './directory.js';
import type { FeishuOptions } from './options.js';
import { refuse } from './refusal.js';
import { robotOpenId, tenantKey } from './tenant.js';

/** The calls that sign in, or tell who is signed in; the catalogue does not list them. */
export const authRoutes = [
  ['tenant_access_token', 'POST /open-apis/auth/v3/tenant_access_token/internal'],
  ['app_access_token', 'POST /open-apis/auth/v3/app_access_token/internal'],
  ['user_info', 'GET /open-apis/authen/v1/user_info'],
] as const;

export type AuthRouteName = (typeof authRoutes)[number][0];

interface AuthParts {
  readonly tokens: IssuedTokens;
  readonly appId: string;
  readonly appSecret: string;
  readonly directory: Directory;
  readonly options: FeishuOptions;
}

export function createAuth(parts: AuthParts): Admit<AuthRouteName> {
  return ({ name, authorization, body }) => ({
    run: async () => {
      const request = { authorization, body: parseObject(await body()) };
      return json(200, handlers[name](request, parts));
    },
    release: () => {},
  });
}

/** What is no JSON object has no credentials in it either. */
function parseObject(text: string): JsonObject {
  try {
    const body: unknown = JSON.parse(text);
    return isJsonObject(body) ? body : {};
  } catch {
    return {};
  }
}

interface AuthRequest {
  readonly authorization: string | undefined;
  readonly body: JsonObject;
}

/** Answers with the whole body: tokens travel at its top level, not under `data`. */
type AuthHandler = (request: AuthRequest, parts: AuthParts) => JsonObject;

const handlers: Readonly<Record<AuthRouteName, AuthHandler>> = {
  tenant_access_token: ({ body }, parts) => {
    const { token, expire } = signIn(body, parts);
    return { code: 0, msg: 'ok', tenant_access_token: token, expire };
  },
  app_access_token: ({ body }, parts) => {
    const { token, expire } = signIn(body, parts);
    return { code: 0, msg: 'ok', app_access_token: token, tenant_access_token: token, expire };
  },
  user_info: ({ authorization }, { tokens, directory }) => {
    const identity = tokens.authenticate(authorization);
    return { code: 0, msg: 'success', data: userInfo(identity, directory) };
  },
};

function signIn(body: JsonObject, { appId, appSecret, tokens, options }: AuthParts): AppToken {
  if (body.app_id !== appId || typeof body.app_secret !== 'string') refuse(10003);
  if (body.app_secret !== appSecret) refuse(options.wrongSecretCode);
  return tokens.appToken();
}

function userInfo({ kind, openId }: CallIdentity, directory: Directory): JsonObject {
  // An endpoint that takes no tenant token refuses one as if it were invalid.
  const person = kind === 'user' ? directory.person(openId, 'open_id') : undefined;
  if (person === undefined) return refuse(99991663);
  return { ...person, tenant_key: tenantKey };
}

/** A call for an app's token returns the same one while it lives this much longer. */
const renewBelowMs = 30 * 60 * 1_000;

export interface AppToken {
  readonly token: string;
  /** Seconds that it still lives. */
  readonly expire: number;
}

/** Issues access tokens and knows whose they are. */
export interface IssuedTokens {
  /** The app's own token; a self-built app has one value for tenant and app. */
  appToken(): AppToken;
  userToken(openId: string, lifetimeMs: number): string;
  /** Checks the value of an Authorization header. */
  authenticate(authorization: string | undefined): CallIdentity;
  /** Makes the token of an Authorization header expire now. */
  revoke(authorization: string | undefined): void;
}

interface TokenSettings {
  readonly clock: SandboxClock;
  readonly seed: string;
  readonly appId: string;
  readonly lifetimeMs: number;
}

interface IssuedToken {
  readonly token: string;
  readonly identity: CallIdentity;
  expiresAt: number;
}

/** The codes for an unknown and for an expired token, by how it starts. */
const codesByPrefix: ReadonlyMap<string, { readonly unknown: number; readonly expired: number }> =
  new Map([
    ['t-', { unknown: 99991663, expired: 99991663 }],
    ['u-', { unknown: 99991668, expired: 99991677 }],
    ['ey', { unknown: 99991668, expired: 99991677 }],
  ]);

export function createTokenStore({ clock, seed, appId, lifetimeMs }: TokenSettings): IssuedTokens {
  const issued = new Map<string, IssuedToken>();
  let newestAppToken: IssuedToken | undefined;

  const issue = (prefix: string, identity: CallIdentity, lives: number): IssuedToken => {
    const digest = createHash('sha256').update(`${seed} token ${issued.size}`).digest('hex');
    const token = `${prefix}${digest.slice(0, 40)}`;
    const entry = { token, identity, expiresAt: clock.now() + lives };
    issued.set(token, entry);
    return entry;
  };

  return {
    appToken: () => {
      if (newestAppToken === undefined || newestAppToken.expiresAt - clock.now() < renewBelowMs) {
        const identity: CallIdentity = { kind: 'tenant', openId: robotOpenId, appId };
        newestAppToken = issue('t-', identity, lifetimeMs);
      }
      const expire = Math.floor((newestAppToken.expiresAt - clock.now()) / 1_000);
      return { token: newestAppToken.token, expire };
    },

    userToken: (openId, lives) => issue('u-', { kind: 'user', openId, appId }, lives).token,

    authenticate: (authorization) => {
      const token = bearerOf(authorization) ?? refuse(99991661);
      const codes = codesByPrefix.get(token.slice(0, 2)) ?? refuse(99991671);
      const entry = issued.get(token) ?? refuse(codes.unknown);
      if (entry.expiresAt <= clock.now()) refuse(codes.expired);
      return entry.identity;
    },

    revoke: (authorization) => {
      const entry = issued.get(bearerOf(authorization) ?? '');
      if (entry !== undefined) entry.expiresAt = clock.now();
    },
  };
}

function bearerOf(authorization: string | undefined): string | undefined {
  return authorization?.match(/^Bearer +(\S+)$/)?.[1];
}
