import { z } from 'zod';
import { defineTask } from '../../../context/task.js';
import { input } from './args.js';

export const projectAttachmentsUpload = defineTask({
  service: 'project',
  title: 'Upload a file to Feishu Project',
  summary: 'Upload a local file to an attachment field of an item, or for rich text or a comment.',
  effect: 'create',
  input,
  output: {
    uuid: z.string().optional().describe('In its field'),
    url: z.string().optional(),
    file_token: z.string().optional().describe('For project_file_comments_create'),
    name: z.string().optional(),
    size: z.number().optional(),
    dry_run: z.boolean().optional(),
  },
  load: () => import('./run.js'),
});
