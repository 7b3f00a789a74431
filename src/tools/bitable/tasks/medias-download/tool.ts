import { z } from 'zod';
import { defineTask } from '../../../context/task.js';
import { input } from './args.js';

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
