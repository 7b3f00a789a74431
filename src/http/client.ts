import { randomUUID } from 'node:crypto';
import type { Endpoint } from '../core/endpoint.js';
import type { Service, SignIn } from '../core/service.js';
import { authenticate } from './authenticate.js';
import { type Context, compose, type Reply } from './call.js';
import type { Clock } from './clock.js';
import { deadline } from './deadline.js';
import { exchange, type Transport } from './exchange.js';
import { pace } from './pace.js';
import { presentable, presentableError } from './redact.js';
import { type Args, createRequest } from './request.js';
import { retry } from './retry.js';
import { oneWriter } from './writer.js';

/** Within the 60 s that MCP clients wait for an answer by default. */
const defaultDeadlineMs = 50_000;

export interface CallOptions {
  readonly signal: AbortSignal;
  /** Takes what the caller should read beside the result. */
  readonly note: Context['note'];
  /** For the whole call, retries and waits included. */
  readonly deadlineMs?: number | undefined;
}

export interface Client {
  /** Of the service, for people. */
  readonly label: string;
  /** Calls an endpoint with flat arguments, already validated, under the vendor's names. */
  call(name: string, endpoint: Endpoint, args: Args, options: CallOptions): Promise<Reply>;
  /** The clock of its deadlines, in milliseconds. */
  now(): number;
  /** Resolves when no call is under way. */
  settled(): Promise<void>;
}

export interface ClientOptions {
  readonly service: Service;
  readonly signIn: SignIn;
  readonly clock: Clock;
  readonly transport: Transport;
  /** A number from 0 to 1, drawn anew for each wait. */
  readonly jitter?: () => number;
}

/** The one way to a service: every call of it passes the same policies, and shares their state. */
export function createClient(options: ClientOptions): Client {
  const { service, signIn, clock, transport, jitter = Math.random } = options;
  const send = compose(
    // Signed before it is paced: a wait for the token must not bunch requests that were spread already.
    [
      deadline(clock),
      oneWriter(),
      retry({ clock, jitter }),
      authenticate({ signIn, clock }),
      pace({ clock }),
    ],
    exchange({ service, transport, clock }),
  );
  async function call(name: string, endpoint: Endpoint, args: Args, wishes: CallOptions) {
    const { signal, note, deadlineMs = defaultDeadlineMs } = wishes;
    const request = createRequest(name, endpoint, withKey(endpoint, args));
    const context: Context = {
      signal,
      deadlineAt: clock.now() + deadlineMs,
      note: (text) => note(presentable(text, signIn.secrets)),
    };
    try {
      return await send(request, context);
    } catch (error) {
      throw presentableError(error, signIn.secrets);
    }
  }

  const underWay = new Set<Promise<Reply>>();
  return {
    label: service.label,
    now: () => clock.now(),
    call(...request) {
      const reply = call(...request).finally(() => underWay.delete(reply));
      underWay.add(reply);
      return reply;
    },
    async settled() {
      while (underWay.size > 0) {
        await Promise.allSettled(underWay);
      }
    },
  };
}

/** A create that can carry an idempotency key always does: without one it could not be sent again. */
function withKey({ idempotency }: Endpoint, args: Args): Args {
  return idempotency === undefined ? args : { [idempotency]: randomUUID(), ...definedOnly(args) };
}

function definedOnly(args: Args): Args {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));
}
