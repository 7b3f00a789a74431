import { z } from 'zod';
import { defineTask } from '../../../context/task.js';
import { input } from './args.js';

/** All records of a table, or those that match, into a new local file. */
export const bitableExportTable = defineTask({
  title: 'Export a table',
  summary:
    'Write all records, or those that match, to a new local CSV or JSON lines file. JSON lines keep ids and types; CSV to be imported again needs guard: false.',
  effect: 'read',
  // Feishu stays as it is, but each call leaves one more file here.
  annotationsAs: 'create',
  base: 'app_token',
  input,
  output: {
    path: z.string(),
    rows: z.number(),
    bytes: z.number(),
    columns: z.array(z.string()),
  },
  load: () => import('./run.js'),
});
