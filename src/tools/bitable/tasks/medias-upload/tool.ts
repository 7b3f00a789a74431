import { z } from 'zod';
import { appToken } from '../../../../endpoints/bitable/schemas.js';
import { dryRun } from '../../../answer/schema.js';
import { type ArgsOf, defineTask } from '../../../catalog/task.js';

const input = {
  app_token: appToken,
  path: z.string().min(1).describe('File inside a --files folder'),
  image: z.boolean().optional().describe('A picture'),
  dry_run: dryRun.optional(),
};

export type UploadArgs = ArgsOf<typeof input>;

export const driveMediasUpload = defineTask({
  title: 'Upload an attachment',
  summary: 'Upload a local file to a base; write its file_token into an attachment field.',
  effect: 'create',
  base: 'app_token',
  input,
  output: {
    file_token: z.string().optional(),
    name: z.string().optional(),
    size: z.number().optional(),
    dry_run: z.boolean().optional(),
  },
  load: () => import('./run.js'),
});
