import type { ServiceName, SignIn } from '../core/service.js';
import type { Client } from '../http/calls.js';
import type { ClientOptions } from '../http/client.js';
import { systemClock } from '../http/clock.js';
import type { ServeConfig } from './config.js';

/** What a client is made of, apart from how it is signed in. */
type Link = Pick<ClientOptions, 'service' | 'clock' | 'transport'>;

/** The clients of the process, one a service, each made when the first call needs it. */
export interface Clients {
  of(service: ServiceName): Promise<Client>;
  /** Resolves when no call is under way. */
  settled(): Promise<void>;
}

export function createClients(config: ServeConfig): Clients {
  const made = new Map<ServiceName, Promise<Client>>();
  return {
    of(service) {
      const client = made.get(service) ?? connect[service](config);
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

const connect: Readonly<Record<ServiceName, (config: ServeConfig) => Promise<Client>>> = {
  async feishu({ feishu: { baseUrl, credentials }, proxy }) {
    const [{ feishuService }, { feishuSignIn }, { identityOf }] = await Promise.all([
      import('../services/feishu/service.js'),
      import('../services/feishu/sign-in.js'),
      import('../services/feishu/identity.js'),
    ]);
    const service = feishuService(baseUrl, identityOf(credentials, baseUrl));
    return clientOf(service, proxy, (link) => feishuSignIn(credentials, link));
  },
  async project({ project: { baseUrl, credentials, userKey }, proxy }) {
    const [{ projectService }, { projectSignIn }] = await Promise.all([
      import('../services/project/service.js'),
      import('../services/project/sign-in.js'),
    ]);
    const service = projectService(baseUrl, userKey);
    return clientOf(service, proxy, (link) => projectSignIn(credentials, link));
  },
  async enos({ enos: { baseUrl, credentials, account }, proxy }) {
    const [{ enosService }, { enosSignIn }] = await Promise.all([
      import('../services/enos/service.js'),
      import('../services/enos/sign-in.js'),
    ]);
    const service = enosService(baseUrl, account);
    return clientOf(service, proxy, (link) => enosSignIn(credentials, link));
  },
};

async function clientOf(
  service: Link['service'],
  proxy: ServeConfig['proxy'],
  signIn: (link: Link) => SignIn,
): Promise<Client> {
  const [{ createClient }, { createTransport }] = await Promise.all([
    import('../http/client.js'),
    import('../http/wire/transport.js'),
  ]);
  const link = { service, clock: systemClock, transport: createTransport({ proxy }) };
  return createClient({ ...link, signIn: signIn(link) });
}
