import type { Client } from '../../src/http/calls.js';
import { createClient } from '../../src/http/client.js';
import { type Clock, systemClock } from '../../src/http/clock.js';
import { createTransport } from '../../src/http/wire/transport.js';
import type { RunningSandbox } from '../../src/sandbox/server.js';
import { type FeishuCredentials, identityOf } from '../../src/services/feishu/identity.js';
import { feishuService } from '../../src/services/feishu/service.js';
import { feishuSignIn } from '../../src/services/feishu/sign-in.js';

/** The client as `serve` makes it, for a sandbox; in the name of its app, if nobody else is named. */
export function sandboxClient(
  { url, appId, appSecret }: RunningSandbox,
  options: { readonly credentials?: FeishuCredentials; readonly clock?: Clock } = {},
): Client {
  const { credentials = { appId, appSecret }, clock = systemClock } = options;
  const link = {
    service: feishuService(url, identityOf(credentials, url)),
    clock,
    transport: createTransport(),
  };
  return createClient({ identity: 'me', ...link, signIn: feishuSignIn(credentials, link) });
}
