import { z } from 'zod';
import { defineTask } from '../../../context/task.js';
import { input } from './args.js';

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
