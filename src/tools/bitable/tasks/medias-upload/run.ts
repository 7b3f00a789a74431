import type { Outcome } from '../../../answer/result.js';
import type { ToolContext } from '../../../context/tool-context.js';
import { uploadLocal } from '../../media/media.js';
import type { UploadArgs } from './args.js';

export async function run(args: UploadArgs, context: ToolContext): Promise<Outcome> {
  const { app_token, path, image, dry_run: dryRun = false } = args;
  const { fileToken, name, size } = await uploadLocal(context, {
    appToken: app_token,
    path,
    argument: 'path',
    image,
    dryRun,
    progress: context.run.progress,
  });
  return dryRun
    ? { facts: { dry_run: true, name, size }, notes: ['nothing was sent: this was a dry run'] }
    : { facts: { file_token: fileToken, name, size }, notes: [] };
}
