import { InputError } from '../../../core/errors.js';
import type { JsonObject } from '../../../core/json.js';
import type { LocalFile, LocalSink } from '../../../core/local-file.js';
import { catalogue, type EndpointName } from '../../../endpoints/catalogue.js';
import type { CallOptions, Client, FileHead } from '../../../http/calls.js';
import type { FilePart } from '../../../http/wire/multipart.js';

/** The page "Upload a file": larger ones go in blocks. */
const maxWhole = 20 * 1024 * 1024;
/** One request of an upload, its wait for other uploads included. */
const uploadMs = 5 * 60_000;
/** A whole download, however often its connection breaks off. */
const downloadMs = 60 * 60_000;
const largestDownload = 2 * 1024 ** 3;

export interface MediaOptions extends CallOptions {
  /** Told how many bytes are over. */
  readonly progress?: ((done: number, total: number | undefined) => void) | undefined;
}

export interface MediaUpload {
  readonly appToken: string;
  readonly parentType: 'bitable_image' | 'bitable_file';
  readonly file: LocalFile;
}

/** Uploads a file for the attachment fields of a base; gives its file token. The caller closes the file. */
export function uploadMedia(
  client: Client,
  upload: MediaUpload,
  options: MediaOptions,
): Promise<string> {
  const send = sender(client, options);
  return upload.file.size <= maxWhole
    ? uploadWhole(send, upload, options)
    : uploadBlocks(send, upload, options);
}

type Send = (name: EndpointName, args: JsonObject, file?: FilePart) => Promise<JsonObject>;

function sender(client: Client, { signal, note }: CallOptions): Send {
  return async (name, args, file) => {
    const options = { signal, note, file, deadlineMs: uploadMs };
    return (await client.call(name, catalogue[name], args, options)).data;
  };
}

function declaredOf({ appToken, parentType, file }: MediaUpload) {
  return {
    file_name: file.name,
    parent_type: parentType,
    parent_node: appToken,
    size: file.size,
    extra: JSON.stringify({ drive_route_token: appToken }),
  };
}

async function uploadWhole(
  send: Send,
  upload: MediaUpload,
  { progress }: MediaOptions,
): Promise<string> {
  const { name, size } = upload.file;
  const bytes = await wholeOf(upload.file);
  const declared = { ...declaredOf(upload), checksum: adler32(bytes) };
  const { file_token } = await send('drive_medias_upload_all', declared, { name, bytes });
  progress?.(size, size);
  return String(file_token);
}

async function wholeOf(file: LocalFile): Promise<Uint8Array> {
  const blocks: Uint8Array[] = [];
  for await (const block of checkedBlocks(file, maxWhole)) {
    blocks.push(block);
  }
  return Buffer.concat(blocks);
}

/** In order, and never two at once: that is all that the vendor takes. */
async function uploadBlocks(
  send: Send,
  upload: MediaUpload,
  { progress }: MediaOptions,
): Promise<string> {
  const { name, size } = upload.file;
  const prepared = await send('drive_medias_upload_prepare', declaredOf(upload));
  const { upload_id = '', block_size, block_num = 0 } = prepared;
  let seq = 0;
  let done = 0;
  for await (const bytes of checkedBlocks(upload.file, Number(block_size))) {
    const block = { upload_id, seq, size: bytes.length, checksum: adler32(bytes) };
    await send('drive_medias_upload_part', block, { name, bytes });
    seq += 1;
    done += bytes.length;
    progress?.(done, size);
  }
  const { file_token } = await send('drive_medias_upload_finish', { upload_id, block_num });
  return String(file_token);
}

/** The blocks of a file, as long as they add up to the size that was declared. */
async function* checkedBlocks(file: LocalFile, blockSize: number): AsyncGenerator<Uint8Array> {
  let left = file.size;
  for await (const block of file.blocks(blockSize)) {
    if (block.length !== Math.min(blockSize, left)) {
      throw changed(file);
    }
    left -= block.length;
    yield block;
  }
  if (left > 0) {
    throw changed(file);
  }
}

function changed({ name }: LocalFile): InputError {
  const problem = 'changed its size while it was read';
  return new InputError([{ path: name, problem, allowed: 'a file that nobody writes to' }]);
}

/** Sends a file in one request to an endpoint that takes it so; gives its reply. The caller closes the file. */
export async function uploadFile(
  client: Client,
  { name, args }: FileCall,
  file: LocalFile,
  { progress, ...options }: MediaOptions,
): Promise<JsonObject> {
  const part = { name: file.name, bytes: await wholeOf(file) };
  const wishes = { ...options, file: part, deadlineMs: uploadMs };
  const { data } = await client.call(name, catalogue[name], args, wishes);
  progress?.(file.size, file.size);
  return data;
}

interface FileCall {
  readonly name: EndpointName;
  readonly args: Readonly<Record<string, unknown>>;
}

export interface MediaDownload {
  readonly fileToken: string;
  /** What a base with advanced permissions wants to know: the cell that gives the right to the file. */
  readonly extra?: string | undefined;
}

/** Opens the place where a file goes, told what the vendor calls it. */
export type OpenLocal = (head: FileHead) => Promise<LocalSink>;

/** Downloads an attachment of a base. */
export function downloadMedia(
  client: Client,
  { fileToken, extra }: MediaDownload,
  openLocal: OpenLocal,
  options: MediaOptions,
): Promise<{ path: string; size: number }> {
  const args = { file_token: fileToken, extra };
  return downloadFile(client, { name: 'drive_medias_download_file', args }, openLocal, options);
}

/** Downloads what an endpoint answers; leaves nothing behind where that fails. */
export async function downloadFile(
  client: Client,
  { name, args }: FileCall,
  openLocal: OpenLocal,
  { signal, note, progress }: MediaOptions,
): Promise<{ path: string; size: number }> {
  const options = { signal, note, deadlineMs: downloadMs, maxBytes: largestDownload };
  const opened: LocalSink[] = [];
  try {
    await client.download(name, catalogue[name], args, openSink, options);
    const [sink] = opened;
    if (sink === undefined) {
      throw new TypeError('a download that never began cannot end well');
    }
    return await sink.finish();
  } catch (error) {
    await Promise.all(opened.map((sink) => sink.discard()));
    throw error;
  }

  async function openSink(head: FileHead) {
    const sink = await openLocal(head);
    opened.push(sink);
    let done = 0;
    return async (chunk: Uint8Array) => {
      await sink.write(chunk);
      done += chunk.length;
      progress?.(done, head.size);
    };
  }
}

const modulus = 65_521;
/** As many bytes as can be added up before the sums outgrow 32 bits. */
const checkedAtOnce = 5_552;

/** The Adler-32 checksum (RFC 1950) as the vendor writes it: a decimal number. */
export function adler32(bytes: Uint8Array): string {
  let low = 1;
  let high = 0;
  for (let start = 0; start < bytes.length; start += checkedAtOnce) {
    for (const byte of bytes.subarray(start, start + checkedAtOnce)) {
      low += byte;
      high += low;
    }
    low %= modulus;
    high %= modulus;
  }
  return String(high * 65_536 + low);
}
