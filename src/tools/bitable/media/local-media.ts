import { InputError } from '../../../core/errors.js';
import type { LocalFile } from '../../../core/local-file.js';
import { attachmentProblem } from '../../../files/access/attachment-policy.js';
import { optionsOf, type ToolContext } from '../../context/tool-context.js';
import { type MediaOptions, uploadMedia } from './media.js';

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
  readonly progress?: MediaOptions['progress'];
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
