import { z } from 'zod';
import {
  key,
  projectKey,
  typeKey,
  workItemIdInPath,
} from '../../../../endpoints/project/schemas.js';
import { type ArgsOf, defineTask } from '../../../catalog/task.js';

const input = {
  project_key: projectKey.describe('Space, or the link of the item'),
  work_item_type_key: typeKey.optional(),
  work_item_id: workItemIdInPath.optional(),
  uuid: key('Of a file in a field of the item').optional(),
  file_token: key('Or the token of a file in a comment').optional(),
  path: z.string().describe('Folder or new file inside a --files folder'),
};

export type AttachmentDownloadArgs = ArgsOf<typeof input>;

export const projectAttachmentsDownload = defineTask({
  service: 'project',
  title: 'Download a file of Feishu Project',
  summary: 'Save an attachment of an item or of a comment as a local file.',
  effect: 'read',
  // Feishu Project stays as it is, but each call leaves one more file here.
  annotationsAs: 'create',
  input,
  output: { path: z.string(), size: z.number() },
  load: () => import('./run.js'),
});
