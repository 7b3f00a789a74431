import { isJsonObject, type JsonObject } from '../../../core/json.js';
import { json } from '../../kernel/answer.js';
import { refuse } from '../../kernel/refusal.js';
import type { Admit } from '../../kernel/router.js';
import type { Directory } from '../directory.js';
import type { Identity } from '../handler.js';
import { tenantKey } from '../tenant.js';
import type { AppToken, TokenStore } from './tokens.js';

/** The calls that sign in, or tell who is signed in; the catalogue does not list them. */
export const authRoutes = [
  ['tenant_access_token', 'POST /open-apis/auth/v3/tenant_access_token/internal'],
  ['app_access_token', 'POST /open-apis/auth/v3/app_access_token/internal'],
  ['user_info', 'GET /open-apis/authen/v1/user_info'],
] as const;

export type AuthRouteName = (typeof authRoutes)[number][0];

interface AuthParts {
  readonly tokens: TokenStore;
  readonly appId: string;
  readonly appSecret: string;
  readonly directory: Directory;
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

function signIn(body: JsonObject, { appId, appSecret, tokens }: AuthParts): AppToken {
  if (body.app_id !== appId || typeof body.app_secret !== 'string') refuse(10003);
  if (body.app_secret !== appSecret) refuse(10015);
  return tokens.appToken();
}

function userInfo({ kind, openId }: Identity, directory: Directory): JsonObject {
  // An endpoint that takes no tenant token refuses one as if it were invalid.
  const person = kind === 'user' ? directory.person(openId, 'open_id') : undefined;
  if (person === undefined) return refuse(99991663);
  return { ...person, tenant_key: tenantKey };
}
