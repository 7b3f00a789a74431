import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../../../src/core/endpoint.js';
import { ApiError, CancelledError, InputError, NetworkError } from '../../../src/core/errors.js';
import { perSecond } from '../../../src/core/rate.js';
import type { RawReply, Service } from '../../../src/core/service.js';
import type { FileHead } from '../../../src/http/calls.js';
import { createClient } from '../../../src/http/client.js';
import { systemClock } from '../../../src/http/clock.js';
import { fileNameIn } from '../../../src/http/files/transfer.js';
import { createTransport } from '../../../src/http/wire/transport.js';
import { failureOf, reads, refusal } from '../../support/endpoint-fixture.js';
import { closeAfterTest, serve } from './fixtures/local-server.js';

const endpoint: Endpoint = { ...reads, rate: perSecond(1_000), download: true };
const content = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 31) % 251));
const named = {
  'content-type': 'image/png',
  'content-disposition': 'attachment; filename="a.png"',
};

/** An envelope is `{code}`; everything else is foreign and has no code. */
function open({ status, text }: RawReply) {
  let code: unknown;
  try {
    code = JSON.parse(text).code;
  } catch {
    code = undefined;
  }
  if (typeof code !== 'number') {
    throw refusal({ status, recovery: 'ambiguous', reason: 'no envelope' });
  }
  if (code !== 0) {
    throw refusal({ status, code, reason: 'no' });
  }
  return { data: {} };
}

type Answer = (request: IncomingMessage, response: ServerResponse, index: number) => void;

interface Wishes {
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
  readonly write?: (chunk: Uint8Array) => Promise<void>;
}

/** A server that answers as told, and a download from it. */
async function downloadFrom(answer: Answer, wishes: Wishes = {}) {
  const { maxBytes = 1_000_000, signal = new AbortController().signal, write } = wishes;
  let asked = 0;
  const { url, requests } = await serve((request, response) => {
    answer(request, response, asked);
    asked += 1;
  });
  const service: Service = { name: 'feishu', label: 'Vendor', baseUrl: url, open };
  const signIn = {
    secrets: [],
    fetchToken: async () => ({ value: 't-1', expiresAt: Number.POSITIVE_INFINITY }),
    headers: () => ({ authorization: 'Bearer t-1' }),
  };
  const transport = createTransport();
  closeAfterTest(() => transport.close());
  const link = { service, transport, clock: systemClock };
  const client = createClient({ identity: 'me', ...link, signIn, jitter: () => 0 });
  const written: Buffer[] = [];
  const heads: FileHead[] = [];
  const notes: string[] = [];
  const openSink = async (head: FileHead) => {
    heads.push(head);
    return async (chunk: Uint8Array) => {
      await write?.(chunk);
      written.push(Buffer.from(chunk));
    };
  };
  const options = { signal, maxBytes, note: (text: string) => notes.push(text) };
  const done = client.download('things', endpoint, {}, openSink, options);
  return {
    done,
    requests,
    heads,
    notes,
    ranges: () => requests.map(({ headers }) => headers.range),
    file: () => Buffer.concat(written),
  };
}

/** Serves the file as ranges ask, and breaks the first answers off after so many bytes. */
function breakingOff(...cuts: number[]): Answer {
  return (request, response, index) => {
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const rest = content.subarray(start);
    const range = `bytes ${start}-${content.length - 1}/${content.length}`;
    const extent = { 'content-length': rest.length, ...(start > 0 && { 'content-range': range }) };
    response.writeHead(start > 0 ? 206 : 200, { ...named, ...extent });
    const cut = cuts[index];
    if (cut === undefined) {
      response.end(rest);
    } else {
      response.write(rest.subarray(0, cut), () => setImmediate(() => response.destroy()));
    }
  };
}

describe('a download', () => {
  it('hands on every byte, signed, and says first what the file is', async () => {
    const { done, file, heads, requests } = await downloadFrom(breakingOff());
    await done;
    expect(file().equals(content)).toBe(true);
    expect(heads).toEqual([{ name: 'a.png', type: 'image/png', size: content.length }]);
    expect(requests[0]?.headers).toMatchObject({
      authorization: 'Bearer t-1',
      'accept-encoding': 'identity',
    });
  });

  it('goes on where the connection broke off, as often as it does, and writes no byte twice', async () => {
    const { done, file, heads, ranges, notes } = await downloadFrom(breakingOff(70_000, 50_000));
    await done;
    expect(file().equals(content)).toBe(true);
    expect(heads).toHaveLength(1);
    const starts = ranges().map((range) => Number(/\d+/.exec(range ?? 'bytes=0-')?.[0]));
    expect(starts[0]).toBe(0);
    expect(starts[1]).toBeGreaterThan(0);
    expect(starts[2]).toBeGreaterThan(starts[1] ?? 0);
    expect(notes.join()).toContain('sent again');
  });

  it('hands on an empty file as one', async () => {
    const { done, file, heads } = await downloadFrom((_, response) => {
      response.writeHead(200, { ...named, 'content-length': 0 }).end();
    });
    await done;
    expect(file()).toHaveLength(0);
    expect(heads).toHaveLength(1);
  });

  it('is complete where the answer to a resumption says that nothing is left', async () => {
    const { done, file } = await downloadFrom((request, response) => {
      if (request.headers.range === undefined) {
        response.writeHead(200, named);
        response.write(content, () => setImmediate(() => response.destroy()));
      } else {
        response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
      }
    });
    await done;
    expect(file().equals(content)).toBe(true);
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['begins again at the start', (response) => response.writeHead(200, named).end(content)],
    [
      'goes on at another place',
      (response) =>
        response
          .writeHead(206, { ...named, 'content-range': `bytes 5-199999/${content.length}` })
          .end(content.subarray(5)),
    ],
    [
      'does not say where it goes on',
      (response) => response.writeHead(206, named).end(content.subarray(70_000)),
    ],
  ])('is given up where the service %s', async (_, second) => {
    const { done, file, ranges } = await downloadFrom((request, response, index) => {
      index === 0 ? breakingOff(70_000)(request, response, 0) : second(response);
    });
    const error = await failureOf(done);
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ message: expect.stringContaining('does not go on where') });
    expect(ranges()).toHaveLength(2);
    expect(content.subarray(0, file().length).equals(file())).toBe(true);
  });

  it('is given up where the file became another one meanwhile', async () => {
    const { done } = await downloadFrom((request, response, index) => {
      const start = request.headers.range?.slice('bytes='.length, -1);
      if (index === 0) {
        breakingOff(70_000)(request, response, 0);
      } else {
        response
          .writeHead(206, { ...named, 'content-range': `bytes ${start}-299999/300000` })
          .end(content);
      }
    });
    expect(await failureOf(done)).toMatchObject({ facts: { nonRetryable: true } });
  });

  it('refuses a file over its limit before the first byte, or as soon as it grows over it', async () => {
    const announced = await downloadFrom(breakingOff(), { maxBytes: 199_999 });
    expect(await failureOf(announced.done)).toMatchObject({
      message: 'The file is larger than 199999 bytes',
    });
    expect(announced.heads).toEqual([]);
    const silent = await downloadFrom(
      (_, response) => response.writeHead(200, named).end(content),
      {
        maxBytes: 100_000,
      },
    );
    await failureOf(silent.done);
    expect(silent.file().length).toBeLessThanOrEqual(100_000);
    expect(silent.requests).toHaveLength(1);
  });

  it('refuses what comes compressed, because its bytes could not be counted', async () => {
    const { done } = await downloadFrom((_, response) => {
      response.writeHead(200, { ...named, 'content-encoding': 'gzip' }).end('x');
    });
    expect(await failureOf(done)).toMatchObject({ message: expect.stringContaining('compressed') });
  });

  it('does not hide the fault of the sink behind another try', async () => {
    const full = new InputError([{ path: 'path', problem: 'the disk is full' }]);
    const { done, requests } = await downloadFrom(breakingOff(), {
      write: () => Promise.reject(full),
    });
    expect(await failureOf(done)).toBe(full);
    expect(requests).toHaveLength(1);
  });

  it('ends when the caller gives up, and takes no byte after that', async () => {
    const caller = new AbortController();
    const { done, file } = await downloadFrom(
      (_, response) => {
        response.writeHead(200, { ...named, 'content-length': content.length });
        response.write(content.subarray(0, 1_000));
      },
      { signal: caller.signal, write: async () => caller.abort() },
    );
    expect(await failureOf(done)).toBeInstanceOf(CancelledError);
    expect(file().length).toBeLessThanOrEqual(1_000);
  });
});

describe('what is no file', () => {
  const json = { 'content-type': 'application/json; charset=utf-8' };

  it.each([
    [200, 1061004],
    [403, 1061004],
    [400, 1061002],
  ])('is a refusal where HTTP %i brings code %i', async (status, code) => {
    const { done, heads } = await downloadFrom((_, response) => {
      response.writeHead(status, json).end(JSON.stringify({ code, msg: 'forbidden' }));
    });
    const error = await failureOf(done);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ facts: { status, code } });
    expect(heads).toEqual([]);
  });

  it('is a failure where a page of HTML comes with an error status', async () => {
    const { done } = await downloadFrom((_, response) => {
      response.writeHead(404, { 'content-type': 'text/html' }).end('<html>');
    });
    expect(await failureOf(done)).toBeInstanceOf(ApiError);
  });

  it('is a failure where a status that is no success has no reason', async () => {
    const { done } = await downloadFrom((_, response) => {
      response.writeHead(404, json).end('{"code":0}');
    });
    expect(await failureOf(done)).toMatchObject({ facts: { status: 404, recovery: 'permanent' } });
  });

  it('never follows a redirect', async () => {
    const elsewhere = await serve((_, response) => response.end('stolen'));
    const { done } = await downloadFrom((_, response) => {
      response.writeHead(302, { location: elsewhere.url }).end();
    });
    expect(await failureOf(done)).toBeInstanceOf(NetworkError);
    expect(elsewhere.requests).toEqual([]);
  });

  it.each([
    ['has a file name', { ...json, 'content-disposition': 'attachment; filename="a.json"' }, 7],
    ['is no envelope', json, undefined],
    ['says nothing bad', json, 0],
  ])('is a file all the same where JSON %s', async (_, headers, code) => {
    const text = JSON.stringify({ code, 名称: '鲸' });
    const { done, file } = await downloadFrom((__, response) => {
      response.writeHead(200, headers).end(text);
    });
    await done;
    expect(file().toString('utf8')).toBe(text);
  });
});

describe('the file name of a header', () => {
  it.each([
    [`attachment; filename="___.png"; filename*=UTF-8''%E9%B2%B8%20a.png`, '鲸 a.png'],
    ['attachment; filename="a \\"b\\".png"', 'a "b".png'],
    ['attachment; filename=a.png', 'a.png'],
    [`attachment; filename="${Buffer.from('鲸.png').toString('latin1')}"`, '鲸.png'],
    ['attachment; filename="鲸.png"', '鲸.png'],
    ['attachment; filename="caf\u00e9.png"', 'caf\u00e9.png'],
    [`attachment; filename="a.png"; filename*=UTF-8''%E9%`, 'a.png'],
    ['inline', undefined],
    ['', undefined],
  ])('of %j is %j', (header, name) => {
    expect(fileNameIn(header)).toBe(name);
  });
});
