import { z } from 'zod';
import { defineTask } from '../../../context/task.js';
import { input } from './args.js';

const line = z.array(z.string());

export const bitableDescribeBase = defineTask({
  title: 'Describe a base',
  summary:
    'Tables of a base with sizes, fields, types, options and links, in one call. Start here: it is all that reading and writing needs.',
  effect: 'read',
  base: 'app_token',
  wholeBase: true,
  input,
  output: {
    app_token: z.string(),
    name: z.string(),
    time_zone: z.string().describe('Dates without an offset are meant in it'),
    advanced_permissions: z.boolean(),
    tables: z.array(
      z.object({
        table_id: z.string(),
        name: z.string(),
        records: z.number().optional(),
        fields: line.optional().describe('name: type id, what else there is to say'),
        fields_left_out: z.number().optional(),
        views: line.optional().describe('name: type id'),
        views_left_out: z.number().optional(),
      }),
    ),
    dashboards: line.optional(),
    automations: line.optional(),
    roles: line.optional(),
  },
  load: () => import('./run.js'),
});
