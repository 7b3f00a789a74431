import { z } from 'zod';
import type { EndpointName } from '../../endpoints/catalogue.js';
import { key, typeKey } from '../../endpoints/project/schemas.js';
import type { Extension } from '../context/operation.js';

const composites = {
  group_uuids: z.array(z.string()).optional().describe('Of the groups written'),
  dropped: z.array(z.string()).optional().describe('What the vendor dropped silently'),
};

const count = z.number().optional();

/** What some tools take and answer beyond their endpoints. */
const extensions: Partial<Readonly<Record<EndpointName, Extension>>> = {
  project_work_items_create: { output: composites },
  project_work_items_update: { output: composites },
  project_nodes_update: { output: composites },
  project_nodes_operate: { output: composites },
  project_compound_fields_update: {
    input: { work_item_type_key: typeKey.optional() },
    output: composites,
  },
  project_states_change: {
    input: { transition_id: key('Transition id, or the state to go to') },
    output: composites,
  },
  project_work_items_batch_update: {
    input: { wait: z.boolean().optional().describe('Follow it to its end; default true') },
    output: {
      task_status: z.string().optional(),
      total: count,
      success_total: count,
      error_total: count,
      fail_sub_task_list: z.array(z.string()).nullish(),
      error_scenes: z.array(z.string()).nullish(),
    },
  },
};

export function projectExtension(name: EndpointName): Extension | undefined {
  return extensions[name];
}
