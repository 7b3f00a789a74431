import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { type Answer, json, plain } from '../kernel/answer.js';
import { isManual, type SandboxClock } from '../kernel/clock.js';
import type { RequestRecord } from '../kernel/dispatch.js';
import type { Arrival } from '../kernel/vendor.js';
import { type Faults, faultSchema } from './faults.js';

interface AdminParts {
  readonly secret: string;
  readonly faults: Faults;
  readonly requests: RequestRecord[];
  readonly clock: SandboxClock;
}

/** Serves the sandbox's own routes; undefined for a request to a vendor. */
export function createAdmin(parts: AdminParts) {
  return (incoming: IncomingMessage, arrival: Arrival): Promise<Answer> | undefined =>
    arrival.pathname.startsWith(adminPrefix) ? serve(incoming, arrival, parts) : undefined;
}

/** Where the sandbox itself is steered; nothing below it is the vendor's. */
const adminPrefix = '/__sandbox/';

const loopback = /^(127\.|::1$|::ffff:127\.)/;

/** Answers on this machine only, and only to who knows the app's secret. */
async function serve(
  { headers, socket }: IncomingMessage,
  { method, pathname, body }: Arrival,
  parts: AdminParts,
): Promise<Answer> {
  const handler = handlers.get(`${method} ${pathname}`);
  if (handler === undefined) return plain(404, '404 page not found');
  const isLocal = loopback.test(socket.remoteAddress ?? '');
  if (!isLocal || headers['x-sandbox-secret'] !== parts.secret) {
    return json(403, { code: 1, msg: 'x-sandbox-secret must be the app secret' });
  }
  try {
    return handler(parts, JSON.parse((await body()) || '{}'));
  } catch (error) {
    return json(400, { code: 1, msg: error instanceof Error ? error.message : String(error) });
  }
}

type AdminHandler = (parts: AdminParts, body: unknown) => Answer;

const faultList = z.union([faultSchema.transform((fault) => [fault]), z.array(faultSchema)]);
const clockMove = z.object({ advance_ms: z.number().int().min(0) }).strict();

const addFaults: AdminHandler = ({ faults }, body) => {
  for (const fault of faultList.parse(body)) faults.add(fault);
  return json(200, { code: 0, data: { pending: faults.pending() } });
};

const clearFaults: AdminHandler = ({ faults }) => {
  faults.clear();
  return json(200, { code: 0, data: { pending: 0 } });
};

const listRequests: AdminHandler = ({ requests }) =>
  json(200, { code: 0, data: { requests: requests.map((record) => ({ ...record })) } });

const moveClock: AdminHandler = ({ clock }, body) => {
  if (!isManual(clock)) return json(409, { code: 1, msg: 'the clock runs by itself' });
  clock.advance(clockMove.parse(body).advance_ms);
  return json(200, { code: 0, data: { now: clock.now() } });
};

const handlers: ReadonlyMap<string, AdminHandler> = new Map([
  [`POST ${adminPrefix}faults`, addFaults],
  [`DELETE ${adminPrefix}faults`, clearFaults],
  [`GET ${adminPrefix}requests`, listRequests],
  [`POST ${adminPrefix}clock`, moveClock],
]);
