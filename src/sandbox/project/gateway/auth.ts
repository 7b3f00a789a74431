import type { Route } from '../../../core/endpoint.js';
import type { ProjectWorld } from '../model/model.js';
import { bodyInteger, requiredText } from './body.js';
import { refuse } from './refusal.js';
import type { ProjectTokens, UserGrant } from './tokens.js';
import type { WireObject } from './wire.js';

/** The calls that sign in; their envelope is `{data, error}`. */
export const projectAuthRoutes = [
  ['plugin_token', 'POST /open_api/authen/plugin_token'],
  ['user_plugin_token', 'POST /open_api/authen/user_plugin_token'],
  ['refresh_token', 'POST /open_api/authen/refresh_token'],
] as const satisfies readonly (readonly [string, Route])[];

export type ProjectAuthRoute = (typeof projectAuthRoutes)[number][0];

interface AuthRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: WireObject;
}

/** Answers with `data`, or throws a ProjectRefusal. */
type AuthHandler = (request: AuthRequest, world: ProjectWorld, tokens: ProjectTokens) => WireObject;

export const projectAuthHandlers: Readonly<Record<ProjectAuthRoute, AuthHandler>> = {
  plugin_token: ({ body }, { plugin, options }, tokens) => {
    const id = requiredText(body, 'plugin_id');
    const secret = requiredText(body, 'plugin_secret');
    if (id !== plugin.id || secret !== plugin.secret) refuse(10204);
    const kind = tokenTypes.get(bodyInteger(body, 'type') ?? 0) ?? refuse(20006, 'type is 0 or 1');
    return { token: tokens.issue(kind), expire_time: options.tokenLifetimeS };
  },

  user_plugin_token: (request, world, tokens) => {
    tokens.authenticate(request.headers, false);
    const code = requiredText(request.body, 'code');
    if (requiredText(request.body, 'grant_type') !== 'authorization_code') {
      refuse(20006, 'grant_type is authorization_code');
    }
    const grant = tokens.redeem(code);
    return {
      ...grantReply(grant, world),
      user_key: grant.userKey,
      saas_tenant_key: 'saas_sandbox_tenant',
    };
  },

  refresh_token: (request, world, tokens) => {
    tokens.authenticate(request.headers, false);
    const refreshToken = requiredText(request.body, 'refresh_token');
    if (bodyInteger(request.body, 'type') !== 1) refuse(20006, 'type is 1');
    return grantReply(tokens.refresh(refreshToken), world);
  },
};

const tokenTypes: ReadonlyMap<number, 'plugin' | 'virtual'> = new Map([
  [0, 'plugin'],
  [1, 'virtual'],
]);

function grantReply({ token, refreshToken }: UserGrant, { options }: ProjectWorld): WireObject {
  return {
    token,
    expire_time: options.tokenLifetimeS,
    refresh_token: refreshToken,
    refresh_token_expire_time: options.refreshTokenLifetimeS,
  };
}
