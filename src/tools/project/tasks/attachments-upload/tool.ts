import { z } from 'zod';
import {
  key,
  projectKey,
  typeKey,
  workItemIdInPath,
} from '../../../../endpoints/project/schemas.js';
import { dryRun } from '../../../answer/schema.js';
import { type ArgsOf, defineTask } from '../../../catalog/task.js';

const input = {
  project_key: projectKey.describe('Space, or the link of the item'),
  work_item_type_key: typeKey.optional(),
  work_item_id: workItemIdInPath.optional(),
  path: z.string().min(1).describe('File inside a --files folder'),
  field: key('Attachment field, to put it there').optional(),
  index: z.number().int().min(0).describe('Row of its compound field').optional(),
  to: z
    .enum(['field', 'text', 'comment', 'comment_image'])
    .describe('text: for rich text, answers a url; comment: answers a file_token')
    .optional(),
  dry_run: dryRun.optional(),
};

export type AttachmentUploadArgs = ArgsOf<typeof input>;

export const projectAttachmentsUpload = defineTask({
  service: 'project',
  title: 'Upload a file to Feishu Project',
  summary: 'Upload a local file to an attachment field of an item, or for rich text or a comment.',
  effect: 'create',
  input,
  output: {
    uuid: z.string().optional().describe('In its field'),
    url: z.string().optional(),
    file_token: z.string().optional().describe('For project_file_comments_create'),
    name: z.string().optional(),
    size: z.number().optional(),
    dry_run: z.boolean().optional(),
  },
  load: () => import('./run.js'),
});
