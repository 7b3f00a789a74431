import { z } from 'zod';
import { changesShape } from '../../../answer/changes.js';
import { defineTask } from '../../../context/task.js';
import { input } from './args.js';

const node = z.object({});

export const projectNodesComplete = defineTask({
  service: 'project',
  title: 'Complete a node',
  summary:
    'Complete a node of a work item: says what it still requires, by name, or fills that in, completes it and tells what opened.',
  effect: 'update',
  input,
  output: {
    node: node.optional().describe('{key, name, status, owners}'),
    completed: z.boolean().optional(),
    opened: z.array(node).optional().describe('Nodes under way since'),
    waiting_for: z.array(z.string()).optional().describe('Who must confirm as well'),
    confirmed_by: z.array(z.string()).optional(),
    would_change: changesShape.changes.describe('What a dry run expects to change'),
    dropped: z.array(z.string()).optional(),
    ...changesShape,
    dry_run: z.boolean().optional(),
    would_send: z.object({}).optional(),
  },
  load: () => import('./run.js'),
});
