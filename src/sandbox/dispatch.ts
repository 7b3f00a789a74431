import type { IncomingMessage, RequestListener } from 'node:http';
import type { EndpointName } from '../endpoints/catalogue.js';
import { type AdminParts, adminPrefix, serveAdmin } from './admin.js';
import { type AuthRouteName, authRoutes } from './auth/routes.js';
import type { Admit, Call } from './call.js';
import { plain } from './envelope.js';
import { type Delivery, whole } from './fault-delivery.js';
import type { Gateway, Routed } from './gateway.js';
import { appendRecord, recordOf } from './request-log.js';
import { catalogueRoutes, createRouter } from './router.js';
import { bodyReader, send } from './wire.js';

interface DispatchParts {
  readonly gateway: Gateway;
  readonly auth: Admit<AuthRouteName>;
  readonly api: Admit<EndpointName>;
  readonly admin: AdminParts;
  readonly newLogId: () => string;
  readonly onError: (error: unknown) => void;
}

/** What is known of a request before its route is. */
type Arrival = Omit<Call, 'name' | 'path'>;

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

function routeFinder({ auth, api }: DispatchParts): (arrival: Arrival) => Routed | undefined {
  const authRouter = createRouter(authRoutes);
  const apiRouter = createRouter(catalogueRoutes);
  return (arrival) => {
    const { method, pathname } = arrival;
    const authMatch = authRouter(method, pathname);
    if (authMatch !== undefined) {
      const call = { ...arrival, ...authMatch };
      return { call, admit: () => auth(call) };
    }
    const apiMatch = apiRouter(method, pathname);
    if (apiMatch === undefined) return undefined;
    const call = { ...arrival, ...apiMatch };
    return { call, admit: () => api(call) };
  };
}

function arrivalOf(incoming: IncomingMessage, logId: string): Arrival {
  const [pathname = '', ...search] = (incoming.url ?? '').split('?');
  return {
    method: incoming.method ?? '',
    pathname,
    query: new URLSearchParams(search.join('?')),
    authorization: incoming.headers.authorization,
    origin: `http://${incoming.headers.host}`,
    logId,
    body: bodyReader(incoming),
  };
}
