import type { LocalFile } from '../../../../core/local-file.js';
import {
  type ProjectEndpointName,
  projectCatalogue,
} from '../../../../endpoints/project/project-catalogue.js';
import type { ProjectEndpoint } from '../../../../endpoints/project/project-endpoint.js';
import type { Outcome } from '../../../answer/result.js';
import { refuseDangerous } from '../../../bitable/media/local-media.js';
import { uploadFile } from '../../../bitable/media/media.js';
import { optionsOf, type ToolContext } from '../../../context/tool-context.js';
import { withFreshNames } from '../../resolve/in-vendors-terms.js';
import { refusal } from '../../resolve/issues.js';
import type { AttachmentUploadArgs } from './args.js';
import { type Destination, destinationOf } from './destination.js';

export async function run(args: AttachmentUploadArgs, context: ToolContext): Promise<Outcome> {
  const file = await context.files.open(args.path, { argument: 'path' });
  try {
    await refuseDangerous(file, 'path');
    const destination = await withFreshNames(context, (scene) => destinationOf(args, scene));
    refuseLarge(file, destination.name);
    const { name, size } = file;
    if (args.dry_run === true) {
      const notes = ['nothing was sent: this was a dry run'];
      return { facts: { dry_run: true, name, size }, notes };
    }
    const { facts, notes } = await sent(file, destination, context);
    return { facts: { ...facts, name, size }, notes };
  } finally {
    await file.close();
  }
}

async function sent(
  file: LocalFile,
  { name, args, told }: Destination,
  context: ToolContext,
): Promise<Outcome> {
  const options = { ...optionsOf(context), progress: context.run.progress };
  const reply = await uploadFile(context.client, { name, args }, file, options);
  return told(reply, file, context);
}

function refuseLarge({ size }: LocalFile, name: ProjectEndpointName): void {
  const { maxFileBytes = size }: ProjectEndpoint = projectCatalogue[name];
  if (size > maxFileBytes) {
    const most = maxFileBytes / 1_048_576;
    throw refusal('path', `is a file of ${size} bytes`, `at most ${most} MB`);
  }
}
