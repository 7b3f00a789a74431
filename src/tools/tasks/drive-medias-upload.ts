import { z } from 'zod';
import { appToken } from '../../endpoints/bitable/schemas.js';
import type { Desk } from '../desk.js';
import { uploadLocal } from '../local-media.js';
import type { Outcome } from '../result.js';
import { dryRun } from '../schema.js';
import { defineTask } from './task.js';

export const driveMediasUpload = defineTask({
  title: 'Upload an attachment',
  summary: 'Upload a local file to a base; write its file_token into an attachment field.',
  effect: 'create',
  base: 'app_token',
  input: {
    app_token: appToken,
    path: z.string().min(1).describe('File inside a --files folder'),
    image: z.boolean().optional().describe('A picture'),
    dry_run: dryRun.optional(),
  },
  output: {
    file_token: z.string().optional(),
    name: z.string().optional(),
    size: z.number().optional(),
    dry_run: z.boolean().optional(),
  },
  run: uploadAttachment,
});

interface Args {
  readonly app_token: string;
  readonly path: string;
  readonly image?: boolean | undefined;
  readonly dry_run?: boolean | undefined;
}

async function uploadAttachment(args: Args, desk: Desk): Promise<Outcome> {
  const { app_token, path, image, dry_run: rehearsal = false } = args;
  const { fileToken, name, size } = await uploadLocal(desk, {
    appToken: app_token,
    path,
    argument: 'path',
    image,
    rehearsal,
    progress: desk.run.progress,
  });
  return rehearsal
    ? { facts: { dry_run: true, name, size }, notes: ['nothing was sent: this was a dry run'] }
    : { facts: { file_token: fileToken, name, size }, notes: [] };
}
