import { randomUUID } from 'node:crypto';
import type { Endpoint, EndpointArgs } from '../core/endpoint.js';
import { CancelledError } from '../core/errors.js';
import type { OpenedReply, Service, SignIn } from '../core/service.js';
import type { CallOptions, Client, WriterLock } from './calls.js';
import type { Clock } from './clock.js';
import { receiveFile } from './files/download.js';
import { Transfer } from './files/transfer.js';
import { inMemoryPorts } from './in-memory.js';
import { authenticate } from './policies/authenticate.js';
import { deadline, withinDeadline } from './policies/deadline.js';
import { rateLimit } from './policies/rate-limit.js';
import { retry } from './policies/retry.js';
import { serializeWrites, writerLockKey } from './policies/serialize-writes.js';
import {
  compose,
  type EndpointRequest,
  type Policy,
  type RequestContext,
  type SendRequest,
} from './policy.js';
import type { Ports, Transport } from './ports.js';
import { presentable, presentableError } from './redact.js';
import { createRequest, writerOf } from './request.js';
import { roundTrip } from './wire/round-trip.js';

/** Within the 60 s that MCP clients wait for an answer by default. */
const defaultDeadlineMs = 50_000;

export interface ClientOptions {
  readonly service: Service;
  readonly signIn: SignIn;
  readonly clock: Clock;
  readonly transport: Transport;
  /** Whose calls these are: stable, the same for no two callers, and no secret. */
  readonly identity: string;
  /** What the vendor counts the calls of together; the caller's own where it is absent. */
  readonly app?: string;
  /** What is shared with other clients; by default nothing. */
  readonly ports?: Partial<Ports>;
  /** A number from 0 to 1, drawn anew for each wait. */
  readonly jitter?: () => number;
}

type Asked = readonly [name: string, endpoint: Endpoint, args: EndpointArgs];

/** The one way to a service: every call of it passes the same policies, and shares their state. */
export function createClient(options: ClientOptions): Client {
  const { service, signIn, clock, transport } = options;
  const link = { service, transport, clock };
  let token = '';
  const onToken = (value: string) => {
    token = value;
  };
  const secrets = () => [...signIn.secrets, token];
  const { rateLimiter, mutex, tokens } = { ...inMemoryPorts({ clock }), ...options.ports };
  const policies = policiesOf(options, { rateLimiter, mutex, tokens }, onToken);
  const calling = compose(policies, roundTrip(link));

  async function send(way: SendRequest, asked: Asked, wishes: CallOptions): Promise<OpenedReply> {
    const { signal, note, lock, deadlineMs = defaultDeadlineMs } = wishes;
    const request = requestFor(asked, wishes);
    const context: RequestContext = {
      signal,
      deadlineAt: Math.min(clock.now() + deadlineMs, lock?.deadlineAt ?? Number.POSITIVE_INFINITY),
      ...(lock && { lease: lock.lease, heldWriter: lock.writer }),
      note: (text) => note(presentable(text, secrets())),
    };
    try {
      return await way(request, context);
    } catch (error) {
      throw presentableError(error, secrets());
    }
  }

  const underWay = new Set<Promise<OpenedReply>>();
  function tracked(work: Promise<OpenedReply>): Promise<OpenedReply> {
    const reply = work.finally(() => underWay.delete(reply));
    underWay.add(reply);
    return reply;
  }

  return {
    ...whoseCalls(options),
    now: () => clock.now(),
    sleep: (ms, signal) => clock.sleep(ms, signal).catch(giveUp),
    call: (name, endpoint, args, wishes) => tracked(send(calling, [name, endpoint, args], wishes)),
    withWriterLock: (name, endpoint, args, wishes, task) =>
      holdLock({ ...options, mutex }, [name, endpoint, args], wishes, task),
    async download(name, endpoint, args, openSink, wishes) {
      const transfer = new Transfer(openSink, wishes.maxBytes);
      const receiving = compose(policies, receiveFile(link, transfer));
      await tracked(send(receiving, [name, endpoint, args], wishes));
    },
    async settled() {
      while (underWay.size > 0) {
        await Promise.allSettled(underWay);
      }
    },
  };
}

function whoseCalls({ service: { label, actsAs }, identity }: ClientOptions) {
  return { label, identity, actsAs };
}

/** What every call passes, the outermost first. */
function policiesOf(
  options: ClientOptions,
  { rateLimiter, mutex, tokens }: Ports,
  onToken: (value: string) => void,
): readonly Policy[] {
  const { service, signIn, clock, identity, app = identity, jitter = Math.random } = options;
  // Signed before it is paced: a wait for the token must not bunch requests that were spread already.
  return [
    deadline(clock),
    serializeWrites({ mutex, scope: service.baseUrl }),
    retry({ clock, jitter }),
    authenticate({ signIn, clock, tokens, identity, onToken }),
    rateLimit({ clock, limiter: rateLimiter, scope: app }),
  ];
}

/** Waits for the lock of a write as the write itself would, and runs the task under it; its holder waits for nothing. */
function holdLock<Result>(
  { service, clock, mutex }: Pick<ClientOptions, 'service' | 'clock'> & Pick<Ports, 'mutex'>,
  [name, endpoint, args]: Asked,
  { signal, lock: held, deadlineMs = defaultDeadlineMs }: CallOptions,
  task: (lock: WriterLock | undefined) => Promise<Result>,
): Promise<Result> {
  const writer = writerOf(name, endpoint, args);
  if (writer === undefined || writer === held?.writer) {
    return task(held);
  }
  const deadlineAt = clock.now() + deadlineMs;
  return withinDeadline(clock, { signal, deadlineAt }, (waiting) =>
    mutex.runExclusive(writerLockKey(service.baseUrl, writer), waiting, (lease) =>
      task({ writer, lease, deadlineAt }),
    ),
  );
}

function giveUp(): never {
  throw new CancelledError(false);
}

function requestFor([name, endpoint, args]: Asked, { file }: CallOptions): EndpointRequest {
  const request = createRequest(name, endpoint, withKey(endpoint, args));
  return { ...request, file, headers: keyHeader(endpoint) };
}

/** A create that can carry an idempotency key always does: without one it could not be sent again. */
function withKey({ idempotency }: Endpoint, args: EndpointArgs): EndpointArgs {
  return idempotency === undefined ? args : { [idempotency]: randomUUID(), ...definedOnly(args) };
}

/** Where the key travels in a header, nobody gives one; retries carry the same. */
function keyHeader({ idempotencyHeader: name }: Endpoint): Readonly<Record<string, string>> {
  return name === undefined ? {} : { [name]: randomUUID() };
}

function definedOnly(args: EndpointArgs): EndpointArgs {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));
}
