import { effects } from '../../core/effect.js';
import type { Endpoint } from '../../core/endpoint.js';
import { perSecond, type Rate } from '../../core/rate.js';
import { type FeishuEndpointName, feishuCatalogue } from '../../endpoints/catalogue.js';
import type { SandboxClock } from '../kernel/clock.js';
import type { Call } from '../kernel/vendor.js';
import type { Identity } from './directory.js';
import { RateLimited } from './envelope.js';
import type { FeishuOptions } from './options.js';
import { refuse } from './refusal.js';

/** Refuses a call that comes too early by its endpoint's rate, or by what a base takes in a second. */
export type CheckRate = (call: Call<FeishuEndpointName>) => void;

export function createRateCheck(clock: SandboxClock, options: FeishuOptions): CheckRate {
  const { gatewayLimits, baseCallsPerSecond } = options;
  const limiter = createLimiter(clock);
  return ({ name, path }) => {
    const { rate } = feishuCatalogue[name];
    const earlyMs = gatewayLimits ? limiter(name, rate) : 0;
    if (earlyMs > 0) throw new RateLimited(rate.calls, Math.ceil(earlyMs / 1_000));
    const appToken = path['app_token'];
    if (baseCallsPerSecond === undefined || appToken === undefined) return;
    if (limiter(appToken, perSecond(baseCallsPerSecond)) > 0) refuse(1254290);
  };
}

/** Takes a call under a key, or says how many milliseconds it comes too early. */
type Limiter = (key: string, rate: Rate) => number;

/** Counts the calls of the last `perMs` milliseconds; a refused call does not count. */
function createLimiter(clock: SandboxClock): Limiter {
  const taken = new Map<string, number[]>();
  return (key, { calls, perMs }) => {
    const now = clock.now();
    const recent = (taken.get(key) ?? []).filter((time) => time > now - perMs);
    taken.set(key, recent);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= calls) return oldest + perMs - now;
    recent.push(now);
    return 0;
  };
}

/** Holds a write's table until the returned function is called; refuses while another write holds it. */
export type HoldTable = (call: Call<FeishuEndpointName>) => () => void;

export function createTableHolds(): HoldTable {
  const held = new Set<string>();
  return ({ name, path }) => {
    const { app_token, table_id } = path;
    if (table_id === undefined || !effects[feishuCatalogue[name].effect].writes) return () => {};
    return hold(held, `${app_token}/${table_id}`, 1254291);
  };
}

/** Holds an app's line while bytes come over it; refuses while another upload is on its way. */
export type HoldUpload = (call: Call<FeishuEndpointName>, identity: Identity) => () => void;

export function createUploadHolds(): HoldUpload {
  const held = new Set<string>();
  return ({ name }, { appId }) => {
    const { multipart }: Endpoint = feishuCatalogue[name];
    return multipart === undefined ? () => {} : hold(held, appId, 1061045);
  };
}

function hold(held: Set<string>, key: string, code: number): () => void {
  if (held.has(key)) refuse(code);
  held.add(key);
  return () => held.delete(key);
}
