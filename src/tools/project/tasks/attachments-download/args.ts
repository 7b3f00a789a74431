import { z } from 'zod';
import {
  key,
  projectKey,
  typeKey,
  workItemIdInPath,
} from '../../../../endpoints/project/schemas.js';

export const input = z
  .object({
    project_key: projectKey.describe('Space, or the link of the item'),
    work_item_type_key: typeKey.optional(),
    work_item_id: workItemIdInPath.optional(),
    uuid: key('Of a file in a field of the item').optional(),
    file_token: key('Or the token of a file in a comment').optional(),
    path: z.string().describe('Folder or new file inside a --files folder'),
  })
  .strict();

export type AttachmentDownloadArgs = z.output<typeof input>;
