import { z } from 'zod';
import { defineTask } from '../../../context/task.js';
import { input } from './args.js';

export const projectAttachmentsDownload = defineTask({
  service: 'project',
  title: 'Download a file of Feishu Project',
  summary: 'Save an attachment of an item or of a comment as a local file.',
  effect: 'read',
  // Feishu Project stays as it is, but each call leaves one more file here.
  annotationsAs: 'create',
  input,
  output: { path: z.string(), size: z.number() },
  load: () => import('./run.js'),
});
