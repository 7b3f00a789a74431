import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { contract } from '../endpoints/contract-table.js';
import { dataOf, type Sdk, startSdk } from './fixtures/sdk-client.js';

const fileToken = expect.stringMatching(/^[A-Za-z0-9]{27}$/);
const block = 4 * 1024 * 1024;

/** Line breaks, quotes, dashes, zeros: whatever a form could trip over. */
const content = Buffer.from(`--x\r\n"鲸"\0\xff\r\n--\r\n`.repeat(5_000), 'utf8');

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'medias-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

function declared({ sample }: Sdk, size: number) {
  const place = { parent_type: 'bitable_file' as const, parent_node: sample.app_token };
  return { file_name: '说明 v2.txt', ...place, size };
}

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function downloaded({ client }: Sdk, token: string): Promise<Buffer> {
  const file = await client.drive.v1.media.download({ path: { file_token: token } });
  return bytesOf(file.getReadableStream());
}

/** Much faster than comparing element by element. */
function expectSame(came: Buffer, sent: Buffer): void {
  expect(came.length).toBe(sent.length);
  expect(came.equals(sent)).toBe(true);
}

describe('files, through the SDK', () => {
  it('are uploaded whole from a buffer, which travels without a file name', async () => {
    const sdk = await startSdk();
    const data = { ...declared(sdk, content.length), file: content };
    const uploaded = await sdk.client.drive.v1.media.uploadAll({ data });
    expect(uploaded).toEqual({ file_token: fileToken });
    expectSame(await downloaded(sdk, uploaded!.file_token!), content);
  });

  it('are uploaded whole from a stream, which has one', async () => {
    const sdk = await startSdk();
    const path = join(folder(), 'local.txt');
    writeFileSync(path, content);
    const data = { ...declared(sdk, content.length), file: createReadStream(path) };
    const uploaded = await sdk.client.drive.v1.media.uploadAll({ data });
    expectSame(await downloaded(sdk, uploaded!.file_token!), content);
  });

  it('are uploaded in parts', async () => {
    const sdk = await startSdk();
    const { media } = sdk.client.drive.v1;
    const large = Buffer.concat([Buffer.alloc(block, 'a'), Buffer.alloc(block, 'b'), content]);
    const plan = await dataOf(media.uploadPrepare({ data: declared(sdk, large.length) }));
    expect(plan).toEqual({
      upload_id: expect.stringMatching(/^\d+$/),
      block_size: block,
      block_num: 3,
    });
    const upload_id = plan.upload_id!;
    for (const seq of [0, 1, 2]) {
      const file = large.subarray(seq * block, (seq + 1) * block);
      await media.uploadPart({ data: { upload_id, seq, size: file.length, file } });
    }
    const done = await dataOf(media.uploadFinish({ data: { upload_id, block_num: 3 } }));
    expect(done).toEqual({ file_token: fileToken });
    expectSame(await downloaded(sdk, done.file_token!), large);
  });

  it('are downloaded to disk, with their headers, and by ranges', async () => {
    const sdk = await startSdk();
    const { media } = sdk.client.drive.v1;
    const data = { ...declared(sdk, content.length), file: content };
    const token = (await media.uploadAll({ data }))!.file_token!;
    const path = { file_token: token };
    const whole = await media.download({ path });
    const target = join(folder(), 'copy.txt');
    await whole.writeFile(target);
    expectSame(readFileSync(target), content);
    expect(whole.headers).toMatchObject({
      'content-type': 'text/plain',
      'content-disposition': expect.stringContaining(
        "filename*=UTF-8''%E8%AF%B4%E6%98%8E%20v2.txt",
      ),
    });
    const part = await media.download({ path }, { headers: { Range: 'bytes=2-4' } });
    expect(part.headers['content-range']).toBe(`bytes 2-4/${content.length}`);
    expect(await bytesOf(part.getReadableStream())).toEqual(content.subarray(2, 5));
  });

  it('get links that open without a token, for several tokens at once', async () => {
    const sdk = await startSdk();
    const { media } = sdk.client.drive.v1;
    const tokens: string[] = [];
    for (const text of ['一', '二']) {
      const file = Buffer.from(text);
      const data = { ...declared(sdk, file.length), file };
      tokens.push((await media.uploadAll({ data }))!.file_token!);
    }
    const params = { file_tokens: tokens, extra: '{}' };
    const { tmp_download_urls: links } = await dataOf(media.batchGetTmpDownloadUrl({ params }));
    expect(links!.map(({ file_token }) => file_token)).toEqual(tokens);
    const texts = await Promise.all(
      links!.map(async (link) => (await fetch(link.tmp_download_url)).text()),
    );
    expect(texts).toEqual(['一', '二']);
    const query = sdk.sandbox.requests.at(-3)?.query;
    expect(new URLSearchParams(query).getAll('file_tokens')).toEqual(tokens);
  });

  it('are refused by an exception with the code of the page', async () => {
    const sdk = await startSdk();
    const { media } = sdk.client.drive.v1;
    const data = { ...declared(sdk, content.length + 1), file: content };
    await expect(media.uploadAll({ data })).rejects.toMatchObject({
      response: { status: 400, data: { code: 1062009 } },
    });
  });
});

it('the SDK performs every documented operation on files', async () => {
  const sdk = await startSdk();
  const { media } = sdk.client.drive.v1;
  const file = Buffer.from('abc');
  const data = { ...declared(sdk, 3), file };
  const token = (await media.uploadAll({ data }))!.file_token!;
  const { upload_id = '' } = await dataOf(media.uploadPrepare({ data: declared(sdk, 3) }));
  await media.uploadPart({ data: { upload_id, seq: 0, size: 3, file } });
  await dataOf(media.uploadFinish({ data: { upload_id, block_num: 1 } }));
  await downloaded(sdk, token);
  await dataOf(media.batchGetTmpDownloadUrl({ params: { file_tokens: [token] } }));
  const performed = sdk.sandbox.requests.filter(({ status }) => status === 200);
  const documented = contract.map(({ name }) => name).filter((name) => /^drive_medias_/.test(name));
  expect([...new Set(performed.map(({ name }) => name))].sort()).toEqual(
    [...documented, 'tenant_access_token'].sort(),
  );
});
