import type { JsonObject } from '../../../../core/json.js';
import type { EndpointName } from '../../../../endpoints/catalogue.js';
import type { Outcome } from '../../../answer/result.js';
import { downloadFile } from '../../../bitable/media/media.js';
import { optionsOf, type ToolContext } from '../../../context/tool-context.js';
import { withFreshNames } from '../../resolve/in-vendors-terms.js';
import { refusal } from '../../resolve/issues.js';
import { itemPlace, spacePlace } from '../../resolve/place.js';
import type { Scene } from '../../resolve/resolution-context.js';
import type { AttachmentDownloadArgs } from './args.js';

export async function run(args: AttachmentDownloadArgs, context: ToolContext): Promise<Outcome> {
  const call = await withFreshNames(context, (scene) => callOf(args, scene));
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
  scene: Scene,
): Promise<{ readonly name: EndpointName; readonly args: JsonObject }> {
  if ((uuid === undefined) === (file_token === undefined)) {
    throw refusal('uuid', 'or file_token is needed, one of them');
  }
  return uuid === undefined
    ? {
        name: 'project_attachments_download_by_token',
        args: { project_key: await spacePlace(place, scene), file_token },
      }
    : {
        name: 'project_attachments_download_by_uuid',
        args: { ...(await itemPlace(place, scene)), uuid },
      };
}
