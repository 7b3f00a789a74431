import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Endpoint } from '../../../src/core/endpoint.js';
import { createClient } from '../../../src/http/client.js';
import { multipart } from '../../../src/http/wire/multipart.js';
import { createTransport } from '../../../src/http/wire/transport.js';
import { creates, lost } from '../../support/endpoint-fixture.js';
import { fakeClock } from '../../support/manual-clock.js';
import { rawReply, transportOf } from '../../support/scripted-transport.js';
import { closeAfterTest, serve } from './fixtures/local-server.js';

const bytes = Buffer.from([0, 13, 10, 45, 45, 255, 13, 10]);

/** What somebody else's parser makes of a body. */
async function parsed(body: string | Uint8Array | undefined, contentType: string) {
  const response = new Response(body ?? null, { headers: { 'content-type': contentType } });
  return [...(await response.formData())];
}

async function contentOf(part: unknown): Promise<Buffer> {
  return part instanceof File ? Buffer.from(await part.arrayBuffer()) : Buffer.of();
}

describe('a multipart body', () => {
  it('is read by another parser as what went in, every byte of the file', async () => {
    const fields = { file_name: '报告 "终稿".pdf', size: 8, extra: '{"a":"b"}' };
    const { body, contentType } = multipart(fields, 'file', { name: '报告.pdf', bytes });
    const entries = await parsed(body, contentType);
    expect(entries.map(([name]) => name)).toEqual(['file_name', 'size', 'extra', 'file']);
    expect(entries.slice(0, 3).map(([, value]) => value)).toEqual([
      '报告 "终稿".pdf',
      '8',
      '{"a":"b"}',
    ]);
    expect(await contentOf(entries[3]?.[1])).toEqual(bytes);
  });

  it('lets no name break out of its quotes or its line', async () => {
    const name = 'a"\r\nx-injected: 1\r\n\r\nb';
    const { body } = multipart({}, 'file', { name, bytes: Buffer.of() });
    const text = Buffer.from(body).toString('utf8');
    expect(text).not.toMatch(/^x-injected/m);
    expect(text).toContain('filename="a%22%0D%0Ax-injected: 1%0D%0A%0D%0Ab"');
  });

  it('has a boundary of its own each time, lest a file holds it', () => {
    const types = [1, 2].map(() => multipart({}, 'file', { name: 'a', bytes }).contentType);
    expect(new Set(types).size).toBe(2);
  });
});

const upload: Endpoint = {
  ...creates,
  body: { file_name: z.string(), size: z.number(), checksum: z.string().optional() },
  multipart: { file: 'file' },
  repeatable: true,
  oneWriterPer: 'process',
};
const service = {
  name: 'feishu',
  label: 'Vendor',
  baseUrl: 'https://vendor.example',
  open: () => ({ data: {} }),
} as const;
const signIn = {
  secrets: [],
  fetchToken: async () => ({ value: 't-1', expiresAt: Number.POSITIVE_INFINITY }),
  headers: () => ({ authorization: 'Bearer t-1' }),
};
const quiet = { signal: new AbortController().signal, note: () => undefined };
const file = { name: 'a.bin', bytes };

function clientOn(transport: ReturnType<typeof transportOf>) {
  const clock = fakeClock();
  return {
    clock,
    client: createClient({ identity: 'me', service, signIn, clock, transport, jitter: () => 1 }),
  };
}

describe('an upload through the client', () => {
  it('sends the fields in the order of the endpoint, and the file last', async () => {
    const transport = transportOf(() => rawReply({}));
    const { clock, client } = clientOn(transport);
    const args = { size: 8, file_name: 'a.bin' };
    await clock.run(client.call('things', upload, args, { ...quiet, file }));
    const [request] = transport.sent;
    const entries = await parsed(request?.body, request?.headers['content-type'] ?? '');
    expect(entries.map(([name]) => name)).toEqual(['file_name', 'size', 'file']);
    expect(await contentOf(entries[2]?.[1])).toEqual(bytes);
  });

  it('goes again after a lost answer, because an orphan harms nobody', async () => {
    let tries = 0;
    const transport = transportOf(() => {
      tries += 1;
      if (tries === 1) {
        throw lost;
      }
      return rawReply({});
    });
    const { clock, client } = clientOn(transport);
    const args = { size: 8, file_name: 'a.bin' };
    await clock.run(client.call('things', upload, args, { ...quiet, file }));
    expect(transport.sent).toHaveLength(2);
  });

  it('waits for the upload before it, whatever the two are for', async () => {
    let answer = () => {};
    const transport = transportOf(
      () =>
        new Promise((resolve) => {
          answer = () => resolve(rawReply({}));
        }),
    );
    const { clock, client } = clientOn(transport);
    const calls = ['a', 'b'].map((file_name) =>
      client.call('things', upload, { file_name, size: 8 }, { ...quiet, file }),
    );
    await clock.pass(5_000);
    expect(transport.sent).toHaveLength(1);
    answer();
    await clock.pass(5_000);
    expect(transport.sent).toHaveLength(2);
    answer();
    await clock.run(Promise.all(calls));
  });
});

describe('the transport', () => {
  it('gives a body of bytes the time that a slow line takes for it', async () => {
    const clock = fakeClock();
    const { url, server } = await serve((request) => request.resume());
    const transport = createTransport({ attemptMs: 1_000, clock });
    closeAfterTest(() => transport.close());
    const options = { signal: quiet.signal, finishOnceSent: true, leftMs: 20_000 };
    const request = { method: 'POST', url, headers: {}, body: new Uint8Array(64 * 1_000) };
    const arrived = once(server, 'request');
    const sending = transport.send(request, options);
    const [, response] = await arrived;
    await clock.pass(1_900);
    response.end('{}');
    expect(await sending).toMatchObject({ status: 200, text: '{}' });
  });
});
