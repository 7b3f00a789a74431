import { z } from 'zod';
import { appToken } from '../../../../endpoints/bitable/schemas.js';
import { dryRun } from '../../../answer/schema.js';

export const input = z
  .object({
    app_token: appToken,
    path: z.string().min(1).describe('File inside a --files folder'),
    image: z.boolean().optional().describe('A picture'),
    dry_run: dryRun.optional(),
  })
  .strict();

export type UploadArgs = z.output<typeof input>;
