import { z } from 'zod';
import type { Extension } from '../../context/extension.js';
import { wait } from './wait.js';

const count = z.number().optional();

/** The run that a trigger starts can be followed to its end. */
export const following: Extension = {
  input: wait,
  output: {
    status: z.string().optional().describe('Of the run: SUCCESS, FAIL, RUNNING…'),
    tasks_done: count,
    tasks_total: count,
    failed_tasks: z
      .array(z.object({}))
      .optional()
      .describe('taskInstId, taskName, status, and the tail of its log'),
  },
  load: async () => (await import('./follow-steps.js')).followSteps(),
};
