import { beforeEach, describe, expect, it } from 'vitest';
import { mediaClient, mediaPath } from '../../support/media-client.js';
import { Gateway } from '../../support/sandbox-client.js';

/** The examples of the page on attachment fields (A06), with tokens of files that are there. */

let gateway: Gateway;
let media: ReturnType<typeof mediaClient>;
let records: string;

beforeEach(async () => {
  gateway = await Gateway.start();
  media = mediaClient(gateway);
  const fields = [
    { field_name: '任务描述', type: 1 },
    { field_name: '附件', type: 17 },
  ];
  const table = { name: '附件', fields };
  const { table_id } = await gateway.data('POST', `${gateway.base}/tables`, { table });
  records = `${gateway.base}/tables/${table_id}/records`;
});

const picture = Buffer.from('GIF89a');

function attached(...tokens: readonly string[]) {
  return { 附件: tokens.map((file_token) => ({ file_token })) };
}

function get(url: string) {
  return fetch(url, { headers: { authorization: `Bearer ${gateway.token}` } });
}

describe('uploading an attachment', () => {
  it('takes two steps: a file gets its token, records take the token', async () => {
    const token = await media.upload(picture, { file_name: '2.gif' });
    const body = { records: [{ fields: attached(token, token) }, { fields: attached(token) }] };
    const written = await gateway.data('POST', `${records}/batch_create`, body);
    const id = expect.stringMatching(/^rec/);
    expect(written).toEqual({
      records: [
        { fields: attached(token, token), id, record_id: id },
        { fields: attached(token), id, record_id: id },
      ],
    });
  });

  it('ends as well with an update of a record that is there', async () => {
    const token = await media.upload(picture);
    const { record } = await gateway.data('POST', records, { fields: { 任务描述: '功能开发' } });
    const path = `${records}/${record.record_id}`;
    const updated = await gateway.data('PUT', path, { fields: attached(token) });
    expect(updated.record.fields).toEqual(attached(token));
  });

  it('works as well with a file that came in parts', async () => {
    const { upload_id } = await media.prepare(picture.length);
    await media.part(upload_id, 0, picture);
    const { file_token } = (await media.finish(upload_id, 1)).body.data;
    expect(await gateway.code('POST', records, { fields: attached(file_token) })).toBe(0);
  });
});

describe('downloading an attachment', () => {
  /** Writes a record with a picture; gives the token and the cell as a listing shows it. */
  async function listed() {
    const token = await media.upload(picture, { file_name: '2.gif' });
    await gateway.data('POST', records, { fields: { 任务描述: '功能开发', ...attached(token) } });
    const { items } = await gateway.data('GET', records);
    return { token, cell: items[0].fields.附件 };
  }

  it('begins with a listing, whose cells have the six keys of the page', async () => {
    const { token, cell } = await listed();
    expect(cell).toEqual([
      {
        file_token: token,
        name: '2.gif',
        size: picture.length,
        tmp_url: `${gateway.sandbox.url}${mediaPath}/batch_get_tmp_download_url?file_tokens=${token}`,
        type: 'image/gif',
        url: `${gateway.sandbox.url}${mediaPath}/${token}/download`,
      },
    ]);
  });

  it('ends at its url, or at the temporary link that its tmp_url gives', async () => {
    const { token, cell } = await listed();
    const [{ url, tmp_url }] = cell;
    expect(Buffer.from(await (await get(url)).arrayBuffer())).toEqual(picture);
    const answer = JSON.parse(await (await get(tmp_url)).text());
    expect(answer).toMatchObject({
      code: 0,
      data: {
        tmp_download_urls: [
          { file_token: token, tmp_download_url: expect.stringMatching(/^http/) },
        ],
      },
    });
    const link = answer.data.tmp_download_urls[0].tmp_download_url;
    expect(Buffer.from(await (await fetch(link)).arrayBuffer())).toEqual(picture);
  });
});
