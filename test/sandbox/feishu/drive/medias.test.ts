import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { SandboxSettings } from '../../../../src/sandbox/server.js';
import { block, bytesOf, mediaClient, mediaPath } from '../../../support/media-client.js';
import { Gateway } from '../../../support/sandbox-client.js';

const whole = 20 * 1024 * 1024;
const day = 24 * 60 * 60 * 1_000;

async function start(settings: SandboxSettings = {}) {
  const gateway = await Gateway.start(settings);
  return { gateway, ...mediaClient(gateway) };
}

function checksum(bytes: Uint8Array): string {
  const packed = deflateSync(bytes);
  return String(packed.readUInt32BE(packed.length - 4));
}

describe('a file that is uploaded whole', () => {
  it('gets a token, and comes back byte by byte with its name and type', async () => {
    const { form, declared, download } = await start();
    const content = bytesOf(70_000);
    const fields = { ...declared(content.length), checksum: checksum(content) };
    const { status, body } = await form('upload_all', fields, content);
    expect({ status, ...body }).toEqual({
      status: 200,
      code: 0,
      msg: 'success',
      data: { file_token: expect.stringMatching(/^[A-Za-z0-9]{27}$/) },
    });
    const { reply, content: came } = await download(body.data.file_token);
    expect(came.equals(content)).toBe(true);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': '70000',
      'content-disposition': `attachment; filename="${Buffer.from('报告').toString('latin1')}.pdf"; filename*=UTF-8''%E6%8A%A5%E5%91%8A.pdf`,
      'accept-ranges': 'bytes',
    });
  });

  it('may be 20 MB, and no byte more', async () => {
    const { upload, form, declared } = await start();
    const content = new Uint8Array(whole + 1);
    expect(await upload(content.subarray(1))).toMatch(/^[A-Za-z0-9]{27}$/);
    const code = async (size: number) =>
      (await form('upload_all', declared(size), content)).body.code;
    expect(await code(whole + 1)).toBe(1061043);
    expect(await code(whole)).toBe(1061043);
  });

  it.each<[number, string, Record<string, string | number>]>([
    [1061002, 'an unknown parent_type', { parent_type: 'bitable' }],
    [1061002, 'a size that is no number', { size: '10KB' }],
    [1061002, 'an extra that is no JSON', { extra: 'drive_route_token' }],
    [1061008, 'no name', { file_name: '' }],
    [1061008, 'a name of 251 characters', { file_name: '长'.repeat(251) }],
    [1061043, 'a size above 20 MB', { size: whole + 1 }],
    [1061044, 'a base that is not there', { parent_node: 'bascnNotThere' }],
    [1062008, 'a wrong checksum', { checksum: '1' }],
    [1062009, 'another size than declared', { size: 9 }],
  ])('is refused with %i for %s', async (code, _, wrong) => {
    const { form, declared } = await start();
    const { status, body } = await form('upload_all', { ...declared(10), ...wrong }, bytesOf(10));
    expect({ status, code: body.code }).toEqual({ status: 400, code });
  });

  it('is refused with 1061002 where a part is missing, or nothing is a form', async () => {
    const { gateway, form, json, declared } = await start();
    const { file_name: _, ...nameless } = declared(10);
    expect((await form('upload_all', nameless, bytesOf(10))).body.code).toBe(1061002);
    expect((await form('upload_all', declared(10))).body.code).toBe(1061002);
    expect((await json('upload_all', declared(10))).body.code).toBe(1061002);
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const body = '--x\r\ncontent-disposition: form-data; name="size"\r\n\r\n10';
    const cut = await gateway.call('POST', `${mediaPath}/upload_all`, { body, headers });
    expect(cut.body.code).toBe(1061002);
  });

  it('is refused in the order of the pages: parameters, name, size, place, bytes', async () => {
    const { form, declared } = await start();
    const wrong = {
      parent_type: 'x',
      file_name: '',
      size: whole + 1,
      parent_node: 'x',
      checksum: '1',
    };
    const right = declared(9);
    const codes: number[] = [];
    const fields: Record<string, string | number> = { ...right, ...wrong };
    for (const key of ['parent_type', 'file_name', 'size', 'parent_node', 'checksum']) {
      codes.push((await form('upload_all', fields, bytesOf(10))).body.code);
      fields[key] = key === 'checksum' ? checksum(bytesOf(10)) : (right[key] ?? '');
    }
    codes.push((await form('upload_all', fields, bytesOf(10))).body.code);
    expect(codes).toEqual([1061002, 1061008, 1061043, 1061044, 1062008, 1062009]);
  });

  it('is for a base that is still there: one in the recycle bin answers 1061041', async () => {
    const { gateway, form, declared, appToken } = await start();
    await gateway.call('DELETE', `/open-apis/drive/v1/files/${appToken}?type=bitable`);
    const { body } = await form('upload_all', declared(10), bytesOf(10));
    expect(body.code).toBe(1061041);
  });

  it('needs a token like every other call', async () => {
    const { form, declared } = await start();
    const reply = await form('upload_all', declared(10), bytesOf(10), { token: 't-unknown' });
    expect(reply).toMatchObject({ status: 400, body: { code: 99991663 } });
  });
});

describe('uploads beside each other', () => {
  const both = async (settings: SandboxSettings) => {
    const { gateway, form, declared } = await start(settings);
    gateway.sandbox.faults.add({ kind: 'slow', endpoint: 'drive_medias_upload_all', ms: 1_000 });
    const first = form('upload_all', declared(10), bytesOf(10));
    await expect.poll(() => gateway.sandbox.faults.pending()).toBe(0);
    const second = await form('upload_all', declared(10), bytesOf(10));
    // The answer of the first begins to wait once its upload took effect.
    const answered = () => {
      gateway.clock.advance(1_000);
      return gateway.sandbox.requests.length;
    };
    await expect.poll(answered).toBe(3);
    return { first: (await first).body.code, second };
  };

  it('answer 1061045 in an HTTP 200', async () => {
    const { first, second } = await both({});
    expect(first).toBe(0);
    expect(second).toMatchObject({ status: 200, body: { code: 1061045 } });
  });

  it('are taken where the sandbox is told so', async () => {
    const { second } = await both({ options: { uploadConflicts: false } });
    expect(second.body.code).toBe(0);
  });
});

describe('a file that is uploaded in parts', () => {
  const content = bytesOf(2 * block + 5);
  const blocks = [0, 1, 2].map((seq) => content.subarray(seq * block, (seq + 1) * block));

  it('is put together by the numbers of its blocks of 4 MB', async () => {
    const { prepare, part, finish, download } = await start();
    const { upload_id, ...plan } = await prepare(content.length);
    expect(plan).toEqual({ block_size: block, block_num: 3 });
    for (const seq of [2, 0, 1]) {
      const checked = { checksum: checksum(blocks[seq]!) };
      expect((await part(upload_id, seq, blocks[seq]!, checked)).body).toMatchObject({
        code: 0,
        data: {},
      });
    }
    const { body } = await finish(upload_id, 3);
    const { content: came } = await download(body.data.file_token);
    expect(came.equals(content)).toBe(true);
  });

  it('lets a block be sent again', async () => {
    const { prepare, part, finish, download } = await start();
    const { upload_id } = await prepare(3);
    await part(upload_id, 0, Buffer.from('abc'));
    await part(upload_id, 0, Buffer.from('xyz'));
    const { body } = await finish(upload_id, 1);
    expect((await download(body.data.file_token)).content.toString()).toBe('xyz');
  });

  it.each<[number, string, number, Uint8Array, Record<string, string | number>]>([
    [1061002, 'a number that is none', 0, blocks[0]!, { seq: 'first' }],
    [1061021, 'an upload that was never begun', 0, blocks[0]!, { upload_id: '1' }],
    [1062011, 'one block too many', 3, blocks[0]!, {}],
    [1061043, 'a block above 4 MB', 0, bytesOf(block + 1), {}],
    [1062008, 'a wrong checksum', 0, blocks[0]!, { checksum: '7' }],
    [1062009, 'another size than declared', 0, blocks[0]!, { size: 3 }],
    [1062009, 'a short block in the middle', 1, blocks[2]!, {}],
    [1062009, 'a last block that is too long', 2, blocks[0]!, {}],
  ])('refuses with %i %s', async (code, _, seq, bytes, more) => {
    const { prepare, part } = await start();
    const { upload_id } = await prepare(content.length);
    expect((await part(upload_id, seq, bytes, more)).body.code).toBe(code);
  });

  it('is finished only when every block is there, and only once', async () => {
    const { prepare, part, finish } = await start();
    const { upload_id } = await prepare(content.length);
    const code = async (blockNum: number) => (await finish(upload_id, blockNum)).body.code;
    await part(upload_id, 0, blocks[0]!);
    await part(upload_id, 2, blocks[2]!);
    expect(await code(3)).toBe(1062010);
    await part(upload_id, 1, blocks[1]!);
    expect(await code(2)).toBe(1062010);
    expect(await code(4)).toBe(1062011);
    expect(await code(3)).toBe(0);
    expect(await code(3)).toBe(1061021);
  });

  it('must be finished within a day', async () => {
    const { gateway, prepare, part, finish } = await start();
    const [early, late] = [await prepare(3), await prepare(3)];
    for (const { upload_id } of [early, late]) await part(upload_id, 0, bytesOf(3));
    gateway.clock.advance(day - 1);
    gateway.token = (await gateway.signIn()).body.tenant_access_token;
    expect((await finish(early.upload_id, 1)).body.code).toBe(0);
    gateway.clock.advance(1);
    expect((await finish(late.upload_id, 1)).body.code).toBe(1061021);
    expect((await part(late.upload_id, 0, bytesOf(3))).body.code).toBe(1061021);
  });

  it('is finished by whoever began it', async () => {
    const { gateway, prepare, part, finish } = await start();
    const { upload_id } = await prepare(3);
    await part(upload_id, 0, bytesOf(3));
    const token = gateway.sandbox.userAccessToken;
    expect((await finish(upload_id, 1, { token })).body.code).toBe(1062007);
    expect((await finish(upload_id, 1)).body.code).toBe(0);
  });

  it.each([
    [1061002, { size: -1 }],
    [1061002, { size: 1.5 }],
    [1061008, { file_name: ' ' }],
    [1061044, { parent_node: 'x' }],
  ])('is refused from the start with %i for %j', async (code, wrong) => {
    const { json, declared } = await start();
    expect((await json('upload_prepare', { ...declared(10), ...wrong })).body.code).toBe(code);
  });
});

describe('a download', () => {
  it.each([
    ['bytes=0-2', 206, 'abc', 'bytes 0-2/6'],
    ['bytes=4-', 206, 'ef', 'bytes 4-5/6'],
    ['bytes=-2', 206, 'ef', 'bytes 4-5/6'],
    ['bytes=4-99', 206, 'ef', 'bytes 4-5/6'],
    ['bytes=-99', 206, 'abcdef', 'bytes 0-5/6'],
    ['bytes=6-', 416, '', 'bytes */6'],
    ['bytes=-0', 416, '', 'bytes */6'],
    ['bytes=3-1', 200, 'abcdef', null],
    ['bytes=0-1,3-4', 200, 'abcdef', null],
    ['lines=1-2', 200, 'abcdef', null],
  ])('answers %s with %i', async (range, status, text, contentRange) => {
    const { upload, download } = await start();
    const token = await upload(Buffer.from('abcdef'));
    const { reply, content } = await download(token, undefined, { headers: { range } });
    expect(reply.status).toBe(status);
    expect(content.toString()).toBe(text);
    expect(reply.headers.get('content-range')).toBe(contentRange);
  });

  it('of a file that is not there answers 1061003 with HTTP 404', async () => {
    const { download } = await start();
    const { reply, content } = await download('boxcnNotThere');
    expect(reply.status).toBe(404);
    expect(JSON.parse(content.toString())).toMatchObject({ code: 1061003 });
  });

  it('can be cut by a fault in its middle, and go on by a range', async () => {
    const { gateway, upload, download } = await start();
    const content = bytesOf(300_000);
    const token = await upload(content);
    gateway.sandbox.faults.add({ kind: 'cut', endpoint: 'drive_medias_download_file' });
    await expect(download(token)).rejects.toThrow();
    const headers = { range: 'bytes=150000-' };
    const { content: rest } = await download(token, undefined, { headers });
    expect(rest.equals(content.subarray(150_000))).toBe(true);
  });
});

describe('temporary links', () => {
  it('open without a token for a day, whole or in part', async () => {
    const { gateway, upload, links } = await start();
    const tokens = [await upload(Buffer.from('one')), await upload(Buffer.from('two'))];
    const { body } = await links(tokens);
    const list: { file_token: string; tmp_download_url: string }[] = body.data.tmp_download_urls;
    expect(list.map(({ file_token }) => file_token)).toEqual(tokens);
    const [first, second] = list.map(({ tmp_download_url }) => tmp_download_url);
    expect(first).toMatch(gateway.sandbox.url);
    expect(await (await fetch(first!)).text()).toBe('one');
    const part = await fetch(second!, { headers: { range: 'bytes=1-' } });
    expect([part.status, await part.text()]).toEqual([206, 'wo']);
    gateway.clock.advance(day);
    expect((await fetch(first!)).status).toBe(403);
    expect((await fetch(`${first}x`)).status).toBe(404);
  });

  it.each([[0], [6]])('are refused for %i tokens', async (count) => {
    const { upload, links } = await start();
    const token = await upload(bytesOf(3));
    expect((await links(Array(count).fill(token))).body.code).toBe(1061002);
    expect((await links(Array(5).fill(token))).body.code).toBe(0);
  });

  it('are refused as a whole where one file is not there', async () => {
    const { upload, links } = await start();
    expect((await links([await upload(bytesOf(3)), 'boxcnNotThere'])).body.code).toBe(1061003);
  });
});

describe('an attachment cell', () => {
  it('takes a file of its base, and its links lead to the file', async () => {
    const { gateway, upload } = await start();
    const field = { field_name: '附件', type: 17 };
    await gateway.data('POST', `${gateway.table}/fields`, field);
    const token = await upload(Buffer.from('abc'), { file_name: 'a.txt' });
    const fields = { 附件: [{ file_token: token }] };
    const { record } = await gateway.data('POST', `${gateway.table}/records`, { fields });
    const read = await gateway.data('GET', `${gateway.table}/records/${record.record_id}`);
    const [file] = read.record.fields.附件;
    expect(file).toMatchObject({ file_token: token, name: 'a.txt', size: 3, type: 'text/plain' });
    const headers = { authorization: `Bearer ${gateway.token}` };
    expect(await (await fetch(file.url, { headers })).text()).toBe('abc');
    const { data } = JSON.parse(await (await fetch(file.tmp_url, { headers })).text());
    expect(await (await fetch(data.tmp_download_urls[0].tmp_download_url)).text()).toBe('abc');
  });

  it('refuses the file of another base with 1254303', async () => {
    const { gateway, upload } = await start();
    const { app } = await gateway.data('POST', '/apps', { name: '另一个' });
    const token = await upload(Buffer.from('abc'), { parent_node: app.app_token });
    await gateway.data('POST', `${gateway.table}/fields`, { field_name: '附件', type: 17 });
    const fields = { 附件: [{ file_token: token }] };
    expect(await gateway.code('POST', `${gateway.table}/records`, { fields })).toBe(1254303);
  });
});
