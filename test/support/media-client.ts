import type { Gateway } from './sandbox-client.js';

export const mediaPath = '/open-apis/drive/v1/medias';
export const block = 4 * 1024 * 1024;

type Fields = Readonly<Record<string, string | number>>;

interface Wishes {
  /** In place of the app's own token. */
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Uploads and downloads of a sandbox, as fetch does them. */
export function mediaClient(gateway: Gateway) {
  const { url } = gateway.sandbox;
  const appToken = gateway.base.split('/').at(-1) ?? '';
  const authorization = (token = gateway.token) => `Bearer ${token}`;

  async function form(step: string, fields: Fields, file?: Uint8Array, { token }: Wishes = {}) {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, String(value));
    if (file !== undefined) body.append('file', new Blob([file]), 'any name');
    const headers = { authorization: authorization(token) };
    const reply = await fetch(`${url}${mediaPath}/${step}`, { method: 'POST', headers, body });
    return { status: reply.status, body: JSON.parse(await reply.text()) };
  }

  async function json(step: string, body: Fields, { token }: Wishes = {}) {
    const headers = authorization(token);
    const path = `${mediaPath}/${step}`;
    return gateway.call('POST', path, { body, authorization: headers });
  }

  const declared = (size: number): Fields => ({
    file_name: '报告.pdf',
    parent_type: 'bitable_file',
    parent_node: appToken,
    size,
  });

  return {
    appToken,
    declared,
    form,
    json,
    /** The token of an uploaded file. */
    upload: async (content: Uint8Array, more: Fields = {}, wishes: Wishes = {}) => {
      const fields = { ...declared(content.length), ...more };
      const { body } = await form('upload_all', fields, content, wishes);
      return String(body.data?.file_token);
    },
    /** Begins an upload in parts. */
    prepare: async (size: number) => (await json('upload_prepare', declared(size))).body.data,
    part: (upload_id: string, seq: number, content: Uint8Array, more: Fields = {}) =>
      form('upload_part', { upload_id, seq, size: content.length, ...more }, content),
    finish: (upload_id: string, block_num: number, wishes: Wishes = {}) =>
      json('upload_finish', { upload_id, block_num }, wishes),
    download: async (fileToken: string, extra?: unknown, { token, headers }: Wishes = {}) => {
      const query = extra === undefined ? '' : `?extra=${encodeURIComponent(textOf(extra))}`;
      const reply = await fetch(`${url}${mediaPath}/${fileToken}/download${query}`, {
        headers: { ...headers, authorization: authorization(token) },
      });
      return { reply, content: Buffer.from(await reply.arrayBuffer()) };
    },
    links: (tokens: readonly string[], extra?: unknown) => {
      const query = new URLSearchParams();
      for (const token of tokens) query.append('file_tokens', token);
      if (extra !== undefined) query.append('extra', textOf(extra));
      return gateway.call('GET', `${mediaPath}/batch_get_tmp_download_url?${query}`);
    },
  };
}

function textOf(extra: unknown): string {
  return typeof extra === 'string' ? extra : JSON.stringify(extra);
}

/** Bytes of every value. Its length is a prime, so that no two blocks of a file are alike. */
const pattern = Uint8Array.from(
  { length: 65_537 },
  (_, index) => (index * 131 + (index >> 8)) % 256,
);

export function bytesOf(length: number): Buffer {
  return Buffer.alloc(length, pattern);
}
