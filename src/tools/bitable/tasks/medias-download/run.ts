import { InputError, PartialTaskError } from '../../../../core/errors.js';
import type { JsonObject } from '../../../../core/json.js';
import type { Outcome } from '../../../answer/result.js';
import { callEndpoint, optionsOf, type ToolContext } from '../../../context/tool-context.js';
import { type AttachmentCell, attachmentCellIn, extraOf } from '../../media/attachment-cell.js';
import { downloadMedia } from '../../media/media.js';
import type { DownloadArgs } from './args.js';

export async function run(args: DownloadArgs, context: ToolContext): Promise<Outcome> {
  const { file_token: fileToken, path } = args;
  const cell = attachmentCellIn(args);
  await context.files.check(path, { argument: 'path' });
  if (context.bases !== undefined) {
    await checkHeld(fileToken, cell, context);
  }
  const extra = args.extra ?? (cell && extraOf([fileToken], cell));
  try {
    const saved = await downloadMedia(
      context.client,
      { fileToken, extra },
      ({ name = fileToken }) => context.files.create(path, { argument: 'path', name }),
      { ...optionsOf(context), progress: context.run.progress },
    );
    return { facts: { ...saved }, notes: [] };
  } catch (error) {
    throw error instanceof InputError ? new PartialTaskError(notKept, [], error) : error;
  }
}

const notKept =
  'Feishu sent the attachment, but it could not be saved here; no file was left behind.';

/** A token alone does not tell its base: where only some may be touched, a record of one of them must hold it. */
async function checkHeld(
  fileToken: string,
  cell: AttachmentCell | undefined,
  context: ToolContext,
): Promise<void> {
  if (cell === undefined) {
    throw refusal('is not known to be in a base that this server may touch', needed);
  }
  const { app_token, table_id, record_id } = cell;
  const args = { app_token, table_id, record_ids: [record_id] };
  const { records } = await callEndpoint(context, 'bitable_records_batch_get', args);
  if (!holds({ records }, fileToken)) {
    throw new PartialTaskError(lookedAt, [], refusal('is not in that record'));
  }
}

const lookedAt = 'The record was looked at, and nothing was downloaded.';
const needed = 'app_token, table_id, field_id and record_id of the cell that holds it, as well';

function holds(record: JsonObject, fileToken: string): boolean {
  return JSON.stringify(record).includes(`"file_token":${JSON.stringify(fileToken)}`);
}

function refusal(problem: string, allowed?: string): InputError {
  return new InputError([
    { path: 'file_token', problem, ...(allowed !== undefined && { allowed }) },
  ]);
}
