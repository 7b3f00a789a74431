import type { Route } from '../../../core/endpoint.js';
import type { ProjectWorld } from '../model/model.js';
import { findUser } from './access.js';
import { refuse } from './refusal.js';
import { bodyInteger, type ProjectIdentity, requiredText } from './request.js';
import type { WireObject } from './wire.js';

/** A user token and what renews it. */
export interface UserGrant {
  readonly token: string;
  readonly refreshToken: string;
  readonly userKey: string;
}

/** Issues plugin, virtual and user tokens, and knows whose they are. */
export interface ProjectTokens {
  issue(kind: 'plugin' | 'virtual'): string;
  /** What the front end of the plugin would get for the person who is looking at it. */
  authorizationCode(userKey: string): string;
  redeem(code: string): UserGrant;
  refresh(refreshToken: string): UserGrant;
  grant(userKey: string): UserGrant;
  /** Who calls, by `x-plugin-token` and `x-user-key`; some endpoints ask on behalf of nobody. */
  authenticate(headers: Headers, needsUser?: boolean): ProjectIdentity;
  /** Makes a token expire now. */
  revoke(token: string): void;
}

type Headers = Readonly<Record<string, string | undefined>>;

type Kind = ProjectIdentity['tokenKind'];

const prefixes: Readonly<Record<Kind, string>> = { plugin: 'p-', virtual: 'v-', user: 'u-' };
/** "授权码有效期 5 分钟，只能使用一次". */
const codeLifetimeMs = 5 * 60 * 1_000;

interface Issued {
  readonly kind: Kind;
  readonly userKey: string;
  expiresAt: number;
}

interface Ticket {
  readonly userKey: string;
  readonly expiresAt: number;
}

export function createProjectTokens({ clock, options, ids, users }: ProjectWorld): ProjectTokens {
  const issued = new Map<string, Issued>();
  const codes = new Map<string, Ticket>();
  const refreshTokens = new Map<string, Ticket>();
  const until = (seconds: number) => clock.now() + seconds * 1_000;

  const issue = (kind: Kind, userKey: string): string => {
    const token = prefixes[kind] + ids.newSecret();
    issued.set(token, { kind, userKey, expiresAt: until(options.tokenLifetimeS) });
    return token;
  };

  const grant = (userKey: string): UserGrant => {
    const refreshToken = ids.newSecret();
    const expiresAt = until(options.refreshTokenLifetimeS);
    refreshTokens.set(refreshToken, { userKey, expiresAt });
    return { token: issue('user', userKey), refreshToken, userKey };
  };

  return {
    issue: (kind) => issue(kind, ''),
    grant,

    authorizationCode: (userKey) => {
      const code = ids.newSecret();
      codes.set(code, { userKey, expiresAt: clock.now() + codeLifetimeMs });
      return code;
    },

    redeem: (code) => {
      const ticket = taken(codes, code) ?? refuse(10210);
      return ticket.expiresAt > clock.now() ? grant(ticket.userKey) : refuse(10210);
    },

    refresh: (refreshToken) => {
      const ticket = taken(refreshTokens, refreshToken) ?? refuse(10211);
      return ticket.expiresAt > clock.now() ? grant(ticket.userKey) : refuse(10022);
    },

    authenticate: (headers, needsUser = true) => {
      const token = headers['x-plugin-token'] ?? '';
      if (token === '') refuse(10021);
      const { kind, userKey, expiresAt } = issued.get(token) ?? refuse(10211);
      if (expiresAt <= clock.now()) refuse(10022);
      if (kind === 'user') return { tokenKind: kind, userKey };
      return { tokenKind: kind, userKey: actingUser(headers, needsUser, { options, users }) };
    },

    revoke: (token) => {
      const entry = issued.get(token);
      if (entry !== undefined) entry.expiresAt = clock.now();
    },
  };
}

/** Codes and refresh tokens serve once. */
function taken(tickets: Map<string, Ticket>, key: string): Ticket | undefined {
  const ticket = tickets.get(key);
  tickets.delete(key);
  return ticket;
}

/** The person that X-USER-KEY names. */
function actingUser(
  headers: Headers,
  needsUser: boolean,
  { options, users }: Pick<ProjectWorld, 'options' | 'users'>,
): string {
  const userKey = (headers['x-user-key'] ?? '').trim();
  if (!needsUser) return userKey;
  if (userKey === '') refuse(options.missingUserKey);
  if (!/^\d{19}$/.test(userKey)) refuse(20042);
  const user = findUser(userKey, { users }) ?? refuse(10023);
  return user.status === 'resigned' ? refuse(10302) : userKey;
}

/** The calls that sign in; their envelope is `{data, error}`. */
export const projectAuthRoutes = [
  ['plugin_token', 'POST /open_api/authen/plugin_token'],
  ['user_plugin_token', 'POST /open_api/authen/user_plugin_token'],
  ['refresh_token', 'POST /open_api/authen/refresh_token'],
] as const satisfies readonly (readonly [string, Route])[];

export type ProjectAuthRoute = (typeof projectAuthRoutes)[number][0];

interface AuthRequest {
  readonly headers: Headers;
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
