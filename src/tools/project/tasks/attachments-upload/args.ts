import { z } from 'zod';
import {
  key,
  projectKey,
  typeKey,
  workItemIdInPath,
} from '../../../../endpoints/project/schemas.js';
import { dryRun } from '../../../answer/schema.js';

export const input = z
  .object({
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
  })
  .strict();

export type AttachmentUploadArgs = z.output<typeof input>;
