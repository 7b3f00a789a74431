import { createHash } from 'node:crypto';
import type { SandboxClock } from '../../kernel/clock.js';
import { refuse } from '../../kernel/refusal.js';
import type { Identity } from '../handler.js';
import { robotOpenId } from '../tenant.js';

/** A call for an app's token returns the same one while it lives this much longer. */
const renewBelowMs = 30 * 60 * 1_000;

export interface AppToken {
  readonly token: string;
  /** Seconds that it still lives. */
  readonly expire: number;
}

/** Issues access tokens and knows whose they are. */
export interface TokenStore {
  /** The app's own token; a self-built app has one value for tenant and app. */
  appToken(): AppToken;
  userToken(openId: string, lifetimeMs: number): string;
  /** Checks the value of an Authorization header. */
  authenticate(authorization: string | undefined): Identity;
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
  readonly identity: Identity;
  expiresAt: number;
}

/** The codes for an unknown and for an expired token, by how it starts. */
const codesByPrefix: ReadonlyMap<string, { readonly unknown: number; readonly expired: number }> =
  new Map([
    ['t-', { unknown: 99991663, expired: 99991663 }],
    ['u-', { unknown: 99991668, expired: 99991677 }],
    ['ey', { unknown: 99991668, expired: 99991677 }],
  ]);

export function createTokenStore({ clock, seed, appId, lifetimeMs }: TokenSettings): TokenStore {
  const issued = new Map<string, IssuedToken>();
  let newestAppToken: IssuedToken | undefined;

  const issue = (prefix: string, identity: Identity, lives: number): IssuedToken => {
    const digest = createHash('sha256').update(`${seed} token ${issued.size}`).digest('hex');
    const token = `${prefix}${digest.slice(0, 40)}`;
    const entry = { token, identity, expiresAt: clock.now() + lives };
    issued.set(token, entry);
    return entry;
  };

  return {
    appToken: () => {
      if (newestAppToken === undefined || newestAppToken.expiresAt - clock.now() < renewBelowMs) {
        const identity: Identity = { kind: 'tenant', openId: robotOpenId, appId };
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
