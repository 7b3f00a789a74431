import { z } from 'zod';
import { appToken, fieldId, recordId, tableId } from '../../../../endpoints/bitable/schemas.js';
import { type ArgsOf, defineTask } from '../../../catalog/task.js';

const input = {
  file_token: z.string().min(1).describe('As the cell has it'),
  path: z.string().describe('Folder or new file inside a --files folder'),
  app_token: appToken.optional(),
  table_id: tableId.optional(),
  field_id: fieldId.optional(),
  record_id: recordId.optional(),
  extra: z.string().optional().describe("Or extra of the file's url"),
};

export type DownloadArgs = ArgsOf<typeof input>;

export const driveMediasDownload = defineTask({
  title: 'Download an attachment',
  summary: 'Save an attachment as a local file. With advanced permissions also name its cell.',
  effect: 'read',
  // Feishu stays as it is, but each call leaves one more file here.
  annotationsAs: 'create',
  base: 'app_token',
  input,
  output: { path: z.string(), size: z.number() },
  load: () => import('./run.js'),
});
