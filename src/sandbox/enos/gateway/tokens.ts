import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../../../core/json.js';
import type { SandboxClock } from '../../kernel/clock.js';
import { refuse } from './refusal.js';

interface EnosTokenSettings {
  readonly clock: SandboxClock;
  readonly seed: string;
  readonly appKey: string;
  readonly appSecret: string;
  readonly lifetimeMs: number;
}

/** The token service of the API gateway: its calls answer with `data`, or throw an EnosRefusal. */
export interface EnosTokens {
  get(body: JsonObject): JsonObject;
  refresh(body: JsonObject): JsonObject;
  isGood(accessToken: string): boolean;
  /** Ends a token before its time. */
  revoke(accessToken: string): void;
}

interface Issued {
  readonly accessToken: string;
  expiresAt: number;
}

export function createEnosTokens(settings: EnosTokenSettings): EnosTokens {
  const { clock, seed, lifetimeMs } = settings;
  const checkProof = proofChecker(settings);
  const issued = new Map<string, Issued>();
  let newest: Issued | undefined;

  const isLive = (token: Issued | undefined): token is Issued =>
    token !== undefined && token.expiresAt > clock.now();
  const issue = (): Issued => {
    const digest = createHash('sha256').update(`${seed} enos token ${issued.size}`).digest('hex');
    newest = {
      accessToken: `APP_PORTAL_S_${digest.slice(0, 32)}`,
      expiresAt: clock.now() + lifetimeMs,
    };
    issued.set(newest.accessToken, newest);
    return newest;
  };
  const reply = ({ accessToken, expiresAt }: Issued): JsonObject => ({
    accessToken,
    expire: Math.floor((expiresAt - clock.now()) / 1_000),
  });

  return {
    get: (body) => {
      checkProof(body);
      // "The same access token will be returned if the access token has not expired."
      return reply(isLive(newest) ? newest : issue());
    },
    refresh: (body) => {
      const accessToken = textIn(body['accessToken']);
      checkProof(body);
      const token = issued.get(accessToken) ?? refuse(1204, 'refresh token failed');
      if (!isLive(token)) refuse(1203, 'access token has expired');
      token.expiresAt = clock.now();
      return reply(issue());
    },
    isGood: (accessToken) => isLive(issued.get(accessToken)),
    revoke: (accessToken) => {
      const token = issued.get(accessToken);
      if (token !== undefined) token.expiresAt = clock.now();
    },
  };
}

/** Checks that whoever asks knows the secret, with a proof that was not seen before. */
function proofChecker({ appKey, appSecret }: EnosTokenSettings): (body: JsonObject) => void {
  const seen = new Set<string>();
  return (body) => {
    const key = textIn(body['appKey']);
    const encryption = textIn(body['encryption']);
    const timestamp = timestampIn(body['timestamp']);
    if (key !== appKey) refuse(1002, 'appKey does not exist');
    const proof = createHash('sha256').update(`${key}${timestamp}${appSecret}`).digest('hex');
    if (encryption !== proof) refuse(1003, 'encryption is invalid');
    if (seen.has(encryption)) refuse(1001, 'repeated request with the same encryption');
    seen.add(encryption);
  };
}

function textIn(value: Json | undefined): string {
  const text = present(value);
  return typeof text === 'string' ? text : refuse(1004, 'the parameter is invalid');
}

function timestampIn(value: Json | undefined): number {
  const timestamp = Number(present(value));
  return Number.isSafeInteger(timestamp) ? timestamp : refuse(1004, 'the parameter is invalid');
}

function present(value: Json | undefined): Json {
  const isAbsent = value === undefined || value === null || value === '';
  return isAbsent ? refuse(1202, 'the parameter is empty') : value;
}
