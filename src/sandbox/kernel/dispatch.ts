import type { IncomingMessage, RequestListener } from 'node:http';
import { type Answer, plain } from './answer.js';
import type { SandboxClock } from './clock.js';
import { arrivalOf, type Delivery, send, whole } from './http-io.js';
import type { Arrival, Routed, Vendor } from './vendor.js';

interface DispatchParts {
  /** Asked in this order what a request means. */
  readonly vendors: readonly Vendor[];
  /** Serves a routed call up to the answer that leaves. */
  readonly deliver: (routed: Routed) => Promise<Delivery>;
  /** Serves the sandbox's own routes; undefined for a request to a vendor. */
  readonly admin: (incoming: IncomingMessage, arrival: Arrival) => Promise<Answer> | undefined;
  readonly requests: RequestRecord[];
  readonly clock: SandboxClock;
  readonly newLogId: () => string;
  readonly onError: (error: unknown) => void;
}

/** Takes each request to a vendor, to the sandbox's own routes, or nowhere. */
export function createDispatch(parts: DispatchParts): RequestListener {
  const { vendors, deliver, admin, requests, clock, newLogId, onError } = parts;
  return (incoming, outgoing) => {
    const arrival = arrivalOf(incoming, newLogId());
    const administered = admin(incoming, arrival);
    if (administered !== undefined) {
      void administered
        .then((answer) => send(outgoing, whole(answer), arrival.logId))
        .catch(onError);
      return;
    }
    const time = clock.now();
    const routed = findRoute(arrival, vendors);
    void (routed === undefined ? nowhere() : deliver(routed))
      .then((delivery) => {
        const times = { time, endTime: clock.now() };
        appendRecord(requests, recordOf(arrival, routed?.call.name, delivery, times));
        send(outgoing, delivery, arrival.logId);
      })
      .catch(onError);
  };
}

async function nowhere(): Promise<Delivery> {
  return whole(plain(404, '404 page not found'));
}

function findRoute(arrival: Arrival, vendors: readonly Vendor[]): Routed | undefined {
  for (const vendor of vendors) {
    const routed = vendor.find(arrival);
    if (routed !== undefined) return routed;
  }
  return undefined;
}

/** One request as it went by. */
export interface RequestRecord {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  readonly query: string;
  /** The endpoint; absent for what has no route. */
  readonly name?: string | undefined;
  /** 0 when the connection was reset without an answer. */
  readonly status: number;
  /** The envelope's code; absent for what is no envelope. */
  readonly code?: number | undefined;
  /** When it arrived and when its answer left, on the sandbox's clock. */
  readonly time: number;
  readonly endTime: number;
  readonly logId: string;
}

const maxRecords = 10_000;

/** Keeps the newest records. */
function appendRecord(log: RequestRecord[], record: RequestRecord): void {
  log.push(record);
  if (log.length > maxRecords) log.splice(0, log.length - maxRecords);
}

function recordOf(
  { method, pathname, query, logId }: Arrival,
  name: string | undefined,
  { answer, ending }: Delivery,
  times: Pick<RequestRecord, 'time' | 'endTime'>,
): RequestRecord {
  return {
    method,
    path: pathname,
    query: query.toString(),
    name,
    status: ending === 'reset' ? 0 : answer.status,
    code: answer.code,
    ...times,
    logId,
  };
}
