import { describe, expect, it } from 'vitest';
import { createClient } from '../../../src/http/client.js';
import {
  inMemoryMutex,
  inMemoryPorts,
  inMemoryRateLimiter,
  inMemoryTokenStore,
} from '../../../src/http/in-memory.js';
import { reads } from '../../support/endpoint-fixture.js';
import { fakeClock } from '../../support/manual-clock.js';
import {
  describeMutex,
  describeRateLimiter,
  describeTokenStore,
} from '../../support/ports-contract.js';
import { rawReply, transportOf } from '../../support/scripted-transport.js';

describeRateLimiter('the memory of the process', () => {
  const clock = fakeClock();
  return { port: inMemoryRateLimiter({ clock }), clock };
});

describeMutex('the memory of the process', () => ({ port: inMemoryMutex(), clock: fakeClock() }));

describeTokenStore('the memory of the process', () => ({
  port: inMemoryTokenStore(),
  clock: fakeClock(),
}));

describe('clients that share their ports', () => {
  const options = { signal: new AbortController().signal, note: () => undefined };
  const service = {
    name: 'feishu',
    label: 'Vendor',
    baseUrl: 'https://vendor.example',
    open: () => ({ data: {} }),
  } as const;

  function setup(...callers: readonly { identity: string; app?: string }[]) {
    const clock = fakeClock();
    const ports = inMemoryPorts({ clock });
    const transport = transportOf(() => rawReply({}));
    const clients = callers.map((caller) => {
      const signIn = {
        secrets: [],
        fetchToken: async () => ({ value: `t-${caller.identity}`, expiresAt: 7_200_000 }),
        headers: ({ value }: { readonly value: string }) => ({ authorization: value }),
      };
      return createClient({ ...caller, service, signIn, clock, transport, ports });
    });
    const callAll = async () => {
      await clock.run(Promise.all(clients.map((client) => client.call('x', reads, {}, options))));
      return transport.sent.map(({ headers }) => headers['authorization']);
    };
    return { clock, callAll };
  }

  it('are never signed in as one another', async () => {
    const { callAll } = setup({ identity: 'anna' }, { identity: 'bo' });
    await callAll();
    expect(await callAll()).toEqual(['t-anna', 't-bo', 't-anna', 't-bo']);
  });

  it('share the rate of their app, and no other', async () => {
    const together = setup({ identity: 'anna', app: 'one' }, { identity: 'bo', app: 'one' });
    await together.callAll();
    expect(together.clock.now()).toBeGreaterThan(50);
    const apart = setup({ identity: 'anna', app: 'one' }, { identity: 'bo', app: 'two' });
    await apart.callAll();
    expect(apart.clock.now()).toBe(0);
  });
});
