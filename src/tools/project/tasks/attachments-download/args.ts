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
    file: key(
      'Name of the file, in a field or a comment; not needed where there is one',
    ).optional(),
    field: key('Attachment field that has it').optional(),
    uuid: key('Or its uuid').optional(),
    file_token: key('Or the token of a file in a comment').optional(),
    path: z.string().describe('Folder or new file inside a --files folder'),
  })
  .strict();

export type AttachmentDownloadArgs = z.output<typeof input>;
