import { z } from 'zod';
import {
  json,
  key,
  projectKey,
  typeKey,
  workItemIdInPath,
} from '../../../../endpoints/project/schemas.js';
import { dryRun } from '../../../answer/schema.js';
import { type ArgsOf, defineTask } from '../../../catalog/task.js';

const input = {
  project_key: projectKey.describe('Space, or the link of the item'),
  work_item_type_key: typeKey.optional(),
  work_item_id: workItemIdInPath.optional(),
  node: key('Name or key; the one under way when absent').optional(),
  fields: z.record(json).describe('{field: value} to fill').optional(),
  owners: z.array(z.string()).describe('People').optional(),
  schedule: json
    .describe('{start, end, points, actual_work_time}; a list with owner where each has one')
    .optional(),
  role_owners: z.record(json).describe('{role: [people]}').optional(),
  dry_run: dryRun.optional(),
};

export type CompleteArgs = ArgsOf<typeof input>;

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
    dropped: z.array(z.string()).optional(),
    dry_run: z.boolean().optional(),
    would_send: z.object({}).optional(),
  },
  load: () => import('./run.js'),
});
