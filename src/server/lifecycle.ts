import type { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { Toolbox } from '../core/tool.js';
import { createServer, type ToolServer } from './server.js';
import { StdioTransport } from './stdio.js';

/** How long the end may take, step by step. Without a write in flight it stays below half a second. */
const patience = {
  /** After the end of input: for calls that are about to answer, such as those of a shell pipe. */
  answersMs: 200,
  /** For the write in flight. */
  settleMs: 10_000,
  /** For calls that were asked to stop, to say where they stopped. */
  lastWordsMs: 75,
  /** For the reader to take what was sent. */
  flushMs: 150,
};

interface StdioOptions {
  readonly toolbox: Toolbox;
  readonly version: string;
  readonly instructions?: string;
  readonly input: Readable;
  readonly output: Writable;
  /** Where lines for people go. Its own end is harmless. */
  readonly errors: Writable;
  /** Fires when the process is asked to end; `interruption` makes one of signals. */
  readonly interrupted: AbortSignal;
  /** Resolves once no request that changes data is in flight. */
  readonly settle: () => Promise<void>;
  /** The clock's: resolves after that time, rejects when the signal fires. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly maxLineBytes?: number;
}

/**
 * Serves MCP until the input ends, the output is closed or the process is asked to end. Then running reads are
 * aborted, the write in flight is settled, what is still to be said is said, and the promise resolves. Sockets and
 * timers may live on: ending the process is up to the caller.
 */
export async function serveStdio(options: StdioOptions): Promise<void> {
  const log = lineLogger(options.errors);
  const server = createServer({ ...options, log });
  const transport = new StdioTransport(options.input, options.output, options.maxLineBytes);
  await server.connect(transport);
  const cause = await Promise.race([transport.ended, fired(options.interrupted)]);
  const within = waiter(options.sleep);
  if (cause === 'input') await within(patience.answersMs, server.idle());
  server.stop(cause !== 'output');
  await settle(options, server, within, log);
  await within(patience.flushMs, transport.flushed());
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

type Within = (ms: number, work: Promise<unknown>) => Promise<boolean>;

async function settle(
  options: StdioOptions,
  server: ToolServer,
  within: Within,
  log: (line: string) => void,
): Promise<void> {
  const settled = await within(patience.settleMs, options.settle());
  if (!settled) log('Ending although a write is still in flight; its outcome is unknown.');
  await within(patience.lastWordsMs, server.idle());
  // The answer of a call that has just ended leaves on the next turn.
  await options.sleep(0);
}

function fired(signal: AbortSignal): Promise<'signal'> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('signal');
    signal.addEventListener('abort', () => resolve('signal'), { once: true });
  });
}

/** Waits for some work, but not longer than `ms`; tells whether it was done in time. */
function waiter(sleep: StdioOptions['sleep']): Within {
  return async (ms, work) => {
    const timer = new AbortController();
    const late = sleep(ms, timer.signal).then(
      () => false,
      () => false,
    );
    const done = work.then(
      () => true,
      () => false,
    );
    const inTime = await Promise.race([done, late]);
    timer.abort();
    return inTime;
  };
}

const MAX_LOG_CHARS = 1000;

function lineLogger(errors: Writable): (line: string) => void {
  errors.on('error', () => undefined);
  return (line) => {
    errors.write(`bitable-mcp: ${line.replace(/\s+/g, ' ').slice(0, MAX_LOG_CHARS)}\n`);
  };
}
