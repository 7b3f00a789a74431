import { z } from 'zod';

/** Whether a trigger waits for the run that it starts, and how long. */
export const wait = {
  wait: z.boolean().optional().describe('Follow the run to its end'),
  wait_seconds: z.number().int().min(1).max(50).optional().describe('At most; default 45'),
};
