import { Agent, type Dispatcher, EnvHttpProxyAgent, request as sendRequest } from 'undici';
import { ConfigError, NetworkError } from '../../core/errors.js';
import type { RawReply } from '../../core/service.js';
import { type Clock, systemClock } from '../clock.js';
import type { ReplyHead, Transport, WireOptions, WireRequest } from '../ports.js';
import { acceptEncoding, readInto, readText } from './body.js';
import { networkError, redirected } from './network-errors.js';

export interface ProxyOptions {
  readonly httpProxy?: string | undefined;
  readonly httpsProxy?: string | undefined;
  readonly noProxy?: string | undefined;
}

export interface TransportOptions {
  /** Never read from the environment here. */
  readonly proxy?: ProxyOptions | undefined;
  /** Sockets to one host. */
  readonly connections?: number;
  readonly connectMs?: number;
  readonly headersMs?: number;
  /** From the first byte sent to the last byte read, however slowly they drip; files get longer. */
  readonly attemptMs?: number;
  /** Between two chunks of a file. */
  readonly stallMs?: number;
  /** Counted after inflating. */
  readonly maxBodyBytes?: number;
  readonly clock?: Clock;
}

const defaults = {
  connections: 32,
  connectMs: 5_000,
  headersMs: 15_000,
  attemptMs: 30_000,
  stallMs: 30_000,
  maxBodyBytes: 32 * 1024 * 1024,
  clock: systemClock,
} as const;

/** Sends over pooled sockets, through a proxy if one is given. Follows no redirect and repeats nothing. */
export function createTransport(options: TransportOptions = {}): Transport {
  const settings = { ...defaults, ...options };
  const agent = createAgent(settings);
  const dispatcher = agent.compose(noteDeparture);
  return {
    send: (request, wire) => attempt(request, wire, settings, dispatcher),
    close: () => agent.destroy(),
  };
}

type Settings = Required<Omit<TransportOptions, 'proxy'>> & Pick<TransportOptions, 'proxy'>;

function createAgent({ connections, connectMs, headersMs, proxy }: Settings): Dispatcher {
  const limits = { connections, headersTimeout: headersMs, bodyTimeout: 0 };
  const connect = { timeout: connectMs };
  if (proxy === undefined) {
    return new Agent({ ...limits, connect });
  }
  // Empty rather than absent: what is absent undici takes from the environment.
  const { httpProxy = '', httpsProxy = '', noProxy = '' } = proxy;
  const tls = { connect, requestTls: connect, proxyTls: connect };
  try {
    return new EnvHttpProxyAgent({ ...limits, ...tls, httpProxy, httpsProxy, noProxy });
  } catch {
    // Not the cause itself: it quotes the address, password and all.
    throw new ConfigError(
      'The proxy address cannot be used.',
      'HTTPS_PROXY',
      'Write it as http://host:port.',
    );
  }
}

/** Whether a request was handed to a socket: from then on nobody knows what the other side made of it. */
class Departure {
  left = false;
}

const noteDeparture: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) => {
  const departure = 'opaque' in options ? options.opaque : undefined;
  return dispatch(options, {
    onRequestStart(controller, context) {
      handler.onRequestStart?.(controller, context);
      if (departure instanceof Departure && !controller.aborted) {
        departure.left = true;
      }
    },
    onRequestUpgrade: (...event) => handler.onRequestUpgrade?.(...event),
    onResponseStart: (...event) => handler.onResponseStart?.(...event),
    onResponseData: (...event) => handler.onResponseData?.(...event),
    onResponseEnd: (...event) => handler.onResponseEnd?.(...event),
    onResponseError: (...event) => handler.onResponseError?.(...event),
  });
};

/** Given as the reason: without one, every abort would build an exception with a stack. */
const done = 'done';

/** One try, which ends when its time is over, or by the signal where that may still end it. */
async function attempt(
  request: WireRequest,
  options: WireOptions,
  settings: Settings,
  dispatcher: Dispatcher,
): Promise<RawReply> {
  const { signal, finishOnceSent } = options;
  const departure = new Departure();
  const stop = new AbortController();
  const over = new AbortController();
  const allowedMs = allowance(request, options, settings);
  const cancel = () => {
    if (!finishOnceSent || !departure.left) {
      stop.abort(signal.reason);
    }
  };
  signal.addEventListener('abort', cancel, { once: true });
  settings.clock.sleep(allowedMs, over.signal).then(
    () => stop.abort(tooSlow(allowedMs, departure)),
    () => undefined,
  );
  try {
    // undici notices a signal only once it has a socket.
    return await Promise.race([
      receive(request, { ...options, signal: stop.signal }, departure, settings, dispatcher),
      whenStopped(stop.signal),
    ]);
  } finally {
    over.abort(done);
    signal.removeEventListener('abort', cancel);
  }
}

/** How long one try may take. A file that comes is held to its pace instead. */
function allowance(
  request: WireRequest,
  { leftMs, takeBody }: WireOptions,
  { attemptMs }: Settings,
): number {
  return takeBody === undefined ? Math.min(attemptMs + uploadMs(request), leftMs) : leftMs;
}

/** The slowest line that a file can go over, in bytes a millisecond. */
const slowest = 64;

function uploadMs({ body }: WireRequest): number {
  return body instanceof Uint8Array ? Math.ceil(body.length / slowest) : 0;
}

async function receive(
  request: WireRequest,
  { signal, takeBody }: WireOptions,
  departure: Departure,
  settings: Settings,
  dispatcher: Dispatcher,
): Promise<RawReply> {
  let phase: 'headers' | 'body' = 'headers';
  try {
    const { statusCode, headers, body } = await sendRequest(request.url, {
      method: request.method,
      headers: { 'accept-encoding': acceptEncoding, ...request.headers },
      body: request.body ?? null,
      dispatcher,
      signal,
      opaque: departure,
      // undici counts while it still sends.
      headersTimeout: settings.headersMs + uploadMs(request),
      bodyTimeout: takeBody === undefined ? 0 : settings.stallMs,
    });
    phase = 'body';
    const head = { status: statusCode, headers: flatHeaders(headers) };
    const text = await readBody(head, body, takeBody, settings);
    return { ...head, text };
  } catch (error) {
    throw signal.aborted
      ? signal.reason
      : networkError(error, departure.left ? phase : 'connect', departure.left);
  }
}

async function readBody(
  head: ReplyHead,
  body: Dispatcher.ResponseData['body'],
  takeBody: WireOptions['takeBody'],
  { maxBodyBytes }: Settings,
): Promise<string> {
  try {
    if (head.status >= 300 && head.status < 400) {
      throw redirected(head.status);
    }
    const take = await takeBody?.(head);
    if (take === undefined) {
      return await readText(body, head.headers['content-encoding'], maxBodyBytes);
    }
    await readInto(body, take);
    return '';
  } catch (error) {
    // What is not read to its end must not hold the socket.
    body.dump().catch(() => undefined);
    throw error;
  }
}

function whenStopped(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function tooSlow(allowedMs: number, { left }: Departure): NetworkError {
  const text = `no complete answer within ${(allowedMs / 1_000).toFixed(1)} s`;
  return new NetworkError(text, 'deadline', left);
}

function flatHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [
    name,
    [value ?? ''].flat().join(', '),
  ]);
  return Object.fromEntries(entries);
}
