import type { JsonObject } from '../../../core/json.js';
import type { LocalFile } from '../../../core/local-file.js';
import { catalogue, type EndpointName } from '../../../endpoints/catalogue.js';
import type { CallOptions, Client } from '../../../http/calls.js';
import type { FilePart } from '../../../http/wire/multipart.js';
import {
  checkedBlocks,
  downloadFile,
  type OpenLocal,
  readWhole,
  refuseDangerous,
  type TransferOptions,
  uploadMs,
} from '../../context/file-transfer.js';
import { optionsOf, type ToolContext } from '../../context/tool-context.js';

/** The page "Upload a file": larger ones go in blocks. */
const maxWhole = 20 * 1024 * 1024;

export interface MediaUpload {
  readonly appToken: string;
  readonly parentType: 'bitable_image' | 'bitable_file';
  readonly file: LocalFile;
}

/** Uploads a file for the attachment fields of a base; gives its file token. The caller closes the file. */
export function uploadMedia(
  client: Client,
  upload: MediaUpload,
  options: TransferOptions,
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
  { progress }: TransferOptions,
): Promise<string> {
  const { name, size } = upload.file;
  const bytes = await readWhole(upload.file);
  const declared = { ...declaredOf(upload), checksum: adler32(bytes) };
  const { file_token } = await send('drive_medias_upload_all', declared, { name, bytes });
  progress?.(size, size);
  return String(file_token);
}

/** In order, and never two at once: that is all that the vendor takes. */
async function uploadBlocks(
  send: Send,
  upload: MediaUpload,
  { progress }: TransferOptions,
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

export interface MediaDownload {
  readonly fileToken: string;
  /** What a base with advanced permissions wants to know: the cell that gives the right to the file. */
  readonly extra?: string | undefined;
}

/** Downloads an attachment of a base. */
export function downloadMedia(
  client: Client,
  { fileToken, extra }: MediaDownload,
  openLocal: OpenLocal,
  options: TransferOptions,
): Promise<{ path: string; size: number }> {
  const args = { file_token: fileToken, extra };
  return downloadFile(client, { name: 'drive_medias_download_file', args }, openLocal, options);
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

export interface LocalUpload {
  readonly appToken: string;
  /** Inside one of the allowed folders. */
  readonly path: string;
  /** What refusals name; the path itself where it stands for no argument. */
  readonly argument?: string | undefined;
  /** For fields that show pictures. */
  readonly image?: boolean | undefined;
  /** Looks whether the file may go, and leaves it where it is. */
  readonly dryRun?: boolean | undefined;
  readonly progress?: TransferOptions['progress'];
}

export interface Uploaded {
  /** Of a dry run, what stands for it. */
  readonly fileToken: string;
  readonly name: string;
  readonly size: number;
}

/** Uploads a local file for the attachment fields of a base. */
export async function uploadLocal(context: ToolContext, upload: LocalUpload): Promise<Uploaded> {
  const { appToken, path, argument = path, image = false, dryRun = false } = upload;
  const file = await context.files.open(path, { argument });
  try {
    await refuseDangerous(file, argument);
    const { name, size } = file;
    const media = { appToken, parentType: image ? 'bitable_image' : 'bitable_file', file } as const;
    const options = { ...optionsOf(context), progress: upload.progress };
    const fileToken = dryRun
      ? `(file token of ${name})`
      : await uploadMedia(context.client, media, options);
    return { fileToken, name, size };
  } finally {
    await file.close();
  }
}
