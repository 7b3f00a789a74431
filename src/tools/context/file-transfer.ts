import { InputError } from '../../core/errors.js';
import type { JsonObject } from '../../core/json.js';
import type { LocalFile, LocalSink } from '../../core/local-file.js';
import { catalogue, type EndpointName } from '../../endpoints/catalogue.js';
import { attachmentProblem } from '../../files/access/open-file.js';
import type { CallOptions, Client, FileHead } from '../../http/calls.js';

/** One request of an upload, its wait for other uploads included. */
export const uploadMs = 5 * 60_000;
/** What is read of a file at a time. */
const maxPiece = 20 * 1024 * 1024;
/** A whole download, however often its connection breaks off. */
const downloadMs = 60 * 60_000;
const largestDownload = 2 * 1024 ** 3;

export interface TransferOptions extends CallOptions {
  /** Told how many bytes are over. */
  readonly progress?: ((done: number, total: number | undefined) => void) | undefined;
}

interface FileCall {
  readonly name: EndpointName;
  readonly args: Readonly<Record<string, unknown>>;
}

/** Opens the place where a file goes, told what the vendor calls it. */
export type OpenLocal = (head: FileHead) => Promise<LocalSink>;

/** Sends a file in one request to an endpoint that takes it so; gives its reply. The caller closes the file. */
export async function uploadFile(
  client: Client,
  { name, args }: FileCall,
  file: LocalFile,
  { progress, ...options }: TransferOptions,
): Promise<JsonObject> {
  const part = { name: file.name, bytes: await readWhole(file) };
  const wishes = { ...options, file: part, deadlineMs: uploadMs };
  const { data } = await client.call(name, catalogue[name], args, wishes);
  progress?.(file.size, file.size);
  return data;
}

/** Downloads what an endpoint answers; leaves nothing behind where that fails. */
export async function downloadFile(
  client: Client,
  { name, args }: FileCall,
  openLocal: OpenLocal,
  { signal, note, progress }: TransferOptions,
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

/** Reads a file in one piece; refuses one whose size is not the declared one. */
export async function readWhole(file: LocalFile): Promise<Uint8Array> {
  const blocks: Uint8Array[] = [];
  for await (const block of checkedBlocks(file, maxPiece)) {
    blocks.push(block);
  }
  return Buffer.concat(blocks);
}

/** The blocks of a file, as long as they add up to the size that was declared. */
export async function* checkedBlocks(
  file: LocalFile,
  blockSize: number,
): AsyncGenerator<Uint8Array> {
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

/** As much of a file as tells what it is. */
const headBytes = 1_024;

/** Programs, scripts and web pages are not uploaded. */
export async function refuseDangerous(file: LocalFile, argument: string): Promise<void> {
  const problem = attachmentProblem(file.name, await headOf(file));
  if (problem !== undefined) {
    throw new InputError([{ path: argument, problem }]);
  }
}

async function headOf(file: LocalFile): Promise<Uint8Array> {
  for await (const head of file.blocks(headBytes)) {
    return head;
  }
  return new Uint8Array();
}
