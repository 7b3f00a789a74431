import type { Client } from '../../src/http/calls.js';
import { createClient } from '../../src/http/client.js';
import { type Clock, systemClock } from '../../src/http/clock.js';
import { createTransport } from '../../src/http/wire/transport.js';
import type { RunningSandbox } from '../../src/sandbox/server.js';
import { projectService } from '../../src/services/project/service.js';
import { type ProjectCredentials, projectSignIn } from '../../src/services/project/sign-in.js';

/** The client of Feishu Project as `serve` makes it, for a sandbox; in the name of its user, if nobody else is named. */
export function projectClient(
  { url, project: { access } }: RunningSandbox,
  options: { readonly credentials?: ProjectCredentials; readonly clock?: Clock } = {},
): Client {
  const { credentials = access, clock = systemClock } = options;
  const userKey = 'userKey' in credentials ? credentials.userKey : undefined;
  const link = { service: projectService(url, userKey), clock, transport: createTransport() };
  return createClient({ identity: 'me', ...link, signIn: projectSignIn(credentials, link) });
}
