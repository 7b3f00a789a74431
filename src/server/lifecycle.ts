import type { EventEmitter } from 'node:events';
import type { Writable } from 'node:stream';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { Toolbox } from '../core/tool.js';
import { createServer } from './server.js';

/** How long the end may take: without a write in flight below half a second. */
const patience = {
  /** For everything but the write in flight; what the steps below leave of it, the reader has to take the answers. */
  totalMs: 460,
  /** After the end of input: for all calls that are about to answer, such as those of a shell pipe. */
  answersMs: 120,
  /** After that, for reads only: no other write is begun. */
  readsMs: 220,
  /** For the write in flight. */
  settleMs: 10_000,
  /** For calls that were asked to stop, to say where they stopped. */
  lastWordsMs: 40,
};

/**
 * Patience is counted in ticks. One that lasts longer, because the process got no processor or was busy loading its
 * client, still counts as one: what it waits for was not late, it had no chance.
 */
const tickMs = 10;

/** Which side of a connection ended. */
export type ConnectionEnd = 'input' | 'output';

/** A connection to one client that ends by itself, and may have messages under way. */
export interface ClientTransport extends Transport {
  /** Resolves with the side that ended first. */
  readonly ended: Promise<ConnectionEnd>;
  /** Resolves once everything sent so far has left. */
  flushed(): Promise<void>;
}

export interface ServeOptions {
  readonly toolbox: Toolbox;
  readonly version: string;
  readonly instructions?: string;
  /** Where lines for people go. Its own end is harmless. */
  readonly errors: Writable;
  /** Fires when the process is asked to end; `interruption` makes one of signals. */
  readonly interrupted: AbortSignal;
  /** Resolves once no request that changes data is in flight. */
  readonly settle: () => Promise<void>;
  /** The clock's. */
  readonly sleep: (ms: number) => Promise<void>;
}

/**
 * Serves MCP over a connection until its input ends, its output is closed or the process is asked to end. Then no other
 * write is begun, running reads are aborted, the write in flight is settled, what is still to be said is said, and the
 * promise resolves. Sockets and timers may live on: ending the process is up to the caller.
 */
export async function serveClient(
  transport: ClientTransport,
  options: ServeOptions,
): Promise<void> {
  const log = lineLogger(options.errors);
  const server = createServer({ ...options, log });
  await server.connect(transport);
  const cause = await Promise.race([transport.ended, fired(options.interrupted)]);
  const wait = waiter(options.sleep);
  let leftMs = patience.totalMs;
  if (cause === 'input') {
    leftMs -= await wait(patience.answersMs, server.idle());
    server.stop('writes', true);
    leftMs -= await wait(patience.readsMs, server.idle());
  }
  server.stop('all', cause !== 'output');
  await settle(options, wait, log);
  leftMs -= await wait(patience.lastWordsMs, server.idle());
  // The answer of a call that has just ended leaves on the next turn.
  await options.sleep(0);
  await wait(leftMs, transport.flushed());
  await server.close();
}

/** An abort signal that fires with the first of the signals that ask a process to end; the second kills as usual. */
export function interruption(source: EventEmitter): AbortSignal {
  const interrupted = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
    source.once(name, () => interrupted.abort());
  }
  return interrupted.signal;
}

type Wait = (ms: number, work: Promise<unknown>) => Promise<number>;

async function settle(
  options: ServeOptions,
  wait: Wait,
  log: (line: string) => void,
): Promise<void> {
  const waited = await wait(patience.settleMs, options.settle());
  if (waited < patience.settleMs) {
    return;
  }
  log('Ending although a write is still in flight; its outcome is unknown.');
}

function fired(signal: AbortSignal): Promise<'signal'> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve('signal');
    }
    signal.addEventListener('abort', () => resolve('signal'), { once: true });
  });
}

/** Waits for some work, but not longer than `ms`; tells how long it took. */
function waiter(sleep: ServeOptions['sleep']): Wait {
  return async (ms, work) => {
    let waited = 0;
    let over = false;
    const late = async () => {
      for (; !over && waited < ms; waited += tickMs) {
        await sleep(tickMs);
      }
    };
    await Promise.race([work.catch(() => undefined), late()]);
    over = true;
    return waited;
  };
}

const maxLogChars = 1000;

function lineLogger(errors: Writable): (line: string) => void {
  errors.on('error', () => undefined);
  return (line) => {
    errors.write(`bitable-mcp: ${line.replace(/\s+/g, ' ').slice(0, maxLogChars)}\n`);
  };
}
