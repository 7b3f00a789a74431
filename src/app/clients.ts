import { createHash } from 'node:crypto';
import type { Service, SignIn } from '../core/service.js';
import type { ServiceName } from '../core/service-name.js';
import type { Client } from '../http/calls.js';
import type { ClientOptions } from '../http/client.js';
import { systemClock } from '../http/clock.js';
import type { Ports } from '../http/ports.js';
import type { ServeConfig } from './config.js';

/** What a client is made of, apart from how it is signed in. */
type Link = Pick<ClientOptions, 'service' | 'clock' | 'transport'>;

/** The clients of the process, one a service, each made when the first call needs it. */
export interface Clients {
  of(service: ServiceName): Promise<Client>;
  /** Resolves when no call is under way. */
  settled(): Promise<void>;
}

/** Makes the clients as they are needed; `ports` are shared by all of them, and what is absent reaches as far as one client. */
export function createClients(config: ServeConfig, ports: Partial<Ports> = {}): Clients {
  const made = new Map<ServiceName, Promise<Client>>();
  return {
    of(service) {
      const client = made.get(service) ?? connect[service](config, ports);
      made.set(service, client);
      return client;
    },
    async settled() {
      for (const client of made.values()) {
        await (await client.catch(() => undefined))?.settled();
      }
    },
  };
}

type Connect = (config: ServeConfig, ports: Partial<Ports>) => Promise<Client>;

const connect: Readonly<Record<ServiceName, Connect>> = {
  async feishu({ feishu: { baseUrl, credentials }, proxy }, ports) {
    const [{ feishuService }, { feishuSignIn }, { identityOf }] = await Promise.all([
      import('../services/feishu/service.js'),
      import('../services/feishu/sign-in.js'),
      import('../services/feishu/identity.js'),
    ]);
    const service = feishuService(baseUrl, identityOf(credentials, baseUrl));
    const caller = callerOf(
      service,
      credentials,
      credentials && 'appId' in credentials ? credentials.appId : undefined,
    );
    return clientOf({ service, proxy, ports, ...caller }, (link) =>
      feishuSignIn(credentials, link),
    );
  },
  async project({ project: { baseUrl, credentials, userKey }, proxy }, ports) {
    const [{ projectService }, { projectSignIn }] = await Promise.all([
      import('../services/project/service.js'),
      import('../services/project/sign-in.js'),
    ]);
    const service = projectService(baseUrl, userKey);
    const caller = callerOf(
      service,
      { ...credentials, userKey },
      credentials && 'pluginId' in credentials ? credentials.pluginId : undefined,
    );
    return clientOf({ service, proxy, ports, ...caller }, (link) =>
      projectSignIn(credentials, link),
    );
  },
  async enos({ enos: { baseUrl, credentials, account }, proxy }, ports) {
    const [{ enosService }, { enosSignIn }] = await Promise.all([
      import('../services/enos/service.js'),
      import('../services/enos/sign-in.js'),
    ]);
    const service = enosService(baseUrl, account);
    const caller = callerOf(service, { ...credentials, ...account }, credentials?.accessKey);
    return clientOf({ service, proxy, ports, ...caller }, (link) => enosSignIn(credentials, link));
  },
};

type Caller = Pick<ClientOptions, 'identity' | 'app'>;

/**
 * Tells callers apart by all that they sign in with, and apps, whose calls the vendor counts together, by their id.
 * Digests, because keys of caches and locks may be seen where secrets must not.
 */
export function callerOf(
  { name, baseUrl }: Pick<Service, 'name' | 'baseUrl'>,
  credentials: Readonly<Record<string, unknown>> | undefined,
  appId: string | undefined,
): Caller {
  const known = Object.entries(credentials ?? {}).filter(([, value]) => value !== undefined);
  const identity = digest([name, baseUrl, ...known.sort(([a], [b]) => (a < b ? -1 : 1))]);
  return { identity, app: appId === undefined ? identity : digest([name, baseUrl, appId]) };
}

function digest(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);
}

interface ClientParts extends Caller {
  readonly service: Link['service'];
  readonly proxy: ServeConfig['proxy'];
  readonly ports: Partial<Ports>;
}

async function clientOf(
  { service, proxy, ports, ...caller }: ClientParts,
  signIn: (link: Link) => SignIn,
): Promise<Client> {
  const [{ createClient }, { createTransport }] = await Promise.all([
    import('../http/client.js'),
    import('../http/wire/transport.js'),
  ]);
  const link = { service, clock: systemClock, transport: createTransport({ proxy }) };
  return createClient({ ...link, ...caller, ports, signIn: signIn(link) });
}
