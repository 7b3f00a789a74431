import { afterEach, describe, expect, it } from 'vitest';
import { ApiError, InputError } from '../../../src/core/errors.js';
import type { LocalFile, LocalSink } from '../../../src/core/local-file.js';
import type { FileHead } from '../../../src/http/calls.js';
import { createClient } from '../../../src/http/client.js';
import type { Clock } from '../../../src/http/clock.js';
import type { Transport } from '../../../src/http/ports.js';
import { createTransport } from '../../../src/http/wire/transport.js';
import { type RunningSandbox, startSandbox } from '../../../src/sandbox/server.js';
import { feishuService } from '../../../src/services/feishu/service.js';
import { feishuSignIn } from '../../../src/services/feishu/sign-in.js';
import { downloadMedia, uploadMedia } from '../../../src/tools/bitable/media/media.js';
import type { TransferOptions } from '../../../src/tools/context/file-transfer.js';
import { failureOf } from '../../support/endpoint-fixture.js';
import { block, bytesOf } from '../../support/media-client.js';

const whole = 20 * 1024 * 1024;
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** Waits for rates and retries take no time; deadlines never come. */
function hurriedClock(): Clock {
  let skipped = 0;
  return {
    now: () => performance.now() + skipped,
    wallTime: () => Date.now() + Math.ceil(skipped),
    sleep(ms, signal) {
      if (ms <= 10_000) {
        skipped += ms;
        return Promise.resolve();
      }
      return new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
    },
  };
}

/** A sandbox and a client for it; what is sent may be changed on its way. */
async function start(onTheWay: (send: Transport['send']) => Transport['send'] = (send) => send) {
  const sandbox = await startSandbox();
  const transport = createTransport();
  closing.push(
    () => sandbox.close(),
    () => transport.close(),
  );
  const { url, appId, appSecret } = sandbox;
  const link = {
    service: feishuService(url),
    clock: hurriedClock(),
    transport: { ...transport, send: onTheWay(transport.send) },
  };
  const client = createClient({
    identity: 'me',
    ...link,
    signIn: feishuSignIn({ appId, appSecret }, link),
  });
  const appToken = new URL(sandbox.sampleUrl).pathname.split('/').at(-1) ?? '';
  const steps: number[] = [];
  const notes: string[] = [];
  const options: TransferOptions = {
    signal: new AbortController().signal,
    note: (text) => notes.push(text),
    progress: (done) => steps.push(done),
  };
  const upload = (file: LocalFile) =>
    uploadMedia(client, { appToken, parentType: 'bitable_file', file }, options);
  return { sandbox, client, appToken, steps, notes, options, upload };
}

/** A file whose blocks may turn out to be others than its size says. */
function fileOf(content: Buffer, really = content, name = '说明.txt'): LocalFile {
  return {
    name,
    path: `/files/${name}`,
    size: content.length,
    async *blocks(size) {
      for (let start = 0; start < really.length; start += size) {
        yield really.subarray(start, start + size);
      }
    },
    close: async () => undefined,
  };
}

/** A place that remembers what became of it. */
function sinkOf({ write }: { write?: () => Promise<void> } = {}) {
  const chunks: Uint8Array[] = [];
  const fates: string[] = [];
  const heads: FileHead[] = [];
  const sink: LocalSink = {
    async write(chunk) {
      await write?.();
      chunks.push(Buffer.from(chunk));
    },
    async finish() {
      fates.push('finished');
      return { path: '/files/a', size: Buffer.concat(chunks).length };
    },
    async discard() {
      fates.push('discarded');
    },
  };
  const open = async (head: FileHead) => {
    heads.push(head);
    return sink;
  };
  return { open, fates, heads, content: () => Buffer.concat(chunks) };
}

function contentOf({ world }: RunningSandbox, token: string): Buffer {
  return Buffer.from(world.bitable.files.get(token)?.content ?? []);
}

function steps({ requests }: RunningSandbox): string[] {
  return requests.flatMap(({ name, status, code }) =>
    name?.startsWith('drive_medias_')
      ? [`${name.slice('drive_medias_'.length)} ${code ?? status}`]
      : [],
  );
}

describe('an upload', () => {
  it.each([
    [0, ['upload_all 0']],
    [whole, ['upload_all 0']],
    [whole + 1, ['upload_prepare 0', ...Array(6).fill('upload_part 0'), 'upload_finish 0']],
  ])('of %i bytes takes the requests that the vendor wants for it', async (size, expected) => {
    const { sandbox, upload } = await start();
    const content = bytesOf(size);
    const token = await upload(fileOf(content));
    expect(steps(sandbox)).toEqual(expected);
    expect(contentOf(sandbox, token).equals(content)).toBe(true);
    expect(sandbox.world.bitable.files.get(token)).toMatchObject({ name: '说明.txt', size });
  });

  it('in parts tells how far it is after each block', async () => {
    const { steps, upload } = await start();
    const size = whole + block;
    await upload(fileOf(bytesOf(size)));
    expect(steps).toEqual([1, 2, 3, 4, 5, 6].map((blocks) => blocks * block));
  });

  it('goes again after an answer that was lost, and after a busy line', async () => {
    const { sandbox, upload } = await start();
    const endpoint = 'drive_medias_upload_all';
    sandbox.faults.add({ kind: 'reset', endpoint, applied: true });
    sandbox.faults.add({ kind: 'code', endpoint, code: 1061045 });
    const content = bytesOf(1_000);
    const token = await upload(fileOf(content));
    expect(steps(sandbox)).toEqual(['upload_all 0', 'upload_all 1061045', 'upload_all 0']);
    expect(contentOf(sandbox, token).equals(content)).toBe(true);
  });

  it('sends a block again that was lost on its way', async () => {
    const { sandbox, upload } = await start();
    sandbox.faults.add({ kind: 'reset', endpoint: 'drive_medias_upload_part', skip: 2 });
    const content = bytesOf(whole + 1);
    const token = await upload(fileOf(content));
    expect(steps(sandbox).filter((step) => step.startsWith('upload_part'))).toHaveLength(7);
    expect(contentOf(sandbox, token).equals(content)).toBe(true);
  });

  it('is refused by its checksum where a byte changed on its way', async () => {
    const { upload } = await start((send) => (request, wire) => {
      const { body } = request;
      if (body instanceof Uint8Array) {
        const at = Buffer.from(body).indexOf('MARK');
        body[at] = 0;
      }
      return send(request, wire);
    });
    const error = await failureOf(upload(fileOf(Buffer.from('before MARK after'))));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ facts: { code: 1062008, recovery: 'permanent' } });
  });

  it.each([
    ['grew', 10, 11, []],
    ['shrank', 10, 9, []],
    ['vanished', 10, 0, []],
    ['grew', whole + 1, whole + 2, ['upload_prepare 0', ...Array(5).fill('upload_part 0')]],
    ['shrank', whole + 9, whole + 1, ['upload_prepare 0', ...Array(5).fill('upload_part 0')]],
    [
      'grew by a block',
      whole + block,
      whole + block + 1,
      ['upload_prepare 0', ...Array(6).fill('upload_part 0')],
    ],
  ])(
    'is given up where the file %s meanwhile (%i to %i bytes)',
    async (_, said, real, expected) => {
      const { sandbox, upload } = await start();
      const error = await failureOf(upload(fileOf(bytesOf(said), bytesOf(real))));
      expect(error).toBeInstanceOf(InputError);
      expect(error).toMatchObject({ issues: [{ path: '说明.txt', problem: /size/ }] });
      expect(steps(sandbox)).toEqual(expected);
      expect(sandbox.world.bitable.files.size).toBe(0);
    },
  );

  it('waits for the one before it, because the vendor takes no two', async () => {
    const { sandbox, upload } = await start();
    await Promise.all(['a', 'b', 'c'].map((text) => upload(fileOf(Buffer.from(text)))));
    expect(steps(sandbox)).toEqual(Array(3).fill('upload_all 0'));
  });
});

describe('a download', () => {
  it('ends in its place, told the name, the type and the size first', async () => {
    const { client, upload, options, steps } = await start();
    const fileToken = await upload(fileOf(bytesOf(100_000)));
    const { open, fates, heads, content } = sinkOf();
    const saved = await downloadMedia(client, { fileToken }, open, options);
    expect(saved).toEqual({ path: '/files/a', size: 100_000 });
    expect(heads).toEqual([{ name: '说明.txt', type: 'text/plain', size: 100_000 }]);
    expect(content().equals(bytesOf(100_000))).toBe(true);
    expect(fates).toEqual(['finished']);
    expect(steps.at(-1)).toBe(100_000);
  });

  it('goes on where it was cut off', async () => {
    const { sandbox, client, upload, options, notes } = await start();
    const sent = bytesOf(500_000);
    const fileToken = await upload(fileOf(sent));
    sandbox.faults.add({ kind: 'cut', endpoint: 'drive_medias_download_file', times: 2 });
    const { open, content } = sinkOf();
    await downloadMedia(client, { fileToken }, open, options);
    expect(content().equals(sent)).toBe(true);
    const [first, ...later] = sandbox.requests
      .filter(({ name }) => name === 'drive_medias_download_file')
      .map(({ status }) => status);
    expect([first, ...later]).toEqual([200, ...later.map(() => 206)]);
    expect(notes.join()).toContain('sent again');
  });

  it('leaves nothing behind where the file is refused, and does not even open its place', async () => {
    const { client, options } = await start();
    const { open, fates, heads } = sinkOf();
    const error = await failureOf(downloadMedia(client, { fileToken: 'boxcnNone' }, open, options));
    expect(error).toMatchObject({ facts: { code: 1061003, kind: 'not_found' } });
    expect([heads, fates]).toEqual([[], []]);
  });

  it('is thrown away where its place fails', async () => {
    const { client, upload, options } = await start();
    const fileToken = await upload(fileOf(bytesOf(10)));
    const full = new InputError([{ path: 'path', problem: 'the disk is full' }]);
    const { open, fates } = sinkOf({ write: () => Promise.reject(full) });
    expect(await failureOf(downloadMedia(client, { fileToken }, open, options))).toBe(full);
    expect(fates).toEqual(['discarded']);
  });

  it('is thrown away where the caller gives up', async () => {
    const { client, upload, options } = await start();
    const fileToken = await upload(fileOf(bytesOf(100_000)));
    const caller = new AbortController();
    const { open, fates } = sinkOf({ write: async () => caller.abort() });
    await failureOf(
      downloadMedia(client, { fileToken }, open, { ...options, signal: caller.signal }),
    );
    expect(fates).toEqual(['discarded']);
  });

  it('of an expired token signs in once more', async () => {
    const { sandbox, client, upload, options } = await start();
    const fileToken = await upload(fileOf(bytesOf(10)));
    sandbox.faults.add({ kind: 'expired_token', endpoint: 'drive_medias_download_file' });
    const { open, content } = sinkOf();
    await downloadMedia(client, { fileToken }, open, options);
    expect(content().equals(bytesOf(10))).toBe(true);
  });
});
