import type { IncomingMessage, RequestListener } from 'node:http';
import type { FeishuEndpointName } from '../../endpoints/catalogue.js';
import { type AdminParts, adminPrefix, serveAdmin } from '../faults/admin.js';
import { type Delivery, whole } from '../faults/fault-delivery.js';
import { type AuthRouteName, authRoutes } from '../feishu/auth/routes.js';
import type { Admit, Call, CallName } from '../feishu/call.js';
import { type LinkRouteName, linkRoutes } from '../feishu/drive/medias/media-downloads.js';
import type { Gateway, Routed } from '../feishu/gateway.js';
import { plain } from './answer.js';
import { bodyReader, send } from './http-io.js';
import { appendRecord, recordOf } from './request-log.js';
import { catalogueRoutes, createRouter, type NamedRoute } from './router.js';

interface DispatchParts {
  readonly gateway: Gateway;
  readonly auth: Admit<AuthRouteName>;
  readonly links: Admit<LinkRouteName>;
  readonly api: Admit<FeishuEndpointName>;
  /** The services beside Feishu's open platform. */
  readonly sides: readonly Finder[];
  readonly admin: AdminParts;
  readonly newLogId: () => string;
  readonly onError: (error: unknown) => void;
}

/** What is known of a request before its route is. */
export type Arrival = Omit<Call, 'name' | 'path'>;

/** Takes each request to the gateway, to the sandbox's own routes, or nowhere. */
export function createDispatch(parts: DispatchParts): RequestListener {
  const { admin, newLogId, onError } = parts;
  const findRoute = routeFinder(parts);

  return (incoming, outgoing) => {
    const arrival = arrivalOf(incoming, newLogId());
    if (arrival.pathname.startsWith(adminPrefix)) {
      void serveAdmin(incoming, arrival, admin)
        .then((answer) => send(outgoing, whole(answer), arrival.logId))
        .catch(onError);
      return;
    }
    const time = admin.clock.now();
    const routed = findRoute(arrival);
    void answerOf(routed, parts.gateway)
      .then((delivery) => {
        const times = { time, endTime: admin.clock.now() };
        appendRecord(admin.requests, recordOf(arrival, routed?.call.name, delivery, times));
        send(outgoing, delivery, arrival.logId);
      })
      .catch(onError);
  };
}

async function answerOf(routed: Routed | undefined, gateway: Gateway): Promise<Delivery> {
  return routed === undefined ? whole(plain(404, '404 page not found')) : gateway(routed);
}

/** Tells what a request means, where it means something to a service. */
export type Finder = (arrival: Arrival) => Routed | undefined;

function routeFinder({ auth, links, api, sides }: DispatchParts): Finder {
  const finders = [
    ...sides,
    finder(authRoutes, auth),
    finder(linkRoutes, links),
    finder(catalogueRoutes, api),
  ];
  return (arrival) => {
    for (const find of finders) {
      const routed = find(arrival);
      if (routed !== undefined) return routed;
    }
    return undefined;
  };
}

function finder<Name extends CallName>(
  routes: readonly NamedRoute<Name>[],
  admit: Admit<Name>,
): Finder {
  const router = createRouter(routes);
  return (arrival) => {
    const match = router(arrival.method, arrival.pathname);
    if (match === undefined) return undefined;
    const call = { ...arrival, ...match };
    return { call, admit: () => admit(call) };
  };
}

function arrivalOf(incoming: IncomingMessage, logId: string): Arrival {
  const [pathname = '', ...search] = (incoming.url ?? '').split('?');
  const bytes = bodyReader(incoming);
  return {
    method: incoming.method ?? '',
    pathname,
    query: new URLSearchParams(search.join('?')),
    authorization: incoming.headers.authorization,
    origin: `http://${incoming.headers.host}`,
    headers: incoming.headers,
    logId,
    bytes,
    body: async () => (await bytes()).toString('utf8'),
  };
}
