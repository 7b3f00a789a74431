import type { SandboxClock } from '../kernel/clock.js';
import type { Vendor } from '../kernel/vendor.js';
import { addEnosSample, enosOwner, enosUsers } from '../sample/enos/sample.js';
import { type EnosGatewayParts, enosPrefixes, serveEnos } from './gateway/gateway.js';
import { findOperation } from './gateway/operations.js';
import { createEnosTokens } from './gateway/tokens.js';
import { callOperation } from './handlers.js';
import type { Enos, Flow } from './model.js';
import { createEnos } from './model.js';
import type { EnosOptions } from './options.js';

/** What a client is configured with. */
export interface EnosAccess {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly orgId: string;
  readonly userId: string;
}

export interface EnosSide {
  readonly access: EnosAccess;
  readonly enos: Enos;
  /** Sample flows by what comes of them. */
  readonly flows: Readonly<Record<keyof ReturnType<typeof addEnosSample>, Flow>>;
  readonly find: Vendor['find'];
}

interface EnosSideSettings {
  readonly clock: SandboxClock;
  readonly seed: string;
  readonly lifetimeMs: number;
  readonly options: Partial<EnosOptions> | undefined;
}

const accessKey = '5acb82e7-a11e-4300-9164-c8b20b638e8b';
const secretKey = 'SandboxEnosSecret0123456789abcd';

/** EnOS with sample flows, on the paths of its API gateway. */
export function createEnosSide({ clock, seed, lifetimeMs, options }: EnosSideSettings): EnosSide {
  const enos = createEnos({ clock, seed, users: enosUsers, ...(options && { options }) });
  const secrets = { appKey: accessKey, appSecret: secretKey };
  const tokens = createEnosTokens({ ...secrets, clock, seed, lifetimeMs });
  const { orgId, userId } = enosOwner;
  return {
    access: { accessKey, secretKey, orgId, userId },
    enos,
    flows: addEnosSample(enos),
    find: finder({ enos, tokens, appSecret: secretKey, callOperation }),
  };
}

function finder(parts: EnosGatewayParts): Vendor['find'] {
  return (arrival) => {
    const { method, pathname, query, headers } = arrival;
    if (!enosPrefixes.some((prefix) => pathname.startsWith(prefix))) return undefined;
    const { name = 'enos_gateway' } = findOperation(method, pathname, query.get('action'));
    const run = async () => {
      const body = await arrival.body();
      return serveEnos({ method, pathname, search: query.toString(), headers, body }, parts);
    };
    return { call: { ...arrival, name, path: {} }, admit: () => ({ run, release: () => {} }) };
  };
}
