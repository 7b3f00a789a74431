import { connect, createServer } from 'node:net';
import { inspect } from 'node:util';
import { brotliCompressSync, createGzip, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CancelledError, ConfigError } from '../../../src/core/errors.js';
import type { Transport, WireOptions, WireRequest } from '../../../src/http/ports.js';
import { createTransport, type TransportOptions } from '../../../src/http/wire/transport.js';
import { failureOf } from '../../support/endpoint-fixture.js';
import { bodyOf, closeAfterTest, serve } from './fixtures/local-server.js';

const json = '{"code":0,"msg":"success","data":{"名称":"鲸"}}';

function transport(options: TransportOptions = {}): Transport {
  const made = createTransport(options);
  closeAfterTest(() => made.close());
  return made;
}

function get(url: string, more: Partial<WireRequest> = {}): WireRequest {
  return { method: 'GET', url, headers: {}, ...more };
}

function post(url: string): WireRequest {
  return get(url, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
}

function options(more: Partial<WireOptions> = {}): WireOptions {
  return { signal: new AbortController().signal, finishOnceSent: false, leftMs: 20_000, ...more };
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the transport', () => {
  it('sends method, path, headers and body as given, and gives status, headers and text', async () => {
    let body = '';
    const { url, requests } = await serve(async (request, response) => {
      body = await bodyOf(request);
      response.writeHead(400, { 'x-tt-logid': 'log1' }).end(json);
    });
    const request = {
      method: 'PUT',
      url: `${url}/a%2Fb?x=%E9%B2%B8`,
      headers: { authorization: 'Bearer t-1' },
      body: '{"名称":"鲸"}',
    };
    const reply = await transport().send(request, options());
    expect(requests[0]).toMatchObject({ method: 'PUT', url: '/a%2Fb?x=%E9%B2%B8' });
    expect(requests[0]?.headers['authorization']).toBe('Bearer t-1');
    expect(body).toBe('{"名称":"鲸"}');
    expect(reply).toMatchObject({ status: 400, headers: { 'x-tt-logid': 'log1' }, text: json });
  });

  it.each([
    ['gzip', gzipSync(json)],
    ['br', brotliCompressSync(json)],
    ['deflate', deflateSync(json)],
  ])('asks for %s and inflates it', async (encoding, bytes) => {
    const { url, requests } = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(bytes);
    });
    expect((await transport().send(get(url), options())).text).toBe(json);
    expect(requests[0]?.headers['accept-encoding']).toContain(encoding);
  });

  it('stops a small body that inflates without end, after the cap', async () => {
    const mebibyte = Buffer.alloc(1_048_576);
    let inflated = 0;
    const { url } = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      const gzip = createGzip();
      gzip.on('error', () => undefined);
      gzip.pipe(response);
      const more = () => {
        while (!response.destroyed && inflated < 2_000 && gzip.write(mebibyte)) {
          inflated += 1;
        }
        inflated += 1;
      };
      gzip.on('drain', more);
      more();
    });
    const failure = await failureOf(
      transport({ maxBodyBytes: 4 * 1_048_576 }).send(get(url), options()),
    );
    expect(failure).toMatchObject({
      phase: 'body',
      mayHaveBeenSent: true,
      message: expect.stringContaining('larger than'),
      facts: { nonRetryable: true },
    });
    expect(inflated).toBeLessThan(2_000);
  });

  it('counts a plain body too', async () => {
    const { url } = await serve((_, response) => void response.end('x'.repeat(2_000)));
    const failure = await failureOf(transport({ maxBodyBytes: 1_999 }).send(get(url), options()));
    expect(failure).toMatchObject({ phase: 'body' });
    expect((await transport({ maxBodyBytes: 2_000 }).send(get(url), options())).text).toHaveLength(
      2_000,
    );
  });

  it('cuts a body that drips for ever at the end of the attempt', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(drip));
    });
    const failure = await failureOf(transport({ attemptMs: 200 }).send(get(url), options()));
    expect(failure).toMatchObject({ phase: 'deadline', mayHaveBeenSent: true });
  });

  it('gives an attempt no more time than the call has left', async () => {
    const { url } = await serve(() => undefined);
    const failure = await failureOf(
      transport().send(post(url), options({ leftMs: 100, finishOnceSent: true })),
    );
    expect(failure).toMatchObject({
      phase: 'deadline',
      mayHaveBeenSent: true,
      message: expect.stringContaining('0.1 s'),
    });
  });

  it.each([
    ['before the headers', (socket: { write(text: string): void }) => void socket],
    [
      'after the headers',
      (socket: { write(text: string): void }) =>
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n'),
    ],
    [
      'in the middle of the body',
      (socket: { write(text: string): void }) =>
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{"code"'),
    ],
  ])('takes a connection that ends %s for a request that was sent', async (_, begin) => {
    const { url } = await serve((request) => {
      begin(request.socket);
      request.socket.end();
    });
    const failure = await failureOf(transport().send(post(url), options()));
    expect(failure).toMatchObject({ name: 'NetworkError', mayHaveBeenSent: true });
  });

  it('takes a reset for a request that was sent', async () => {
    const { url } = await serve((request) => request.socket.resetAndDestroy());
    const failure = await failureOf(transport().send(post(url), options()));
    expect(failure).toMatchObject({ phase: 'headers', mayHaveBeenSent: true });
  });

  it('takes a kept connection that the server closes under a request for a request that was sent', async () => {
    const { url, requests } = await serve((request, response) => {
      if (requests.length === 1) {
        response.end(json);
      } else {
        request.socket.destroy();
      }
    });
    const client = transport({ connections: 1 });
    await client.send(post(url), options());
    const failure = await failureOf(client.send(post(url), options()));
    expect(requests[1]?.socket).toBe(requests[0]?.socket);
    expect(failure).toMatchObject({ mayHaveBeenSent: true });
  });

  it('fails on a compressed body that was cut short', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(json).subarray(0, 30));
    });
    const failure = await failureOf(transport().send(get(url), options()));
    expect(failure).toMatchObject({
      phase: 'body',
      mayHaveBeenSent: true,
      message: expect.stringContaining('cut short'),
    });
  });

  it('knows that a refused connection sent nothing', async () => {
    const { url, server } = await serve(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    const failure = await failureOf(transport().send(post(url), options()));
    expect(failure).toMatchObject({
      phase: 'connect',
      mayHaveBeenSent: false,
      facts: { hint: expect.any(String) },
    });
    expect(failure).not.toMatchObject({ facts: { nonRetryable: true } });
  });

  it('knows that an unknown host got nothing', async () => {
    const failure = await failureOf(
      transport().send(post('http://no-such-host.invalid/'), options()),
    );
    expect(failure).toMatchObject({ phase: 'connect', mayHaveBeenSent: false });
  });

  it('sends nothing to a server that does not speak TLS', async () => {
    const { url, requests } = await serve((_, response) => void response.end(json));
    const failure = await failureOf(
      transport().send(post(url.replace('http:', 'https:')), options()),
    );
    expect(failure).toMatchObject({
      phase: 'connect',
      mayHaveBeenSent: false,
      facts: { nonRetryable: true },
    });
    expect(requests).toEqual([]);
  });

  it('sends nothing when the connection is not made in time', async () => {
    // A server that takes connections but never answers the TLS handshake.
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    closeAfterTest(async () => void silent.close());
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const failure = await failureOf(
      transport().send(post(`https://127.0.0.1:${port}/`), options({ leftMs: 100 })),
    );
    expect(failure).toMatchObject({ phase: 'deadline', mayHaveBeenSent: false });
  });

  it('follows no redirect and repeats none of its headers', async () => {
    const target = await serve((_, response) => void response.end(json));
    const { url } = await serve((_, response) => {
      response
        .writeHead(302, { location: `${target.url}/secret-path` })
        .end('moved'.repeat(20_000));
    });
    const client = transport({ connections: 1 });
    await failureOf(client.send(get(url), options()));
    // Again, because the first reply must have freed the only socket.
    const failure = await failureOf(client.send(get(url), options()));
    expect(target.requests).toEqual([]);
    expect(failure).toMatchObject({
      message: 'the service answered with a redirect (HTTP 302)',
      facts: { nonRetryable: true },
    });
  });

  it('gives HTML as it came, for the service to judge', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<html>bad gateway</html>');
    });
    const reply = await transport().send(get(url), options());
    expect(reply).toMatchObject({ status: 502, text: '<html>bad gateway</html>' });
  });
});

describe('a cancel', () => {
  /** A server that answers when it is told to. */
  async function waiting() {
    const arrived = deferred<() => void>();
    const { url, requests } = await serve((_, response) => {
      arrived.resolve(() => response.end(json));
    });
    return { url, requests, arrived: arrived.promise };
  }

  it('ends a read at once', async () => {
    const { url, arrived } = await waiting();
    const caller = new AbortController();
    const failure = failureOf(transport().send(get(url), options({ signal: caller.signal })));
    await arrived;
    caller.abort(new CancelledError(false));
    expect(await failure).toBe(caller.signal.reason);
  });

  it('waits for the answer to a write that left', async () => {
    const { url, arrived } = await waiting();
    const caller = new AbortController();
    const reply = transport().send(
      post(url),
      options({ signal: caller.signal, finishOnceSent: true }),
    );
    const answer = await arrived;
    caller.abort(new CancelledError(false));
    answer();
    expect(await reply).toMatchObject({ status: 200, text: json });
  });

  it('keeps a write from leaving that still waits for a socket', async () => {
    const { url, requests, arrived } = await waiting();
    const client = transport({ connections: 1 });
    const first = client.send(post(url), options());
    const caller = new AbortController();
    const second = failureOf(
      client.send(post(url), options({ signal: caller.signal, finishOnceSent: true })),
    );
    const answer = await arrived;
    caller.abort(new CancelledError(false));
    expect(await second).toBe(caller.signal.reason);
    answer();
    await first;
    expect(requests).toHaveLength(1);
  });

  it('ends everything at once when the transport is closed', async () => {
    const { url, arrived } = await waiting();
    const client = createTransport();
    const failure = failureOf(client.send(post(url), options({ finishOnceSent: true })));
    await arrived;
    await client.close();
    expect(await failure).toMatchObject({ mayHaveBeenSent: true, facts: { nonRetryable: true } });
    expect(await failureOf(client.send(post(url), options()))).toMatchObject({
      mayHaveBeenSent: false,
    });
  });
});

describe('a proxy', () => {
  async function proxy(status = 200) {
    const asked: { host: string | undefined; authorization: string | undefined }[] = [];
    const { url, server } = await serve((_, response) => void response.writeHead(500).end());
    server.on('connect', (request, socket) => {
      const authorization = request.headers['proxy-authorization'];
      asked.push({ host: request.url, authorization });
      if (status !== 200) {
        socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
        return;
      }
      const [host, port] = (request.url ?? '').split(':');
      const upstream = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
      upstream.on('error', () => socket.destroy());
      socket.on('error', () => upstream.destroy());
    });
    return { url, asked };
  }

  it('stands between when it is given, with its user and password', async () => {
    const { url } = await serve((_, response) => void response.end(json));
    const middle = await proxy();
    const httpProxy = middle.url.replace('//', '//user:pass@');
    const reply = await transport({ proxy: { httpProxy } }).send(get(url), options());
    expect(reply.text).toBe(json);
    expect(middle.asked).toEqual([
      { host: url.replace('http://', ''), authorization: `Basic ${btoa('user:pass')}` },
    ]);
  });

  it('that refuses is named, and nothing was sent', async () => {
    const { url, requests } = await serve((_, response) => void response.end(json));
    const middle = await proxy(407);
    const failure = await failureOf(
      transport({ proxy: { httpProxy: middle.url } }).send(post(url), options()),
    );
    expect(failure).toMatchObject({
      message: expect.stringContaining('HTTP 407'),
      mayHaveBeenSent: false,
      facts: { nonRetryable: true },
    });
    expect(requests).toEqual([]);
  });

  it.each([
    'socks proxy',
    'user:hunter2@proxy:80',
    'http://proxy:99999',
    'http://user:%zz@proxy:80',
  ])(
    'with an address such as %j is refused with what to set, and without its password',
    (httpsProxy) => {
      let failure: unknown;
      try {
        transport({ proxy: { httpsProxy } });
      } catch (error) {
        failure = error;
      }
      expect(failure).toBeInstanceOf(ConfigError);
      expect(failure).toMatchObject({ variable: 'HTTPS_PROXY' });
      expect(inspect(failure)).not.toMatch(/hunter2|%zz/);
    },
  );

  it('is left out for the hosts it is not for', async () => {
    const { url } = await serve((_, response) => void response.end(json));
    const middle = await proxy();
    const only = { httpProxy: middle.url, noProxy: '127.0.0.1' };
    await transport({ proxy: only }).send(get(url), options());
    expect(middle.asked).toEqual([]);
  });

  it('is used for all hosts where the environment alone would exempt some', async () => {
    const { url } = await serve((_, response) => void response.end(json));
    const middle = await proxy();
    vi.stubEnv('NO_PROXY', '127.0.0.1');
    vi.stubEnv('no_proxy', '127.0.0.1');
    await transport({ proxy: { httpProxy: middle.url } }).send(get(url), options());
    expect(middle.asked).toHaveLength(1);
  });

  it.each([undefined, {}])('is never taken from the environment (given %j)', async (given) => {
    const { url } = await serve((_, response) => void response.end(json));
    for (const name of ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY']) {
      vi.stubEnv(name, 'http://127.0.0.1:9');
    }
    expect((await transport({ proxy: given }).send(get(url), options())).text).toBe(json);
  });
});

function deferred<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
