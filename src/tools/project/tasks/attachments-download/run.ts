import type { JsonObject } from '../../../../core/json.js';
import type { EndpointName } from '../../../../endpoints/catalogue.js';
import type { Outcome } from '../../../answer/result.js';
import { downloadFile } from '../../../context/file-transfer.js';
import { optionsOf, type ToolContext } from '../../../context/tool-context.js';
import { withFreshNames } from '../../resolve/finder.js';
import { refusal } from '../../resolve/issues.js';
import type { ResolutionContext } from '../../resolve/resolution-context.js';
import { resolveSpace, resolveWorkItem } from '../../resolve/work-item-ref.js';
import type { AttachmentDownloadArgs } from './args.js';

export async function run(args: AttachmentDownloadArgs, context: ToolContext): Promise<Outcome> {
  const call = await withFreshNames(context, (resolution) => callOf(args, resolution));
  const { uuid, file_token, path } = args;
  const saved = await downloadFile(
    context.client,
    call,
    ({ name = uuid ?? file_token ?? '' }) => context.files.create(path, { argument: 'path', name }),
    { ...optionsOf(context), progress: context.run.progress },
  );
  return { facts: { ...saved }, notes: [] };
}

async function callOf(
  { uuid, file_token, ...place }: AttachmentDownloadArgs,
  resolution: ResolutionContext,
): Promise<{ readonly name: EndpointName; readonly args: JsonObject }> {
  if ((uuid === undefined) === (file_token === undefined)) {
    throw refusal('uuid', 'or file_token is needed, one of them');
  }
  return uuid === undefined
    ? {
        name: 'project_attachments_download_by_token',
        args: { project_key: await resolveSpace(place, resolution), file_token },
      }
    : {
        name: 'project_attachments_download_by_uuid',
        args: { ...(await resolveWorkItem(place, resolution)), uuid },
      };
}
