import type { Client } from '../../src/http/calls.js';
import { createClient } from '../../src/http/client.js';
import { type Clock, systemClock } from '../../src/http/clock.js';
import type { Transport } from '../../src/http/ports.js';
import { createTransport } from '../../src/http/wire/transport.js';
import type { RunningSandbox } from '../../src/sandbox/server.js';
import { type EnosAccount, enosService } from '../../src/services/enos/service.js';
import { type EnosCredentials, enosSignIn } from '../../src/services/enos/sign-in.js';

export interface EnosClientOptions {
  readonly clock?: Clock;
  readonly credentials?: EnosCredentials | undefined;
  readonly account?: EnosAccount;
  readonly transport?: Transport;
}

/** The client of EnOS as `serve` makes it, for a sandbox; as its app and its owner, if nobody else is named. */
export function enosClient(
  { url, enos: { access } }: RunningSandbox,
  options: EnosClientOptions = {},
): Client {
  const { clock = systemClock, credentials = access, account = access } = options;
  const { transport = createTransport() } = options;
  const link = { service: enosService(url, account), clock, transport };
  return createClient({ identity: 'me', ...link, signIn: enosSignIn(credentials, link) });
}
